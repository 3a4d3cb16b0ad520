"""The only module that opens data files. What is in them, row by row, with the row number a person sees.

Formats are told by content, not by name: xlsx (openpyxl), csv (the standard reader: it knows lines and
torn rows), GeoPackage, GeoJSON and shapefile (pyogrio). Nothing is interpreted here; nothing is skipped but
rows without a single value.
"""

import csv
import io
import json
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from infra.ingest.refusal import FileRefused

PROBED_ROWS = 15
"""How many first rows of a sheet are shown to whoever recognises the form."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the machine name, or the place (`AQ`) where there is none; `label` what people read above it."""

    key: str
    place: str
    label: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or layer, before reading: `top` rows of a sheet, else its column names. `srid` as the file declares."""

    name: str
    top: tuple[tuple[object, ...], ...] = ()
    names: tuple[str, ...] = ()
    row_count: int = 0
    srid: int | None = None
    crs_text: str = ""
    geometry: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file offers: its format and the tables that are meant to be seen."""

    path: Path
    format: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file's name, for messages: never a machine's path."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as found. `number`: the sheet row, the line of text, or the feature's id; `point` in file coordinates."""

    number: int
    values: Mapping[str, object]
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """All rows of one table that hold anything."""

    file: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    remarks: tuple[str, ...] = ()


def look(path: Path) -> Outline:
    """Open the file just far enough to see what it is. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused("not-a-file", file=path.name)
    with path.open("rb") as stream:
        head = stream.read(64)
    if not head:
        raise FileRefused("empty-file", file=path.name)
    with _refusing(path):
        if head.startswith(b"PK\x03\x04"):
            return _look_workbook(path)
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise FileRefused("old-excel", file=path.name)
        if head.startswith(b"SQLite format 3\x00") or head.startswith(b"\x00\x00\x27\x0a") or head.lstrip()[:1] == b"{":
            from infra.ingest.vector_files import look_vector

            return look_vector(path)
        if path.suffix.lower() in {".csv", ".txt"}:
            return _look_text(path)
    raise FileRefused("format-unknown", file=path.name, value=path.suffix)


def read(outline: Outline, table: Table, header_row: int) -> RawTable:
    """Read one table. `header_row` (sheets only) is the row that holds the machine names. Raises FileRefused."""
    with _refusing(outline.path):
        if outline.format == "xlsx":
            raw = _read_sheet(outline, table, header_row)
        elif outline.format == "csv":
            raw = _read_text(outline)
        else:
            from infra.ingest.vector_files import read_vector

            raw = read_vector(outline, table)
    if not raw.rows:
        raise FileRefused("empty-file", file=outline.file)
    return raw


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn the ways a damaged workbook or JSON fails into one refusal that names the file."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ParseError, json.JSONDecodeError) as problem:
        detail = f"{type(problem).__name__}: {problem}"
        raise FileRefused("file-damaged", file=path.name, detail=detail) from problem


def _open_workbook(path: Path, *, computed: bool):  # type: ignore[no-untyped-def]  # openpyxl's own type is private
    import openpyxl

    with warnings.catch_warnings():
        # drop-down lists and styles that openpyxl leaves out carry no cell values
        warnings.filterwarnings("ignore", message=".*extension is not supported.*", module="openpyxl")
        return openpyxl.load_workbook(path, read_only=True, data_only=computed)


def _look_workbook(path: Path) -> Outline:
    if "xl/workbook.xml" not in zipfile.ZipFile(path).namelist():
        raise FileRefused("format-unknown", file=path.name, value=path.suffix)
    book = _open_workbook(path, computed=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported.*", module="openpyxl")
        tables = tuple(
            Table(sheet.title, top=tuple(sheet.iter_rows(max_row=PROBED_ROWS, values_only=True)), row_count=sheet.max_row or 0)
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        )
    book.close()
    return Outline(path, "xlsx", tables)


def _read_sheet(outline: Outline, table: Table, header_row: int) -> RawTable:
    columns = sheet_columns(table, header_row, outline.file)
    rows = []
    values_by_row = _sheet_cells(outline.path, table.name, header_row, computed=True)
    formulas_by_row = _sheet_cells(outline.path, table.name, header_row, computed=False)
    widest = len(columns)
    for number, (cells, formulas) in enumerate(zip(values_by_row, formulas_by_row, strict=True), header_row + 1):
        kept = tuple(_uncomputed(value, formula) for value, formula in zip(cells, formulas, strict=True))
        if any(_filled(value) for value in kept):
            rows.append((number, kept))
            widest = max(widest, max(i + 1 for i, value in enumerate(kept) if _filled(value)))
    columns += tuple(Column(letter := _letter(i), letter, named=False) for i in range(len(columns), widest))
    used = {i for i, column in enumerate(columns) if column.named or any(i < len(cells) and _filled(cells[i]) for _, cells in rows)}
    found = tuple(
        RawRow(number, {columns[i].key: cells[i] if i < len(cells) else None for i in sorted(used)}) for number, cells in rows
    )
    return RawTable(outline.file, table.name, tuple(columns[i] for i in sorted(used)), found)


def sheet_columns(table: Table, header_row: int, file: str) -> tuple[Column, ...]:
    """Columns of a sheet from its row of machine names; the label is the nearest text above. Raises FileRefused."""
    names = table.top[header_row - 1] if len(table.top) >= header_row else ()
    columns = []
    for i, cell in enumerate(names):
        name = str(cell).strip() if cell is not None else ""
        above = [row[i] for row in table.top[: header_row - 1] if i < len(row) and row[i] is not None]
        label = " ".join(str(above[-1]).split()) if above else ""
        columns.append(Column(name or _letter(i), _letter(i), label, bool(name)))
    named = [column.key for column in columns if column.named]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise FileRefused("column-twice", file=file, row=header_row, field=twice)
    return tuple(columns)


def _sheet_cells(path: Path, sheet: str, header_row: int, *, computed: bool) -> list[tuple[object, ...]]:
    book = _open_workbook(path, computed=computed)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported.*", module="openpyxl")
        rows = list(book[sheet].iter_rows(min_row=header_row + 1, values_only=True))
    book.close()
    return rows


def _uncomputed(value: object, formula: object) -> object:
    """A formula whose result was never saved would read as empty: keep the formula's text instead."""
    return formula if value is None and isinstance(formula, str) and formula.startswith("=") else value


