"""Files that would fill the memory, lose rows without a word, or make a reader open something else: each is refused by its code.

Every trap is made here, so that what it is can be read.
"""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from infra.ingest.readers import look, opened, read, workbook
from infra.ingest.refusal import FileRefused
from tests.infra.ingest.forms import culvert_form, points, table

MUTANTS = 300
"""Of each format: enough to meet every kind of damage, few enough to cost seconds."""


def rows_of(path: Path) -> int:
    with opened(path) as inner:
        outline = look(inner)
        return sum(len(read(outline, one, 1).rows) for one in outline.tables[:1])


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        rows_of(path)
    return str(refused.value.facts["reason"])


@pytest.mark.parametrize("name", ["f.xlsx", "f.ods"])
def test_a_workbook_that_unfolds_without_end(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("content.xml", b" " * (64 << 20))
    assert refusal(path) == "archive-too-large"


def test_entities_in_a_part_of_a_workbook(tmp_path: Path) -> None:
    path = culvert_form(tmp_path / "f.xlsx", [{}])
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaa">]>' + parts[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert refusal(path) == "xml-entities"


def test_a_part_whose_name_is_no_text(tmp_path: Path) -> None:
    """Its name in the part's own head is not what the directory says it is, and no UTF-8."""
    path = culvert_form(tmp_path / "f.xlsx", [{}])
    with zipfile.ZipFile(path) as whole:
        part = next(one for one in whole.infolist() if one.filename.endswith("sheet1.xml"))
    content = bytearray(path.read_bytes())
    content[part.header_offset + 6 : part.header_offset + 8] = struct.pack("<H", 0x800)
    content[part.header_offset + 30] = 0xCF
    path.write_bytes(bytes(content))
    assert refusal(path) == "file-damaged"


def test_one_cell_far_out_makes_no_sheet_of_a_billion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["ALL900"] = "ten", "x"
    book.save(tmp_path / "f.xlsx")
    monkeypatch.setattr(workbook, "MOST_CELLS", 100_000)
    assert refusal(tmp_path / "f.xlsx") == "sheet-too-large"


def test_a_dbf_that_declares_more_than_it_holds(tmp_path: Path) -> None:
    path = points(tmp_path / "f.shp", "ESRI Shapefile", 4326, name="Cau")
    attributes = path.with_suffix(".dbf")
    whole = attributes.read_bytes()
    attributes.write_bytes(whole[:4] + struct.pack("<I", 0x7FFFFFFF) + whole[8:])
    assert refusal(path) == "records-missing"


def test_a_document_type_behind_a_long_comment(tmp_path: Path) -> None:
    path = tmp_path / "f.kml"
    entity = '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    path.write_text(f"<!-- <kml > {' ' * 9000} -->{entity}<kml>&a;</kml>")
    assert refusal(path) == "xml-entities"


def _csv(folder: Path) -> Path:
    return table(folder / "f.csv", {"name": "Cống Đá", "length_m": "12,5"}, {"name": "Cầu", "length_m": "3"})


def test_an_archive_whose_member_begins_before_it(tmp_path: Path) -> None:
    """A directory that starts earlier than it is: the fuzz of whole imports met it as an unexpected failure."""
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("f.csv", "name\nCầu\n")
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + whole[24:])
    assert refusal(path) == "file-damaged"


@pytest.mark.parametrize("name", [".", "a" * 300 + ".csv"])
def test_a_member_whose_name_no_file_can_have(tmp_path: Path, name: str) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("f.csv", "name\nCầu\n")
        archive.writestr(name, "x")
    assert refusal(path) == "archive-unsafe"


FORMATS: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda folder: culvert_form(folder / "f.xlsx", [{}, {}]),
    "shp": lambda folder: points(folder / "f.shp", "ESRI Shapefile", 4326, name="Cau"),
    "geojson": lambda folder: points(folder / "f.geojson", "GeoJSON", 4326, name="Cầu"),
    "csv": _csv,
}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_damage_of_any_kind_is_read_or_refused_never_a_crash(tmp_path: Path, name: str) -> None:
    path = FORMATS[name](tmp_path)
    files = [one for one in tmp_path.iterdir() if one.suffix in {path.suffix, ".dbf"}]
    whole = {one: one.read_bytes() for one in files}
    chance = random.Random(20261125)
    ways = [damaged, damaged_inside] if name == "xlsx" else [damaged]
    ended = set()
    for _ in range(MUTANTS):
        for one, content in whole.items():
            one.write_bytes(chance.choice(ways)(content, chance))
        try:
            ended.add(rows_of(path) > 0)
        except FileRefused:
            ended.add(False)
    assert False in ended


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """A workbook whole as an archive, with one part damaged: what its own checksums do not catch."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(written, "w") as archive:
        struck = chance.choice(whole.namelist())
        for name in whole.namelist():
            part = whole.read(name)
            archive.writestr(name, damaged(part, chance) if name == struck else part)
    return written.getvalue()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut off, cut out or repeated."""
    bytes_ = bytearray(content)
    at, size = chance.randrange(len(bytes_)), chance.randrange(1, 64)
    act = chance.randrange(4)
    if act == 0:
        for _ in range(size):
            bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
    elif act == 1:
        del bytes_[at:]
    elif act == 2:
        del bytes_[at : at + size]
    else:
        bytes_[at:at] = bytes_[at : at + size] * 3
    return bytes(bytes_)
