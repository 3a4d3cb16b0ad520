"""An engineer imports a pavement survey in nobody's form: asked about as sections, shown as stretches of road, loaded, and taken back."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, Route, expect

from tests.journeys.acts import ask, by
from tests.journeys.conftest import READY, Watch
from tests.journeys.test_importing import begin
from tests.journeys.test_phone_and_access import violations

pytestmark = pytest.mark.journey
ROAD = "ĐT.978"


def recorded(site: str) -> list[dict[str, Any]]:
    path = f"/api/collections/sections/items?road={ROAD}&sortby=from_m&limit=2"
    return [one["properties"] | {"id": one["id"]} for one in ask(site, path)["features"]]


def survey(path: Path, first: dict[str, Any], second: dict[str, Any], boundary: str) -> Path:
    """The first two sections of a road, the boundary between them elsewhere; a third row that ends before it begins."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["KHẢO SÁT MẶT ĐƯỜNG ĐT.978"],
        ["TT", "Lý trình đầu", "Lý trình cuối", "Kết cấu mặt đường", "Số làn", "Người đo"],
        [1, first["from_chainage"], boundary, "Bê tông nhựa", 2, "x"],
        [2, boundary, second["to_chainage"], "Bê tông nhựa", 2, "x"],
        [3, "Km9+500", "Km9+100", "Bê tông nhựa", 2, "x"],
    ):
        page.append(row)
    book.save(path)
    return path


def answer_what_the_columns_are(page: Page) -> None:
    """The proposal is right; a section without its end is refused before it is sent."""
    expect(by(page, "kind")).to_have_value("sections")
    expect(page.locator("[data-testid=column][data-column='Lý trình đầu']")).to_have_value("from_chainage")
    expect(page.locator("[data-testid=column][data-column='Lý trình cuối']")).to_have_value("to_chainage")
    page.locator("[data-testid=column][data-column='Lý trình cuối']").select_option("")
    expect(by(page, "columns-why")).to_contain_text("từ lý trình và cột đến lý trình")
    page.locator("[data-testid=column][data-column='Lý trình cuối']").select_option("to_chainage")
    by(page, "road").fill(ROAD)
    assert violations(page) == []


def test_a_survey_of_pavements_moves_a_boundary(page: Page, site: str, watch: Watch, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    before = recorded(site)
    boundary = f"Km{before[0]['from_chainage'].split('+')[0][2:]}+345"
    begin(page, site, survey(tmp_path / "mat_duong.xlsx", *before, boundary), state="refused")
    answer_what_the_columns_are(page)
    late: list[Route] = []
    page.route(re.compile(r"/map$"), lambda route: late.append(route))
    by(page, "confirm-columns").click()

    expect(by(page, "state")).to_have_attribute("data-state", "planned", timeout=20_000)
    expect(by(page, "outcome-update")).to_contain_text("2")
    expect(by(page, "outcome-refused")).to_contain_text("1")
    expect(page.locator("[data-testid=row][data-row='3']")).to_contain_text(boundary)
    expect(page.locator("[data-testid=row][data-row='4']")).to_contain_text("Mặt đường")
    expect(page.locator("[data-testid=row][data-row='4'] ins", has_text="(BTN)")).to_contain_text("Bê tông nhựa")
    backwards = page.locator("[data-testid=row][data-row='5']")
    expect(backwards).to_contain_text("Điểm cuối phải ở sau điểm đầu")
    expect(backwards.locator("[data-testid=fix][data-column='Lý trình đầu']")).to_have_value("Km9+500")
    expect(backwards.locator("[data-testid=fix][data-column='Lý trình cuối']")).to_have_value("Km9+100")
    for answer in late:
        answer.continue_()
    page.unroute_all()
    expect(
        page.locator(".leaflet-overlay-pane path"), "drawn although the rows were there before the map"
    ).to_have_count(2)
    page.wait_for_selector(READY)
    assert violations(page) == []

    by(page, "load").click()
    expect(by(page, "state")).to_have_attribute("data-state", "loaded", timeout=20_000)
    now = recorded(site)
    assert [one["id"] for one in now] == [one["id"] for one in before]
    assert (now[0]["to_chainage"], now[1]["from_chainage"]) == (boundary, boundary)
    page.once("dialog", lambda asked: asked.accept())
    by(page, "revert").click()
    expect(by(page, "state")).to_have_attribute("data-state", "reverted", timeout=20_000)
    assert [one["to_m"] for one in recorded(site)] == [one["to_m"] for one in before]
