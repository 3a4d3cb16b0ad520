"""With a finger, in the field: a bridge is dragged along its road, a vertex of a line is moved; a swipe outside of editing only moves the map."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import by, open_asset, sign_in, visit
from tests.journeys.test_drawing import place_of, start

pytestmark = pytest.mark.journey
BRIDGE = "B-000044"


def swipe(phone: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A finger down, over in steps as fingers move, and up."""
    touch = phone.context.new_cdp_session(phone)

    def send(kind: str, *at: float) -> None:
        points: list[dict[str, Any]] = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", *start)
    phone.wait_for_timeout(120)
    for n in range(1, 9):
        send("touchMove", *(a + (b - a) * n / 8 for a, b in zip(start, end, strict=True)))
        phone.wait_for_timeout(20)
    send("touchEnd")


def centre_of(phone: Page, selector: str) -> tuple[float, float]:
    box = phone.locator(selector).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def begin(phone: Page, site: str, at: str) -> None:
    visit(phone, site)
    by(phone, "menu-open").tap()
    sign_in(phone)
    phone.keyboard.press("Escape")
    open_asset(phone, site, at)


def test_a_bridge_is_dragged_along_its_road(phone: Page, site: str) -> None:
    begin(phone, site, f"bridges/{BRIDGE}")
    was = place_of(site, "bridges", BRIDGE)
    by(phone, "move").click()
    x, y = centre_of(phone, ".move-handle")
    swipe(phone, (x, y), (x + 60, y + 10))
    expect(by(phone, "move-to")).to_contain_text("Km")
    assert place_of(site, "bridges", BRIDGE) == was, "nothing is written by a drag"
    by(phone, "save").click()
    expect(by(phone, "toast")).to_be_visible()
    assert place_of(site, "bridges", BRIDGE) != was


def test_a_swipe_outside_of_editing_moves_the_map_and_nothing_else(phone: Page, site: str) -> None:
    begin(phone, site, "bridges/B-000045")
    was = place_of(site, "bridges", "B-000045")
    before = phone.url
    box = phone.locator(".leaflet-container").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + 150)
    swipe(phone, middle, (middle[0] + 90, middle[1] + 40))
    phone.wait_for_function("before => location.href !== before", arg=before)
    expect(by(phone, "unsaved")).to_have_count(0)
    assert place_of(site, "bridges", "B-000045") == was


def test_a_vertex_of_a_new_line_is_moved(phone: Page, site: str) -> None:
    """The line comes from a file; its middle vertex stands in the middle of the screen above the sheet."""
    begin(phone, site, "roads/R-000005")
    by(phone, "card-close").tap()
    start(phone, "roads")
    lon, lat = place_of(site, "km-posts", "P-000001")
    line = [[lon - 0.002, lat], [lon, lat], [lon + 0.002, lat]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": line}}
    by(phone, "draw-file").set_input_files(
        {"name": "x.geojson", "mimeType": "application/json", "buffer": json.dumps(feature).encode()}
    )
    expect(by(phone, "draw-size")).to_contain_text("3 đỉnh")
    by(phone, "draw-shape").check()
    phone.wait_for_timeout(1200)
    handles = phone.locator("path[stroke='#b3470f']")
    expect(handles.first).to_be_attached()
    boxes = sorted((box["x"], box["y"]) for one in handles.all() if (box := one.bounding_box()))
    x, y = boxes[len(boxes) // 2]
    before = steps(phone)
    swipe(phone, (x + 6, y + 6), (x + 30, y - 40))
    phone.wait_for_function(
        "n => (JSON.parse(localStorage.getItem('cauduong.drawing.roads.new') ?? '{}').steps ?? []).length > n",
        arg=len(before),
    )
    was, now = before[-1], steps(phone)[-1]
    moved = [n for n, (a, b) in enumerate(zip(was, now, strict=True)) if a != pytest.approx(b, abs=1e-7)]
    assert moved == [1], "the vertex in the middle, and no other"


def steps(phone: Page) -> list[list[list[float]]]:
    kept: list[list[list[float]]] = phone.evaluate(
        "JSON.parse(localStorage.getItem('cauduong.drawing.roads.new')).steps"
    )
    return kept
