"""The query string read into frozen dataclasses; the only module that reads `request.GET`.

Unknown, repeated and unreadable parameters are refused with `BadParameter`, naming the parameter.
A box always carries its SRID: whatever `bbox-crs` says, it leaves here as EWKT in 4326.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from gisapi.boxes import CRS84, Crs, areas_of, crs_named
from gisapi.collections import Collection
from gisapi.cursors import read_cursor
from gisapi.errors import BadParameter
from gisapi.typed import AtChainage, Coordinate, typed_chainage, typed_coordinates
from infra.errors import ChainageUnreadable
from infra.measures import Chainage, parse_chainage

LIMIT, MOST = 100, 10_000
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]{1,12}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?", re.ASCII)
_CODE = re.compile(r"[\w.*+/ -]{1,40}")
_UNIT = re.compile(r"[0-9A-Za-z.]{1,10}(@[0-9]{4}-[0-9]{2}-[0-9]{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """What an items or statistics request selects. `areas`: one or two EWKT polygons (4326), or none."""

    areas: tuple[str, ...] = ()
    q: str | None = None
    road: str | None = None
    unit: str | None = None
    validity: str | None = None
    from_chainage: Chainage | None = None
    to_chainage: Chainage | None = None
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """One page of a collection. `after`: the last id of the page before; `given`: the parameters as they came."""

    filters: Filters
    limit: int
    after: str | None
    count: bool
    crs: Crs
    given: tuple[tuple[str, str], ...]

    @property
    def link(self) -> tuple[tuple[str, str], ...]:
        """The parameters of a link to another page."""
        return tuple(pair for pair in self.given if pair[0] != "cursor")


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """Numbers of a collection, grouped by some of its allowed columns."""

    filters: Filters
    group_by: tuple[str, ...]


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


class Given:
    """The parameters of one request, each read at most once and all of them known."""

    def __init__(self, query: QueryDict, known: Iterable[str]) -> None:
        allowed = sorted({*known, "f"})
        for name, values in query.lists():
            if name not in allowed:
                raise BadParameter(name[:60], known=allowed)
            if len(values) > 1:
                raise BadParameter(name, expected="given once")
        self._query = query

    def text(self, name: str, longest: int = 200) -> str | None:
        """The value without surrounding blanks, or None when it was not given."""
        value = self._query.get(name)
        if value is None:
            return None
        value = str(value).strip()
        if not value or len(value) > longest or "\x00" in value or not _encodable(value):
            raise BadParameter(
                name, value=value[:60].encode("utf-8", "replace").decode(), expected=f"1-{longest} characters"
            )
        return value

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within [low, high]."""
        value = self.text(name)
        if value is None:
            return default
        if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
            raise BadParameter(name, value=value, expected=f"a whole number, {low} to {high}")
        return int(value)

    def number(self, name: str, low: float, high: float) -> float | None:
        """A finite number within [low, high]."""
        value = self.text(name)
        return None if value is None else number(name, value, low, high)

    def chosen(self, name: str, allowed: Iterable[str]) -> str | None:
        """One of a few words."""
        value = self.text(name)
        if value is not None and value not in (known := list(allowed)):
            raise BadParameter(name, value=value, known=known)
        return value

    def codes(self, name: str) -> tuple[str, ...] | None:
        """Comma-separated codes; "none" stands for "not known"."""
        value = self.text(name, 1000)
        if value is None:
            return None
        codes = tuple(part.strip() for part in value.split(","))
        if not all(_CODE.fullmatch(code) for code in codes):
            raise BadParameter(name, value=value[:60], expected="codes separated by commas")
        return codes

    def chainage(self, name: str) -> Chainage | None:
        """A chainage in any writing of the forms."""
        value = self.text(name)
        return None if value is None else chainage(name, value)

    def as_given(self) -> tuple[tuple[str, str], ...]:
        """All parameters, for the links of an answer."""
        return tuple((name, str(self._query[name])) for name in self._query)


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def number(name: str, value: str, low: float, high: float) -> float:
    """A finite number within [low, high] out of text."""
    if not _NUMBER.fullmatch(value) or not low <= float(value) <= high:
        raise BadParameter(name, value=value[:60], expected=f"a number, {low:g} to {high:g}")
    return float(value)


def chainage(name: str, value: str) -> Chainage:
    """A chainage, or BadParameter naming the parameter it came in."""
    try:
        return parse_chainage(value)
    except ChainageUnreadable as error:
        raise BadParameter(name, **error.facts) from error


