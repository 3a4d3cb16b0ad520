"""What people type into the search box, read as a chainage of a road or as coordinates. Pure.

Survey tables in Vietnam write X for north and Y for east. A pair of VN-2000 metres does not say its zone, and we
do not guess: every zone used in the province gives its own reading.
"""

import re
from dataclasses import dataclass

from infra.crs import SRIDS, VN2000, WGS84, transform
from infra.errors import ChainageUnreadable
from infra.measures import Chainage, parse_chainage

ZONES = (5897, 9207)
"""VN-2000 TM-3 of Bạc Liêu until 2025 (105°00′) and of Cà Mau (104°30′)."""
VIETNAM = (102.0, 6.0, 118.0, 24.0)
_PLACE = re.compile(
    r"(?P<road>.*?\S)[\s,;:]+(?P<chainage>k(?:m)?[\s.]*\d.*|\d{1,4}\s*\+\s*\d{1,4}(?:[.,]\d+)?)", re.IGNORECASE
)
_DEGREES = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_METRES = re.compile(
    r"(?:x[\s:=]*)?(\d{6,7}(?:\.\d+)?)[\s,;]+(?:y[\s:=]*)?(\d{6,7}(?:\.\d+)?)", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AtChainage:
    """Where is this chainage of this road?"""

    road: str
    chainage: Chainage


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A place in degrees (WGS 84), and the name of the system it was written in."""

    lon: float
    lat: float
    system: str


def position(x: float, y: float, srid: int) -> tuple[float, float] | None:
    """Longitude and latitude (WGS 84) of x east, y north; None where they are no place, or are one only when swapped.

    Survey tables call the northing X. Read as east, it lies far outside the country while the other way round is in it.
    """
    place = _degrees_of(x, y, srid)
    if srid in VN2000 and not _in_vietnam(place) and _in_vietnam(_degrees_of(y, x, srid)):
        return None
    return place


def _degrees_of(x: float, y: float, srid: int) -> tuple[float, float] | None:
    try:
        lon, lat = transform(x, y, srid, WGS84)
    except (RuntimeError, ValueError, OverflowError):  # pyproj: outside what the projection can hold
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _in_vietnam(place: tuple[float, float] | None) -> bool:
    west, south, east, north = VIETNAM
    return place is not None and west <= place[0] <= east and south <= place[1] <= north


def typed_chainage(text: str) -> AtChainage | None:
    """ "QL.1 Km2206+400", "QL1 2206+400"; None when the text is no such thing."""
    found = _PLACE.fullmatch(text.strip())
    if not found:
        return None
    written = found["chainage"]
    try:
        return AtChainage(found["road"], parse_chainage(f"Km{written}" if written[0].isdigit() else written))
    except ChainageUnreadable:
        return None


def typed_coordinates(text: str) -> tuple[Coordinate, ...]:
    """ "9.286, 105.724" (either order), "X 1026816 Y 579584" (VN-2000, one reading a zone); () for anything else."""
    if found := _DEGREES.fullmatch(text.strip()):
        first, second = float(found[1]), float(found[2])
        lat, lon = (second, first) if abs(first) > 90 else (first, second)
        known = abs(lat) <= 90 and abs(lon) <= 180 and ("." in found[1] or "." in found[2])
        return (Coordinate(lon, lat, SRIDS[WGS84].name),) if known else ()
    if found := _METRES.fullmatch(text.strip()):
        north, east = float(found[1]), float(found[2])
        readings = (Coordinate(*transform(east, north, zone, WGS84), SRIDS[zone].name) for zone in ZONES)
        return tuple(at for at in readings if _in_vietnam((at.lon, at.lat)))
    return ()
