"""Values as Vietnamese readers write them: 1.234,5 m, 30/06/2025, the title of a code; an en dash for what is not known."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from gisapi.fields import Field
from gisapi.params.moments import ZONE

NOTHING = "–"
MEASURED = frozenset({"chainage", "from_chainage", "to_chainage", "start_chainage", "end_chainage", "span_scheme"})
"""Texts the database makes of numbers, with a decimal point."""
_DECIMAL_POINT = re.compile(r"(\d)\.(\d)")
Meanings = dict[str, dict[str, tuple[str, str]]]
"""Code list → code → label in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One value on a page. `english`: beside the text; `href`: where it leads; `mark`: the code of a condition; `lines`: several texts."""

    text: str
    english: str = ""
    href: str = ""
    mark: str = ""
    lines: tuple[str, ...] = ()
    is_number: bool = False


UNKNOWN = Shown(NOTHING)
YES, NO = Shown("Có", "Yes"), Shown("Không", "No")


def shown(field: Field, value: Any, meanings: Meanings) -> Shown:
    """A value of a field."""
    if value is None or value in ("", []):
        return UNKNOWN
    if field.kind in ("code", "word"):
        return _code(field, str(value), meanings)
    if field.kind == "boolean":
        return YES if value else NO
    if field.kind in ("number", "integer"):
        return Shown(amount(value, grouped=bool(field.unit)), is_number=True)
    if field.kind == "date":
        return Shown(day(str(value)))
    if field.kind == "instant":
        return Shown(instant(str(value)))
    if field.kind == "texts":
        return Shown("", lines=tuple(str(part) for part in value))
    if field.kind == "json":
        return Shown("", lines=tuple(_pairs(part) for part in value))
    return Shown(_DECIMAL_POINT.sub(r"\1,\2", value) if field.name in MEASURED else str(value))


def amount(value: float | int, *, grouped: bool = True, decimals: int | None = None) -> str:
    """1234.5 → "1.234,5". Not `grouped`: years and kilometres of posts are names, not amounts. `decimals`: as many, else those it has."""
    text = format(Decimal(str(value)), "f" if decimals is None else f".{decimals}f")
    whole, _, part = text.partition(".")
    part = part if decimals else part.rstrip("0")
    if grouped:
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        whole = sign + f"{int(digits):,}".replace(",", ".")
    return f"{whole},{part}" if part else whole


def day(text: str) -> str:
    """2025-06-30 → 30/06/2025."""
    year, month, date = text[:10].split("-")
    return f"{date}/{month}/{year}"


def instant(text: str) -> str:
    """An instant (RFC 3339) in Việt Nam's time: 22/11/2026 14:05:09."""
    return datetime.fromisoformat(text).astimezone(ZONE).strftime("%d/%m/%Y %H:%M:%S")


def _code(field: Field, code: str, meanings: Meanings) -> Shown:
    """The title of a code; a code that no list has is shown as it is."""
    vi, en = meanings.get(field.codes, {}).get(code, (code, ""))
    return Shown(vi, en, mark=code if field.codes == "condition" else "")


def _pairs(part: Any) -> str:
    """One object inside a value: its members by name."""
    if not isinstance(part, dict):
        return str(part)
    return " · ".join(f"{name}: {plain(value)}" for name, value in part.items())


def plain(value: Any) -> str:
    """A value of no field that is known."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return "; ".join(plain(part) for part in value)
    if isinstance(value, bool):
        return (YES if value else NO).text
    return amount(value) if isinstance(value, int | float) else str(value)
