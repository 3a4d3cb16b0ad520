"""What an operation does, told: every road and every thing before and after, how far it moved, and the digest of it all."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from infra.crs import GEOD
from infra.measures import TOLERANCE_M
from infra.network.standing import Network, RoadStanding, Standing

_SAME_PLACE_DEG = 1e-9


@dataclass(frozen=True, slots=True)
class Decision:
    """What only a person can say: the choices, and a word for why (`straddles`, `far_from_line`, `km_twice`)."""

    because: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing before and after (None: it was not, it is no more). `copy_of`: the public id of what it was cut from."""

    kind: str
    id: int
    public_id: str
    before: Standing | None
    after: Standing | None
    moved_m: float
    behaviour: str
    decision: Decision | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class RoadEffect:
    """One road before and after (None: it was not, it is no more)."""

    id: int
    public_id: str
    before: RoadStanding | None
    after: RoadStanding | None


@dataclass(frozen=True, slots=True)
class Effects:
    """The whole of it. `unchanged`: kind → how many things of these roads stay as they were."""

    roads: tuple[RoadEffect, ...]
    things: tuple[Effect, ...]
    unchanged: Mapping[str, int]

    @property
    def undecided(self) -> tuple[Effect, ...]:
        """What waits for a decision."""
        return tuple(effect for effect in self.things if effect.decision is not None)


@dataclass(slots=True)
class Noted:
    """What the operation said of single things: (kind, id) → behaviour, decision, the thing it was cut from."""

    behaviours: dict[tuple[str, int], str]
    decisions: dict[tuple[str, int], Decision]
    copies: dict[tuple[str, int], str]


def compared(before: Network, after: Network, noted: Noted) -> Effects:
    """What differs between two states of the same roads."""
    roads = tuple(
        RoadEffect(
            key, (after.roads.get(key) or before.roads[key]).public_id, before.roads.get(key), after.roads.get(key)
        )
        for key in sorted({*before.roads, *after.roads})
    )
    things, unchanged = [], {}
    for key in sorted({*before.things, *after.things}):
        was, becomes = before.things.get(key), after.things.get(key)
        decision = noted.decisions.get(key)
        moved = moved_m(was.wkb, becomes.wkb) if was and becomes else 0.0
        if was is not None and becomes is not None and decision is None and _same(was, becomes, moved):
            unchanged[key[0]] = unchanged.get(key[0], 0) + 1
            continue
        public_id = (becomes or was).public_id  # type: ignore[union-attr]
        behaviour = noted.behaviours.get(key, "stay_put")
        things.append(Effect(*key, public_id, was, becomes, moved, behaviour, decision, noted.copies.get(key)))
    return Effects(roads, tuple(things), unchanged)


def _same(was: Standing, becomes: Standing, moved: float) -> bool:
    """Whether nothing people are told of a thing differs, nor its place by more than the tolerance of a measure."""
    if _names(was) != _names(becomes) or moved > TOLERANCE_M:
        return False
    pairs = ((was.from_m, becomes.from_m), (was.to_m, becomes.to_m), (was.offset_m, becomes.offset_m))
    return all(
        old == new or (old is not None and new is not None and abs(old - new) <= TOLERANCE_M) for old, new in pairs
    )


def _names(thing: Standing) -> tuple[Any, ...]:
    return (
        thing.road_id,
        thing.chainage,
        thing.to_chainage,
        thing.side,
        thing.located_by,
        thing.km,
        thing.verdict,
        thing.in_force,
        thing.host_chainage,
        thing.host_to_chainage,
    )


def _shape(wkb: bytes | None) -> Any:
    return None if wkb is None else shapely.from_wkb(wkb)


def moved_m(was: bytes | None, becomes: bytes | None) -> float:
    """How far a thing moved on the ground (metres; 0 where either has no place). A stretch that was cut, or made whole, did not move."""
    old, new = _shape(was), _shape(becomes)
    if old is None or new is None or old.is_empty or new.is_empty or old.equals_exact(new, _SAME_PLACE_DEG):
        return 0.0
    return round(min(_farthest_m(new, old), _farthest_m(old, new)), 3)


def _farthest_m(one: Any, other: Any) -> float:
    """How far the farthest vertex of one shape lies from the other."""
    feet = shapely.get_coordinates(shapely.shortest_line(shapely.points(shapely.get_coordinates(one)), other))
    _, _, metres = GEOD.inv(feet[0::2, 0], feet[0::2, 1], feet[1::2, 0], feet[1::2, 1])
    return float(max(metres))


def digest(request: Any, effects: Effects) -> str:
    """What stands for this plan: the request, every effect, and the version of each row it rests on. New rows are told by their place, not their number."""
    rows = [
        (
            e.kind,
            e.before and (e.public_id, e.before.recorded_from.isoformat()),
            e.after and _told(e.after, e),
            e.behaviour,
            e.copy_of,
        )
        for e in effects.things
    ]
    roads = [
        (
            r.before and (r.public_id, r.before.recorded_from.isoformat()),
            r.after and (r.after.code, r.after.branch, round(r.after.length_m, 3)),
        )
        for r in effects.roads
    ]
    text = json.dumps(
        [request, sorted(map(repr, roads)), sorted(map(repr, rows)), sorted(effects.unchanged.items())],
        sort_keys=True,
        default=str,
    )
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _told(thing: Standing, effect: Effect) -> tuple[Any, ...]:
    """A thing in the digest: a road it comes to may be made anew at the commit, under another number; it is told by its code."""
    stays = effect.before is not None and effect.before.road_id == thing.road_id
    metres = tuple(None if m is None else round(m, 3) for m in (thing.from_m, thing.to_m, thing.offset_m))
    return (_names(thing) if stays else _names(thing)[1:], metres, thing.wkb)
