"""The same question on the planners' page (`/tra-cuu`, docs/planning.md says its address)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.pages.places import ON_MAP
from gisapi.pages.selections import SHAPING
from gisapi.params.items import ItemsQuery

_AS_THEY_ARE = ("road", "from", "to")
_BOX = re.compile(r"-?[0-9]+(\.[0-9]+)?(,-?[0-9]+(\.[0-9]+)?){3}", re.ASCII)
_NEAR = re.compile(r"[^, ]+( [^, ]+)*(,-?[0-9.]+)?,[0-9.]+")


@dataclass(frozen=True, slots=True)
class PlanningLink:
    """`href`: the planners' page with the question; `lost`: parameters it cannot carry, by name."""

    href: str
    lost: tuple[str, ...]


def link(collection: Collection, query: ItemsQuery) -> PlanningLink | None:
    """The question of a request there; None for a collection that page does not know."""
    if collection.name not in ON_MAP:
        return None
    given = {name: value for name, value in query.given if name not in SHAPING}
    said: dict[str, str] = {"lang": "vi", "of": collection.name}
    beyond = _beyond(given, collection)
    lost = [name for name, value in given.items() if name in beyond or not _carry(said, name, value, collection)]
    filters = [given["filter"]] if "filter" in given and "filter" not in lost else []
    filters += _equal(collection, query)
    if filters:
        said["cql"] = filters[0] if len(filters) == 1 else " AND ".join(f"({one})" for one in filters)
    if len(query.order) == 1:
        said["sort"] = ("-" if query.order[0].descending else "") + query.order[0].field.name
    if query.columns:
        said["columns"] = ",".join(query.columns)
    return PlanningLink(f"/tra-cuu#{urlencode(said, quote_via=quote, safe=',()')}", tuple(lost))


def _beyond(given: dict[str, str], collection: Collection) -> set[str]:
    """What that page has no way to say: other coordinates, CQL2 as JSON, names among several."""
    beyond = {name for name in given if name in collection.fields and collection.fields[name].kind == "texts"}
    if "bbox-crs" in given:
        beyond |= {"bbox", "bbox-crs"}
    if "filter-crs" in given or given.get("filter-lang", "cql2-text") != "cql2-text":
        beyond |= {"filter", "filter-crs", "filter-lang"}
    return beyond


def _carry(said: dict[str, str], name: str, value: str, collection: Collection) -> bool:
    """One parameter as the page writes it; False when it has no way to."""
    if name in _AS_THEY_ARE or name == "unit":
        said[name] = value
    elif name in collection.fields or name in ("filter", "filter-lang"):
        return True
    elif name == "near" and _NEAR.fullmatch(value):
        *where, metres = value.split(",")
        said["near"] = f"{' '.join(where)},{metres},"
    elif name == "bbox" and _BOX.fullmatch(value) and float(value.split(",")[0]) <= float(value.split(",")[2]):
        west, south, east, north = value.split(",")
        said["area"] = f"{west} {south},{east} {north}"
    elif name == "datetime" and (day := _day(value)):
        said["at"] = f"{day:%d/%m/%Y}"
    else:
        return False
    return True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _equal(collection: Collection, query: ItemsQuery) -> Iterator[str]:
    """The fields given by their names, as CQL2."""
    for name, values in query.selection.values:
        field = collection.fields[name]
        if field.kind == "texts":
            continue
        known = [_literal(field, value) for value in values if value != "none"]
        parts = [f"{name} IN ({','.join(known)})"] if known else []
        if len(known) < len(values):
            parts.append(f"{name} IS NULL")
        yield parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"


def _literal(field: Field, value: str) -> str:
    if field.kind in ("number", "integer", "boolean"):
        return value
    text = value.replace("'", "''")
    return f"DATE('{text}')" if field.kind == "date" else f"'{text}'"
