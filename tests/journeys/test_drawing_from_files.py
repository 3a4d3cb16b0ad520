"""An engineer takes the geometry of a new asset from a survey's shapefile, is told while placing it what saving would meet, and draws a road of two pieces."""

import json
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect

from tests.gisapi.views.test_shapes import shapefile
from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.conftest import Watch
from tests.journeys.test_drawing import go_to, place_of, start

pytestmark = pytest.mark.journey


def test_a_zipped_shapefile_gives_the_line(page: Page, site: str, watch: Watch, tmp_path: Path) -> None:
    post = place_of(site, "km-posts", "P-000001")
    line = shapely.LineString([(post[0], post[1]), (post[0] + 0.002, post[1]), (post[0] + 0.004, post[1] + 0.001)])
    go_to(page, site, *post)
    sign_in(page)
    start(page, "roads")
    by(page, "draw-file").set_input_files(
        {"name": "tim.zip", "mimeType": "application/zip", "buffer": shapefile(tmp_path, line)}
    )
    expect(by(page, "draw-size")).to_contain_text("3 đỉnh")
    watch.expect("422")
    bad = shapefile(tmp_path, line, prj=False)
    by(page, "draw-file").set_input_files({"name": "tim.zip", "mimeType": "application/zip", "buffer": bad})
    expect(by(page, "draw-panel")).to_contain_text("không khai báo hệ toạ độ")
    by(page, "cancel").click()
    by(page, "unsaved-discard").click()


def test_a_bridge_beside_another_is_doubted_before_it_is_saved(page: Page, site: str, watch: Watch) -> None:
    bridge = place_of(site, "bridges", "B-000040")
    go_to(page, site, *bridge)
    sign_in(page)
    start(page, "bridges")
    expect(by(page, "findings-none")).to_have_count(0)
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2 + 4, box["y"] + box["height"] / 2)
    by(page, "field-name").fill("Cầu Trùng")
    by(page, "field-source").fill("hành trình")
    expect(by(page, "finding-duplicate-bridge")).to_be_visible()
    by(page, "cancel").click()
    by(page, "unsaved-discard").click()


def test_a_road_of_two_pieces_is_drawn_piece_by_piece(page: Page, site: str, watch: Watch) -> None:
    lon, lat = place_of(site, "km-posts", "P-000001")
    pieces = [[[lon + dx, lat - 0.02 - dy] for dx in (0, 0.003, 0.006)] for dy in (0, 0.002)]
    go_to(page, site, lon, lat)
    sign_in(page)
    token = page.context.request.get(f"{site}/api/session").json()["csrf"]
    body = {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": pieces},
            "properties": {"code": "ĐH.98", "road_class": "DH", "source": "thử"}}  # fmt: skip
    headers = {"X-CSRFToken": token, "Referer": site, "Content-Type": "application/geo+json"}
    made = page.context.request.post(
        f"{site}/api/collections/roads/items", data=json.dumps(body), headers=headers
    ).json()
    open_asset(page, site, f"roads/{made['id']}")
    by(page, "draw").click()
    expect(by(page, "draw-piece")).to_have_value("0")
    by(page, "draw-piece").select_option("1")
    by(page, "vertices").click()
    by(page, "vertex-1").fill(f"{lat - 0.0222:.7f}, {lon + 0.003:.7f}")
    by(page, "vertex-1").press("Tab")
    by(page, "draw-preview").click()
    expect(by(page, "effect-road")).to_have_count(1)
    by(page, "network-commit-correction").click()
    expect(by(page, "toast")).to_be_visible()
    told = ask(site, f"/api/collections/roads/items/{made['id']}")["geometry"]["coordinates"]
    assert [len(piece) for piece in told] == [3, 3]
    assert told[0] == [pytest.approx(place, abs=1e-7) for place in pieces[0]], "the other piece stays as it is"
    assert told[1][1][1] == pytest.approx(lat - 0.0222, abs=1e-7)
