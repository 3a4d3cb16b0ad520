"""Files in nobody's form: what their columns may be, asked with evidence; read as confirmed; the next of the same source asked once."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from infra.ingest import FileRefused, Wish, plan_import, run_import
from infra.ingest.column_names import NAMES
from infra.ingest.mapped import fields_of
from infra.ingest.mapping import KINDS
from infra.ingest.readers.headers import header_columns
from infra.ingest.readers.tables import Table
from infra.models import Bridge, Culvert
from infra.services.source_profiles import remember
from tests.network import Network, build

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
HEAD = [
    "TT",
    "Tên cầu",
    "Lý trình",
    "Tuyến",
    "Kích thước",
    None,
    "Kết cấu nhịp",
    "Tình trạng kỹ thuật",
    "Vĩ độ",
    "Kinh độ",
    "Người đo",
]
BELOW = [None, None, None, None, "Dài", "Rộng", None, None, None, None, None]
ROWS = [
    [1, "Cầu Ông Thử", "Km10+500", "QL.9T", "24,5", 7, "24x1", "Tốt", 9.204519, 105.5, "ông A"],
    [2, "Cầu Kênh Hai", "Km12+100", "QL.9T", "12", 5.5, "12x1", "Trung bình", 9.2202, 105.5, "bà B"],
]
MEANT = {
    "TT": "", "Tên cầu": "name", "Lý trình": "chainage", "Tuyến": "road", "Dài": "length_m", "Rộng": "width_m",
    "Kết cấu nhịp": "span_scheme", "Tình trạng kỹ thuật": "condition", "Vĩ độ": "lat", "Kinh độ": "lon", "Người đo": "",
}  # fmt: skip
CONFIRMED = Wish(source="Sở thử", kind="bridge", columns=MEANT, header_row=5, srid=4326)


@pytest.fixture
def net(db: None) -> Network:
    return build()


def workbook(path: Path, rows: list[list[Any]] | None = None, *, numbered: bool = False) -> Path:
    """A table as departments draw it: a title, a header of two rows with merged cells, perhaps a row that numbers the columns."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Cầu QL9T"
    page["A1"] = "BẢNG THỐNG KÊ CẦU NĂM 2026"
    for n, row in enumerate(
        [HEAD, BELOW, *([[f"({i})" for i in range(1, 12)]] if numbered else []), *(rows or ROWS)], 4
    ):
        for i, cell in enumerate(row, 1):
            page.cell(n, i, cell)
    page.merge_cells("E4:F4")
    for column in "ABCDGHIJK":
        page.merge_cells(f"{column}4:{column}5")
    book.save(path)
    return path


def asked(path: Path, wish: Wish | None = None) -> list[dict[str, Any]]:
    wish = wish or Wish(source="Sở thử")
    with pytest.raises(FileRefused) as refused:
        plan_import(path, wish, as_at=TODAY)
    assert refused.value.facts["reason"] == "columns-to-confirm", refused.value.text()
    evidence: list[dict[str, Any]] = refused.value.facts["evidence"]
    return evidence


def test_the_columns_are_proposed_with_what_speaks_for_each(net: Network, tmp_path: Path) -> None:
    first, *others = asked(workbook(tmp_path / "x.xlsx"))
    assert (first["kind"], first["header_row"], first["sheet"]) == ("bridge", 5, "")
    told = {one["column"]: one for one in first["columns"]}
    assert {name: one["target"] for name, one in told.items()} == MEANT
    assert told["Kết cấu nhịp"]["because"] == "content", "it is called as the type of a bridge is, and holds its spans"
    assert (told["Lý trình"]["because"], told["Lý trình"]["share"]) == ("both", 0.99)
    assert told["Dài"]["label"] == "Kích thước"
    assert told["Tên cầu"]["samples"] == ["Cầu Ông Thử", "Cầu Kênh Hai"]
    assert {one["kind"] for one in others} <= {"culvert", "km_post", "section"}
    assert "span_scheme" in first["targets"]