def _filled(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))


def _look_text(path: Path) -> Outline:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise FileRefused("not-utf8", file=path.name, row=line, value=repr(raw[problem.start : problem.start + 12])) from problem
    first = text.splitlines()[0] if text.strip() else ""
    if not first:
        raise FileRefused("empty-file", file=path.name)
    names = next(csv.reader([first], delimiter=_delimiter(first)))
    table = Table(path.stem, names=tuple(name.strip() for name in names), row_count=text.count("\n"))
    return Outline(path, "csv", (table,))


def _delimiter(first_line: str) -> str:
    return max(",;\t", key=first_line.count)


def _read_text(outline: Outline) -> RawTable:
    text = outline.path.read_bytes().decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.splitlines()[0]), strict=True)
    rows: list[RawRow] = []
    try:
        names = [name.strip() for name in next(reader)]
        columns = text_columns(tuple(names), outline.file)
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                raise FileRefused("ragged-row", file=outline.file, row=number, found=len(cells), expected=len(names))
            rows.append(RawRow(number, dict(zip((column.key for column in columns), cells, strict=True))))
    except csv.Error as problem:
        raise FileRefused("file-damaged", file=outline.file, row=reader.line_num, detail=str(problem)) from problem
    return RawTable(outline.file, outline.tables[0].name, columns, tuple(rows))


def text_columns(names: tuple[str, ...], file: str) -> tuple[Column, ...]:
    """Columns from a header line or a layer's fields. Raises FileRefused for a name used twice."""
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise FileRefused("column-twice", file=file, row=1, field=twice)
    return tuple(Column(name or _letter(i), _letter(i), named=bool(name)) for i, name in enumerate(names))
