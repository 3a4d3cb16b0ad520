"""An engineer imports a map of canals that nobody asked our names of, finds a canal by its name, sees it under the roads, and takes it all back."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by
from tests.journeys.conftest import READY, Watch
from tests.journeys.test_importing import begin
from tests.journeys.test_phone_and_access import violations

pytestmark = pytest.mark.journey
LON, LAT = 105.44, 9.15
WATERWAYS = "/api/collections/waterways/items"


@pytest.fixture
def canals(tmp_path: Path) -> Path:
    """A canal that runs due east through a place without roads, and a ditch."""
    lines = {("Kênh Hành Trình", "Kênh", 18): 0.0, (None, "Mương", 2): 0.02}
    features = [
        {
            "type": "Feature",
            "properties": {"ten_kenh": name, "loai": kind, "be_rong": width},
            "geometry": {"type": "LineString", "coordinates": [[LON - 0.02, LAT + north], [LON + 0.02, LAT + north]]},
        }
        for (name, kind, width), north in lines.items()
    ]
    path = tmp_path / "kenh.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_canals_come_from_a_file_onto_the_map(page: Page, site: str, watch: Watch, canals: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    assert ask(site, WATERWAYS)["features"] == [], "the sample province has none"
    begin(page, site, canals, state="refused")
    by(page, "kind").select_option("waterways")
    expect(page.locator("[data-testid=column][data-column=ten_kenh]")).to_have_value("name")
    expect(page.locator("[data-testid=column][data-column=loai]")).to_have_value("kind")
    assert violations(page) == []
    by(page, "confirm-columns").click()
    expect(by(page, "outcome-create")).to_contain_text("2", timeout=20_000)
    by(page, "load").click()
    expect(by(page, "state")).to_have_attribute("data-state", "loaded", timeout=20_000)
    report = page.url

    page.goto(f"{site}/#11/9.28/105.6?lang=vi")
    page.wait_for_selector(READY)
    by(page, "search").fill("kenh hanh trinh")
    page.get_by_text("Kênh Hành Trình").first.click()
    expect(by(page, "card-title")).to_have_text("Kênh Hành Trình")
    expect(by(page, "fact-kind").first).to_have_text("Kênh")
    assert violations(page) == []
    by(page, "card-close").click()

    page.goto("about:blank")  # else the tiles of the view before are the ones that are ready
    page.goto(f"{site}/#15/{LAT}/{LON}?lang=vi")
    page.wait_for_selector(READY)
    page.mouse.click(683, 384)
    expect(page).to_have_url(re.compile(r"at=waterways/W-\d+"))
    by(page, "card-close").click()
    by(page, "layer-waterways").click()
    page.mouse.click(683, 384)
    expect(page).to_have_url(re.compile(r"at=communes/"))

    page.goto(report)
    page.once("dialog", lambda asked: asked.accept())
    by(page, "revert").click()
    expect(by(page, "state")).to_have_attribute("data-state", "reverted", timeout=20_000)
    assert ask(site, WATERWAYS)["features"] == []
