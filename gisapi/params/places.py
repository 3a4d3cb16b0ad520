"""What asks where something is: the parameters of `/locate` and `/search`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.boxes import Crs
from gisapi.errors import BadParameter
from gisapi.params.given import Given, chainage, number
from gisapi.typed import AtChainage, Coordinate, position, typed_chainage, typed_coordinates

WITHIN_M, TOLERANCE_M = 500.0, 15.0
"""How far from a place roads are looked for; how near to each other two roads' feet are one place. Unless said."""
PLACE_NAMES = ("road", "chainage", "lon", "lat", "x", "y")
_OPTIONS = ("crs", "limit", "within", "tolerance")


@dataclass(frozen=True, slots=True)
class NearPoint:
    """Which roads pass within `within_m` of this place (degrees, WGS 84)?"""

    lon: float
    lat: float
    road: str | None
    within_m: float


@dataclass(frozen=True, slots=True)
class Telling:
    """How answers are told: in which coordinates (besides WGS 84), how many roads, from where on they are ambiguous."""

    crs: Crs | None
    limit: int
    within_m: float
    tolerance_m: float


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, and what it may mean besides words: a chainage of a road, or coordinates."""

    text: str
    place: AtChainage | None
    coordinates: tuple[Coordinate, ...]
    limit: int


def locate(request: HttpRequest) -> tuple[AtChainage | NearPoint, Telling]:
    """`GET /locate`: a chainage of a road, or a place."""
    given = Given(request, (*PLACE_NAMES, *_OPTIONS))
    given.chosen("f", ("json",))
    telling = _telling(given)
    said = {name: text for name in PLACE_NAMES if (text := given.text(name, 60)) is not None}
    return asked_of(said, telling, telling.crs), telling


def locate_rows(request: HttpRequest) -> tuple[Telling, str | None]:
    """`POST /locate`: how all rows are answered, and `f` (json or csv; None: as Accept says)."""
    given = Given(request, _OPTIONS)
    return _telling(given), given.chosen("f", ("json", "csv"))


def asked_of(said: Mapping[str, str], telling: Telling, crs: Crs | None) -> AtChainage | NearPoint:
    """One question out of named texts, those of a query string or of a row. `crs`: the system of x and y."""
    coordinates = [name for name in ("lon", "lat", "x", "y") if name in said]
    if "chainage" in said:
        if coordinates:
            raise BadParameter("chainage", expected="either road and chainage, or a place")
        if "road" not in said:
            raise BadParameter("road", expected="the road the chainage is on")
        return AtChainage(said["road"], chainage("chainage", said["chainage"]))
    lon, lat = _metric(said, crs) if {"x", "y"} & set(coordinates) else _degrees(said)
    return NearPoint(lon, lat, said.get("road"), telling.within_m)


def _degrees(said: Mapping[str, str]) -> tuple[float, float]:
    for name, other in (("lon", "lat"), ("lat", "lon")):
        if name not in said:
            missing = "chainage" if "road" in said and other not in said else name
            raise BadParameter(missing, expected="either road and chainage, or lon and lat, or x, y and crs")
    return number("lon", said["lon"], -180, 180), number("lat", said["lat"], -90, 90)


def _metric(said: Mapping[str, str], crs: Crs | None) -> tuple[float, float]:
    """x is east (or longitude), y north (or latitude), whatever order the system's own definition has."""
    if both := {"lon", "lat"} & set(said):
        raise BadParameter(min(both), expected="either lon and lat, or x, y and crs")
    for name in ("x", "y"):
        if name not in said:
            raise BadParameter(name, expected="x and y together")
    if crs is None:
        raise BadParameter("crs", expected="the coordinate system of x and y: none is guessed")
    x, y = (number(name, said[name], -1e8, 1e8) for name in ("x", "y"))
    place = position(x, y, crs.srid)
    if place is None:
        raise BadParameter("x", value=f"{x:.12g}, {y:.12g}", expected=f"x east, y north in EPSG:{crs.srid}")
    return place


def _telling(given: Given) -> Telling:
    """Nought is said, not left out: `within=0` is not the default."""
    within, tolerance = given.number("within", 0, 5000), given.number("tolerance", 0, 100)
    return Telling(
        crs=given.crs("crs") if given.text("crs") is not None else None,
        limit=given.whole("limit", 5, 1, 50),
        within_m=WITHIN_M if within is None else within,
        tolerance_m=TOLERANCE_M if tolerance is None else tolerance,
    )


def search(request: HttpRequest) -> Search:
    """`/search`: what was typed and how many results at most."""
    given = Given(request, ("q", "limit"))
    given.chosen("f", ("json",))
    text = given.text("q")
    if text is None:
        raise BadParameter("q", expected="what to look for")
    return Search(text, typed_chainage(text), typed_coordinates(text), given.whole("limit", 20, 1, 50))
