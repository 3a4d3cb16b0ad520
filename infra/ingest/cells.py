"""One cell → one value: numbers with a decimal comma, years, codes by label. Pure.

Every function takes the cell as the reader found it and raises `CellUnreadable` with the code of the
finding; an empty cell is None, never an error.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from infra.errors import Unreadable

_EXCEL_ERRORS = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ][\d:.+z-]*)?"),
    re.compile(r"(?P<d>\d{1,2})(?P<mark>[./-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4})"),
    re.compile(r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})"),
)


class CellUnreadable(Unreadable):
    """Facts: `reason` (code of the finding), `value`, and the words of its cure."""

    def __init__(self, reason: str, value: object, **words: Any) -> None:
        super().__init__(reason=reason, value=str(value), **words)


def clean(cell: object) -> str:
    """The text of a cell: composed Unicode, one space between words, no edges. Raises CellUnreadable for a broken cell."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    text = " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
    if text in _EXCEL_ERRORS:
        raise CellUnreadable("excel-error", text)
    if text.startswith("=") and len(text) > 1:
        raise CellUnreadable("formula-not-computed", text)
    return text


def number(cell: object) -> Decimal | None:
    """A number as written: `1,5`, `1.5`, ` 105.664506`, `1.234,5`. The last of two marks is the decimal one."""
    text = clean(cell)
    if not text:
        return None
    marks = {mark for mark in text if mark in ",."}
    if isinstance(cell, bool) or (isinstance(cell, str) and not _NUMBER.fullmatch(text)):
        raise CellUnreadable("number-unreadable", text)
    if len(marks) == 2:
        decimal_mark = max(marks, key=text.rfind)
        text = text.replace(({",", "."} - {decimal_mark}).pop(), "")
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise CellUnreadable("number-unreadable", text) from None
    if not value.is_finite():
        raise CellUnreadable("number-unreadable", text)
    return value


def whole(cell: object) -> int | None:
    """A count: a number without a fraction."""
    value = number(cell)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise CellUnreadable("number-unreadable", value)
    return int(value)


def day(cell: object) -> date | None:
    """A date: a cell that is one, ISO 8601, or as it is written here, the day before the month (`15/8/2026`, `15-08-2026`, `ngày 15 tháng 8 năm 2026`)."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = clean(cell)
    if not text:
        return None
    found = next(filter(None, (form.fullmatch(text.lower()) for form in _DATES)), None)
    try:
        return date(*(int(found[part]) for part in ("y", "m", "d"))) if found else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> NoReturn:
    raise CellUnreadable("date-unreadable", text) from None


def year(cell: object) -> int | None:
    """A year of four digits, or the year of a date. 0 is given back: what it means is the mapping's decision."""
    if isinstance(cell, date):
        return cell.year
    try:
        value = whole(cell)
    except CellUnreadable as problem:
        if problem.facts["reason"] != "number-unreadable":
            raise
        raise CellUnreadable("year-unreadable", clean(cell)) from None
    if value is not None and value != 0 and not 1000 <= value <= 9999:
        raise CellUnreadable("year-unreadable", value)
    return value


def plain(text: str) -> str:
    """The key labels are compared by: no accents, case, spaces or punctuation (`Đá hộc xây–tấm đan` → `dahocxaytamdan`)."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in bare.lower() if letter.isalnum())


@dataclass(frozen=True)
class CodeList:
    """One code list, searched by label: exactly first, then without accents where that is not ambiguous."""

    name: str
    exact: Mapping[str, str]
    loose: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, rows: Iterable[tuple[str, Iterable[str]]]) -> "CodeList":
        """From (code, labels) pairs; the code itself is a label too."""
        exact: dict[str, str] = {}
        loose: dict[str, set[str]] = {}
        for code, labels in rows:
            for label in (code, *labels):
                exact.setdefault(clean(label).casefold(), code)
                loose.setdefault(plain(label), set()).add(code)
        return cls(name, exact, {key: frozenset(codes) for key, codes in loose.items()})

    def code(self, cell: object) -> str | None:
        """The code of a label, None for an empty cell. Raises CellUnreadable (`code-unknown`)."""
        text = clean(cell)
        if not text:
            return None
        found = self.exact.get(text.casefold())
        if found is not None:
            return found
        candidates = self.loose.get(plain(text), frozenset())
        if len(candidates) != 1:
            raise CellUnreadable("code-unknown", text, list=self.name)
        return next(iter(candidates))
