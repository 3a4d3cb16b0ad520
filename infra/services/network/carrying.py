"""What stands along the roads put where its pieces of road have gone: a few statements a kind, however many things there are."""

from collections.abc import Collection, Sequence
from typing import Any

from infra.network.behaviours import HEAD, TAIL
from infra.network.carrying import Piece, Stretch, carried_point, carried_stretch
from infra.network.effects import Decision
from infra.network.standing import LINEAR, POINTS, Standing
from infra.services.network.rows import copy, update
from infra.services.network.running import Work
from infra.services.network.sharing import KIND as SHARED
from infra.services.network.sharing import carry_shared

OTHER_SIDE = {"TRAI": "PHAI", "PHAI": "TRAI"}
"""A side as it is called when the road is turned round; GIUA and HAI_BEN stay."""
Key = tuple[str, int]
"""A kind and an internal id."""


def carry(work: Work, pieces: Sequence[Piece], *, without: Collection[Key] = (), anew: Piece | None = None) -> None:
    """Put every section, record and structure of the roads in `pieces` where its piece has gone, but those `without`. Posts are the operation's.

    `anew`: the piece whose ground is another; what lies along it takes its new line also where its measures stay.
    """
    for kind in LINEAR:
        if kind != SHARED:
            carry_stretches(work, kind, pieces, without, anew)
    carry_shared(work, pieces, anew)
    for kind in POINTS:
        carry_points(work, kind, pieces, without)


def carry_stretches(
    work: Work, kind: str, pieces: Sequence[Piece], without: Collection[Key], anew: Piece | None
) -> None:
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
        if _elsewhere(thing, parts[0]) or (anew is not None and _touches(thing, anew)):
            moves.append((thing.id, parts[0]))
        copies += [(thing.id, part) for part in parts[1:]]
    move_stretches(work, kind, moves)
    copy(work, kind, copies)
    for row_id in lost:
        work.decide(kind, row_id, Decision("no_road_left", ()))


def _others(work: Work, kind: str, without: Collection[Key]) -> list[Standing]:
    return [thing for thing in work.before.of(kind) if (kind, thing.id) not in without]


def _elsewhere(thing: Standing, place: Stretch) -> bool:
    return (thing.road_id, thing.from_m, thing.to_m) != (place.road, place.from_m, place.to_m)


def _touches(thing: Standing, piece: Piece) -> bool:
    return (thing.to_m or 0.0) > piece.from_m and (thing.from_m or 0.0) < piece.to_m


def move_stretches(work: Work, kind: str, moves: Sequence[tuple[int, Stretch]]) -> None:
    """Give these stretches their roads and measures."""
    rows = [(row_id, to.road, to.from_m, to.to_m) for row_id, to in moves]
    update(work, kind, ("road_id", "from_m", "to_m"), ("bigint", "float8", "float8"), rows)


def carry_points(work: Work, kind: str, pieces: Sequence[Piece], without: Collection[Key]) -> None:
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
