"""Features of the collections: pages, single items, statistics. PostGIS builds the JSON."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gisapi.boxes import CRS84, Crs
from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import BadParameter
from gisapi.params import Filters, ItemsQuery, StatisticsQuery
from gisapi.publication import readable
from gisapi.queries.statements import one_row

_CODE_FILTERS = {name for collection in COLLECTIONS.values() for name in collection.codes}


@dataclass(frozen=True, slots=True)
class Page:
    """`features`: GeoJSON features as text, commas between; `after`: the last id when there is a next page."""

    features: str
    returned: int
    after: str | None
    matched: int | None


@dataclass(frozen=True, slots=True)
class One:
    """One feature as GeoJSON text; `recorded_from`: when this version of its row began (None: never edited here)."""

    feature: str
    recorded_from: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """`groups`: a JSON array as text; the totals over all of them (kilometres None where nothing has a length)."""

    groups: str
    count: int
    length_km: float | None


def page_of(collection: Collection, query: ItemsQuery, *, signed_in: bool) -> Page:
    """One page of a collection in the order of its ids. One statement."""
    asked = _asked(query.filters, signed_in=signed_in) | _shown(collection, query.crs, signed_in=signed_in)
    asked |= {"limit": query.limit, "after": query.after, "count": query.count}
    row = _row(f"{_file(collection)}_page", asked, query.filters)
    return Page(row["features"], row["returned"], row["last_key"] if row["more"] else None, row["matched"])


def one_of(collection: Collection, feature_id: str, *, signed_in: bool, crs: Crs = CRS84) -> One | None:
    """One feature, or None when there is none that this visitor may see. One statement."""
    asked = {"id": feature_id, "signed_in": signed_in} | _shown(collection, crs, signed_in=signed_in)
    row = one_row(f"{_file(collection)}_one", asked)
    return One(row["feature"], row["recorded_from"]) if row else None


def numbers_of(collection: Collection, query: StatisticsQuery, *, signed_in: bool) -> Numbers:
    """Counts (and kilometres) by the columns asked for. One statement."""
    left_out = [name for name in collection.group_by if name not in query.group_by]
    if collection.measure == "count":
        left_out.append("length_km")
    asked = _asked(query.filters, signed_in=signed_in) | {"by": list(query.group_by), "not_by": left_out}
    row = _row(f"{_file(collection)}_statistics", asked, query.filters)
    length = None if row["total_km"] is None or collection.measure == "count" else float(row["total_km"])
    return Numbers(row["groups"], int(row["total_count"]), length)


def _file(collection: Collection) -> str:
    return collection.name.replace("-", "_")


def _row(name: str, asked: dict[str, Any], filters: Filters) -> dict[str, Any]:
    """The answer's only row; refuses a road or unit that nobody (this visitor) knows."""
    row = one_row(name, asked)
    if row is None:
        raise LookupError(f"{name} must return one row")
    if filters.road is not None and not row["road_found"]:
        raise BadParameter("road", value=filters.road, reason="unknown")
    if filters.unit is not None and not row["unit_found"]:
        raise BadParameter("unit", value=filters.unit, reason="unknown")
    if filters.unit is not None and not row["unit_drawn"]:
        raise BadParameter("unit", value=filters.unit, reason="no-outline")
    return row


def _asked(filters: Filters, *, signed_in: bool) -> dict[str, Any]:
    """The parameters of asked.sql and of every *_matching.sql."""
    areas = (*filters.areas, None, None)
    first, last = filters.from_chainage, filters.to_chainage
    codes: dict[str, Any] = dict.fromkeys(_CODE_FILTERS)
    codes |= {name: list(values) for name, values in filters.codes}
    return codes | {
        "signed_in": signed_in,
        "area_1": areas[0],
        "area_2": areas[1],
        "road": filters.road,
        "unit": filters.unit,
        "validity": filters.validity,
        "q": filters.q,
        "q_like": None if filters.q is None else f"%{escaped(filters.q)}%",
        "from_km": first.km if first else None,
        "from_m": first.m if first else None,
        "to_km": last.km if last else None,
        "to_m": last.m if last else None,
    }


def escaped(text: str) -> str:
    """Text that LIKE takes literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _shown(collection: Collection, crs: Crs, *, signed_in: bool) -> dict[str, Any]:
    """What may be read of a row, and in which coordinates."""
    return {
        "readable": readable(collection.name, signed_in=signed_in),
        "srid": crs.srid,
        "latitude_first": crs.latitude_first,
        "decimals": crs.decimals,
    }
