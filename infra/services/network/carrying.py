"""What stands along the roads put where its pieces of road have gone: a few statements a kind, however many things there are."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from psycopg2 import sql
from psycopg2.extras import execute_values

from infra.models import KINDS
from infra.models.access import CHANGE, CREATE, DELETE
from infra.network.behaviours import HEAD, TAIL
from infra.network.carrying import Piece, Stretch, carried_point, carried_stretch
from infra.network.effects import Decision
from infra.network.standing import LINEAR, POINTS, Standing
from infra.services.network.running import Work
from infra.services.rights import require_right_to_all

OTHER_SIDE = {"TRAI": "PHAI", "PHAI": "TRAI"}
"""A side as it is called when the road is turned round; GIUA and HAI_BEN stay."""
_NOT_COPIED = {"id", "public_id", "recorded_from", "geom", "geom_3857", "road_id", "from_m", "to_m", "sheet_written_at"}


Key = tuple[str, int]


def carry(work: Work, pieces: Sequence[Piece], *, without: Collection[Key] = ()) -> None:
    """Put every section, record and structure of the roads in `pieces` where its piece has gone, but those `without`. Posts are the operation's."""
    for kind in LINEAR:
        carry_stretches(work, kind, pieces, without)
    for kind in POINTS:
        carry_points(work, kind, pieces, without)


def carry_stretches(work: Work, kind: str, pieces: Sequence[Piece], without: Collection[Key] = ()) -> None:
    """A stretch over a cut becomes several: the first keeps the record, the others are copies of it."""
    moves: list[tuple[int, Stretch]] = []
    copies: list[tuple[int, Stretch]] = []
    lost: list[int] = []
    roads = {piece.road for piece in pieces}
    for thing in _others(work, kind, without):
        if thing.road_id not in roads:
            continue
        parts = carried_stretch(pieces, thing.road_id, thing.from_m or 0.0, thing.to_m or 0.0)
        if not parts:
            lost.append(thing.id)
            continue
        if _elsewhere(thing, parts[0]):
            moves.append((thing.id, parts[0]))
        copies += [(thing.id, part) for part in parts[1:]]
    move_stretches(work, kind, moves)
    _copy(work, kind, copies)
    for row_id in lost:
        work.decide(kind, row_id, Decision("no_road_left", ()))


def _others(work: Work, kind: str, without: Collection[Key]) -> list[Standing]:
    return [thing for thing in work.before.of(kind) if (kind, thing.id) not in without]


def _elsewhere(thing: Standing, place: Stretch) -> bool:
    return (thing.road_id, thing.from_m, thing.to_m) != (place.road, place.from_m, place.to_m)


def move_stretches(work: Work, kind: str, moves: Sequence[tuple[int, Stretch]]) -> None:
    """Give these stretches their roads and measures."""
    rows = [(row_id, to.road, to.from_m, to.to_m) for row_id, to in moves]
    update(work, kind, ("road_id", "from_m", "to_m"), ("bigint", "float8", "float8"), rows)


def carry_points(work: Work, kind: str, pieces: Sequence[Piece], without: Collection[Key] = ()) -> None:
    """A structure keeps its place on the ground; where the road is turned its side and its offset change their names."""
    rows = []
    for thing in _others(work, kind, without):
        found = _piece_of(work, kind, thing, pieces)
        if found is None:
            continue
        piece, at_m = found
        offset_m, side = thing.offset_m or 0.0, thing.side
        if piece.turned:
            offset_m, side = -offset_m, OTHER_SIDE.get(side or "", side)
        place = (piece.becomes, at_m, offset_m or 0.0, side)
        if place != (thing.road_id, thing.from_m, thing.offset_m, thing.side):
            rows.append((thing.id, *place))
    move_points(work, kind, rows)


