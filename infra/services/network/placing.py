"""Structures where the ground under a road, or its chainage, became another: each by its behaviour."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import connection
from psycopg2 import sql

from infra.errors import OutOfRange
from infra.measures import Chainage, measure_of
from infra.models import Road
from infra.models.structures import BY_CHAINAGE, BY_COORDINATES
from infra.network.behaviours import KEEP_CHAINAGE, MOVE_WITH_ROAD, RETIRE, STAY_PUT, behaviour_of
from infra.network.carrying import Piece
from infra.network.effects import Decision
from infra.network.standing import Standing
from infra.services.calibration import calibration_of
from infra.services.network.rows import update
from infra.services.network.running import Work

REPLACED = "DA_THAY_THE"
POST_REACH_M = 50.0
"""As `lrs.post_reach_m()`: what stands farther from a line has nothing to do with it."""
_FEET = "select e.id, f.at_m, f.offset_m from {} e cross join lateral lrs.locate(%s, e.geom) f where e.id = any(%s) and e.geom is not null"


def feet(kind: str, road_id: int, ids: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Where these things stand by a road as it is now: id → measure and offset (m)."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_FEET).format(sql.Identifier(kind)), [road_id, list(ids)])
        return {row_id: (at_m, offset_m) for row_id, at_m, offset_m in cursor.fetchall()}


def chainage_kept(road: Road, chainage: str | None, fallback_m: float) -> float:
    """The measure at which the road now reads a chainage; where it does not read it any more, `fallback_m`."""
    if chainage is None:
        return fallback_m
    km, _, metres = chainage.removeprefix("Km").partition("+")  # ours, so not read as a person's, which has limits
    try:
        return float(measure_of(Chainage(int(km), Decimal(metres)), calibration_of(road)).at_m)
    except OutOfRange:
        return fallback_m


def place_structures(work: Work, kind: str, road: Road, things: Sequence[Standing], piece: Piece) -> None:
    """Structures on a stretch drawn anew. By default they stay where they stand and are measured on the new line."""
    default = behaviour_of(work.asked.operation, kind).default
    found = feet(kind, road.pk, [thing.id for thing in things])
    placed: list[tuple[Any, ...]] = []
    retired: list[tuple[Any, ...]] = []
    for thing in things:
        at_m, offset_m = found.get(thing.id, (piece.carry(thing.from_m or 0.0), thing.offset_m or 0.0))
        asked = work.asked.of(kind, thing.public_id)
        if asked is None and abs(offset_m) > POST_REACH_M:
            work.decide(kind, thing.id, Decision("far_from_line", (STAY_PUT, MOVE_WITH_ROAD, KEEP_CHAINAGE, RETIRE)))
        behaviour = asked or default
        work.noted.behaviours[kind, thing.id] = behaviour
        if behaviour == RETIRE:
            retired.append((thing.id, REPLACED, BY_COORDINATES, at_m, offset_m))
        elif behaviour == STAY_PUT:
            placed.append((thing.id, thing.located_by, at_m, offset_m))
        else:
            carried_m = piece.carry(thing.from_m or 0.0)
            new_m = carried_m if behaviour == MOVE_WITH_ROAD else chainage_kept(road, thing.chainage, carried_m)
            placed.append((thing.id, BY_CHAINAGE, new_m, thing.offset_m))
    columns, types = ("located_by", "at_m", "offset_m"), ("text", "float8", "float8")
    update(work, kind, columns, types, placed)
    update(work, kind, ("status", *columns), ("text", *types), retired)
