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
