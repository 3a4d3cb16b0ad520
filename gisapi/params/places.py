"""What asks where something is: the parameters of `/locate` and `/search`."""

from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.errors import BadParameter
from gisapi.params.given import Given
from gisapi.typed import AtChainage, Coordinate, typed_chainage, typed_coordinates


@dataclass(frozen=True, slots=True)
class NearPoint:
    """Which roads pass within `within_m` of this place (degrees, WGS 84)?"""

    lon: float
    lat: float
    road: str | None
    limit: int
    within_m: float


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, and what it may mean besides words: a chainage of a road, or coordinates."""

    text: str
    place: AtChainage | None
    coordinates: tuple[Coordinate, ...]
    limit: int


def locate(request: HttpRequest) -> AtChainage | NearPoint:
    """`/locate`: a chainage of a road, or a place."""
    given = Given(request, ("road", "chainage", "lon", "lat", "limit", "within"))
    given.chosen("f", ("json",))
    road, place = given.text("road", 60), given.chainage("chainage")
    lon, lat = given.number("lon", -180, 180), given.number("lat", -90, 90)
    if place is not None and (lon is not None or lat is not None):
        raise BadParameter("chainage", expected="either road and chainage, or lon and lat")
    if place is not None:
        if road is None:
            raise BadParameter("road", expected="the road the chainage is on")
        return AtChainage(road, place)
    if lon is None or lat is None:
        missing = "chainage" if road and lon is None and lat is None else "lon" if lon is None else "lat"
        raise BadParameter(missing, expected="either road and chainage, or lon and lat")
    within = given.number("within", 0, 5000)
    return NearPoint(lon, lat, road, given.whole("limit", 5, 1, 50), 500.0 if within is None else within)


def search(request: HttpRequest) -> Search:
    """`/search`: what was typed and how many results at most."""
    given = Given(request, ("q", "limit"))
    given.chosen("f", ("json",))
    text = given.text("q")
    if text is None:
        raise BadParameter("q", expected="what to look for")
    return Search(text, typed_chainage(text), typed_coordinates(text), given.whole("limit", 20, 1, 50))
