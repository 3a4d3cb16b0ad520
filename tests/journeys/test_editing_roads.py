"""The facts of a road and of a km post, and the ends of a section, are edited on the map as those of a bridge are."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey
ROAD = "R-000006"


def facts(site: str, at: str) -> dict[str, Any]:
    collection, asset = at.split("/")
    properties: dict[str, Any] = ask(site, f"/api/collections/{collection}/items/{asset}")["properties"]
    return properties


def one_section(site: str) -> tuple[str, int, int]:
    """A section of more than a kilometre: its id, and the kilometre and metre that it begins at."""
    for one in reversed(ask(site, "/api/collections/sections/items?limit=1000")["features"]):
        told = one["properties"]
        begins = re.fullmatch(r"Km(\d+)\+(\d+)(\.\d+)?", told["from_chainage"])
        if told["length_m"] > 1000 and begins and int(begins[2]) < 300:
            return one["id"], int(begins[1]), int(begins[2])
    raise AssertionError("the sample has such sections")


def test_a_road_is_renamed_and_reclassified(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, f"roads/{ROAD}")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-name").fill("Đường Đổi Tên")
    by(page, "field-opened_on").fill("2019-05-01")
    unit = by(page, "field-managing_unit").locator("option:not(:checked)").last.get_attribute("value") or ""
    by(page, "field-managing_unit").select_option(unit)
    by(page, "happened-on").fill("2026-01-15")
    by(page, "save-change").click()
    expect(by(page, "toast")).to_contain_text("Đường Đổi Tên")
    told = facts(site, f"roads/{ROAD}")
    assert (told["name"], told["opened_on"], told["managing_unit"]) == ("Đường Đổi Tên", "2019-05-01", unit)


def test_a_section_ends_where_its_new_chainage_is(page: Page, site: str, watch: Watch) -> None:
    section, km, m = one_section(site)
    watch.expect("422")
    open_asset(page, site, f"sections/{section}")
    sign_in(page)
    before = facts(site, f"sections/{section}")["to_m"]
    by(page, "edit").click()
    by(page, "field-to_chainage").fill(f"Km{km}+{m + 600:03}")
    expect(by(page, "finding-section-gap")).to_be_visible()
    by(page, "field-to_chainage").fill("Km9999+000")
    by(page, "save").click()
    expect(by(page, "error-to_chainage")).to_be_visible()
    by(page, "field-to_chainage").fill(f"Km{km}+{m + 600:03}")
    by(page, "save").click()
    expect(by(page, "edit-form")).to_have_count(0)
    told = facts(site, f"sections/{section}")
    assert told["to_chainage"].startswith(f"Km{km}+{m + 600:03}")
    assert told["to_m"] < before


def test_a_post_is_described_and_taken_away(page: Page, site: str, watch: Watch) -> None:
    post = ask(site, f"/api/collections/km-posts/items?road={ROAD}&limit=1000")["features"][-1]["id"]
    open_asset(page, site, f"km-posts/{post}")
    sign_in(page, "giamsat")
    by(page, "edit").click()
    by(page, "field-stated_next_m").fill("1012,5")
    by(page, "save").click()
    expect(by(page, "edit-form")).to_have_count(0)
    assert facts(site, f"km-posts/{post}")["stated_next_m"] == 1012.5
    by(page, "delete").click()
    by(page, "delete-confirm").click()
    expect(by(page, "delete-dialog")).to_have_count(0)
    assert post not in {
        one["id"] for one in ask(site, f"/api/collections/km-posts/items?road={ROAD}&limit=1000")["features"]
    }
