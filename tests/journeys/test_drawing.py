"""An engineer draws: vertices led to exact geometry, steps taken back, a reload survived, new assets placed by map, chainage and file."""

import json
import math
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, sign_in, visit
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey

ZOOM = 16
POST = "P-000001"
WIDTH = 256 * 2**ZOOM


def pixel(lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies on the world's Mercator square at the zoom of these journeys."""
    return (lon + 180) / 360 * WIDTH, (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * WIDTH


def place_of(site: str, collection: str, public_id: str) -> Any:
    return ask(site, f"/api/collections/{collection}/items/{public_id}")["geometry"]["coordinates"]


def go_to(page: Page, site: str, lon: float, lat: float, more: str = "") -> None:
    visit(page, site, f"#{ZOOM}/{lat:.5f}/{lon:.5f}?lang=vi{more}")


def on_screen(page: Page, centre: Sequence[float], place: Sequence[float]) -> tuple[float, float]:
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    (x, y), (x0, y0) = pixel(*place[:2]), pixel(*centre[:2])
    return box["x"] + box["width"] / 2 + x - x0, box["y"] + box["height"] / 2 + y - y0


def tap_beside(page: Page, centre: Sequence[float], dx: float, dy: float) -> None:
    x, y = on_screen(page, centre, centre)
    page.mouse.click(x + dx, y + dy)


def start(page: Page, kind: str) -> None:
    by(page, "add").click()
    by(page, f"add-{kind}").click()
    expect(by(page, "draw-panel")).to_be_visible()


def made(page: Page, site: str, collection: str) -> Any:
    """The asset whose card opened after it was created, as a stranger reads it."""
    expect(by(page, "toast")).to_contain_text("đã tạo")
    public_id = page.url.split(f"at={collection}/")[1].split("&")[0]
    return ask(site, f"/api/collections/{collection}/items/{public_id}")


def drag_the_last_vertex(page: Page, post: tuple[float, float]) -> list[list[tuple[float, float]]]:
    """Its steps, as the browser keeps them against a reload."""
    by(page, "draw-shape").check()
    x, y = on_screen(page, post, post)
    page.mouse.move(x + 160, y + 180)
    page.mouse.down()
    page.mouse.move(x + 175, y + 150, steps=4)
    page.mouse.move(x + 190, y + 120, steps=4)
    page.mouse.up()
    expect(by(page, "draw-undo")).to_have_attribute("aria-disabled", "false")
    kept: list[list[tuple[float, float]]] = page.evaluate(
        "() => JSON.parse(localStorage.getItem('cauduong.drawing.roads.new')).steps"
    )
    assert len(kept[-1]) == 3
    assert kept[-1][2] != kept[-2][2], "the vertex was dragged"
    return kept


def test_a_road_is_drawn_from_a_post_undone_reloaded_and_saved(page: Page, site: str, watch: Watch) -> None:
    post = place_of(site, "km-posts", POST)
    go_to(page, site, *post)
    sign_in(page)
    start(page, "roads")
    expect(by(page, "draw-snap")).to_contain_text("Chưa bắt điểm")
    tap_beside(page, post, 5, -4)
    expect(by(page, "draw-snap")).to_contain_text("Km2168")
    tap_beside(page, post, 60, 120)
    tap_beside(page, post, 160, 180)
    size = by(page, "draw-size")
    expect(size).to_contain_text("3 đỉnh")
    page.keyboard.press("Control+z")
    expect(size).to_contain_text("2 đỉnh")
    page.keyboard.press("Control+y")
    expect(size).to_contain_text("3 đỉnh")

    steps = drag_the_last_vertex(page, post)

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(by(page, "user").first).to_be_attached()
    start(page, "roads")
    expect(by(page, "draw-kept")).to_be_visible()
    expect(size).to_contain_text("3 đỉnh")
    by(page, "field-code").fill("ĐT.9V")
    by(page, "field-road_class").select_option("DT")
    by(page, "field-source").fill("Vẽ trên bản đồ")
    by(page, "save").click()
    (line,) = made(page, site, "roads")["geometry"]["coordinates"]
    assert line[0] == pytest.approx(post, abs=1e-6), "exactly on the post it snapped to"
    assert line[2] == pytest.approx(steps[-1][2], abs=1e-6)


def test_a_dragged_centreline_goes_to_the_operation_that_shows_its_effect(page: Page, site: str, watch: Watch) -> None:
    was = place_of(site, "roads", "R-000005")
    middle = was[0][3]
    go_to(page, site, *middle, more="&at=roads/R-000005")
    sign_in(page)
    by(page, "draw").click()
    expect(by(page, "draw-size")).to_contain_text(f"{len(was[0])} đỉnh")
    expect(page.locator("path[stroke='#b3470f']").first).to_be_attached()
    x, y = on_screen(page, middle, middle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 20, steps=5)
    page.mouse.move(x + 25, y + 40, steps=5)
    page.mouse.up()
    expect(by(page, "draw-undo")).to_have_attribute("aria-disabled", "false")
    by(page, "draw-preview").click()
    expect(by(page, "network-line")).not_to_have_value("")
    handed = by(page, "network-line").input_value().splitlines()
    assert len(handed) == len(was[0])
    assert handed[3] != f"{middle[1]:.7f}, {middle[0]:.7f}", "the operation has the line as drawn"
    expect(by(page, "effect-road")).to_have_count(1)
    assert place_of(site, "roads", "R-000005") == was, "shown, not written"
    by(page, "cancel").click()
    by(page, "unsaved-discard").click()
    by(page, "draw").click()
    expect(by(page, "draw-kept")).to_be_visible()
    by(page, "draw-anew").click()
    expect(by(page, "draw-undo")).to_have_attribute("aria-disabled", "true")
    handles = page.locator("path[stroke='#b3470f']")
    expect(handles.first).to_be_attached()
    by(page, "cancel").click()
    expect(handles).to_have_count(0)
    by(page, "draw").click()
    expect(handles.first).to_be_attached()
    x, y = on_screen(page, middle, middle)
    page.mouse.click(x, y, button="right")
    expect(by(page, "draw-size")).to_contain_text(f"{len(was[0]) - 1} đỉnh")
    page.keyboard.press("Control+z")
    expect(by(page, "draw-size")).to_contain_text(f"{len(was[0])} đỉnh")


def test_a_bridge_by_chainage_is_shown_at_once_and_told_how_far_the_map_disagrees(
    page: Page, site: str, watch: Watch
) -> None:
    post = place_of(site, "km-posts", POST)
    go_to(page, site, *post)
    sign_in(page)
    start(page, "bridges")
    by(page, "field-road").fill("QL.1")
    by(page, "field-chainage").fill("Km2168+300")
    by(page, "draw-show").click()
    expect(by(page, "draw-located")).to_have_text("Km2168+300")
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    page.mouse.click(box["x"] + 600, box["y"] + 300)
    expect(by(page, "draw-apart")).to_contain_text(" m")
    by(page, "rests-chainage").check()
    by(page, "field-name").fill("Cầu Mới")
    by(page, "field-source").fill("Kiểm tra hiện trường")
    by(page, "save").click()
    bridge = made(page, site, "bridges")["properties"]
    assert (bridge["name"], bridge["road"], bridge["chainage"]) == ("Cầu Mới", "QL.1", "Km2168+300")


def test_a_file_gives_the_line_and_of_several_one_is_chosen(page: Page, site: str, watch: Watch) -> None:
    watch.expect("422")
    lines = [[[105.71, 9.39], [105.712, 9.392]], [[105.72, 9.39], [105.7212345, 9.3912345], [105.723, 9.392]]]
    features = [
        {"type": "Feature", "properties": {"name": f"Tim {n}"}, "geometry": {"type": "LineString", "coordinates": line}}
        for n, line in enumerate(lines)
    ]
    visit(page, site, f"#{ZOOM}/9.39000/105.71000?lang=vi")
    sign_in(page)
    start(page, "roads")
    told = by(page, "draw-panel").get_by_role("alert")
    by(page, "draw-file").set_input_files(
        {"name": "so-do.dwg", "mimeType": "application/octet-stream", "buffer": b"AC1027"}
    )
    expect(told).to_contain_text("GPX")
    gpx = "<gpx xmlns='http://www.topografix.com/GPX/1/1'><trk><trkseg><trkpt lat='9.39' lon='105.71'/><trkpt lat='9.391' lon='105.711'/></trkseg></trk></gpx>"
    by(page, "draw-file").set_input_files(
        {"name": "tuyen.gpx", "mimeType": "application/gpx+xml", "buffer": gpx.encode()}
    )
    expect(by(page, "draw-size")).to_contain_text("2 đỉnh")
    buffer = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    by(page, "draw-file").set_input_files(
        {"name": "tuyen.geojson", "mimeType": "application/geo+json", "buffer": buffer}
    )
    by(page, "draw-shape-1").click()
    expect(by(page, "draw-size")).to_contain_text("3 đỉnh")
    by(page, "field-code").fill("ĐT.9F")
    by(page, "save").click()
    expect(by(page, "error-source")).to_be_visible()
    by(page, "field-road_class").select_option("DT")
    by(page, "field-source").fill("Tệp")
    by(page, "save").click()
    assert made(page, site, "roads")["geometry"]["coordinates"] == [lines[1]]


def test_a_culvert_is_placed_with_a_finger_and_leaving_asks(phone: Page, site: str) -> None:
    post = place_of(site, "km-posts", "P-000003")
    go_to(phone, site, *post)
    by(phone, "menu-open").tap()
    sign_in(phone)
    phone.keyboard.press("Escape")
    start(phone, "culverts")
    box = by(phone, "card").bounding_box()
    assert box
    assert box["y"] > 120, "the map can still be tapped"
    phone.touchscreen.tap(195, box["y"] - 60)
    near = by(phone, "draw-near-0")
    expect(near).to_be_visible()
    size = near.bounding_box()
    assert size
    assert size["height"] >= 44
    near.click()
    by(phone, "cancel").click()
    expect(by(phone, "unsaved")).to_be_visible()
    by(phone, "unsaved-stay").click()
    by(phone, "field-source").fill("Hiện trường")
    by(phone, "save").click()
    assert made(phone, site, "culverts")["properties"]["road"]


def test_a_section_is_made_by_its_chainages(page: Page, site: str, watch: Watch) -> None:
    watch.expect("422")
    gone = ask(site, "/api/collections/sections/items?road=ĐT.981&limit=1")["features"][0]
    visit(page, site)
    sign_in(page)
    address = f"{site}/api/collections/sections/items/{gone['id']}"
    api = page.context.request
    headers = {
        "If-Match": api.get(address).headers["etag"],
        "X-CSRFToken": api.get(f"{site}/api/session").json()["csrf"],
        "Referer": site,
    }
    assert api.delete(address, headers=headers).ok, "there must be room on the road"
    start(page, "sections")
    by(page, "field-road").fill("ĐT.981")
    by(page, "field-from_chainage").fill(gone["properties"]["from_chainage"])
    by(page, "field-to_chainage").fill("Km999+000")
    by(page, "field-source").fill("Thử")
    by(page, "save").click()
    expect(by(page, "error-to_chainage")).to_be_visible()
    by(page, "field-to_chainage").fill(gone["properties"]["to_chainage"])
    by(page, "save").click()
    section = made(page, site, "sections")["properties"]
    for end in ("from_chainage", "to_chainage"):
        assert section[end] == gone["properties"][end]


def test_a_planner_is_told_why_nothing_can_be_added(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    sign_in(page, "quyhoach")
    expect(by(page, "add")).to_have_attribute("aria-disabled", "true")
