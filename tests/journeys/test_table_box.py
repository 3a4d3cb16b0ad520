"""A box is drawn on the map, by mouse or finger, and what lies in it is ticked; Escape draws none."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, sign_in, visit
from tests.journeys.conftest import Watch
from tests.journeys.test_touch import swipe

pytestmark = pytest.mark.journey
VIEW = "#12/9.28500/105.72000?lang=vi&panel=list"


def asking(page: Page) -> list[str]:
    """Every list of bridges that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/bridges/items?" in request.url else None)
    return asked


def opened(page: Page, site: str) -> None:
    visit(page, site, VIEW)
    by(page, "table-open").click()
    expect(by(page, "table-row").first).to_be_visible()


def ticked_as_asked(page: Page, site: str, asked: list[str]) -> int:
    """The rows ticked are the bridges in the box that was asked for last."""
    expect(by(page, "table-chosen")).to_contain_text("trong khung đã khoanh")
    expect(by(page, "tick-shown")).to_be_checked()
    box = parse_qs(urlsplit(asked[-1]).query)["bbox"][0]
    found = {one["id"] for one in ask(site, f"/api/collections/bridges/items?bbox={box}&limit=1000")["features"]}
    expect(by(page, "table-chosen")).to_contain_text(f"Đã chọn {len(found)} / {len(found)}")
    for one in found:
        expect(by(page, f"tick-{one}")).to_be_checked()
    return len(found)


def test_what_lies_in_a_box_is_ticked(page: Page, site: str, watch: Watch) -> None:
    visit(page, site, VIEW)
    sign_in(page)
    opened(page, site)
    rows = by(page, "table-row").count()
    by(page, "table-box").click()
    expect(by(page, "boxing")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("section#table")).to_be_visible()
    by(page, "table-box").click()
    page.mouse.move(560, 160)
    page.mouse.down()
    page.mouse.move(700, 300, steps=4)
    page.mouse.move(820, 420, steps=4)
    asked = asking(page)
    page.mouse.up()
    in_box = ticked_as_asked(page, site, asked)
    assert 0 < in_box < rows, "the box is a part of the view"
    expect(by(page, "card-title")).to_have_count(0)
    by(page, "zoom-in").click()
    page.wait_for_timeout(600)  # longer than the list waits after a view has come to rest
    expect(by(page, "table-chosen")).to_contain_text(f"Đã chọn {in_box} / {in_box}")
    by(page, "table-box").click()
    expect(by(page, "table-chosen")).to_contain_text("trong khung nhìn")


def test_a_finger_draws_it_too(phone: Page, site: str) -> None:
    visit(phone, site)
    by(phone, "menu-open").click()
    sign_in(phone)
    visit(phone, site, VIEW)
    by(phone, "phone-list").tap()
    by(phone, "table-open").tap()
    by(phone, "table-box").click()
    expect(phone.locator("section#table")).to_be_hidden()
    asked = asking(phone)
    swipe(phone, (60, 120), (320, 600))
    assert ticked_as_asked(phone, site, asked) > 0
