"""What the readers give, and the files they refuse."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from infra.ingest.readers import look, read
from infra.ingest.readers.tables import letter
from infra.ingest.refusal import FileRefused
from tests.infra.ingest.forms import culvert_form, km_post_form, table


def rows_of(path: Path, header_row: int = 1) -> Any:
    outline = look(path)
    return read(outline, outline.tables[0], header_row)


def test_form_rows_keep_their_sheet_numbers(tmp_path: Path) -> None:
    raw = rows_of(km_post_form(tmp_path / "f.xlsx", [{}, {"ly_trinh": "Km1+0"}]), 11)
    assert [row.number for row in raw.rows] == [12, 13]
    assert raw.rows[1].values["ly_trinh"] == "Km1+0"


def test_styled_blanks_are_not_rows_and_hidden_sheets_are_not_tables(tmp_path: Path) -> None:
    outline = look(culvert_form(tmp_path / "f.xlsx", [{}]))
    assert [one.name for one in outline.tables] == ["Cong_thoat_nuoc_ngang"]
    assert len(read(outline, outline.tables[0], 11).rows) == 1


def test_unnamed_column_is_kept_under_its_letter(tmp_path: Path) -> None:
    raw = rows_of(culvert_form(tmp_path / "f.xlsx", [{"?": "Lap 50%"}]), 11)
    unnamed = [column.key for column in raw.columns if not column.named]
    assert len(unnamed) == 1
    assert raw.rows[0].values[unnamed[0]] == "Lap 50%"


def test_formula_without_a_saved_result_is_not_empty(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["a", "b"])
    page.append([1, "=A2*2"])
    book.save(tmp_path / "f.xlsx")
    assert rows_of(tmp_path / "f.xlsx").rows[0].values == {"a": 1, "b": "=A2*2"}


def test_csv_row_number_is_the_spreadsheet_row(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text('a;b\n1;"hai\ndòng"\n\n3;x\n', encoding="utf-8-sig")
    raw = rows_of(tmp_path / "f.csv")
    assert [(row.number, row.values["a"]) for row in raw.rows] == [(2, "1"), (4, "3")]


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (42, "AQ"), (701, "ZZ"), (702, "AAA")])
def test_letter(index: int, name: str) -> None:
    assert letter(index) == name


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("f.csv", b"", "empty-file"),
        ("f.csv", b"a,b\n", "empty-file"),
        ("f.csv", b"a,b\n1,2\n1\n", "ragged-row"),
        ("f.csv", b"a,b\n1,2,3\n", "ragged-row"),
        ("f.csv", b'a,b\n1,"2\n', "file-damaged"),
        ("f.csv", b"a,a\n1,2\n", "column-twice"),
        ("f.csv", b"ten\nQu\xe8c l\xe9 1\n", "encoding-to-confirm"),
        ("f.csv", b"ten\nCaf\xe9 M\xfcller\n", "encoding-not-clear"),
        ("f.xlsx", b"PK\x03\x04 not a workbook", "file-damaged"),
        ("f.xlsx", b"plain text", "file-damaged"),
        ("f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "file-damaged"),
        ("f.gpkg", b"SQLite format 3\x00 cut short", "file-damaged"),
        ("f.geojson", b'{"type": "FeatureCollection", "features": [', "file-damaged"),
        ("f.pdf", b"%PDF-1.4", "format-unknown"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        rows_of(tmp_path / name)
    assert refused.value.facts["reason"] == reason
    assert refused.value.facts["file"] == name
    assert str(tmp_path) not in refused.value.text()


def test_truncated_workbook(tmp_path: Path) -> None:
    whole = culvert_form(tmp_path / "whole.xlsx", [{}]).read_bytes()
    for part in (0.3, 0.6, 0.95):
        (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(FileRefused) as refused:
            rows_of(tmp_path / "cut.xlsx", 11)
        assert refused.value.facts["reason"] == "file-damaged"


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr("f.shp", "x")
    with pytest.raises(FileRefused) as refused:
        look(tmp_path / "f.zip")
    assert refused.value.facts["reason"] == "format-unknown"


def test_a_workbook_under_another_name(tmp_path: Path) -> None:
    path = culvert_form(tmp_path / "f.xlsx", [{}]).rename(tmp_path / "f.csv")
    assert look(path).format == "xlsx"


def test_not_utf8_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes("tên,km\nCầu 1,1\n".encode() + b"C\xc7u 2,2\n")
    with pytest.raises(FileRefused) as refused:
        look(tmp_path / "f.csv")
    assert refused.value.facts["row"] == 3


def test_directory_and_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(FileRefused) as refused:
            look(path)
        assert refused.value.facts["reason"] == "not-a-file"


def test_delimited_by_semicolon_or_tab(tmp_path: Path) -> None:
    table(tmp_path / "f.csv", {"road": "QL.1", "chainage": "Km1"})
    content = (tmp_path / "f.csv").read_text(encoding="utf-8")
    for mark in ";\t":
        (tmp_path / "g.csv").write_text(content.replace(",", mark), encoding="utf-8")
        assert rows_of(tmp_path / "g.csv").rows[0].values["chainage"] == "Km1"
