"""What a sign may say, and which signs hold on a day. Pure.

A bridge is posted when it cannot carry the legal loads, at no more than it can carry: rating first, posting after
(AASHTO Manual for Bridge Evaluation 6A.8; TCVN 12882:2020 for the rating itself; the Vietnamese clause was not read,
confidence M-H). Only loads stated in tonnes can be compared: H30 or HL93 name a design convoy, not a gross mass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CLAUSE = "AASHTO MBE 6A.8; TCVN 12882:2020 (M-H)"


@dataclass(frozen=True, slots=True)
class Limit:
    """One posted limit, `id` whatever tells it from others. `limit`: in the unit of its sign, None when not known."""

    id: int
    sign: str
    vehicle_type: str
    limit: Decimal | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AboveLoad:
    """A sign lets through more than the thing is said to carry. `load`: the load's code; `known_as`: which of the two."""

    limit_t: Decimal
    load_t: Decimal
    load: str
    known_as: str


@dataclass(frozen=True, slots=True)
class Load:
    """A load of the national list. `gross_t`: tonnes, where the list states them; `known_as` 'actual_load', 'design_load', 'load'."""

    code: str
    known_as: str
    gross_t: Decimal | None


def above_load(limit_t: Decimal | None, loads: Iterable[Load]) -> AboveLoad | None:
    """How a limit is above what the thing carries, or None. `loads`: what is nearest the truth first (actual, then design).

    Only the first load known counts: a bridge once designed for 13 t and rated 8 t today carries 8 t.
    """
    load = next(iter(loads), None)
    if limit_t is None or load is None or load.gross_t is None or limit_t <= load.gross_t:
        return None
    return AboveLoad(limit_t, load.gross_t, load.code, load.known_as)


def holds(limit: Limit, on: date) -> bool:
    """Whether a sign was in force on a day, its last day included."""
    return (limit.valid_from is None or limit.valid_from <= on) and (limit.valid_to is None or on <= limit.valid_to)


def in_force(limits: Iterable[Limit], on: date) -> dict[tuple[str, str], Limit]:
    """(sign, vehicle type) → the strictest limit in force on a day; one whose figure is not known yields to any that is."""
    strictest: dict[tuple[str, str], Limit] = {}
    for limit in limits:
        key = (limit.sign, limit.vehicle_type)
        if holds(limit, on) and (key not in strictest or _stricter(limit, strictest[key])):
            strictest[key] = limit
    return strictest


def _stricter(one: Limit, other: Limit) -> bool:
    return one.limit is not None and (other.limit is None or one.limit < other.limit)
