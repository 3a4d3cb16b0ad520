"""On a phone at a bridge, and for people who do not see or use a mouse."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import by, open_asset, sign_in, visit
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "maps" / "node_modules" / "axe-core" / "axe.min.js"
SMALL = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, summary')].filter((e) => {
  const box = e.getBoundingClientRect();
  const seen = box.width && box.height && getComputedStyle(e).visibility !== 'hidden' && box.top < innerHeight && box.bottom > 0;
  return seen && e.type !== 'radio' && e.type !== 'checkbox' && !e.closest('.visually-hidden, .skip, footer, .footer') && Math.round(box.height) < 44;
}).map((e) => (e.dataset.testid ?? e.className) + ' ' + Math.round(e.getBoundingClientRect().height))"""


def test_a_phone_shows_everything_within_its_width(phone: Page, site: str) -> None:
    open_asset(phone, site, "bridges/B-000010")
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    expect(by(phone, "card-title")).to_be_in_viewport()
    assert phone.evaluate(SMALL) == [], "a finger needs 44 px"


def test_a_phone_opens_the_summary_as_a_sheet(phone: Page, site: str) -> None:
    visit(phone, site)
    by(phone, "phone-summary").tap()
    expect(by(phone, "total-bridges")).to_be_in_viewport()
    assert phone.evaluate(SMALL) == []


def test_a_phone_has_room_for_the_search_and_a_menu_for_the_rest(phone: Page, site: str) -> None:
    visit(phone, site)
    box = phone.locator(".search").bounding_box()
    assert box is not None
    assert box["width"] >= 200
    expect(by(phone, "sign-in-open")).to_be_hidden()
    by(phone, "menu-open").tap()
    expect(by(phone, "sign-in-open")).to_be_visible()
    assert phone.evaluate(SMALL) == []
    assert violations(phone) == []
    by(phone, "lang-en").tap()
    expect(by(phone, "sign-in-open")).to_have_text("Sign in")
    by(phone, "lang-vi").tap()
    sign_in(phone)
    by(phone, "menu-open").tap()
    expect(by(phone, "user")).to_be_visible()
    by(phone, "sign-out").tap()
    expect(by(phone, "sign-in-open")).to_be_visible()


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})"
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


def test_axe_finds_nothing(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    assert violations(page) == [], "start"
    by(page, "panel-list").click()
    expect(by(page, "list-row").first).to_be_visible()
    assert violations(page) == [], "list"
    by(page, "sign-in-open").click()
    assert violations(page) == [], "sign-in"
    by(page, "sign-in-cancel").click()
    sign_in(page)
    open_asset(page, site, "bridges/B-000010")
    assert violations(page) == [], "card"
    by(page, "edit").click()
    assert violations(page) == [], "form"
    by(page, "cancel").click()
    by(page, "tab-history").click()
    expect(by(page, "history-entry").first).to_be_visible()
    assert violations(page) == [], "history"


def test_axe_finds_nothing_on_a_phone(phone: Page, site: str) -> None:
    open_asset(phone, site, "culverts/C-000010")
    assert violations(phone) == []
