"""Sheets of an xlsx workbook, by openpyxl."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from infra.crs import WGS84
from infra.ingest.readers.tables import Column, Outline, RawRow, RawTable, Table, filled, letter, no_more_rows
from infra.ingest.refusal import FileRefused

PROBED_ROWS = 15
"""How many first rows of a sheet are shown to whoever recognises the form."""
_TORN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, OSError, LookupError, ValueError, TypeError, AttributeError, NotImplementedError, RuntimeError, UserWarning,
)  # fmt: skip
"""What openpyxl and zipfile raise for damaged parts: they check nothing before they use it. SyntaxError: XML that is none."""
FIELDS_SHEET, SOURCE_SHEET = "Các cột", "Nguồn dữ liệu"
"""Of a workbook we export: which field each column is, and where all of it is from (`gisapi.forms.workbook`)."""
SYSTEM = "Hệ toạ độ / Coordinates"
"""The row of the second one that says it."""
OUR_SHEETS = (FIELDS_SHEET, SOURCE_SHEET)
MOST_FIELDS = 500
MOST_CELLS = 60_000_000
"""A sheet styled to its last row is common (50 columns × a million rows); more than that is one cell put far out."""


@contextmanager
def _workbook(path: Path, *, computed: bool) -> Iterator[Any]:
    """Open read only. Raises FileRefused for whatever a torn or foreign file makes openpyxl raise."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            # drop-down lists and styles that openpyxl leaves out carry no cell values
            warnings.filterwarnings("ignore", message=".*extension is not supported.*", module="openpyxl")
            # a sheet it cannot place is otherwise left out with its rows
            warnings.filterwarnings("error", message=".*invalid specification.*", module="openpyxl")
            # by its content: openpyxl judges a path by its extension
            with (
                path.open("rb") as stream,
                closing(openpyxl.load_workbook(stream, read_only=True, data_only=computed)) as book,
            ):
                yield book
    except _TORN as problem:
        detail = f"{type(problem).__name__}: {problem}".replace(str(path), path.name)
        raise FileRefused("file-damaged", file=path.name, detail=detail) from problem


def look(path: Path) -> Outline:
    """The visible sheets with their first rows; hidden sheets hold drop-down lists. Raises FileRefused.

    A workbook of ours says on a sheet of its own which field each title stands for: its header is read as these fields.
    """
    with _workbook(path, computed=True) as book:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        fields = next((_pairs(sheet) for sheet in visible if sheet.title == FIELDS_SHEET), {})
        told = next((_pairs(sheet) for sheet in visible if sheet.title == SOURCE_SHEET), {}) if fields else {}
        srid = WGS84 if told.get(SYSTEM, "").endswith("/CRS84") else None
        tables = tuple(
            Table(
                sheet.title,
                top=_named(sheet.iter_rows(max_row=PROBED_ROWS, values_only=True), fields),
                row_count=sheet.max_row or 0,
                srid=srid,
            )
            for sheet in visible
            if not fields or sheet.title not in OUR_SHEETS
        )
    return Outline(path, "xlsx", tables)


def _pairs(sheet: Any) -> dict[str, str]:
    """What stands in the first two columns of a sheet."""
    rows = sheet.iter_rows(max_row=MOST_FIELDS, max_col=2, values_only=True)
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and filled(row[0]) and filled(row[1])}


def _named(rows: Any, fields: dict[str, str]) -> tuple[tuple[object, ...], ...]:
    """The first rows of a sheet; a title that stands for a field is that field."""
    top = [tuple(row) for row in rows]
    if top and fields:
        top[0] = tuple(fields.get(str(cell), cell) for cell in top[0])
    return tuple(top)


def read(outline: Outline, table: Table, header_row: int, called: tuple[Column, ...] | None = None) -> RawTable:
    """Rows below `header_row`. A column without a machine name is kept, under its letter, where it holds anything.

    `called`: what the columns are called, where it is not one row that says so.
    """
    columns = list(called or sheet_columns(table, header_row, outline.file))
    rows = []
    with _workbook(outline.path, computed=True) as values, _workbook(outline.path, computed=False) as formulas:
        pairs = zip(
            _cells(values, outline, table, header_row), _cells(formulas, outline, table, header_row), strict=True
        )
        for number, (results, sources) in enumerate(pairs, header_row + 1):
            cells = [_uncomputed(value, source) for value, source in zip(results, sources, strict=True)]
            if any(filled(cell) for cell in cells):
                rows.append((number, cells))
                no_more_rows(len(rows), outline.file)
    columns, used = used_columns(columns, rows)
    found = tuple(
        RawRow(number, {columns[i].key: cells[i] if i < len(cells) else None for i in used}) for number, cells in rows
    )
    return RawTable(outline.file, table.name, tuple(columns[i] for i in used), found)


def used_columns(columns: list[Column], rows: list[tuple[int, list[object]]]) -> tuple[list[Column], list[int]]:
    """All columns of a sheet as wide as its rows, and the places of those that have a name or hold anything."""
    widest = max((len(cells) for _, cells in rows), default=0)
    columns = columns + [Column(letter(i), letter(i), named=False) for i in range(len(columns), widest)]
    used = [
        i
        for i, column in enumerate(columns)
        if column.named or any(i < len(cells) and filled(cells[i]) for _, cells in rows)
    ]
    return columns, used


def sheet_columns(table: Table, header_row: int, file: str) -> tuple[Column, ...]:
    """Columns of a sheet from its row of machine names; the label is the nearest text above. Raises FileRefused."""
    names = table.top[header_row - 1] if len(table.top) >= header_row else ()
    columns = []
    for i, cell in enumerate(names):
        name = str(cell).strip() if cell is not None else ""
        above = [row[i] for row in table.top[: header_row - 1] if i < len(row) and filled(row[i])]
        label = " ".join(str(above[-1]).split()) if above else ""
        columns.append(Column(name or letter(i), letter(i), label, bool(name)))
    named = [column.key for column in columns if column.named]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise FileRefused("column-twice", file=file, row=header_row, field=twice)
    return tuple(columns)


def _cells(book: Any, outline: Outline, table: Table, header_row: int) -> Iterator[tuple[object, ...]]:
    """Row by row: only what holds anything is kept by whoever asks. Raises FileRefused for a sheet nobody filled in."""
    seen = 0
    for row in book[table.name].iter_rows(min_row=header_row + 1, values_only=True):
        seen += len(row)
        if seen > MOST_CELLS:
            raise FileRefused("sheet-too-large", file=outline.file, field=table.name, most=MOST_CELLS // 1_000_000)
        yield row


def _uncomputed(value: object, formula: object) -> object:
    """A formula whose result was never saved would read as empty: keep the formula's text instead."""
    return formula if value is None and isinstance(formula, str) and formula.startswith("=") else value