def test_nothing_is_written_until_the_columns_are_confirmed(net: Network, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", numbered=True)
    asked(path)
    before = Bridge.objects.count()
    report = run_import(path, CONFIRMED, as_at=TODAY)
    assert (report.counts["create"], report.counts["refused"]) == (2, 0), report.summary()
    assert Bridge.objects.count() == before + 2
    made = Bridge.objects.get(name="Cầu Ông Thử")
    assert (made.road.code, made.condition_id, float(made.length_m), float(made.width_m)) == ("QL.9T", "TOT", 24.5, 7.0)
    aside = [one for one in report.findings if one.code == "unmapped"]
    assert {one.field for one in aside} == {"TT", "Người đo"}
    assert run_import(path, CONFIRMED, as_at=TODAY).counts["unchanged"] == 2


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"Rộng": "length_m"}, "column-target-twice", "Rộng"),
    ({"Rộng": "be_rong"}, "column-target-unknown", "Rộng"),
    ({"Lý trình": "", "Vĩ độ": ""}, "columns-place-missing", "file"),
    ({"Cột lạ": "name"}, "column-missing", "Cột lạ"),
]


@pytest.mark.parametrize(("changed", "reason", "field"), WRONG)
def test_an_answer_that_makes_no_sense_names_the_column(
    net: Network, tmp_path: Path, changed: dict[str, str], reason: str, field: str
) -> None:
    wish = Wish(source="x", kind="bridge", columns=MEANT | changed, header_row=5, srid=4326)
    with pytest.raises(FileRefused) as refused:
        plan_import(workbook(tmp_path / "x.xlsx"), wish, as_at=TODAY)
    assert (refused.value.facts["reason"], refused.value.field) == (reason, field)


def test_no_coordinate_system_is_assumed(net: Network, tmp_path: Path) -> None:
    wish = Wish(source="x", kind="bridge", columns=MEANT, header_row=5)
    with pytest.raises(FileRefused) as refused:
        plan_import(workbook(tmp_path / "x.xlsx"), wish, as_at=TODAY)
    assert refused.value.facts["reason"] == "crs-unknown"


