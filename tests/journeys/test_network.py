"""A supervisor splits a road and joins it again: every effect is seen before it is written."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey

ROAD = "R-000003"
LINE = "/api/collections/roads/items?road=QL.91B"


def standing(site: str) -> dict[str, tuple[Any, ...]]:
    """What stands on QL.91B and its branches: road, measure, place."""
    found = {}
    for name in ("bridges", "culverts"):
        told = ask(site, f"/api/collections/{name}/items?road=QL.91B&limit=1000")
        for one in told["features"]:
            properties = one["properties"]
            found[one["id"]] = (properties["road_id"], properties["at_m"], one["geometry"]["coordinates"])
    return found


def merge_back(page: Page, site: str) -> None:
    """Join what was split off to the road again, as a correction."""
    by(page, "network").click()
    by(page, "network-merge").click()
    added = [one["id"] for one in ask(site, LINE)["features"] if one["id"] != ROAD]
    by(page, "network-field-with").fill(added[0])
    by(page, "network-show").click()
    expect(by(page, "effect-road")).to_have_count(2)
    by(page, "network-commit-correction").click()
    expect(by(page, "toast")).to_contain_text("Nhập tuyến")


def test_a_road_is_split_and_merged_again(page: Page, site: str, watch: Watch) -> None:
    before = standing(site)
    roads = len(ask(site, "/api/collections/roads/items")["features"])
    open_asset(page, site, f"roads/{ROAD}")
    sign_in(page, "giamsat")
    by(page, "network").click()
    by(page, "network-split").click()
    expect(by(page, "network-show")).to_have_attribute("aria-disabled", "true")
    by(page, "network-field-at").fill("9000")
    by(page, "network-show").click()
    expect(by(page, "effect-road")).to_have_count(2)
    expect(by(page, "effect-asset").first).to_be_visible()
    assert standing(site) == before, "a preview writes nothing"
    expect(by(page, "network-commit-change")).to_have_attribute("aria-disabled", "true")
    by(page, "network-on").fill("2026-01-15")
    by(page, "network-comment").fill("Theo quyết định thử")
    by(page, "network-commit-change").click()
    expect(by(page, "toast")).to_contain_text("Tách tuyến")
    assert len(ask(site, "/api/collections/roads/items")["features"]) == roads + 1
    assert {one: place[2] for one, place in standing(site).items()} == {one: place[2] for one, place in before.items()}
    assert standing(site) != before

    by(page, "tab-history").click()
    newest = by(page, "history-entry").first
    expect(newest).to_contain_text("15/01/2026")
    expect(newest).to_contain_text("Theo quyết định thử")

    merge_back(page, site)
    after = standing(site)
    assert after.keys() == before.keys()
    for one, (road, at_m, place) in before.items():
        assert after[one][0] == road
        assert after[one][1] == pytest.approx(at_m, abs=0.01)
        assert after[one][2] == pytest.approx(place, abs=1e-7)
    assert len(ask(site, "/api/collections/roads/items")["features"]) == roads


def test_on_a_phone_a_line_is_tapped_and_undone(phone: Page, site: str) -> None:
    open_asset(phone, site, f"roads/{ROAD}")
    by(phone, "menu-open").tap()
    sign_in(phone, "giamsat")
    by(phone, "network").click()
    by(phone, "network-extend").click()
    expect(by(phone, "network-line-back")).to_have_attribute("aria-disabled", "true")
    phone.touchscreen.tap(120, 150)
    phone.touchscreen.tap(160, 200)
    expect(by(phone, "network-line")).to_have_value(re.compile(r"^9\.\d{7}, 105\.\d{7}\n9\.\d{7}, 105\.\d{7}$"))
    by(phone, "network-line-back").click()
    expect(by(phone, "network-line")).to_have_value(re.compile(r"^9\.\d{7}, 105\.\d{7}$"))
    by(phone, "cancel").click()
    by(phone, "unsaved-discard").click()
