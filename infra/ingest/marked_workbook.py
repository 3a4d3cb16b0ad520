"""The report as the file that was given: its own cells marked and commented, and a sheet of all findings before it.

Nothing of the file is changed but the look of the cells a finding is about. Text that a spreadsheet would take for a formula
(`=`, `+`, `-`, `@`, tab or return first) is written as text.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from infra.ingest.findings import SEVERITIES
from infra.ingest.kept import path_of
from infra.models import ImportFinding, ImportRun

SHEET = "Báo cáo nhập"
HEADINGS = ("Dòng", "Ô", "Cột", "Mức", "Mã", "Giá trị", "Cách sửa", "Kết quả dòng", "Người chấp nhận")
SEVERITY_VI = {"error": "Lỗi: dòng không nhập", "warning": "Cảnh báo: giá trị không nhập", "notice": "Lưu ý"}
OUTCOME_VI = {
    "create": "tạo mới", "update": "cập nhật", "unchanged": "không đổi", "duplicate": "trùng", "refused": "từ chối",
}  # fmt: skip
COLOURS = {"error": "F4B6AE", "warning": "FFE08A", "notice": "CFE3EA"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_COMMENT = 1500
WIDTHS = (8, 30, 24, 26, 24, 28, 80, 14, 18)


def marked_workbook(run: ImportRun) -> io.BytesIO:
    """The workbook as a file in memory. Raises FileRefused (`not-a-file`) when the file of the run has been deleted."""
    findings = list(run.findings.select_related("accepted_by").order_by("row", "id"))
    book = _book_of(run)
    _mark(book, findings)
    _findings_sheet(book, findings, dict(run.rows.values_list("row", "outcome")))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def _book_of(run: ImportRun) -> Any:
    """The file itself where it is a workbook; a text file as a sheet; of a layer only the findings."""
    import openpyxl

    path, form = path_of(run), run.told.get("format")
    if form == "xlsx":
        with path.open("rb") as stream:  # by its content: openpyxl judges a path by its extension
            return openpyxl.load_workbook(stream)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(str(run.told.get("sheet") or "Tệp")[:31])
    if form == "csv":
        text = path.read_text(encoding="utf-8-sig")
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1):
            _write(page, number, cells)
    return book


def _delimiter(text: str) -> str:
    return max(",;\t", key=text.partition("\n")[0].count)


def _mark(book: Any, findings: Iterable[ImportFinding]) -> None:
    """Colour the cells by the worst of what is said of them, and say it in a comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    said: dict[tuple[str, str], list[ImportFinding]] = defaultdict(list)
    for one in findings:
        for cell in one.cells:
            sheet, _, place = cell.rpartition("!")
            said[sheet, place].append(one)
    for (sheet, place), told in said.items():
        if sheet not in book.sheetnames:
            continue
        worst = min(told, key=lambda one: SEVERITIES.index(one.severity)).severity
        cell = book[sheet][place]
        cell.fill = PatternFill("solid", fgColor=COLOURS[worst])
        words = "\n".join(f"[{one.code}] {one.cure}" for one in told)
        cell.comment = Comment(words[:LONGEST_COMMENT], "CầuĐường", width=360, height=140)


def _findings_sheet(book: Any, findings: Sequence[ImportFinding], outcomes: dict[int, str]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(SHEET if SHEET not in book.sheetnames else f"{SHEET} (2)", 0)
    _write(page, 1, HEADINGS)
    for number, one in enumerate(findings, 2):
        cells = ", ".join(one.cells)
        outcome = OUTCOME_VI.get(outcomes.get(one.row, ""), "")
        accepted = one.accepted_by.get_username() if one.accepted_by else ""
        named = SEVERITY_VI[one.severity]
        _write(page, number, (one.row, cells, one.field, named, one.code, one.value, one.cure, outcome, accepted))
        page.cell(number, 4).fill = PatternFill("solid", fgColor=COLOURS[one.severity])
    for column, width in enumerate(WIDTHS, 1):
        page.column_dimensions[get_column_letter(column)].width = width
        page.cell(1, column).font = Font(bold=True)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(HEADINGS))}{len(findings) + 1}"


def _write(page: Any, row: int, values: Iterable[Any]) -> None:
    """A row of values; text stays text, whatever it begins with."""
    for column, value in enumerate(values, 1):
        cell = page.cell(row, column)
        if isinstance(value, str):
            cell.value = _printable(value)
            if value.startswith(_FORMULA_STARTS):
                cell.data_type = "s"
                cell.quotePrefix = True
        else:
            cell.value = value


def _printable(text: str) -> str:
    """Without the control characters no workbook may hold."""
    return "".join(letter for letter in text if letter in "\t\n\r" or ord(letter) >= 32)
