"""Whether the coordinate system a file declares puts its points where they can be; if not, which system would. Pure.

The usual slips: X = north in the first column, degrees the wrong way round, another zone of VN-2000, UTM for TM-3, metres under a header that says WGS 84.
A system is proposed with the share of points it brings into the area; a person confirms it (`--srid`, `--swap-axes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyproj.exceptions import ProjError

from infra.crs import SRIDS, WEB_MERCATOR, WGS84, system, transform
from infra.ingest.positions import VIETNAM

FEWEST = 3
"""Fewer points than this prove nothing about a file."""
DOUBTED, BELIEVED = 0.5, 0.9
"""Less than this share in Vietnam puts the declaration in doubt; what is proposed brings at least that share into the area."""
Pair = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system, its axes swapped or not, and the share of the points it brings into the area."""

    srid: int
    swapped: bool
    share: float

    @property
    def words(self) -> str:
        """As the command line takes it."""
        return (
            f"--srid {self.srid}{' --swap-axes' if self.swapped else ''} ({system(self.srid).name}: {self.share:.0%})"
        )


def doubted(pairs: Sequence[Pair], srid: int, *, swapped: bool) -> bool:
    """Whether most of the points are not in Vietnam at all as the file declares them."""
    return len(pairs) >= FEWEST and _share(pairs, srid, swapped, VIETNAM) < DOUBTED


def candidates(pairs: Sequence[Pair], area: Box) -> tuple[Candidate, ...]:
    """The systems that bring the points into the area, the likeliest first; of several alike WGS 84, then those whose axes stand as they are, then by code."""
    found = [
        Candidate(srid, swapped, round(_share(pairs, srid, swapped, area), 3))
        for srid in SRIDS
        if srid != WEB_MERCATOR
        for swapped in (False, True)
    ]
    believed = [one for one in found if one.share >= BELIEVED]
    return tuple(sorted(believed, key=lambda one: (-one.share, one.srid != WGS84, one.swapped, one.srid)))


def _share(pairs: Sequence[Pair], srid: int, swapped: bool, area: Box) -> float:
    inside = sum(_inside(y, x, srid, area) if swapped else _inside(x, y, srid, area) for x, y in pairs)
    return inside / len(pairs)


def _inside(x: float, y: float, srid: int, area: Box) -> bool:
    west, south, east, north = area
    try:
        lon, lat = (x, y) if srid == WGS84 else transform(x, y, srid, WGS84)
    except ProjError:
        return False
    return west <= lon <= east and south <= lat <= north
