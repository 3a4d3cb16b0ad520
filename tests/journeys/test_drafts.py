"""An engineer collects two edits, asks for a review; nobody else sees them until a supervisor lets them in."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey
ITEMS = "/api/collections/bridges/items"
NAME = "Cầu Trong Bản Nháp"


def name_of(site: str, bridge: str) -> Any:
    return ask(site, f"{ITEMS}/{bridge}")["properties"]["name"]


def at_work(chromium: Browser, site: str, at: str, username: str) -> Page:
    """A person signed in at a computer of their own."""
    page = chromium.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(15_000)
    open_asset(page, site, at)
    sign_in(page, username)
    return page


def collect(page: Page, site: str) -> None:
    """A name typed into one bridge and another bridge moved, both kept in one draft."""
    by(page, "edit").click()
    by(page, "field-name").fill(NAME)
    by(page, "save-draft").click()
    expect(by(page, "toast")).to_contain_text("bản nháp", ignore_case=True)
    expect(by(page, "card-title")).not_to_have_text(NAME)
    open_asset(page, site, "bridges/B-000041")
    km = ask(site, f"{ITEMS}/B-000041")["properties"]["chainage"].split("+")[0]
    by(page, "move").click()
    by(page, "draft-target").select_option(index=1)
    by(page, "move-typed").check()
    by(page, "field-chainage").fill(f"{km}+077")
    by(page, "move-preview").click()
    expect(by(page, "move-to")).to_contain_text(f"{km}+077")
    by(page, "save-draft").click()
    expect(by(page, "toast")).to_contain_text("2 thay đổi")


def reviewed(page: Page) -> None:
    """The draft that waits, opened: its difference in a table and on the map."""
    by(page, "panel-drafts").click()
    page.locator(".draft-row").first.click()
    expect(by(page, "draft-state")).to_have_text("Chờ duyệt")
    expect(by(page, "draft-verdict")).to_contain_text("áp dụng được")
    first = by(page, "difference").first
    expect(first.locator("ins")).to_have_text(NAME)
    by(page, "change-show").nth(1).click()
    expect(page.locator(".draft-before")).to_have_count(1)
    expect(page.locator(".draft-after")).to_have_count(2)


def test_two_edits_go_through_a_review(chromium: Browser, page: Page, site: str, watch: Watch) -> None:
    was, place = name_of(site, "B-000040"), ask(site, f"{ITEMS}/B-000041")["geometry"]
    open_asset(page, site, "bridges/B-000040")
    sign_in(page)
    collect(page, site)
    by(page, "panel-drafts").click()
    page.locator(".draft-row").first.click()
    expect(by(page, "draft-change")).to_have_count(2)
    expect(by(page, "draft-submit")).to_have_attribute("aria-disabled", "false")
    by(page, "draft-submit").click()
    expect(by(page, "draft-state")).to_have_text("Chờ duyệt")
    assert (name_of(site, "B-000040"), ask(site, f"{ITEMS}/B-000041")["geometry"]) == (was, place)

    supervisor = at_work(chromium, site, "bridges/B-000040", "giamsat")
    reviewed(supervisor)
    by(supervisor, "draft-say").fill("Ảnh hiện trường đâu?")
    by(supervisor, "draft-comment").click()
    expect(by(supervisor, "draft-events")).to_contain_text("Ảnh hiện trường đâu?")
    by(supervisor, "draft-say").fill("Thiếu ảnh")
    by(supervisor, "draft-return").click()
    expect(by(supervisor, "draft-state")).to_have_text("Trả lại")

    by(page, "draft-back").click()
    page.locator(".draft-row").first.click()
    expect(by(page, "draft-events")).to_contain_text("Thiếu ảnh")
    by(page, "draft-submit").click()
    expect(by(page, "draft-state")).to_have_text("Chờ duyệt")

    by(supervisor, "draft-back").click()
    reviewed(supervisor)
    by(supervisor, "draft-accept").click()
    expect(by(supervisor, "draft-state")).to_have_text("Đã duyệt")
    expect(by(supervisor, "card-title")).to_have_text(NAME)
    assert (name_of(site, "B-000040"), ask(site, f"{ITEMS}/B-000041")["geometry"] != place) == (NAME, True)
    by(supervisor, "tab-history").click()
    expect(by(supervisor, "history-entry").first).to_contain_text("kysu")
    supervisor.context.close()
