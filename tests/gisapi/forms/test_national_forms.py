"""`f=form`: the layout cell by cell, and that a form goes in as it came out: nothing is created, nothing changed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from gisapi.collections import COLLECTIONS
from gisapi.forms.layouts import layouts
from infra.ingest import Wish, run_import
from infra.ingest.forms import FORMS
from infra.models import Culvert
from tests.gisapi.asking import refused
from tests.infra.ingest.forms import culvert_form, km_post_form
from tests.infra.ingest.test_real_files import real
from tests.network import Network

SOURCE = "Nguồn thử"
TODAY = date(2026, 9, 1)
CULVERTS = [
    {"ly_trinh": "Km10+500", "unnamed": "Lap 50%"},
    {"ly_trinh": "Km10+500", "be_rong": 1.25, "hinh_dang": "Tròn", "chieu_cao": 1.25, "xa": "Xã Hai"},
    {"ly_trinh": "km11+02", "kinh_do": None, "vi_do": None, "huyen": None, "tinh": None, "unnamed": "Hư hỏng"},
    {"ly_trinh": "Km12+010.25", "ket_cau_dau_cong_thuong_luu": "Tường cánh đá hộc", "dau_cong_ha_luu": "Có", "kinh_do": 105.512345678, "vi_do": 9.218},
]  # fmt: skip


def taken_in(path: Path, *, dry: bool = False) -> Any:
    return run_import(path, Wish(source=SOURCE, create_roads=True, dry_run=dry), as_at=TODAY)


def form_of(browser: Client, tmp_path: Path, collection: str, **query: Any) -> Path:
    answer = browser.get(f"/api/collections/{collection}/items", {"f": "form", **query})
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"].endswith('.xlsx"')
    path = tmp_path / "out.xlsx"
    path.write_bytes(answer.getvalue())
    return path


def unchanged(report: Any) -> None:
    assert set(report.outcomes.values()) == {"unchanged"}, (report.outcomes, report.updates)
    assert not report.updates


@pytest.fixture
def loaded(code_lists: None, db: None, tmp_path: Path) -> None:
    taken_in(culvert_form(tmp_path / "culverts.xlsx", CULVERTS, road="QL.9T: 001"))
    taken_in(
        km_post_form(tmp_path / "posts.xlsx", [{"ly_trinh": f"Km{n}+0", "ten_cot_km": f"Km{n}"} for n in range(3)])
    )


def test_a_form_goes_in_as_it_came_out(planner: Client, loaded: None, tmp_path: Path) -> None:
    assert Culvert.objects.count() == len(CULVERTS)
    report = taken_in(form_of(planner, tmp_path, "culverts"), dry=True)
    assert report.rows == len(CULVERTS)
    unchanged(report)
    unchanged(taken_in(form_of(planner, tmp_path, "km-posts"), dry=True))
    Culvert.objects.filter(stated_m="10.25").update(length_m="9.75")
    report = taken_in(form_of(planner, tmp_path, "culverts"), dry=True)
    unchanged(report)


@pytest.mark.filterwarnings("ignore:Data Validation extension:UserWarning")
@pytest.mark.parametrize(
    ("collection", "name", "rows"),
    [("culverts", "temp_Cong_thoat_nuoc_ngang.xlsx", 268), ("km-posts", "temp_cot_km.xlsx", 222)],
)
def test_a_real_form_goes_in_as_it_came_out(
    planner: Client, code_lists: None, tmp_path: Path, collection: str, name: str, rows: int
) -> None:
    """And looks as the real one does: header cells, merged areas, widths, machine names."""
    path = real(f"forms/{name}")
    taken_in(path)
    made = form_of(planner, tmp_path, collection)
    report = taken_in(made, dry=True)
    assert report.rows == rows
    unchanged(report)
    ours, theirs = (openpyxl.load_workbook(one).worksheets[0] for one in (made, path))
    layout = layouts()[collection]
    own = {layout.agency_cell, layout.road_cell, layout.stretch_cell}
    for row in theirs.iter_rows(1, layout.machine_row, 1, len(layout.columns)):
        for cell in row:
            if cell.coordinate not in own:
                assert (ours[cell.coordinate].value or "") == (cell.value or ""), cell.coordinate
    assert set(map(str, ours.merged_cells.ranges)) == set(map(str, theirs.merged_cells.ranges))
    assert ours[layout.road_cell].value == theirs[layout.road_cell].value


def test_the_form_cell_by_cell(planner: Client, loaded: None, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form_of(planner, tmp_path, "culverts"))
    layout, sheet = layouts()["culverts"], book.worksheets[0]
    assert (sheet.title, [page.sheet_state for page in book.worksheets[1:]]) == (layout.sheet, ["veryHidden"] * 3)
    assert {cell: sheet[cell].value for cell in layout.cells} == layout.cells
    assert set(map(str, sheet.merged_cells.ranges)) == set(layout.merged)
    assert {letter: sheet.column_dimensions[letter].width for letter in layout.widths} == layout.widths
    assert (sheet["D2"].value, sheet["D3"].value) == ("QL.9T: 001", "Km10+500 : Km12+010.25")
    names = [sheet.cell(11, n).value or "" for n in range(1, len(layout.columns) + 1)]
    assert names == [column.name for column in layout.columns]
    first = dict(zip(names, (cell.value for cell in sheet[12]), strict=True))
    assert (first["stt"], first["ly_trinh"], first["xa"], first["huyen"], first["tinh"]) == (
        1,
        "Km10+500",
        "Xã Thử",
        "Hồng Dân",
        "Bạc Liêu",
    )
    assert (first["dau_cong_thuong_luu"], first["ket_cau_dau_cong_thuong_luu"], first["van_phai_cong_ha_luu"]) == (
        "Có",
        "Tường cánh BTXM",
        "Không",
    )
    assert (first["be_rong"], first["kinh_do"], first[""]) == (1.5, 105.5, "Lap 50%")
    third = dict(zip(names, (cell.value for cell in sheet[14]), strict=True))
    assert (third["ly_trinh"], third["kinh_do"]) == ("km11+02", None)
    assert sheet["C12"].number_format == "0.000000"
    assert book["Xa"]["A1"].value == "Xã Hai"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["K12:K1001"] == '"Cống thủy lợi,Cống thoát nước,Hào kỹ thuật"'


def test_a_form_loses_nothing(planner: Client, loaded: None, tmp_path: Path) -> None:
    """An empty cell says nothing, so "unchanged" alone would let a form lose values: taken in where there is nothing, it makes the same culverts."""
    kept = [f.name for f in Culvert._meta.concrete_fields if f.name not in ("id", "public_id", "recorded_from")]
    before = list(Culvert.objects.order_by("pk").values(*kept))
    path = form_of(planner, tmp_path, "culverts")
    Culvert.objects.all().delete()
    taken_in(path)
    assert list(Culvert.objects.order_by("pk").values(*kept)) == before
    assert {row["diameter_m"] for row in before} == {None, Decimal("1.25")}


def test_a_place_that_follows_from_a_chainage_is_left_out(planner: Client, net: Network, tmp_path: Path) -> None:
    located = Culvert.objects.exclude(located_by="coordinates").filter(road=net.ql)
    located.update(stated_km=0, stated_m=1)
    sheet = openpyxl.load_workbook(form_of(planner, tmp_path, "culverts", road="QL.9T")).worksheets[0]
    assert located.filter(geom__isnull=False).exists()
    assert [(row[1], row[2], row[3]) for row in sheet.iter_rows(12, values_only=True) if row[1] == "Km0+001"] == [
        ("Km0+001", None, None)
    ] * located.count()


def test_nothing_in_a_form_is_a_formula(planner: Client, loaded: None, tmp_path: Path) -> None:
    Culvert.objects.update(note="=cmd|' /C calc'!A0", unit_text="=1+1")
    sheet = openpyxl.load_workbook(form_of(planner, tmp_path, "culverts")).worksheets[0]
    assert sheet.cell(12, len(layouts()["culverts"].columns)).data_type == "s"
    assert {cell.data_type for row in sheet.iter_rows(12, 15) for cell in row} <= {"s", "n"}


def test_the_public_gets_no_remarks(client: Client, loaded: None, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(form_of(client, tmp_path, "culverts")).worksheets[0]
    assert sheet["B12"].value == "Km10+500"
    assert sheet.cell(12, len(layouts()["culverts"].columns)).value is None


def test_what_a_form_cannot_be_is_refused(planner: Client, loaded: None, tmp_path: Path) -> None:
    items = "/api/collections/culverts/items"
    facts = refused(planner.get("/api/collections/bridges/items", {"f": "form"}), 400, "bad-parameter", "f")
    assert "form" not in facts["known"]
    taken_in(culvert_form(tmp_path / "more.xlsx", [{}], road="QL.8: 000"))
    facts = refused(planner.get(items, {"f": "form"}), 400, "bad-parameter", "f")
    assert (facts["reason"], facts["roads"]) == ("not-one-road", ["QL.8", "QL.9T"])
    refused(planner.get(items, {"f": "form", "crs": "EPSG:9207", "road": "QL.8"}), 400, "bad-parameter", "crs")
    refused(planner.get(items, {"f": "form", "properties": "code"}), 400, "bad-parameter", "properties")


def test_the_layouts_say_what_the_import_reads() -> None:
    assert set(layouts()) == {name for name, collection in COLLECTIONS.items() if collection.formed}
    for layout in layouts().values():
        source = next(one for one in FORMS if one.code == layout.code)
        assert {column.name for column in layout.columns if column.name} == source.columns
        read = {one.column: (one.target, one.list) for one in source.fields}
        for column in layout.columns:
            if column.field and column.name:
                assert read[column.name] == (column.field, column.list), column.name
