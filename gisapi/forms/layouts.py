"""The national inventory forms as sheets: headers, merged cells, widths, the row of machine names, drop-down lists. Knows nothing of what fills them.

A form is data, one JSON a form in `layouts/` by code and version; its `says` and `field` are read by `gisapi.forms.national`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "layouts"
LAST_LISTED = 1001
"""The last row the drop-down lists of the forms reach, unless more rows are filled."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column. `name`: its machine name, "" for remarks; `says`: how `field` is written; `values`: its drop-down list."""

    name: str
    says: str
    format: str
    field: str = ""
    list: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One form. `cells`: address → text of the header; `lookups`: names of its hidden sheets."""

    code: str
    version: str
    collection: str
    sheet: str
    machine_row: int
    agency_cell: str
    road_cell: str
    stretch_cell: str
    title_cell: str
    merged: tuple[str, ...]
    widths: dict[str, float]
    heights: dict[str, float]
    lookups: tuple[str, ...]
    cells: dict[str, str]
    columns: tuple[FormColumn, ...]


@cache
def layouts() -> dict[str, Layout]:
    """Collection → its form."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json")))
    return {one["collection"]: _layout(one) for one in read}


def _layout(one: dict[str, Any]) -> Layout:
    columns = tuple(FormColumn(**(column | {"values": tuple(column.get("values", ()))})) for column in one["columns"])
    return Layout(**(one | {"columns": columns, "merged": tuple(one["merged"]), "lookups": tuple(one["lookups"])}))


def write_sheet(
    file: Any, layout: Layout, head: dict[str, str], rows: Sequence[Sequence[Any]], lookups: dict[str, list[str]]
) -> None:
    """The workbook: `head` (address → text) over the form's own cells, `rows` under the machine names, hidden look-up sheets behind."""
    from openpyxl import Workbook  # here: a server that never writes one need not hold it

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 (a new workbook has one)
    sheet.title = layout.sheet
    _head(sheet, layout, head)
    for at, row in enumerate(rows, layout.machine_row + 1):
        for column, value in enumerate(row, 1):
            _fill(sheet.cell(at, column), value, layout.columns[column - 1].format)
    _listed(sheet, layout, max(LAST_LISTED, layout.machine_row + len(rows)))
    for name in layout.lookups:
        hidden = book.create_sheet(name)
        hidden.sheet_state = "veryHidden"
        for at, text in enumerate(lookups.get(name, []), 1):
            _fill(hidden.cell(at, 1), text, "General")
    book.save(file)


def _head(sheet: Any, layout: Layout, head: dict[str, str]) -> None:
    """Everything above the rows."""
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side(style="thin")
    framed, centred = Border(thin, thin, thin, thin), Alignment("center", "center", wrap_text=True)
    first = min(sheet[cell].row for cell, text in layout.cells.items() if text.lower() == "stt")
    machine = {sheet.cell(layout.machine_row, n).coordinate: c.name for n, c in enumerate(layout.columns, 1) if c.name}
    for address, text in (layout.cells | machine | head).items():
        cell = sheet[address]
        _fill(cell, text, "General")
        cell.font = Font("Arial", 14 if address == layout.title_cell else 11, bold=address not in head)
        if cell.row < first and address not in head and address != layout.title_cell:
            cell.alignment = Alignment("left")
    for row in sheet.iter_rows(first, layout.machine_row, 1, sum(1 for c in layout.columns if c.name)):
        for cell in row:
            cell.border, cell.alignment = framed, centred
    for area in layout.merged:
        sheet.merge_cells(area)
    for letter, width in layout.widths.items():
        sheet.column_dimensions[letter].width = width
    for row, height in layout.heights.items():
        sheet.row_dimensions[int(row)].height = height


def _fill(cell: Any, value: Any, number_format: str) -> None:
    """A text is a text, whatever it begins with: nothing in a form is a formula, and control characters, which no cell may hold, are left out."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None or value == "":
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell.number_format = number_format
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"


def _listed(sheet: Any, layout: Layout, last: int) -> None:
    """The drop-down lists."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns: dict[tuple[str, ...], list[str]] = {}
    for n, column in enumerate(layout.columns, 1):
        if column.values:
            columns.setdefault(column.values, []).append(get_column_letter(n))
    for values, letters in columns.items():
        rule = DataValidation("list", formula1='"' + ",".join(values) + '"', allow_blank=True)
        for letter in letters:
            rule.add(f"{letter}{layout.machine_row + 1}:{letter}{last}")
        sheet.add_data_validation(rule)
