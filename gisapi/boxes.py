"""Coordinate systems by their names, and boxes in any of them as polygons in 4326. Pure but for errors.

OGC names: CRS84 is longitude first, EPSG:4326 latitude first; metric systems are east first here, as in
`infra.crs`. A box that crosses the antimeridian (west > east) becomes two polygons.
"""

import itertools
import math
import re
from dataclasses import dataclass

from gisapi.errors import BadParameter
from infra.crs import SRIDS, WGS84, transform
from infra.errors import UnknownSrid

_EPSG = re.compile(
    r"(?:https?://www\.opengis\.net/def/crs/EPSG/(?:0|[0-9.]+)/|urn:ogc:def:crs:EPSG::|EPSG:)?([0-9]{4,5})"
)
_CRS84 = {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", "CRS84"}
_STEPS = 16
_BLUNT = 1e-4
"""Degrees. PostGIS compares boxes in single precision, rounded outwards: 1.5e-5 degrees at the most, on either side."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Crs:
    """A coordinate system as asked for. `latitude_first`: EPSG:4326 and 4756 in OGC's axis order."""

    uri: str
    srid: int
    latitude_first: bool = False

    @property
    def decimals(self) -> int:
        """Digits after the point that keep a centimetre: 7 for degrees, 3 for metres."""
        return 3 if SRIDS[self.srid].projected else 7


CRS84 = Crs("http://www.opengis.net/def/crs/OGC/1.3/CRS84", WGS84)


def epsg(srid: int) -> Crs:
    """The system of an SRID under its OGC name."""
    return Crs(f"http://www.opengis.net/def/crs/EPSG/0/{srid}", srid, latitude_first=not SRIDS[srid].projected)


def crs_named(parameter: str, text: str) -> Crs:
    """The system a parameter names. Refuses those we do not know exactly."""
    if text in _CRS84:
        return CRS84
    found = _EPSG.fullmatch(text)
    if not found or int(found[1]) not in SRIDS:
        raise BadParameter(parameter, value=text[:100], known=[CRS84.uri, *(epsg(srid).uri for srid in sorted(SRIDS))])
    return epsg(int(found[1]))


@dataclass(frozen=True, slots=True)
class Area:
    """An EWKT polygon in 4326. `inner`: a box in it; whatever PostGIS finds within that box (`@`) lies in the polygon. None when there is none."""

    ewkt: str
    inner: str | None = None


def areas_of(box: Box, crs: Crs, parameter: str = "bbox") -> tuple[Area, ...]:
    """The box as polygons in 4326: two when it crosses the antimeridian, else one."""
    if crs.latitude_first:
        box = (box[1], box[0], box[3], box[2])
    west, south, east, north = box
    if not SRIDS[crs.srid].projected:
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90):
            raise BadParameter(parameter, expected="degrees: longitude -180 to 180, latitude -90 to 90", crs=crs.uri)
        if west > east and south <= north:
            halves = ((west, south, 180.0, north), (-180.0, south, east, north))
            return tuple(_polygon(half, crs.srid, parameter) for half in halves)
    if south > north or west > east:
        raise BadParameter(parameter, expected="west,south,east,north with south <= north", crs=crs.uri)
    return (_polygon(box, crs.srid, parameter),)


def _polygon(box: Box, srid: int, parameter: str) -> Area:
    """One box as a polygon in 4326; edges of other systems are followed in steps."""
    corners = _corners(box)
    if srid != WGS84:
        return Area(_ewkt([moved(x, y, srid, parameter) for x, y in _stepped(corners)]))
    west, south, east, north = box
    inner = (west + _BLUNT, south + _BLUNT, east - _BLUNT, north - _BLUNT)
    return Area(_ewkt(corners), _ewkt(_corners(inner)) if inner[0] < inner[2] and inner[1] < inner[3] else None)


def _corners(box: Box) -> list[tuple[float, float]]:
    west, south, east, north = box
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _ewkt(ring: list[tuple[float, float]]) -> str:
    return f"SRID=4326;POLYGON(({','.join(f'{x!r} {y!r}' for x, y in ring)}))"


def _stepped(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same ring with points between the corners, closed exactly."""
    ring = [
        (x0 + (x1 - x0) * step / _STEPS, y0 + (y1 - y0) * step / _STEPS)
        for (x0, y0), (x1, y1) in itertools.pairwise(corners)
        for step in range(_STEPS)
    ]
    return [*ring, ring[0]]


def moved(x: float, y: float, srid: int, parameter: str) -> tuple[float, float]:
    """A place in degrees, longitude first. Raises BadParameter where the system does not reach."""
    if srid == WGS84:
        return x, y
    try:
        lon, lat = transform(x, y, srid, WGS84)
    except (UnknownSrid, RuntimeError, ValueError, OverflowError) as error:
        raise BadParameter(parameter, value=f"{x:g},{y:g}", expected=f"coordinates of EPSG:{srid}") from error
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise BadParameter(parameter, value=f"{x:g},{y:g}", expected=f"coordinates of EPSG:{srid}")
    return lon, lat
