"""The only package that opens data files. What is in them, row by row, with the row number a person sees.

Formats are told by content, not by name (`formats`): xlsx (openpyxl), xls and ods (calamine), csv (the standard reader: it knows torn
rows, which GDAL fills or cuts without a word), and by pyogrio GeoPackage, GeoJSON, shapefile, MapInfo, KML, GPX, GML, FlatGeobuf, DXF, OpenStreetMap extracts; a
zip or KMZ around one of them. Nothing is interpreted here; nothing is skipped but rows without a single value.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.ingest.readers import archives, declared, osm, spreadsheets, text, vector, workbook
from infra.ingest.readers.formats import format_of
from infra.ingest.readers.headers import header_columns
from infra.ingest.readers.tables import Outline, RawTable, Table
from infra.ingest.refusal import FileRefused

_IN_ARCHIVES = ("zip", "kmz")
_SHEETS = ("xls", "ods")


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The file itself, or what its archive holds for as long as the block lasts. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused("not-a-file", file=path.name)
    if format_of(path) not in _IN_ARCHIVES:
        yield path
        return
    with archives.unpacked(path) as inner:
        yield inner


def look(path: Path, encoding: str | None = None) -> Outline:
    """Open the file just far enough to see what it is. `encoding`: of its text, where it does not say. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused("not-a-file", file=path.name)
    name = format_of(path)
    if name in _IN_ARCHIVES:
        raise FileRefused("format-unknown", file=path.name, value=name)
    if name in ("xlsx", "ods"):
        archives.judge_workbook(path)
    if name == "shp":
        declared.judge_attributes(path)
    if name == "xlsx":
        return workbook.look(path)
    if name in _SHEETS:
        return spreadsheets.look(path, name)
    if name == "osm":
        return osm.look(path)
    return text.look(path, encoding) if name == "csv" else vector.look(path, encoding)


def read(outline: Outline, table: Table, header_row: int, *, told_apart: bool = False, lines: bool = False) -> RawTable:
    """Read one table. `header_row` (sheets only) is the row that holds the machine names, or, with `told_apart`, the last row of a header as
    people write it (`headers.header_columns`). `lines`: its shapes are lines. Raises FileRefused."""
    columns = header_columns(table, header_row) if told_apart and table.top else None
    if outline.format == "xlsx":
        raw = workbook.read(outline, table, header_row, columns)
    elif outline.format in _SHEETS:
        raw = spreadsheets.read(outline, table, header_row, columns)
    elif outline.format == "csv":
        raw = text.read(outline)
    elif outline.format == "osm":
        raw = osm.read(outline, table)
    else:
        raw = vector.read(outline, table, lines=lines)
    if not raw.rows:
        raise FileRefused("empty-file", file=outline.file)
    return raw


def shapes(outline: Outline, table: Table) -> Iterator[tuple[dict[str, object], bytes]]:
    """The geometries of a layer as they are (WKB in the system of the file), each with its fields. Raises FileRefused."""
    if outline.format == "vector":
        yield from vector.shapes(outline, table)