def items(request: HttpRequest, collection: Collection) -> ItemsQuery:
    """`/collections/{c}/items`."""
    given = Given(request.GET, {*_filter_names(collection), "limit", "cursor", "crs", "count"})
    given.chosen("f", ("json", "geojson"))
    return ItemsQuery(
        filters=_filters(given, collection),
        limit=given.whole("limit", LIMIT, 1, MOST),
        after=read_cursor(given.text("cursor", 400), collection.name),
        count=given.chosen("count", ("true", "false")) == "true",
        crs=_crs(given, "crs"),
        given=given.as_given(),
    )


def item(request: HttpRequest) -> Crs:
    """`/collections/{c}/items/{id}`: the coordinate system to answer in."""
    given = Given(request.GET, {"crs"})
    given.chosen("f", ("json", "geojson"))
    return _crs(given, "crs")


def statistics(request: HttpRequest, collection: Collection) -> StatisticsQuery:
    """`/collections/{c}/statistics`."""
    given = Given(request.GET, {*_filter_names(collection), "group-by", "measure"})
    given.chosen("f", ("json",))
    given.chosen("measure", {"count", collection.measure})
    by = given.codes("group-by") or ()
    if unknown := [name for name in by if name not in collection.group_by]:
        raise BadParameter("group-by", value=unknown[0], known=list(collection.group_by))
    return StatisticsQuery(_filters(given, collection), by)


def locate(request: HttpRequest) -> AtChainage | NearPoint:
    """`/locate`: a chainage of a road, or a place."""
    given = Given(request.GET, ("road", "chainage", "lon", "lat", "limit", "within"))
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
    given = Given(request.GET, ("q", "limit"))
    given.chosen("f", ("json",))
    text = given.text("q")
    if text is None:
        raise BadParameter("q", expected="what to look for")
    return Search(text, typed_chainage(text), typed_coordinates(text), given.whole("limit", 20, 1, 50))


def tile_format(request: HttpRequest) -> str:
    """`f` of a tile under /api/collections: `mvt` (default) or `geojson`."""
    return Given(request.GET, ()).chosen("f", ("mvt", "geojson")) or "mvt"


def nothing(request: HttpRequest, formats: tuple[str, ...] = ("json",)) -> str:
    """For endpoints without parameters of their own: the format asked for."""
    return Given(request.GET, ()).chosen("f", formats) or formats[0]


def _filter_names(collection: Collection) -> set[str]:
    ranged = {"from", "to"} if collection.ranged else set()
    return {"bbox", "bbox-crs", *collection.words, *collection.codes, *ranged}


def _filters(given: Given, collection: Collection) -> Filters:
    """The filters of one collection; `from` and `to` are chainages of the road named beside them."""
    names = _filter_names(collection)
    read = {name: given.text(name, 60) for name in ("q", "road", "unit") if name in names}
    unit = read.get("unit")
    if unit is not None and not _UNIT.fullmatch(unit):
        raise BadParameter("unit", value=unit, expected="31825, or 31825@2004-01-01 for a unit that has ended")
    first, last = (given.chainage(name) if name in names else None for name in ("from", "to"))
    if (first or last) and read["road"] is None:
        raise BadParameter("road", expected="the road that from and to are chainages of")
    codes = ((name, given.codes(name)) for name in collection.codes)
    return Filters(
        areas=_areas(given),
        q=read.get("q"),
        road=read.get("road"),
        unit=unit,
        validity=given.chosen("validity", ("current", "old", "all")) if "validity" in names else None,
        from_chainage=first,
        to_chainage=last,
        codes=tuple((name, values) for name, values in codes if values is not None),
    )


def _areas(given: Given) -> tuple[str, ...]:
    crs = _crs(given, "bbox-crs")
    text = given.text("bbox")
    if text is None:
        return ()
    parts = text.split(",")
    if len(parts) not in (4, 6):
        raise BadParameter("bbox", value=text[:60], expected="west,south,east,north")
    values = [number("bbox", part.strip(), -1e9, 1e9) for part in parts]
    if len(values) == 6:
        values = [values[0], values[1], values[3], values[4]]
    return areas_of((values[0], values[1], values[2], values[3]), crs)


def _crs(given: Given, name: str) -> Crs:
    text = given.text(name)
    return CRS84 if text is None else crs_named(name, text)
