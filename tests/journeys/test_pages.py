"""The API opened in a browser: from the landing page to a bridge, to the map and to the planners' page; on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by
from tests.journeys.conftest import READY, Watch
from tests.journeys.test_phone_and_access import SMALL, violations

pytestmark = pytest.mark.journey

POOR = "/api/collections/bridges/items?condition=XAU,RAT_XAU&road_class=DT&sortby=-length_m"
PAGES = [
    "/api/",
    "/api/conformance",
    "/api/collections",
    "/api/collections/bridges",
    "/api/collections/bridges/queryables",
    "/api/collections/bridges/tiles/WebMercatorQuad",
    "/api/collections/bridges/items/B-000010",
    "/api/collections/roads/items/R-000001",
    "/api/collections/sections/statistics?group-by=condition,road_class",
    "/api/changes?limit=20",
    "/api/code-lists",
    "/api/docs",
    POOR,
]


def test_from_the_landing_page_to_a_bridge_on_the_map(page: Page, site: str, watch: Watch) -> None:
    page.goto(f"{site}/api/")
    page.get_by_role("link", name="Cầu", exact=True).click()
    held = ask(site, "/api/collections/bridges/items?limit=1&count=true")["numberMatched"]
    expect(by(page, "count")).to_contain_text(str(held))
    by(page, "next").click()
    expect(page.locator("tbody tr")).to_have_count(held - 100)
    by(page, "first").click()
    expect(page.locator("tbody tr")).to_have_count(100)
    page.get_by_role("link", name="B-000010", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Cầu Bạc Liêu 2")
    expect(by(page, "fact-chainage")).to_have_text("Km2181+437")
    by(page, "to-map").click()
    page.wait_for_selector(READY)
    expect(by(page, "card-title")).to_contain_text("Cầu Bạc Liêu 2")
    assert "#16/" in page.url


def test_the_same_question_on_the_planners_page(page: Page, site: str, watch: Watch) -> None:
    page.goto(f"{site}{POOR}")
    found = re.match(r"\d+", by(page, "count").inner_text())
    assert found
    assert int(found[0]) == page.locator("tbody tr").count() > 5
    first = page.locator("tbody tr").first.locator("th").inner_text()
    by(page, "planning").click()
    expect(by(page, "count")).to_have_text(f"{found[0]} cầu")
    expect(by(page, "row").first).to_have_attribute("id", f"row-{first}")


def test_a_wrong_address_says_what_to_mend(page: Page, site: str, watch: Watch) -> None:
    watch.expect("400")
    page.goto(f"{site}/api/collections/bridges/items?mau=do")
    expect(page.locator("h1")).to_contain_text("Yêu cầu không đúng")
    expect(page.locator("main")).to_contain_text("bridge_type")
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_everyone(page: Page, phone: Page, site: str, watch: Watch, path: str) -> None:
    page.goto(f"{site}{path}")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("() => getComputedStyle(document.querySelector('main')).maxWidth") == "1320px", (
        "the style sheet is there"
    )
    phone.goto(f"{site}{path}")
    assert violations(phone) == []
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert phone.evaluate(SMALL) == [], "a finger needs 44 px"
