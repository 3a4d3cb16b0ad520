"""Where what stands along a road comes to stand when the road is cut, joined, turned or drawn anew.

An operation is told as pieces: a stretch of road as it was and the stretch it becomes. Between the ends of a piece measures run in
proportion, so that a piece that keeps its length keeps its metres.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infra.measures import TOLERANCE_M


@dataclass(frozen=True, slots=True)
class Piece:
    """`from_m`..`to_m` of `road` becomes `begins_m`..`ends_m` of `becomes`; turned round where `begins_m` > `ends_m`. Metres; roads by internal id."""

    road: int
    from_m: float
    to_m: float
    becomes: int
    begins_m: float
    ends_m: float

    @property
    def turned(self) -> bool:
        """Whether its chainage now rises the other way."""
        return self.begins_m > self.ends_m

    def carry(self, at_m: float) -> float:
        """The new measure of an old one, held within the piece."""
        share = (at_m - self.from_m) / (self.to_m - self.from_m)
        return self.begins_m + min(max(share, 0.0), 1.0) * (self.ends_m - self.begins_m)


@dataclass(frozen=True, slots=True)
class Stretch:
    """`from_m`..`to_m` (metres) of a road; `share` of the stretch it was part of (1: all of it)."""

    road: int
    from_m: float
    to_m: float
    share: float = 1.0


def carried_point(pieces: Iterable[Piece], road: int, at_m: float) -> tuple[Piece, float] | None:
    """The piece that holds a point of a road (at a border: the earlier one), and its new measure; None where no piece does."""
    holding = [p for p in pieces if p.road == road and p.from_m - TOLERANCE_M <= at_m <= p.to_m + TOLERANCE_M]
    if not holding:
        return None
    piece = min(holding, key=lambda p: p.from_m)
    return piece, piece.carry(at_m)


def carried_stretch(pieces: Sequence[Piece], road: int, from_m: float, to_m: float) -> tuple[Stretch, ...]:
    """The stretches that a stretch becomes, in its old order; those that meet on one road are one. Empty: nothing is left of it."""
    found: list[Stretch] = []
    for piece in sorted((p for p in pieces if p.road == road), key=lambda p: p.from_m):
        low, high = max(from_m, piece.from_m), min(to_m, piece.to_m)
        if high - low <= TOLERANCE_M:
            continue
        ends = sorted((piece.carry(low), piece.carry(high)))
        if ends[1] - ends[0] <= TOLERANCE_M:
            continue
        found.append(Stretch(piece.becomes, ends[0], ends[1], (high - low) / (to_m - from_m)))
    return _joined(found)


def _joined(parts: list[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is not None and last.road == part.road and _meet(last, part):
            joined[-1] = Stretch(
                part.road, min(last.from_m, part.from_m), max(last.to_m, part.to_m), last.share + part.share
            )
        else:
            joined.append(part)
    return tuple(joined)


def _meet(one: Stretch, other: Stretch) -> bool:
    return abs(one.to_m - other.from_m) <= TOLERANCE_M or abs(other.to_m - one.from_m) <= TOLERANCE_M
