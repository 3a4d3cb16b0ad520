"""Who reads changes what is seen: signed in, at once more; signed out, nothing of it stays on the page, in its memory or in the browser's cache."""

import re
from collections.abc import Iterator

import psycopg2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, sign_in, visit
from tests.journeys.conftest import READY, Watch

pytestmark = pytest.mark.journey

HIDDEN = "B-000040"
HAS = """async ([layer, z, x, y, v, text]) => {
  const bytes = await (await fetch(`/tiles/${layer}/${z}/${x}/${y}.mvt?properties=id&v=${v}`)).arrayBuffer();
  return new TextDecoder('latin1').decode(bytes).includes(text);
}"""
VERSION = "async () => new URL((await (await fetch('/tiles/bridges.json')).json()).tiles[0], location.href).searchParams.get('v')"
TILE = """([lon, lat]) => {
  const z = 15, n = 2 ** z, r = lat * Math.PI / 180;
  return [z, Math.floor((lon + 180) / 360 * n), Math.floor((1 - Math.asinh(Math.tan(r)) / Math.PI) / 2 * n)];
}"""


@pytest.fixture
def unpublished(sample_database: str, site: str) -> Iterator[tuple[float, float]]:
    """Longitude and latitude of a bridge that only signed-in people may see, with a working remark."""
    lon, lat = ask(site, f"/api/collections/bridges/items/{HIDDEN}")["geometry"]["coordinates"]
    keeper = psycopg2.connect(sample_database.replace("postgis://", "postgresql://"))
    keeper.autocommit = True
    with keeper.cursor() as cursor:
        cursor.execute("update bridge set is_published = false, note = 'xem lại mố A' where public_id = %s", (HIDDEN,))
        yield lon, lat
        cursor.execute("update bridge set is_published = true, note = '' where public_id = %s", (HIDDEN,))
    keeper.close()


def tap_middle(page: Page) -> None:
    frame = page.locator(".map-canvas").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)


def test_signing_in_shows_more_at_once_and_signing_out_leaves_nothing(
    page: Page, site: str, watch: Watch, unpublished: tuple[float, float]
) -> None:
    watch.expect("404")
    lon, lat = unpublished
    visit(page, site, f"#15/{lat}/{lon}?lang=vi&layers=bridges")
    tap_middle(page)
    expect(by(page, "card")).not_to_contain_text(HIDDEN)
    with page.expect_response(re.compile("bridges.*mvt")):
        sign_in(page)
    page.wait_for_selector(READY)
    tap_middle(page)
    expect(by(page, "source")).to_contain_text(HIDDEN)
    by(page, "all-facts").click()
    expect(by(page, "fact-note")).to_have_text("xem lại mố A")
    private = page.evaluate(VERSION)
    tile = ["bridges", *page.evaluate(TILE, [lon, lat]), private, HIDDEN]
    assert page.evaluate(HAS, tile) is True, "the bridge is in the tile of who may see it"
    by(page, "sign-out").click()
    expect(by(page, "card-missing")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("xem lại mố A")
    by(page, "card-close").click()
    tap_middle(page)
    expect(page.locator("body")).not_to_contain_text("B-000040")
    assert page.evaluate(HAS, tile) is False, "the browser's cache gives the private tile to nobody else"
    assert page.evaluate(VERSION) != private


def test_a_tab_hears_that_another_one_signed_out(
    page: Page, site: str, watch: Watch, unpublished: tuple[float, float]
) -> None:
    visit(page, site)
    sign_in(page)
    other = page.context.new_page()
    Watch(other, site)
    other.goto(f"{site}/tra-cuu#lang=vi&of=bridges&if=all(public_id.is({HIDDEN}))")
    expect(by(other, "row")).to_have_count(1)
    by(page, "sign-out").click()
    expect(by(page, "sign-in-open")).to_be_visible()
    expect(by(other, "empty")).to_be_visible()
    expect(by(other, "sign-in-open")).to_be_visible()
    other.close()


def test_a_planner_signs_in_where_he_asks(
    page: Page, site: str, watch: Watch, unpublished: tuple[float, float]
) -> None:
    watch.expect("401")
    page.goto(f"{site}/tra-cuu#lang=vi&of=bridges&if=all(public_id.is({HIDDEN}))")
    expect(by(page, "empty")).to_be_visible()
    by(page, "sign-in-open").click()
    expect(by(page, "username")).to_be_focused()
    by(page, "username").fill("quyhoach")
    by(page, "password").fill("wrong")
    by(page, "sign-in").click()
    expect(by(page, "sign-in-form").get_by_role("alert")).to_contain_text("không đúng")
    page.keyboard.press("Escape")
    sign_in(page, "quyhoach")
    expect(by(page, "row")).to_have_count(1)
    by(page, "sign-out").click()
    expect(by(page, "empty")).to_be_visible()
