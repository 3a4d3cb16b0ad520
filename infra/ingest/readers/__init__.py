"""The only module that opens data files. What is in them, row by row, with the row number a person sees.

Formats are told by content, not by name: xlsx (openpyxl), csv (the standard reader: it knows torn rows, which
GDAL fills or cuts without a word), GeoPackage, GeoJSON and shapefile (pyogrio). Nothing is interpreted here;
nothing is skipped but rows without a single value.
"""

from pathlib import Path

from infra.ingest.readers import text, vector, workbook
from infra.ingest.readers.tables import Outline, RawTable, Table
from infra.ingest.refusal import FileRefused


def look(path: Path) -> Outline:
    """Open the file just far enough to see what it is. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused("not-a-file", file=path.name)
    with path.open("rb") as stream:
        head = stream.read(64)
    if not head:
        raise FileRefused("empty-file", file=path.name)
    if head.startswith(b"PK\x03\x04") or path.suffix.lower() in {".xlsx", ".xlsm"}:
        return workbook.look(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused("old-excel", file=path.name)
    if head.startswith((b"SQLite format 3\x00", b"\x00\x00\x27\x0a")) or head.lstrip()[:1] == b"{":
        return vector.look(path)
    if path.suffix.lower() in {".csv", ".txt"}:
        return text.look(path)
    raise FileRefused("format-unknown", file=path.name, value=path.suffix)


def read(outline: Outline, table: Table, header_row: int) -> RawTable:
    """Read one table. `header_row` (sheets only) is the row that holds the machine names. Raises FileRefused."""
    if outline.format == "xlsx":
        raw = workbook.read(outline, table, header_row)
    elif outline.format == "csv":
        raw = text.read(outline)
    else:
        raw = vector.read(outline, table)
    if not raw.rows:
        raise FileRefused("empty-file", file=outline.file)
    return raw