def move_points(work: Work, kind: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Give these structures their (id, road, measure, offset, side)."""
    columns = ("road_id", "at_m", "offset_m", "side")
    update(work, kind, columns, ("bigint", "float8", "float8", "text"), rows)


def _piece_of(work: Work, kind: str, thing: Standing, pieces: Sequence[Piece]) -> tuple[Piece, float | None] | None:
    """The piece a structure goes with; one without a measure, or standing over a cut, goes with the head unless a person says."""
    own = sorted((piece for piece in pieces if piece.road == thing.road_id), key=lambda piece: piece.from_m)
    if not own:
        return None
    roads = {piece.becomes for piece in own}
    if thing.from_m is None:
        asked = work.decide(kind, thing.id, Decision("no_measure", (HEAD, TAIL))) if len(roads) > 1 else None
        return own[-1 if asked == TAIL else 0], None
    reach = thing.size_m / 2
    over = [p for p in own if p.from_m < thing.from_m + reach and p.to_m > thing.from_m - reach]
    if len({piece.becomes for piece in over}) > 1:
        asked = work.decide(kind, thing.id, Decision("straddles", (HEAD, TAIL)))
        held = over[-1 if asked == TAIL else 0]
        return held, held.carry(min(max(thing.from_m, held.from_m), held.to_m))
    return carried_point(own, thing.road_id, thing.from_m)


def update(
    work: Work, kind: str, columns: Sequence[str], types: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    if not rows:
        return
    ids = [row[0] for row in rows]
    require(work, kind, ids, CHANGE, "was")
    sets = sql.SQL(", ").join(sql.SQL("{0} = u.{0}").format(sql.Identifier(column)) for column in columns)
    template = f"(%s::bigint, {', '.join(f'%s::{kind_of}' for kind_of in types)})"
    statement = sql.SQL("update {table} t set {sets} from (values %s) u (id, {columns}) where t.id = u.id").format(
        table=sql.Identifier(kind), sets=sets, columns=sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, statement, rows, template=template, page_size=len(rows))
    require(work, kind, ids, CHANGE, "becomes")


def _copy(work: Work, kind: str, copies: Sequence[tuple[int, Stretch]]) -> None:
    """New rows for the further parts of what was cut: the same in all but id and place; findings go along, costs are shared."""
    if not copies:
        return
    columns = [field.column for field in KINDS[kind]._meta.concrete_fields if field.column not in _NOT_COPIED]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    cost = sql.SQL("round(t.cost_vnd * u.share)::bigint")
    values = sql.SQL(", ").join(
        cost if name == "cost_vnd" else sql.SQL("t.{}").format(sql.Identifier(name)) for name in columns
    )
    statement = sql.SQL(
        "insert into {table} ({names}, road_id, from_m, to_m)"
        " select {values}, u.road, u.from_m, u.to_m from (values %s) u (n, id, road, from_m, to_m, share) join {table} t on t.id = u.id order by u.n returning id"
    ).format(table=sql.Identifier(kind), names=names, values=values)
    rows = [(n, row_id, to.road, to.from_m, to.to_m, to.share) for n, (row_id, to) in enumerate(copies)]
    with connection.cursor() as cursor:
        made = [
            made_id for (made_id,) in execute_values(cursor.cursor, statement, rows, page_size=len(rows), fetch=True)
        ]
        if kind == "work":
            cursor.execute(_LESS_COST, [[row_id for row_id, _ in copies], made])
        if kind == "inspection":
            cursor.execute(_FINDINGS, [[row_id for row_id, _ in copies], made])
    for new_id, (row_id, _) in zip(made, copies, strict=True):
        work.noted.copies[kind, new_id] = work.before.things[kind, row_id].public_id
    require(work, kind, made, CREATE, "becomes")


_LESS_COST = """
update work w set cost_vnd = w.cost_vnd - c.cost
  from (select u.was, sum(n.cost_vnd) as cost from unnest(%s::bigint[], %s::bigint[]) u (was, made) join work n on n.id = u.made group by u.was) c
 where w.id = c.was and w.cost_vnd is not null and c.cost is not null
"""
"""The first part of a work that was cut bears what the others do not: together they cost what it did."""

_FINDINGS = """
insert into finding (inspection_id, component, defect, recommendation, priority)
select u.made, f.component, f.defect, f.recommendation, f.priority
  from unnest(%s::bigint[], %s::bigint[]) u (was, made) join finding f on f.inspection_id = u.was order by f.id
"""


def delete(work: Work, kind: str, ids: Sequence[int], behaviour: str) -> None:
    """Delete rows; history keeps them."""
    if not ids:
        return
    require(work, kind, ids, DELETE, "was")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("delete from {} where id = any(%s)").format(sql.Identifier(kind)), [list(ids)])
    for row_id in ids:
        work.noted.behaviours[kind, row_id] = behaviour


def require(work: Work, kind: str, ids: Sequence[int], act: str, version: str) -> None:
    require_right_to_all(work.by, KINDS[kind]._default_manager.filter(pk__in=ids), act, version=version)
