"""Tách tuyến: one road becomes two at a point of it."""

from dataclasses import dataclass
from typing import Any

from infra.errors import RuleBroken
from infra.models import Road
from infra.network.carrying import Piece
from infra.services.network.carrying import carry
from infra.services.network.posts import hand_over, posts_of, within
from infra.services.network.roads import SHORTEST_M, draw, length_of, made, measure_said, stretch
from infra.services.network.running import Work, calibrate


@dataclass(frozen=True, slots=True)
class Split:
    """`at`: a chainage or a measure (m) of `road`; `new`: code, branch, name, managing_unit of the part behind it."""

    road: Road
    at: str | float
    new: dict[str, Any]
    name = "split"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        return {"at": self.at, "new": self.new}

    def write(self, work: Work) -> None:
        """The part before `at` stays this road, the part behind it is a new one whose chainage runs on."""
        road, length_m, at_m = self.road, length_of(self.road), measure_said(self.road, self.at, "at")
        if min(at_m, length_m - at_m) < SHORTEST_M:
            raise RuleBroken("at", rule="too-short", at_m=at_m, length_m=length_m, least_m=SHORTEST_M)
        head, tail = stretch(road.pk, 0, at_m), stretch(road.pk, at_m, length_m)
        new = made(work, road, self.new, tail, at_m)
        draw(work, road, head)
        hand_over(work, within(posts_of(work, road), at_m, float("inf")), new)
        calibrate((road.pk, new.pk))
        keeps = Piece(road.pk, 0, at_m, road.pk, 0, at_m)
        carry(work, (keeps, Piece(road.pk, at_m, length_m, new.pk, 0, length_m - at_m)))
