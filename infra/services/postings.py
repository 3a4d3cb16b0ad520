"""Posting limits: never above what the bridge carries without saying why; and which hold on a day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from infra.errors import RuleBroken
from infra.models import Bridge, Culvert, Posting, Road
from infra.rules.posting import CLAUSE, Limit, Load, above_load, in_force
from infra.services.checking import check
from infra.services.recording import about, fill, recorded, rewritten

LOADS = {"bridge": ("actual_load", "design_load"), "culvert": ("load",)}
"""Where a kind says what it carries, nearest the truth first."""


def post_limit(of: Bridge | Culvert | Road, facts: dict[str, Any], *, by: Any, reason: str = "") -> Posting:
    """Record a sign's limit. `facts`: column → value of `Posting`; on a road also its stretch (`from_m`, `to_m`).

    Raises Forbidden, Unreadable, OutOfRange, RuleBroken.
    """
    return recorded(Posting, of, facts, _write, by=by, reason=reason)


def change_posting(
    posting: Posting, changes: dict[str, Any], *, by: Any, expected: datetime, reason: str = ""
) -> Posting:
    """Change a posting still at version `expected`: a sign taken down gets its last day in `valid_to`. Raises as above, Stale."""
    return rewritten(posting, changes, _write, by=by, expected=expected, reason=reason)


def limits_in_force(of: Bridge | Culvert | Road, on: date, *, at_m: float | None = None) -> list[Posting]:
    """The strictest limit of each sign and vehicle type on a day; on a road those that hold at a measure (m)."""
    signs = Posting.objects.filter(**about(of))
    if at_m is not None:
        signs = signs.filter(from_m__lte=at_m, to_m__gte=at_m)
    postings = {posting.pk: posting for posting in signs}
    return [postings[limit.id] for limit in in_force(map(_limit, postings.values()), on).values()]


def _limit(posting: Posting) -> Limit:
    figure = posting.limit_m if posting.limit_t is None else posting.limit_t
    return Limit(posting.pk, posting.sign_id, posting.vehicle_type, figure, posting.valid_from, posting.valid_to)


def _write(posting: Posting, facts: dict[str, Any]) -> Posting:
    fill(posting, facts)
    check(posting)
    _refuse_other_unit(posting)
    _refuse_above_load(posting)
    posting.save()
    posting.refresh_from_db()
    return posting


def _refuse_other_unit(posting: Posting) -> None:
    unit = posting.sign.facts.get("unit")
    for column, of_column in (("limit_t", "t"), ("limit_m", "m")):
        if getattr(posting, column) is not None and unit != of_column:
            raise RuleBroken(column, rule="posting-unit", sign=posting.sign_id, unit=unit)


def _refuse_above_load(posting: Posting) -> None:
    """A sign that lets through more than the bridge carries is an error, or a danger somebody has seen and says so."""
    above = above_load(posting.limit_t, _loads(posting))
    if above is not None and not posting.above_load_reason.strip():
        raise RuleBroken(
            "limit_t", rule="limit-above-load", limit_t=str(above.limit_t), load=above.load, load_t=str(above.load_t),
            known_as=above.known_as, clause=CLAUSE, needs="above_load_reason",
        )  # fmt: skip


def _loads(posting: Posting) -> list[Load]:
    """The loads stated of what the sign stands at."""
    loads = []
    for kind, columns in LOADS.items():
        asset = getattr(posting, kind)
        for column in columns if asset is not None else ():
            if (load := getattr(asset, column)) is not None:
                tonnes = load.facts.get("gross_t")
                loads.append(Load(load.code, column, None if tonnes is None else Decimal(str(tonnes))))
    return loads
