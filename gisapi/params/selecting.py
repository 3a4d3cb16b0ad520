"""What selects features: the parameters of `/items` and `/statistics`.

A box always carries its SRID: whatever `bbox-crs` says, it leaves here as EWKT in 4326.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.boxes import Crs, areas_of
from gisapi.collections import Collection
from gisapi.cursors import read_cursor
from gisapi.errors import BadParameter
from gisapi.params.given import Given, number
from infra.measures import Chainage

LIMIT, MOST = 100, 10_000
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


def items(request: HttpRequest, collection: Collection) -> ItemsQuery:
    """`/collections/{c}/items`."""
    given = Given(request, {*_filter_names(collection), "limit", "cursor", "crs", "count"})
    given.chosen("f", ("json", "geojson"))
    return ItemsQuery(
        filters=_filters(given, collection),
        limit=given.whole("limit", LIMIT, 1, MOST),
        after=read_cursor(given.text("cursor", 400), collection.name),
        count=given.chosen("count", ("true", "false")) == "true",
        crs=given.crs("crs"),
        given=given.as_given(),
    )


def item(request: HttpRequest) -> Crs:
    """`/collections/{c}/items/{id}`: the coordinate system to answer in."""
    given = Given(request, {"crs"})
    given.chosen("f", ("json", "geojson"))
    return given.crs("crs")


def statistics(request: HttpRequest, collection: Collection) -> StatisticsQuery:
    """`/collections/{c}/statistics`."""
    given = Given(request, {*_filter_names(collection), "group-by", "measure"})
    given.chosen("f", ("json",))
    given.chosen("measure", {"count", collection.measure})
    by = given.codes("group-by") or ()
    if unknown := [name for name in by if name not in collection.group_by]:
        raise BadParameter("group-by", value=unknown[0], known=list(collection.group_by))
    return StatisticsQuery(_filters(given, collection), by)


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
    crs = given.crs("bbox-crs")
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
