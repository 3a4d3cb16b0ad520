"""What selects features: the parameters that `/items`, `/statistics` and exports share.

A box always carries its SRID: whatever `bbox-crs` says, it leaves here as EWKT in 4326. What a filter names is held against the fields
this visitor may read when it is put into SQL (`gisapi.queries.conditions`), before anything is run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from gisapi.boxes import CRS84, Area, Crs, areas_of
from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import BadParameter
from gisapi.filtering.reading import LANGUAGES, read_filter
from gisapi.params.given import Given, number
from gisapi.params.moments import Moment, moment
from infra.measures import Chainage

PLAIN = ("bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs", "near", "unit")
ALONG = ("road", "from", "to", "overlap")
FARTHEST_FROM_ROAD_M = 50_000
_UNIT = re.compile(r"[0-9A-Za-z.]{1,12}(@[0-9]{4}-[0-9]{2}-[0-9]{2})?", re.ASCII)
_OVERLAP = re.compile(r"\s*([a-z-]{1,30})\s*(?:\((.*)\))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Assets on a stretch where another collection has a value: that collection, and the filter on it (None: any)."""

    collection: Collection
    filter: Any = None


@dataclass(frozen=True, slots=True)
class Near:
    """Within `within_m` geodesic metres of a place (degrees, WGS 84) or of the line of a road, as it runs now."""

    within_m: float
    place: tuple[float, float] = (0.0, 0.0)
    road: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What a request selects. `areas`: one or two polygons; `values`: field → the texts it may equal; `filter`: a CQL2 tree."""

    areas: tuple[Area, ...] = ()
    near: Near | None = None
    road: str | None = None
    from_chainage: Chainage | None = None
    to_chainage: Chainage | None = None
    unit: str | None = None
    q: str | None = None
    validity: str | None = None
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    filter: Any = None
    filter_crs: Crs = CRS84
    overlap: Overlap | None = None
    moment: Moment | None = None


def names_of(collection: Collection) -> set[str]:
    """Every parameter that selects features of a collection."""
    along = ALONG if collection.along else ()
    of_its_own = ("validity",) if collection.kind == "administrative_unit" else ()
    searched = ("q",) if collection.searched else ()
    fields = (name for name, field in collection.fields.items() if field.queried)
    return {*PLAIN, *along, *of_its_own, *searched, *fields}


def selection(given: Given, collection: Collection) -> Selection:
    """The selection of a request; `from` and `to` are chainages of the road named beside them."""
    names = names_of(collection)
    return replace(
        common_selection(given, along="road" in names),
        q=given.text("q", 60) if "q" in names else None,
        validity=given.chosen("validity", ("current", "old", "all")) if "validity" in names else None,
        values=tuple(_values(given, collection)),
        filter=_filter(given),
        filter_crs=given.crs("filter-crs"),
        overlap=_overlap(given, collection) if "overlap" in names else None,
        moment=moment(given),
    )


def common_selection(given: Given, *, along: bool = True) -> Selection:
    """What selects assets of whatever collection: a box, a road with its chainages (`along`), a unit, a place near by."""
    road, first, last = _stretch(given) if along else (None, None, None)
    return Selection(
        areas=boxes_given(given),
        near=_near(given),
        road=road,
        from_chainage=first,
        to_chainage=last,
        unit=_unit(given),
    )


def _stretch(given: Given) -> tuple[str | None, Chainage | None, Chainage | None]:
    """`road`, `from`, `to`."""
    road = given.text("road", 60)
    first, last = given.chainage("from"), given.chainage("to")
    if (first or last) and road is None:
        raise BadParameter("road", expected="the road that from and to are chainages of")
    return road, first, last


def _values(given: Given, collection: Collection) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every field given by its own name. Codes may be several, commas between; a text is one text, commas and all."""
    for name, field in collection.fields.items():
        if name == "road" or not field.queried:
            continue
        if field.kind in ("text", "texts"):
            text = given.text(name)
            values: tuple[str, ...] | None = None if text is None else (text,)
        else:
            values = given.codes(name)
        if values is not None:
            yield name, values


def _filter(given: Given) -> Any:
    language = given.chosen("filter-lang", LANGUAGES) or "cql2-text"
    text = given.text("filter", 80_000)
    return None if text is None else read_filter("filter", text, language)


def _overlap(given: Given, collection: Collection) -> Overlap | None:
    """`sections(condition='XAU')`: a collection and a CQL2 text on it."""
    text = given.text("overlap", 8_000)
    if text is None:
        return None
    found = _OVERLAP.fullmatch(text)
    known = [name for name, row in COLLECTIONS.items() if row.along and name != collection.name]
    if not found or found[1] not in known:
        raise BadParameter("overlap", value=text[:60], expected="sections(condition='XAU')", known=known)
    inner = (found[2] or "").strip()
    return Overlap(COLLECTIONS[found[1]], read_filter("overlap", inner, "cql2-text") if inner else None)


def _near(given: Given) -> Near | None:
    text = given.text("near")
    if text is None:
        return None
    *where, metres = (part.strip() for part in text.split(","))
    if len(where) not in (1, 2) or not all(where):
        raise BadParameter("near", value=text[:60], expected="lon,lat,metres, or road,metres")
    if len(where) == 1:
        return Near(number("near", metres, 0, FARTHEST_FROM_ROAD_M), road=where[0])
    lon, lat = number("near", where[0], -180, 180), number("near", where[1], -90, 90)
    return Near(number("near", metres, 0, 1e6), (lon, lat))


def _unit(given: Given) -> str | None:
    unit = given.text("unit", 30)
    if unit is not None and not _UNIT.fullmatch(unit):
        raise BadParameter("unit", value=unit, expected="31825; 95.958; or 31825@2004-01-01 for a unit that has ended")
    return unit


def boxes_given(given: Given) -> tuple[Area, ...]:
    """`bbox` in `bbox-crs`; none when it is not given."""
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
