"""Nhập tuyến: a road takes in the one that follows it."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from infra.errors import RuleBroken
from infra.models import Road
from infra.network.carrying import Piece, Stretch
from infra.network.lines import joined
from infra.services.network.carrying import carry, move_stretches
from infra.services.network.posts import hand_over, posts_of
from infra.services.network.roads import centreline, draw, length_of, require_meeting, take_away
from infra.services.network.rows import delete
from infra.services.network.running import Work, calibrate

JOINED = "joined"
"""What became of the second part of a section that a merge made whole again."""


@dataclass(frozen=True, slots=True)
class Merge:
    """`other` follows `road`: its start lies at the road's end, or beyond a `gap` that has no length."""

    road: Road
    other: Road
    gap: bool = False
    name = "merge"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road, self.other)

    def said(self) -> dict[str, Any]:
        return {"with": self.other.public_id, "gap": self.gap}

    def write(self, work: Work) -> None:
        """The other road's line, posts and all that stands on it go to this road; the other ends, its code stays as an alias."""
        road, other = self.road, self.other
        if road.pk == other.pk:
            raise RuleBroken("with", rule="same-road", road=road.public_id)
        own_m, other_m = length_of(road), length_of(other)
        if not self.gap:
            require_meeting("with", centreline(road), centreline(other))
        called = [name for name in (other.code, *other.aliases) if name != road.code and name not in road.aliases]
        draw(work, road, joined([centreline(road), centreline(other)]), aliases=[*road.aliases, *called])
        hand_over(work, posts_of(work, other), road)
        calibrate((road.pk, other.pk))
        whole = _cut_in_two(road, own_m, other)
        pieces = (
            Piece(road.pk, 0, own_m, road.pk, 0, own_m),
            Piece(other.pk, 0, other_m, road.pk, own_m, own_m + other_m),
        )
        carry(work, pieces, without={("section", id_) for pair in whole for id_ in pair[:2]})
        delete(work, "section", [second for _, second, _, _ in whole], JOINED)
        moves = [(first, Stretch(road.pk, from_m, own_m + to_m)) for first, _, from_m, to_m in whole]
        move_stretches(work, "section", moves)
        take_away(work, other)


_SAME = """
select a.id, b.id, a.from_m, b.to_m from section a, section b
 where a.road_id = %s and b.road_id = %s and abs(a.to_m - %s) < 0.01 and b.from_m < 0.01
   and to_jsonb(a) - %s = to_jsonb(b) - %s
"""


def _cut_in_two(road: Road, end_m: float, other: Road) -> list[tuple[int, int, float, float]]:
    """The section that ends where the roads meet and the one that begins there, when they are the same in all but place: one that was cut."""
    place = ["id", "public_id", "recorded_from", "road_id", "from_m", "to_m", "geom", "geom_3857"]
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [road.pk, other.pk, end_m, place, place])
        return cursor.fetchall()
