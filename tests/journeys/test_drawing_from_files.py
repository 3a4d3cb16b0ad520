"""An engineer takes the geometry of a new asset from a survey's shapefile, and is told while placing it what saving would meet."""

from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect

from tests.gisapi.views.test_shapes import shapefile
from tests.journeys.acts import by, sign_in
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
