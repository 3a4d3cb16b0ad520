"""The planners' page in English, on a phone, and for people who do not see or use a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import by
from tests.journeys.conftest import Watch
from tests.journeys.test_phone_and_access import SMALL, violations
from tests.journeys.test_planning import open_page

pytestmark = pytest.mark.journey


def test_in_english(page: Page, site: str, watch: Watch) -> None:
    open_page(page, site)
    by(page, "lang-en").click()
    expect(by(page, "start")).to_contain_text("Ask the database")
    by(page, "example-bad_by_commune").click()
    expect(by(page, "figure")).to_contain_text("Length (km)")


def test_axe_finds_nothing_on_the_planners_page(page: Page, site: str, watch: Watch) -> None:
    open_page(page, site)
    assert violations(page) == [], "start"
    by(page, "example-bad_bridges").click()
    expect(by(page, "row").first).to_be_visible()
    by(page, "row").first.click()
    assert violations(page) == [], "table"
    by(page, "exports").locator("summary").click()
    assert violations(page) == [], "forms"
    page.keyboard.press("Escape")
    expect(by(page, "export-csv")).to_be_hidden()
    by(page, "show-figures").click()
    expect(by(page, "bar").first).to_be_visible()
    assert violations(page) == [], "figures"
    for name in ("place", "stretch", "overlap", "at", "cql"):
        by(page, f"section-{name}").locator("summary").click()
    by(page, "place-near").check()
    by(page, "field").first.click()
    assert violations(page) == [], "sections and an open list"


def test_a_phone_shows_one_part_at_a_time(phone: Page, site: str) -> None:
    open_page(phone, site)
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    by(phone, "add-condition").first.tap()
    assert phone.evaluate(f"() => ({SMALL})()") == []
    by(phone, "phone-table").tap()
    by(phone, "example-bad_bridges").tap()
    expect(by(phone, "row").first).to_be_in_viewport()
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    by(phone, "exports").locator("summary").tap()
    expect(by(phone, "export-csv")).to_be_in_viewport()
    assert phone.evaluate(SMALL) == []
    assert violations(phone) == [], "table and forms"
    by(phone, "phone-figures").tap()
    expect(by(phone, "bar").first).to_be_in_viewport()
    assert violations(phone) == []


def test_a_phone_says_with_the_answer_what_of_a_link_was_lost(phone: Page, site: str) -> None:
    open_page(phone, site, "#lang=vi&of=bridges&if=all(oops")
    expect(by(phone, "row").first).to_be_visible()
    expect(by(phone, "lost-answer")).to_contain_text("không đọc được (if)")
