"""An engineer is told what is doubtful while typing, cures it by one click, and takes the cure back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey


def test_a_warning_while_editing_and_its_cure(page: Page, site: str, watch: Watch) -> None:
    path = "/api/collections/bridges/items/B-000038"
    open_asset(page, site, "bridges/B-000038")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-built_year").fill("2099")
    expect(by(page, "finding-refused")).to_contain_text("Năm 2099 chưa tới")
    by(page, "field-built_year").fill("2012")
    by(page, "field-opened_year").fill("2010")
    finding = by(page, "finding-opened-before-built")
    expect(finding).to_contain_text("Cảnh báo")
    expect(by(page, "finding-refused")).to_have_count(0)
    by(page, "fix-opened-before-built").click()
    expect(by(page, "field-built_year")).to_have_value("2010")
    expect(finding).to_have_count(0)
    by(page, "cure-undo").click()
    expect(by(page, "field-opened_year")).to_have_value("2010")
    expect(finding).to_be_visible()
    by(page, "fix-opened-before-built").click()
    expect(finding).to_have_count(0)
    by(page, "save").click()
    expect(by(page, "toast")).to_contain_text("Đã lưu")
    saved = ask(site, path)["properties"]
    assert (saved["built_year"], saved["opened_year"]) == (2010, 2012)
