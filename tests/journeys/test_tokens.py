"""A person makes an access token, uses it as QGIS would, and ends it; on a desk and on a phone."""

import base64
import json
import re
import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import by, sign_in, visit
from tests.journeys.conftest import PASSWORD, Watch
from tests.journeys.test_phone_and_access import SMALL, violations

pytestmark = pytest.mark.journey

BRIDGE = "/api/collections/bridges/items/B-000010"


def as_qgis(site: str, name: str, token: str) -> Any:
    """What HTTP Basic gets: the feature, or the refusal's code."""
    said = base64.b64encode(f"{name}:{token}".encode()).decode()
    request = urllib.request.Request(f"{site}{BRIDGE}", headers={"Authorization": f"Basic {said}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except HTTPError as refused:
        return json.load(refused)["code"]


def sign_in_here(page: Page, site: str, name: str = "kysu") -> None:
    page.goto(f"{site}/account/tokens")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    by(page, "sign-in").click()
    expect(by(page, "who")).not_to_be_empty()


def make(page: Page, name: str) -> str:
    page.fill("#name", name)
    page.locator("input[value='write:bridges']").check()
    by(page, "make").click()
    expect(by(page, "token")).to_have_text(re.compile(r"^cd_[0-9a-f]{72}$"))
    return by(page, "token").inner_text()


def test_a_token_is_made_used_and_ended(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    sign_in(page)
    by(page, "user").click()
    expect(page).to_have_url(f"{site}/account/tokens")
    text = make(page, "QGIS ở bàn")
    row = by(page, "token-row").filter(has_text="QGIS ở bàn")
    expect(row).to_contain_text("Ghi cầu")
    expect(row).to_contain_text("Chưa dùng")
    assert "note" in as_qgis(site, "kysu", text)["properties"]
    assert as_qgis(site, "quyhoach", text) == "token-refused"
    assert violations(page) == []

    page.reload()
    expect(row).to_contain_text("Dùng lần cuối")
    expect(by(page, "made")).to_be_hidden()
    assert text not in page.content(), "a token is shown once"
    page.once("dialog", lambda asked: asked.accept())
    row.get_by_test_id("revoke").click()
    expect(row).to_contain_text("Đã thu hồi")
    assert as_qgis(site, "kysu", text) == "token-refused"


def test_a_wrong_password_is_told_in_both_languages(page: Page, site: str, watch: Watch) -> None:
    watch.expect("401")
    page.goto(f"{site}/account/tokens")
    page.fill("#username", "kysu")
    page.fill("#password", "sai")
    by(page, "sign-in").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng")
    expect(by(page, "make-form")).to_be_hidden()


def test_on_a_phone(phone: Page, site: str) -> None:
    sign_in_here(phone, site, "giamsat")
    make(phone, "Điện thoại ngoài hiện trường")
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert phone.evaluate(SMALL) == [], "a finger needs 44 px"
    assert violations(phone) == []
