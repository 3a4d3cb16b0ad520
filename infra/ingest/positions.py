"""Coordinates: are they a position at all, in Vietnam, and where the chainage says? Pure.

A coordinate pair that fails is never mended: the row is loaded without it and the finding says why.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyproj.exceptions import ProjError

from infra.crs import GEOD, WGS84, system, transform
from infra.ingest.cells import CellUnreadable
from infra.ingest.findings import NOTICE, POSITION, WARNING, Finding, finding
from infra.measures import Chainage

VIETNAM = (102.1, 6.4, 118.0, 23.5)
"""West, south, east, north in degrees: the mainland, Hoàng Sa and Trường Sa."""
ROUNDED_DECIMALS, COARSE_DECIMALS = 2, 3
"""Decimal degrees: two mean a kilometre, three a hundred metres."""
SLACK_M = 500.0
LONGEST_KM_M = 1150.0
"""A straight line is never longer than the road: at most this much a kilometre of chainage, plus the slack."""
LOOK_BACK = 60
JUMP_COST = 3
"""A break in the line must be followed by more agreeing points than this to be believed."""


@dataclass(frozen=True, slots=True)
class Position:
    """WGS 84 degrees, and the SRID the source gave them in."""

    lon: float
    lat: float
    srid: int


def position_of(x: Decimal, y: Decimal, srid: int) -> tuple[Position, str | None]:
    """A pair in its own system → WGS 84, and the code of a remark or None.

    Raises CellUnreadable: `outside-vietnam`, `lat-lon-swapped`, `coordinates-rounded`.
    """
    value = f"{x}, {y}"
    there = _wgs84(float(x), float(y), srid)
    if there is None:
        swapped = _wgs84(float(y), float(x), srid)
        raise CellUnreadable("lat-lon-swapped" if swapped else "outside-vietnam", value)
    remark = None
    if not system(srid).projected:
        decimals = max(_decimals(x), _decimals(y))
        if decimals <= ROUNDED_DECIMALS:
            raise CellUnreadable("coordinates-rounded", value)
        remark = "coordinates-coarse" if decimals == COARSE_DECIMALS else None
    return Position(*there, srid), remark


def _wgs84(x: float, y: float, srid: int) -> tuple[float, float] | None:
    """Degrees in Vietnam, or None."""
    try:
        lon, lat = (x, y) if srid == WGS84 else transform(x, y, srid, WGS84)
    except ProjError:  # outside what the projection can express, so outside Vietnam
        return None
    west, south, east, north = VIETNAM
    return (lon, lat) if west <= lon <= east and south <= lat <= north else None


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with a chainage and a position, as the neighbour checks need it."""

    row: int
    chainage: Chainage
    position: Position

    @property
    def nominal_m(self) -> float:
        """Only to compare neighbours: how far along, at 1000 m a kilometre. Never a length."""
        return self.chainage.km * 1000 + float(self.chainage.m)


def apart_m(one: Position, other: Position) -> float:
    """Geodesic metres between two positions."""
    return float(GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2])


def same_positions(placed: Sequence[Placed], least_m: float) -> Iterator[Finding]:
    """Two rows at one position whose chainages differ by more than `least_m`: at least one is wrong."""
    first: dict[tuple[float, float], Placed] = {}
    for one in placed:
        key = (round(one.position.lon, 6), round(one.position.lat, 6))
        other = first.setdefault(key, one)
        if other is not one and abs(other.nominal_m - one.nominal_m) > least_m:
            value = f"{one.position.lon}, {one.position.lat}"
            yield finding("same-position", WARNING, row=other.row, field=POSITION, value=value, other=one.row)
            yield finding("same-position", WARNING, row=one.row, field=POSITION, value=value, other=other.row)


def far_from_neighbours(placed: Sequence[Placed]) -> Iterator[Finding]:
    """Rows of one road whose position cannot be reached from their neighbours' within the chainage between.

    The longest believable run of points is kept; what it leaves out is far.
    """
    ordered = sorted(placed, key=lambda one: (one.nominal_m, one.row))
    kept = set(_longest_run(ordered))
    believed = [ordered[i] for i in sorted(kept)]
    for i, one in enumerate(ordered):
        if i not in kept:
            before = [other for other in believed if other.nominal_m <= one.nominal_m][-1:]
            after = [other for other in believed if other.nominal_m > one.nominal_m][:1]
            metres = "/".join(f"{apart_m(one.position, other.position):.0f}" for other in (*before, *after))
            value = f"{one.position.lon}, {one.position.lat}"
            yield finding("far-from-neighbours", WARNING, row=one.row, field=POSITION, value=value, metres=metres)


def _longest_run(ordered: Sequence[Placed]) -> list[int]:
    """Indices of the run with the most points; each unreachable step costs JUMP_COST points."""
    best: list[float] = []
    previous: list[int] = []
    for j, here in enumerate(ordered):
        score, come_from = 1.0, -1
        for i in range(j - 1, max(0, j - LOOK_BACK) - 1, -1):
            if best[i] + 1 < score:
                continue  # not even when reachable; nearly all end here, and no distance is measured for them
            step = best[i] + 1 - (0 if _reachable(ordered[i], here) else JUMP_COST)
            if step > 1 and step >= score:  # of equal runs the one that comes from farther back
                score, come_from = step, i
        best.append(score)
        previous.append(come_from)
    run = []
    at = max(range(len(best)), key=lambda i: (best[i], -i), default=-1)
    while at >= 0:
        run.append(at)
        at = previous[at]
    return run


def _reachable(one: Placed, other: Placed) -> bool:
    along_m = abs(other.nominal_m - one.nominal_m) / 1000 * LONGEST_KM_M + SLACK_M
    # a degree is never more than 111 km: the cheap test first
    if (
        max(abs(one.position.lon - other.position.lon), abs(one.position.lat - other.position.lat)) * 111_700
        < along_m / 2
    ):
        return True
    return apart_m(one.position, other.position) <= along_m


def remarks_on(row: int, position: Position, remark: str | None) -> Iterator[Finding]:
    """The finding of a position that is used but poor."""
    if remark is not None and math.isfinite(position.lon):
        yield finding(remark, NOTICE, row=row, field=POSITION, value=f"{position.lon}, {position.lat}")
