"""Which source a file is, by its content."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from infra.ingest.mapping import BRIDGE, CULVERT, KM_POST
from infra.ingest.readers import look
from infra.ingest.refusal import FileRefused
from infra.ingest.sources import recognise
from tests.infra.ingest.forms import culvert_form, km_post_form, register, table, unmodelled_form


def test_recognised_by_content_never_by_name(tmp_path: Path) -> None:
    wrong_names = {
        "cot_km.xlsx": (culvert_form, CULVERT),
        "cong.xlsx": (km_post_form, KM_POST),
        "culverts.csv": (register, BRIDGE),
    }
    for name, (write, kind) in wrong_names.items():
        assert recognise(look(write(tmp_path / name, [{}])), None).source.kind == kind


def test_header_states_road_and_stretch(tmp_path: Path) -> None:
    header = recognise(look(km_post_form(tmp_path / "f.xlsx", [{}], stretch="Km0+0 : Km225+0")), None).header
    assert header.road is not None
    assert header.stretch is not None
    assert (header.road.code, header.road.branch, header.road.road_class) == ("QL.7", "000", "QL")
    assert [one.text() for one in header.stretch] == ["Km0+000", "Km225+000"]
    assert header.stretch_row == 3


def refused(path: Path, kind: str | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as problem:
        recognise(look(path), kind)
    return problem.value


def test_a_form_we_do_not_model_is_named(tmp_path: Path) -> None:
    problem = refused(unmodelled_form(tmp_path / "f.xlsx"))
    assert problem.facts["reason"] == "form-not-modelled"
    assert "Coc tieu" in problem.facts["cure"]


def test_missing_column_is_named(tmp_path: Path) -> None:
    path = culvert_form(tmp_path / "f.xlsx", [{}])
    book = load_workbook(path)
    page = book["Cong_thoat_nuoc_ngang"]
    column = next(cell.column for cell in page[11] if cell.value == "hinh_dang")
    page.cell(11, column).value = "hinhdang"
    book.save(path)
    problem = refused(path)
    assert (problem.facts["reason"], problem.field, problem.facts["row"]) == ("column-missing", "hinh_dang", 11)


def test_wrong_sheet(tmp_path: Path) -> None:
    path = culvert_form(tmp_path / "f.xlsx", [{}])
    book = load_workbook(path)
    book["Cong_thoat_nuoc_ngang"].sheet_state = "hidden"
    book["Tinh"].sheet_state = "visible"
    book.active = book["Tinh"]
    book.save(path)
    problem = refused(path)
    assert problem.facts["reason"] == "form-unknown"
    assert "Tinh" in problem.facts["cure"]


def test_two_filled_sheets(tmp_path: Path) -> None:
    path = culvert_form(tmp_path / "f.xlsx", [{}])
    book = load_workbook(path)
    book.copy_worksheet(book["Cong_thoat_nuoc_ngang"])
    book.save(path)
    assert refused(path).facts["reason"] == "several-tables"


def test_kind_must_agree(tmp_path: Path) -> None:
    assert refused(culvert_form(tmp_path / "f.xlsx", [{}]), BRIDGE).facts["reason"] == "kind-differs"


def test_own_columns_only_when_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path / "f.csv", {"road": "QL.9T", "chainage": "Km10+500", "name": "Cầu A"})
    assert refused(path).facts["reason"] == "form-unknown"
    assert recognise(look(path), BRIDGE).source.code == "own-bridges"
