"""How openings and spans are written on paper, read into numbers. Pure.

Khẩu độ: `D125` (diameter in **centimetres**), `1x1`, `2x(2x2)`, `B=0,6` (metres).
Sơ đồ nhịp: `48+72+48`, `24x3 + 33x3`, `1x21`, `6*33`; either factor may come first.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from infra.ingest.cells import CellUnreadable, clean

_NUM = r"(\d+(?:[.,]\d+)?)"
_DIAMETER = re.compile(rf"(?:(\d+)\s*[x*]\s*)?\(?\s*[dφøfØΦ]\s*=?\s*{_NUM}\s*(cm|mm|m)?\s*\)?", re.IGNORECASE)
_CELLS_BOX = re.compile(rf"(?:(\d+)\s*[x*]\s*)?\(\s*{_NUM}\s*[x*]\s*{_NUM}\s*\)", re.IGNORECASE)
_BOX = re.compile(rf"{_NUM}\s*[x*]\s*{_NUM}", re.IGNORECASE)
_WIDTH = re.compile(rf"(?:(\d+)\s*[x*]\s*)?b\s*=?\s*{_NUM}\s*m?", re.IGNORECASE)
_SPAN = re.compile(rf"{_NUM}\s*(?:[x*×]\s*{_NUM})?", re.IGNORECASE)
_LONGEST_COUNT_UNASKED = 11
"""With no stated number of spans, `6x5` is ambiguous; a factor above this can only be a length."""


@dataclass(frozen=True, slots=True)
class Opening:
    """`cells` openings, each `width_m` × `height_m` or of `diameter_m`."""

    cells: int
    width_m: Decimal | None = None
    height_m: Decimal | None = None
    diameter_m: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Spans:
    """A span scheme: canonical `text` (`3x24+33`), number of spans and their summed length in metres."""

    text: str
    count: int
    total_m: Decimal


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def parse_opening(cell: object) -> Opening | None:
    """Read a khẩu độ. Raises CellUnreadable (`opening-unreadable`)."""
    text = clean(cell).replace("×", "x").replace("X", "x")
    if not text:
        return None
    if found := _DIAMETER.fullmatch(text):
        per_metre = {"m": 1, "mm": 1000}.get((found[3] or "cm").lower(), 100)
        return Opening(int(found[1] or 1), diameter_m=_decimal(found[2]) / per_metre)
    if found := _CELLS_BOX.fullmatch(text):
        return Opening(int(found[1] or 1), _decimal(found[2]), _decimal(found[3]))
    if found := _BOX.fullmatch(text):
        return Opening(1, _decimal(found[1]), _decimal(found[2]))
    if found := _WIDTH.fullmatch(text):
        return Opening(int(found[1] or 1), _decimal(found[2]))
    raise CellUnreadable("opening-unreadable", text)


def parse_spans(cell: object, stated_count: int | None) -> Spans | None:
    """Read a span scheme; `stated_count` settles what is otherwise ambiguous.

    Raises CellUnreadable: `spans-unreadable`, or `spans-unclear` when a lone number is the count, or may be.
    """
    text = clean(cell)
    if not text:
        return None
    terms = [_SPAN.fullmatch(term.strip()) for term in text.split("+")]
    if not all(terms):
        raise CellUnreadable("spans-unreadable", text)
    found = [term for term in terms if term]
    if len(found) == 1 and found[0][2] is None and stated_count != 1:
        raise CellUnreadable("spans-unclear", text, count=stated_count if stated_count is not None else "?")
    if len(found) == 1 and found[0][2] is None and _decimal(found[0][1]) <= 1:
        raise CellUnreadable("spans-unclear", text, count=stated_count)
    groups = [_group(term, text, stated_count if len(found) == 1 else None) for term in found]
    written = "+".join(f"{count}x{length}" if count > 1 else f"{length}" for count, length in groups)
    return Spans(
        written, sum(count for count, _ in groups), sum((count * length for count, length in groups), Decimal(0))
    )


def _group(term: re.Match[str], text: str, stated_count: int | None) -> tuple[int, Decimal]:
    """(how many spans, length of one in metres) of `24x3`, `3x24` or `72`."""
    first = _short(_decimal(term[1]))
    if term[2] is None:
        return 1, first
    second = _short(_decimal(term[2]))
    low, high = sorted((first, second))
    whole = [value for value in (first, second) if value == value.to_integral_value()]
    if not whole:
        raise CellUnreadable("spans-unreadable", text)
    if stated_count in (first, second) and len(whole) == 2:
        length = second if first == stated_count else first
        return int(stated_count or 0), length
    if low not in whole or high <= _LONGEST_COUNT_UNASKED:
        if len(whole) == 1:
            return int(whole[0]), first if whole[0] == second else second
        raise CellUnreadable("spans-unclear", text, count=stated_count if stated_count is not None else "?")
    return int(low), high


def _short(value: Decimal) -> Decimal:
    """`27.00` → `27`, `30.80` → `30.8`: the same length written once."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
