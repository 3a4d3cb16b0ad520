"""Files of sections in nobody's form: a table with two chainages a row, with both in one cell, a layer of lines."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from openpyxl import Workbook

from infra.ingest import FileRefused, Wish, plan_import
from tests.network import SOURCE, Network, build, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
HEAD = ["TT", "Tuyến", "Lý trình", None, "Kết cấu mặt đường", "B mặt (m)", "B nền (m)", "Tình trạng", "Ghi chú"]
BELOW = [None, None, "Từ", "Đến", None, None, None, None, None]
MEANT = {
    "TT": "", "Tuyến": "road", "Từ": "from_chainage", "Đến": "to_chainage", "Kết cấu mặt đường": "pavement", "B mặt (m)": "carriageway_width_m",
    "B nền (m)": "formation_width_m", "Tình trạng": "condition", "Ghi chú": "note",
}  # fmt: skip


@pytest.fixture
def net(db: None) -> Network:
    return build()


def asked(path: Path) -> list[dict[str, Any]]:
    with pytest.raises(FileRefused) as refused:
        plan_import(path, Wish(source=SOURCE), as_at=TODAY)
    assert refused.value.facts["reason"] == "columns-to-confirm", refused.value.text()
    evidence: list[dict[str, Any]] = refused.value.facts["evidence"]
    return evidence


def meant(proposal: dict[str, Any]) -> dict[str, str]:
    return {one["column"]: one["target"] for one in proposal["columns"]}


def test_a_table_with_two_chainages_is_one_of_sections(net: Network, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["BẢNG THỐNG KÊ MẶT ĐƯỜNG"])
    for row in (HEAD, BELOW, [1, "QL.9T", "Km10+000", "Km11+1000", "Bê tông nhựa", 5.5, 7, "Tốt", "dặm vá"]):
        page.append(row)
    page.merge_cells("C2:D2")
    book.save(path := tmp_path / "mat_duong.xlsx")
    first = asked(path)[0]
    assert (first["kind"], first["header_row"], meant(first)) == ("section", 3, MEANT)
    wish = Wish(source=SOURCE, kind="section", columns=MEANT, header_row=3)
    plan = plan_import(path, wish, as_at=TODAY)
    assert [one.outcome for one in plan.rows] == ["update"], plan.report.summary()
    assert {one.field for one in plan.report.updates} == {"carriageway_width_m", "formation_width_m", "note"}
    assert plan.cells.cells_of("stretch", 4) == ("Sheet!C4", "Sheet!D4")


def test_names_nobody_knows_are_told_by_what_stands_there(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Tuyến,Ghi chú,A1,A2\nQL.9T,x,Km10+000,Km11+000\nQL.9T,y,Km11+000,Km11+500\n", encoding="utf-8")
    sections = next(one for one in asked(path) if one["kind"] == "section")
    assert meant(sections) == {"Tuyến": "road", "Ghi chú": "note", "A1": "from_chainage", "A2": "to_chainage"}
    path.write_text("Tuyến,Ghi chú,A1\nQL.9T,x,Km10 - Km11+000\nQL.9T,y,Km11 - Km11+500\n", encoding="utf-8")
    sections = next(one for one in asked(path) if one["kind"] == "section")
    assert meant(sections) == {"Tuyến": "road", "Ghi chú": "note", "A1": "stretch"}


def test_a_layer_of_lines_with_pavements_is_one_of_sections(net: Network, tmp_path: Path) -> None:
    """It names no road and no chainage, and needs neither."""
    line = shapely.LineString([up(0).coords, up(2000).coords])
    path = tmp_path / "mat.geojson"
    values = [np.array([text], dtype=object) for text in ("BTN", "2")]
    pyogrio.raw.write(path, shapely.to_wkb(np.array([line])), values, ["loai_mat", "so_lan"], geometry_type="LineString", crs="EPSG:4326", driver="GeoJSON")  # fmt: skip
    first = asked(path)[0]
    assert (first["kind"], first["lines"], meant(first)) == ("section", True, {"loai_mat": "pavement", "so_lan": "lanes"})  # fmt: skip
    plan = plan_import(path, Wish(source=SOURCE, kind="section", columns=meant(first)), as_at=TODAY)
    assert [one.outcome for one in plan.rows] == ["unchanged"], plan.report.summary()


def test_one_end_is_no_stretch(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Tuyến,Từ Km\nQL.9T,Km10+000\n", encoding="utf-8")
    wish = Wish(source=SOURCE, kind="section", columns={"Tuyến": "road", "Từ Km": "from_chainage"})
    with pytest.raises(FileRefused) as refused:
        plan_import(path, wish, as_at=TODAY)
    assert refused.value.facts["reason"] == "columns-place-missing"


def test_kilometres_and_metres_in_columns_of_their_own(net: Network, tmp_path: Path) -> None:
    """As national tables have them: `Điểm đầu` over `Km` and `m`, and once more for the end."""
    book = Workbook()
    page = book.active
    assert page is not None
    heads = (["Tuyến", "Điểm đầu", None, "Điểm cuối", None, "Loại mặt"], [None, "Km", "m", "Km", "m", None])
    for row in (*heads, ["QL.9T", 10, None, 11, 1000, "BTN"], ["QL.9T", 12, "500a", 12, 900, "BTN"], ["QL.9T", 12, 100, 12, 2500, "BTN"]):  # fmt: skip
        page.append(row)
    page.merge_cells("B1:C1")
    book.save(path := tmp_path / "mat_duong.xlsx")
    told = meant(next(one for one in asked(path) if one["kind"] == "section"))
    assert list(told.values()) == ["road", "from_km", "from_plus_m", "to_km", "to_plus_m", "pavement"], told
    plan = plan_import(path, Wish(source=SOURCE, kind="section", columns=told, header_row=2), as_at=TODAY)
    assert [one.outcome for one in plan.rows] == ["unchanged", "refused", "refused"], plan.report.summary()
    refused = {(one.row, one.code): plan.cells.cells_of(one.field, one.row) for one in plan.report.findings if one.severity == "error"}  # fmt: skip
    assert refused[4, "number-unreadable"] == ("Sheet!C4",)
    assert refused[5, "chainage-unreadable"] == ("Sheet!D5", "Sheet!E5")


def test_whole_kilometres_need_no_metres(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Tuyến,Từ Km,Đến Km,Loại mặt\nQL.9T,10,11,BTN\n", encoding="utf-8")
    told = meant(next(one for one in asked(path) if one["kind"] == "section"))
    assert told == {"Tuyến": "road", "Từ Km": "from_km", "Đến Km": "to_km", "Loại mặt": "pavement"}
    plan = plan_import(path, Wish(source=SOURCE, kind="section", columns=told), as_at=TODAY)
    assert plan.rows[0].outcome != "refused", plan.report.summary()


def test_an_end_is_said_once(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Tuyến,a,b,c\nQL.9T,Km10+000,10,11\n", encoding="utf-8")
    columns = {"Tuyến": "road", "a": "from_chainage", "b": "from_km", "c": "to_km"}
    with pytest.raises(FileRefused) as refused:
        plan_import(path, Wish(source=SOURCE, kind="section", columns=columns), as_at=TODAY)
    assert (refused.value.facts["reason"], refused.value.field) == ("column-target-twice", "b")


def test_metres_that_cannot_be_read_place_nothing(net: Network, tmp_path: Path) -> None:
    """A bridge at `Km10` and metres nobody can read is not one at Km10+000."""
    path = tmp_path / "cau.csv"
    path.write_text("Tuyến,Km,m,Tên cầu\nQL.9T,10,5oo,Cầu A\nQL.9T,10,,Cầu B\n", encoding="utf-8")
    columns = {"Tuyến": "road", "Km": "km", "m": "m", "Tên cầu": "name"}
    plan = plan_import(path, Wish(source=SOURCE, kind="bridge", columns=columns), as_at=TODAY)
    assert [one.outcome for one in plan.rows] == ["refused", "create"], plan.report.summary()
