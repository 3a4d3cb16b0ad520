"""Which stretch of a road a new line changes, and where the rest of the road goes. Pure."""

from dataclasses import dataclass
from itertools import pairwise

from infra.measures import TOLERANCE_M
from infra.network.carrying import Piece
from infra.network.lines import Part, apart_m, parts_of

_SAME_M = 0.02
"""Coordinates as they are told (seven decimals) and as they are held differ by a centimetre."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Of a road `from_m`..`to_m` (metres) is drawn anew; before and behind it nothing changes."""

    from_m: float
    to_m: float

    def pieces(self, road: int, old_m: float, new_m: float) -> tuple[Piece | None, Piece | None, Piece | None]:
        """The part before, the part drawn anew and the part behind (None: there is none), for lengths of the road before and after."""
        behind_m = old_m - self.to_m
        pieces = (
            Piece(road, 0, self.from_m, road, 0, self.from_m),
            Piece(road, self.from_m, self.to_m, road, self.from_m, new_m - behind_m),
            Piece(road, self.to_m, old_m, road, new_m - behind_m, new_m),
        )
        before, anew, behind = (piece if piece.to_m - piece.from_m > TOLERANCE_M else None for piece in pieces)
        return before, anew, behind


def redrawn(old: bytes, new: bytes) -> Redrawn:
    """The stretch of the old line that the new one draws anew: what is left when the vertices they share at either end are taken away."""
    was, becomes = _vertices(parts_of(old)), _vertices(parts_of(new))
    head = _shared(was, becomes)
    tail = _shared(was[head:][::-1], becomes[head:][::-1])
    metres = _measures(was)
    from_m = metres[head - 1] if head else 0.0
    to_m = metres[len(was) - tail] if tail else metres[-1]
    return Redrawn(from_m, max(from_m, to_m))


Vertex = tuple[int, tuple[float, float]]
"""The number of its part, and its place. Counted from the nearer end when compared: see `_shared`."""


def _vertices(parts: list[Part]) -> list[Vertex]:
    return [(n, place) for n, part in enumerate(parts) for place in part]


def _shared(one: list[Vertex], other: list[Vertex]) -> int:
    """How many vertices two lines have in common from their start, parts beginning at the same ones."""
    count = 0
    for n, ((part, place), (other_part, other_place)) in enumerate(zip(one, other, strict=False)):
        new_part = n > 0 and part != one[n - 1][0]
        other_new = n > 0 and other_part != other[n - 1][0]
        if new_part != other_new or apart_m(place, other_place) > _SAME_M:
            break
        count += 1
    return count


def _measures(line: list[Vertex]) -> list[float]:
    """The measure of every vertex; gaps between parts have no length."""
    metres = [0.0]
    for (part, place), (next_part, next_place) in pairwise(line):
        metres.append(metres[-1] + (apart_m(place, next_place) if part == next_part else 0.0))
    return metres
