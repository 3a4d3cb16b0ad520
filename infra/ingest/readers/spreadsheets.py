"""Sheets of .xls and .ods, by calamine. Their formulas come as the values last computed."""

from pathlib import Path
from typing import Any

from infra.ingest.readers.tables import Column, Outline, RawRow, RawTable, Table, filled, no_more_rows
from infra.ingest.readers.workbook import PROBED_ROWS, sheet_columns, used_columns
from infra.ingest.refusal import FileRefused


def look(path: Path, name: str) -> Outline:
    """The visible sheets with their first rows. Raises FileRefused."""
    book = _opened(path)
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = []
    for sheet in book.sheets_metadata:
        if sheet.visible != SheetVisibleEnum.Visible or sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = _rows(book, sheet.name)
        tables.append(Table(sheet.name, top=tuple(rows[:PROBED_ROWS]), row_count=len(rows)))
    return Outline(path, name, tuple(tables))


def read(outline: Outline, table: Table, header_row: int, called: tuple[Column, ...] | None = None) -> RawTable:
    """Rows below `header_row`, numbered as the sheet numbers them. `called`: see `workbook.read`."""
    rows = [
        (number, list(cells))
        for number, cells in enumerate(_rows(_opened(outline.path), table.name), 1)
        if number > header_row and any(filled(cell) for cell in cells)
    ]
    no_more_rows(len(rows), outline.file)
    columns, used = used_columns(list(called or sheet_columns(table, header_row, outline.file)), rows)
    found = tuple(
        RawRow(number, {columns[i].key: cells[i] if i < len(cells) else None for i in used}) for number, cells in rows
    )
    return RawTable(outline.file, table.name, tuple(columns[i] for i in used), found)


def _opened(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as problem:
        raise FileRefused("old-excel", file=path.name) from problem
    except (CalamineError, OSError) as problem:
        detail = str(problem).replace(str(path), path.name)
        raise FileRefused("file-damaged", file=path.name, detail=detail) from problem


def _rows(book: Any, name: str) -> list[tuple[object, ...]]:
    """All rows from the sheet's first on; an empty cell is None, a whole number no float."""
    sheet = book.get_sheet_by_name(name)
    return [tuple(_plain(cell) for cell in row) for row in sheet.to_python(skip_empty_area=False)]


def _plain(cell: object) -> object:
    if cell == "":
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
