"""How a cell is read for a column: one function a way of reading, one table. Pure.

Each takes the cell, the column's mapping and the draft, and gives the value or None; it raises `CellUnreadable`.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from infra.errors import ChainageUnreadable
from infra.ingest import cells, completing
from infra.ingest.cells import CellUnreadable, clean
from infra.ingest.draft import Draft
from infra.ingest.findings import NOTICE
from infra.ingest.mapping import FieldMap
from infra.ingest.notations import parse_opening, parse_spans
from infra.ingest.stretches import ENDS
from infra.measures import parse_chainage, parse_range

PLACE = frozenset({"chainage", "post_name", "km", "m", "lon", "lat", "road", "public_id", "stretch"}) | {
    f"{end}_{said}" for end in ENDS for said in ("chainage", "km", "plus_m", "m")
}
"""Targets that say where; the rest are facts."""
_CENTIMETRE = Decimal("0.01")


def _read_text(cell: object, one: FieldMap, draft: Draft) -> object | None:
    return clean(cell) or None


def _read_number(cell: object, one: FieldMap, draft: Draft) -> object | None:
    value = cells.number(cell)
    if value is None:
        return None
    value *= one.scale
    kept = value.quantize(_CENTIMETRE, ROUND_HALF_UP)
    if kept != value:
        draft.say("rounded", NOTICE, one.column, value, kept=kept)
    return kept


def _read_plus(cell: object, one: FieldMap, draft: Draft) -> object | None:
    """The metres beside a kilometre: nothing written is none of them, which is not the same as unreadable."""
    return _read_number(cell, one, draft) or Decimal(0)


def _read_chainage(cell: object, one: FieldMap, draft: Draft) -> object | None:
    text = clean(cell)
    if not text:
        return None
    try:
        return parse_chainage(text), text
    except ChainageUnreadable as problem:
        raise CellUnreadable("chainage-unreadable", text) from problem


def _read_stretch(cell: object, one: FieldMap, draft: Draft) -> object | None:
    text = clean(cell)
    if not text:
        return None
    try:
        return tuple((chainage, chainage.text()) for chainage in parse_range(text))
    except ChainageUnreadable as problem:
        raise CellUnreadable("stretch-unreadable", text) from problem


def _read_code(cell: object, one: FieldMap, draft: Draft) -> object | None:
    """A structure column after a yes/no column says more than "yes"; after "no" it contradicts."""
    code = draft.lists[one.list].code(cell)
    if code is not None and draft.facts.get(one.target) == "KHONG":
        draft.say("contradiction", NOTICE, one.column, clean(cell), other=one.target, said="Không")
    return code


def _read_tonnes(cell: object, one: FieldMap, draft: Draft) -> object | None:
    tonnes = cells.number(cell)
    return tonnes if not tonnes else draft.lists[one.list].code(f"{tonnes.normalize():f}T")


def _read_joined(cell: object, one: FieldMap, draft: Draft) -> object | None:
    text = clean(cell)
    before = draft.facts.get(one.target)
    return ", ".join(str(part) for part in (before, text) if part) or None


def _read_note(cell: object, one: FieldMap, draft: Draft) -> object | None:
    if text := clean(cell):
        draft.notes.append(f"{one.label}: {text}" if one.label else text)
    return None


def _read_opening(cell: object, one: FieldMap, draft: Draft) -> object | None:
    opening = parse_opening(cell)
    if opening is not None:
        for name in ("cells", "width_m", "height_m", "diameter_m"):
            if (value := getattr(opening, name)) is not None:
                draft.facts.setdefault(name, value)
    return clean(cell) or None


def _read_spans(cell: object, one: FieldMap, draft: Draft) -> object | None:
    stated = draft.facts.get("span_count")
    spans = parse_spans(cell, stated if isinstance(stated, int) else None)
    if spans is None:
        return None
    draft.findings.extend(completing.span_findings(draft.row, one.column, spans, draft.facts))
    draft.facts.setdefault("span_count", spans.count)
    return spans.text


READ: dict[str, Callable[[object, FieldMap, Draft], object | None]] = {
    "text": _read_text,
    "road": _read_text,
    "number": _read_number,
    "plus": _read_plus,
    "lon": lambda cell, one, draft: cells.number(cell),
    "lat": lambda cell, one, draft: cells.number(cell),
    "whole": lambda cell, one, draft: cells.whole(cell),
    "date": lambda cell, one, draft: cells.day(cell),
    "year": lambda cell, one, draft: cells.year(cell),
    "measure": lambda cell, one, draft: cells.number(cell),
    "chainage": _read_chainage,
    "stretch": _read_stretch,
    "code": _read_code,
    "presence": lambda cell, one, draft: draft.lists[one.list].code(cell),
    "tonnes": _read_tonnes,
    "joined": _read_joined,
    "note": _read_note,
    "opening": _read_opening,
    "spans": _read_spans,
}
