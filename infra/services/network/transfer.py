"""Chuyển giao: a stretch of a road goes to another road, or to another manager as a road of its own."""

from dataclasses import dataclass, field
from typing import Any

from infra.errors import RuleBroken
from infra.models import Road
from infra.network.carrying import Piece
from infra.network.lines import apart_m, ends_of, joined
from infra.services.network.carrying import carry
from infra.services.network.posts import hand_over, posts_of, within
from infra.services.network.roads import (
    MEETING_M,
    SHORTEST_M,
    centreline,
    draw,
    earlier_start,
    length_of,
    made,
    measure_said,
    reading,
    stretch,
)
from infra.services.network.running import Work, calibrate


@dataclass(frozen=True, slots=True)
class Transfer:
    """The stretch `from_`..`to` (chainages or metres) goes to `other`, which it must meet; or becomes a road as `new` says.

    What lies behind the stretch becomes a road of its own when something lies before it as well.
    """

    road: Road
    from_: str | float
    to: str | float
    other: Road | None = None
    new: dict[str, Any] = field(default_factory=dict)
    name = "transfer"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road,) if self.other is None else (self.road, self.other)

    def said(self) -> dict[str, Any]:
        return {"from": self.from_, "to": self.to, "other": self.other and self.other.public_id, "new": self.new}

    def write(self, work: Work) -> None:
        """The stretch with all that stands on it goes over; nothing moves on the ground."""
        road, length_m = self.road, length_of(self.road)
        from_m, to_m = self._ends(length_m)
        posts = posts_of(work, road)
        line, behind = stretch(road.pk, from_m, to_m), stretch(road.pk, to_m, length_m) if to_m < length_m else None
        given, others = self._taken(work, line, from_m, to_m)
        rest: list[Piece] = [] if from_m == 0 else [Piece(road.pk, 0, from_m, road.pk, 0, from_m)]
        hand_over(work, within(posts, from_m, to_m if behind else float("inf")), Road.objects.get(pk=given.becomes))
        if behind is not None and from_m > 0:
            tail = made(work, road, {}, behind, to_m)
            hand_over(work, within(posts, to_m, float("inf")), tail)
            rest.append(Piece(road.pk, to_m, length_m, tail.pk, 0, length_m - to_m))
        elif behind is not None:
            rest.append(Piece(road.pk, to_m, length_m, road.pk, 0, length_m - to_m))
        km, metres = reading(road, to_m)
        if from_m > 0:
            draw(work, road, stretch(road.pk, 0, from_m))
        elif behind is not None:
            draw(work, road, behind, start_km=km, start_m=metres)
        calibrate(work.roads)
        carry(work, (*others, *sorted([given, *rest], key=lambda piece: piece.from_m)))

    def _ends(self, length_m: float) -> tuple[float, float]:
        """The stretch; ends within a metre of the road's are the road's. Raises RuleBroken."""
        from_m, to_m = measure_said(self.road, self.from_, "from"), measure_said(self.road, self.to, "to")
        from_m, to_m = (0.0 if from_m < SHORTEST_M else from_m), (length_m if length_m - to_m < SHORTEST_M else to_m)
        if to_m - from_m < SHORTEST_M:
            raise RuleBroken("to", rule="too-short", from_m=from_m, to_m=to_m, least_m=SHORTEST_M)
        if from_m == 0 and to_m == length_m:
            raise RuleBroken("to", rule="whole-road", hint="change the road's managing_unit, or merge it")
        return from_m, to_m

    def _taken(self, work: Work, line: bytes, from_m: float, to_m: float) -> tuple[Piece, list[Piece]]:
        """The piece of the stretch on whoever takes it, and where that road's own metres go."""
        road, other = self.road, self.other
        if other is None:
            taker = made(work, road, self.new, line, from_m)
            return Piece(road.pk, from_m, to_m, taker.pk, 0, to_m - from_m), []
        if other.pk == road.pk:
            raise RuleBroken("road", rule="same-road", road=road.public_id)
        other_m, own = length_of(other), centreline(other)
        if apart_m(ends_of(own)[1], ends_of(line)[0]) <= MEETING_M:
            draw(work, other, joined([own, line]))
            others = [Piece(other.pk, 0, other_m, other.pk, 0, other_m)]
            return Piece(road.pk, from_m, to_m, other.pk, other_m, other_m + to_m - from_m), others
        apart = apart_m(ends_of(line)[1], ends_of(own)[0])
        if apart > MEETING_M:
            raise RuleBroken("road", rule="apart", apart_m=round(apart, 1), limit_m=MEETING_M)
        draw(work, other, joined([line, own]), **earlier_start(other, line))
        added_m = to_m - from_m
        others = [Piece(other.pk, 0, other_m, other.pk, added_m, added_m + other_m)]
        return Piece(road.pk, from_m, to_m, other.pk, 0, added_m), others