def test_text_with_strange_headers_and_km_in_two_columns(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "cong.csv"
    path.write_text("Ten cong;Km;m;Khau do;Quoc lo;Ghi chu\nCống Một;10;250;2x(2x2);QL 9T;nắp vỡ\n", encoding="utf-8")
    (first, *_) = asked(path, Wish(source="x", kind="culvert"))
    meant = {one["column"]: one["target"] for one in first["columns"]}
    assert meant == {
        "Ten cong": "name",
        "Km": "km",
        "m": "m",
        "Khau do": "opening_text",
        "Quoc lo": "road",
        "Ghi chu": "note",
    }
    report = run_import(path, Wish(source="x", kind="culvert", columns=meant), as_at=TODAY)
    assert report.counts["create"] == 1, report.summary()
    made = Culvert.objects.get(name="Cống Một")
    assert (made.stated_text, made.cells, made.note) == ("Km10+250", 2, "Ghi chu: nắp vỡ")


def test_the_next_file_of_a_source_is_read_as_the_last_one(net: Network, tmp_path: Path) -> None:
    plan = plan_import(workbook(tmp_path / "1.xlsx"), CONFIRMED, as_at=TODAY)
    wish = {"kind": "bridge", "columns": MEANT, "header_row": 5, "srid": 4326}
    remember("Sổ cầu của Sở", plan.told["fingerprint"], wish, by=None)
    again = workbook(tmp_path / "2.xlsx", [[1, "Cầu Ba", "Km11+000", "QL.9T", 9, 4, "9x1", "Khá", None, None, "x"]])
    (only,) = asked(again)
    assert (only["profile"], only["answers"]) == ("Sổ cầu của Sở", {"srid": 4326})
    assert {one["column"]: one["target"] for one in only["columns"]} == MEANT
    assert {one["because"] for one in only["columns"]} == {"profile"}


def test_headings_tell_columns_of_one_name_apart() -> None:
    top = (
        ("BẢNG CỐNG", None, None, None, None, None),
        ("TT", "Lý trình", "Thượng lưu", None, "Hạ lưu", None),
        (None, None, "Dài", "Rộng", "Dài", "Rộng"),
    )
    names = [column.key for column in header_columns(Table("x", top=top), 3)]
    assert names == ["TT", "Lý trình", "Thượng lưu / Dài", "Thượng lưu / Rộng", "Hạ lưu / Dài", "Hạ lưu / Rộng"]
    same = (("Lý trình", "Số", "Số"),)
    assert [one.key for one in header_columns(Table("x", top=same), 1)] == ["Lý trình", "Số (B)", "Số (C)"]


def test_every_name_we_know_means_a_field_there_is() -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds = [row["kind"]] if row["kind"] else list(KINDS.values())
            assert any(row["target"] in {one.target for one in fields_of(kind)} for kind in kinds), row


def test_another_sheet_may_be_chosen(net: Network, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx")
    book = load_workbook(path)
    other = book.create_sheet("Cống")
    for row in (["Tên cống", "Lý trình", "Tuyến"], ["Cống A", "Km10+100", "QL.9T"]):
        other.append(row)
    book.save(path)
    first, *_ = asked(path)
    assert (first["sheet"], first["sheets"]) == ("Cầu QL9T", ["Cầu QL9T", "Cống"])
    second, *_ = asked(path, Wish(source="x", sheet="Cống"))
    assert (second["sheet"], [one["column"] for one in second["columns"]]) == (
        "Cống",
        ["Tên cống", "Lý trình", "Tuyến"],
    )


def test_names_of_another_language_may_stand_as_they_are(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [105.5, 9.204519]}}
    properties = {"Tên cầu": "Große Straßenbrücke", "Lý trình": "Km10+500", "Tuyến": "QL.9T"}
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [point | {"properties": properties}]}), "utf-8"
    )
    with pytest.raises(FileRefused) as refused:
        plan_import(path, Wish(source="x"), as_at=TODAY)
    told = refused.value.facts["evidence"][-1]
    assert (told["encoding"], told["sample"]) == ("utf-8", ["Große Straßenbrücke"])
    meant = {"Tên cầu": "name", "Lý trình": "chainage", "Tuyến": "road"}
    plan = plan_import(path, Wish(source="x", kind="bridge", columns=meant, encoding="utf-8"), as_at=TODAY)
    assert plan.report.counts["create"] == 1, plan.report.summary()


def test_a_condition_comes_with_its_day_and_its_reason(net: Network, tmp_path: Path) -> None:
    """The day before the month; a day that is none, and one still to come, are left out and said."""
    path = tmp_path / "cau.csv"
    rows = [
        "Cầu A,Km10+500,Xấu,5/8/2026,trụ T2 xói",
        "Cầu B,Km12+100,Tốt,31/2/2026,",
        "Cầu C,Km12+700,Tốt,2027-01-02,",
    ]
    path.write_text("\n".join(["Tên cầu,Lý trình,Tình trạng,Ngày kiểm tra,Nguyên nhân", *rows]), encoding="utf-8")
    told = next(one for one in asked(path) if one["kind"] == "bridge")
    columns = {one["column"]: one["target"] for one in told["columns"]}
    assert list(columns.values()) == ["name", "chainage", "condition", "condition_on", "condition_reason"]
    wish = Wish(source="Sở thử", kind="bridge", columns=columns, road="QL.9T")
    done = run_import(path, wish, as_at=TODAY)
    assert {(one.row, one.code) for one in done.findings} >= {(3, "date-unreadable"), (4, "date-in-future")}
    made = Bridge.objects.filter(name__in=["Cầu A", "Cầu B", "Cầu C"]).order_by("name")
    told_of = [(one.condition_id, one.condition_on, one.condition_reason) for one in made]
    assert told_of == [("XAU", date(2026, 8, 5), "trụ T2 xói"), ("TOT", None, ""), ("TOT", None, "")]
    assert {one.outcome for one in plan_import(path, wish, as_at=TODAY).rows} == {"unchanged"}
