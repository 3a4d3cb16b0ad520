"""Tách tuyến: one road becomes two at a point of it."""

from dataclasses import dataclass
from typing import Any

from infra.errors import RuleBroken
from infra.models import Road
from infra.network.carrying import Piece
from infra.services.network.carrying import carry
from infra.services.network.roads import SHORTEST_M, draw, length_of, made, measure_said, move_posts, stretch
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
        length_m, at_m = length_of(self.road), measure_said(self.road, self.at, "at")
        if min(at_m, length_m - at_m) < SHORTEST_M:
            raise RuleBroken("at", rule="too-short", at_m=at_m, length_m=length_m, least_m=SHORTEST_M)
        divide(work, self.road, at_m, length_m, self.new)


def divide(work: Work, road: Road, at_m: float, length_m: float, facts: dict[str, Any]) -> Road:
    """Cut a road at a measure; returns the new one behind it."""
    head, tail = stretch(road.pk, 0, at_m), stretch(road.pk, at_m, length_m)
    new = made(work, road, facts, tail, at_m)
    draw(work, road, head)
    pieces = (
        Piece(road.pk, 0, at_m, road.pk, 0, at_m),
        Piece(road.pk, at_m, length_m, new.pk, 0, length_m - at_m),
    )
    posts = [post for post in work.before.of("km_post") if post.road_id == road.pk]
    move_posts(work, behind(posts, at_m), new)
    calibrate((road.pk, new.pk))
    carry(work, pieces)
    return new


def behind(posts: list[Any], at_m: float) -> list[Any]:
    """The posts that stand at or behind a measure; one without a place stands where its kilometre belongs."""
    placed = [post for post in posts if post.from_m is not None]
    last_before = max((post.km for post in placed if post.from_m < at_m), default=-1)
    return [post for post in posts if (post.from_m >= at_m if post.from_m is not None else post.km > last_before)]
