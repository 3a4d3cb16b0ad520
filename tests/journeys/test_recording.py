"""An engineer records at an asset what was found and agreed: inspects a bridge, corrects and withdraws it; says that a road runs over another."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in, visit
from tests.journeys.conftest import READY, Watch

pytestmark = pytest.mark.journey
BRIDGE = "B-000033"


def bridge(site: str) -> dict[str, Any]:
    told: dict[str, Any] = ask(site, f"/api/collections/bridges/items/{BRIDGE}")["properties"]
    return told


def inspections(site: str) -> list[str]:
    """Which there are of the bridge, newest first."""
    told = ask(site, f"/api/collections/bridges/items/{BRIDGE}/inspections")["features"]
    return [one["id"] for one in told]


def test_a_bridge_is_inspected_on_the_spot(page: Page, site: str, watch: Watch) -> None:
    watch.expect("422")
    open_asset(page, site, f"bridges/{BRIDGE}")
    sign_in(page)
    by(page, "tab-records").click()
    expect(by(page, "records")).to_be_visible()
    standing, kept = by(page, "record-inspections").count(), inspections(site)
    by(page, "record-new-inspections").click()
    by(page, "field-inspection_type").select_option("DK")
    by(page, "field-deck_rating").fill("12")
    by(page, "add-line").click()
    by(page, "line-0-component").select_option("TRU")
    by(page, "line-0-defect").fill("xói chân trụ T2")
    page.reload()  # a phone that went to sleep: nothing typed is lost
    page.wait_for_selector(READY)
    by(page, "tab-records").click()
    by(page, "record-new-inspections").click()
    expect(by(page, "record-resumed")).to_be_visible()
    expect(by(page, "line-0-defect")).to_have_value("xói chân trụ T2")
    by(page, "record-save").click()
    expect(by(page, "error-deck_rating")).to_be_visible()
    for part, rating in (("deck", 6), ("superstructure", 7), ("substructure", 4)):
        by(page, f"field-{part}_rating").fill(str(rating))
    by(page, "record-save").click()
    expect(by(page, "toast")).to_contain_text("Đã ghi")
    expect(by(page, "record-inspections")).to_have_count(min(standing + 1, 3))
    assert len(inspections(site)) == len(kept) + 1, "saved once, whatever was tried before"
    assert (bridge(site)["substructure_rating"], bridge(site)["condition"]) == (4, "XAU"), (
        "the latest inspection rates the bridge"
    )
    correct_and_withdraw(page, site, kept)


def correct_and_withdraw(page: Page, site: str, kept: list[str]) -> None:
    (made,) = set(inspections(site)) - set(kept)
    by(page, "record-inspections").first.get_by_text("Sửa").click()
    by(page, "field-substructure_rating").fill("5")
    by(page, "record-reason").fill("đo lại")
    by(page, "record-save").click()
    expect(by(page, "toast")).to_contain_text("Đã sửa")
    assert bridge(site)["substructure_rating"] == 5
    by(page, "record-inspections").first.get_by_text("Sửa").click()
    by(page, "record-withdraw").click()
    by(page, "record-withdraw-not").click()
    by(page, "record-withdraw").click()
    by(page, "record-withdraw-sure").click()
    expect(by(page, "toast")).to_contain_text("Đã rút")
    assert inspections(site) == kept, "what is withdrawn is the one that was made here"
    expect(by(page, f"correct-{kept[0]}")).to_be_visible()
    expect(by(page, f"correct-{made}")).to_have_count(0)


def guest_over(page: Page, site: str, code: str) -> str:
    """A new road over the first vertices of a standing one; its public id."""
    host = ask(site, f"/api/collections/roads/items?code={code}")["features"][0]
    line = host["geometry"]["coordinates"][0][:12]
    token = page.context.request.get(f"{site}/api/session").json()["csrf"]
    body = {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [line]},
            "properties": {"code": "ĐH.99", "name": "Đường khách", "road_class": "DH", "start_km": 0, "start_m": 0, "source": "thử"}}  # fmt: skip
    headers = {"X-CSRFToken": token, "Referer": site, "Content-Type": "application/geo+json"}
    answer = page.context.request.post(f"{site}/api/collections/roads/items", data=json.dumps(body), headers=headers)
    assert answer.ok, answer.text()
    made: str = answer.json()["id"]
    return made


def test_a_road_that_runs_over_another_says_so_and_both_show_it(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    sign_in(page)
    guest = guest_over(page, site, "ĐT.980")
    open_asset(page, site, f"roads/{guest}")
    by(page, "tab-records").click()
    by(page, "record-new-shared-stretches").click()
    by(page, "field-host").fill("ĐT.980")
    by(page, "field-from_chainage").fill("Km0+000")
    by(page, "field-to_chainage").fill("Km0+100")
    by(page, "record-save").click()
    expect(by(page, "record-shared-stretches")).to_contain_text("chạy trên ĐT.980")
    host = ask(site, "/api/collections/roads/items?code=ĐT.980")["features"][0]["id"]
    browser = page.context.browser
    assert browser
    stranger = browser.new_page()
    open_asset(stranger, site, f"roads/{host}")
    by(stranger, "tab-records").click()
    expect(by(stranger, "record-shared-stretches")).to_contain_text("ĐH.99 chạy trên tuyến này")
    expect(by(stranger, "record-new-works")).to_have_count(0)
    stranger.close()
    assert ask(site, f"/api/collections/roads/items/{guest}")["properties"]["shared_m"] == 100
