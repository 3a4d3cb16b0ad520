"""XLSX: typed cells under titles with units, codes with their labels beside them, further sheets where one is full, and a sheet that says what it is."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from gisapi.forms.export import Export
from gisapi.params.moments import ZONE
from gisapi.queries.tables import Column, places
from gisapi.queries.unloading import rows
from infra.ingest.readers.workbook import FIELDS_SHEET, SOURCE_SHEET, SYSTEM

SHEET_ROWS = 1_048_575
"""Rows under the header of a sheet; Excel's limit, not ours."""
CELL = 32_767
"""Characters a cell holds."""
CUT = " … [đã cắt: một ô chỉ chứa 32 767 ký tự; tệp GeoPackage và CSV giữ đủ / cut: CSV and GeoPackage hold all]"
_PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(file: Any, export: Export) -> None:
    """The workbook. Texts are written as texts, whatever they begin with: nothing in it is a formula."""
    import xlsxwriter  # here: a server that never writes one need not hold it

    made = [*export.columns, *places(export.collection, export.query)]
    with xlsxwriter.Workbook(file, _PLAIN) as book:
        styles: dict[type, Any] = {
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
        }
        count = 0
        sheets = _sheets(book, export, made)
        for count, row in enumerate(rows(export.table(made), export.deadline), 1):
            at = (count - 1) % SHEET_ROWS
            if at == 0:
                sheet = next(sheets)
            for column, value in enumerate(row):
                if value is not None and value != "":
                    _cell(sheet, at + 1, column, value, styles)
        if count == 0:
            next(sheets)
        _fields(book, made)
        _about(book, export, count)


def _sheets(book: Any, export: Export, made: Sequence[Column]) -> Iterator[Any]:
    """Sheet after sheet, each with its frozen header."""
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e3f0f1"})
    number = 0
    while True:
        number += 1
        sheet = book.add_worksheet(
            export.collection.title_vi if number == 1 else f"{export.collection.title_vi} {number}"
        )
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(made) - 1, 0), 16)
        for column, what in enumerate(made):
            sheet.write_string(0, column, what.title, head)
        yield sheet


def _cell(sheet: Any, row: int, column: int, value: Any, styles: dict[type, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value if len(value) <= CELL else value[: CELL - len(CUT)] + CUT)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(ZONE).replace(tzinfo=None), styles[datetime])
    elif isinstance(value, date) and value.year < 1900:  # before Excel's calendar
        sheet.write_string(row, column, value.isoformat())
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles[date])
    else:
        sheet.write_number(row, column, value)


def _fields(book: Any, made: Sequence[Column]) -> None:
    """Which field each column is: for the reader who writes a question to the API, and for the import that takes the workbook back."""
    sheet = book.add_worksheet(FIELDS_SHEET)
    sheet.set_column(0, 1, 44)
    for row, (title, name) in enumerate([("Cột / Column", "Trường / Field"), *((one.title, one.name) for one in made)]):
        sheet.write_string(row, 0, title)
        sheet.write_string(row, 1, name)


def _about(book: Any, export: Export, count: int) -> None:
    """What the workbook holds: where from, when, how asked."""
    sheet = book.add_worksheet(SOURCE_SHEET)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    told = [
        ("Tập dữ liệu / Collection", f"{export.collection.title_vi} / {export.collection.title_en}"),
        ("Nguồn / Source", "CầuĐường"),
        ("Truy vấn / Request", export.address),
        ("Lấy ra lúc / Taken at", datetime.now(ZONE).strftime("%d/%m/%Y %H:%M:%S (giờ Việt Nam)")),
        (SYSTEM, export.query.crs.uri),
        ("Số dòng / Rows", str(count)),
    ]
    for row, (what, value) in enumerate(told):
        sheet.write_string(row, 0, what)
        sheet.write_string(row, 1, value)
