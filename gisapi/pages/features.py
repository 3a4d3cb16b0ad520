"""The pages of features: a table of a collection's items, and everything about one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from gisapi.collections import COLLECTIONS, Collection, collection_of
from gisapi.fields import Field
from gisapi.negotiation import MEDIA
from gisapi.pages import planning
from gisapi.pages.arrangement import MAIN, grouped, telling_first
from gisapi.pages.documents import Page, items_of, trail_of
from gisapi.pages.places import Place, map_of, place_of
from gisapi.pages.selections import SHAPING, conditions_of
from gisapi.pages.values import Meanings, Shown, amount, instant, shown
from gisapi.params.items import MOST_ON_PAGE, PAGE, ItemQuery, ItemsQuery

RECORDED = {"bridges": ("inspections", "postings", "works"), "culverts": ("inspections", "postings", "works"),
            "roads": ("postings", "works", "shared-stretches")}  # fmt: skip
"""Collection → those whose records may be about one of its features."""
NAMING = ("name", "name_vi", "code", "title", "about_name")


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column. `sort`: the link that sorts by it ("" when nothing does); `sorted`: how the table is sorted by it now."""

    field: Field
    sort: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Row:
    """A feature in a table: its id and its page, its values, its place."""

    id: str
    href: str
    cells: list[Shown]
    place: Place


def table(
    told: dict[str, Any], *, collection: Collection, query: ItemsQuery, fields: Sequence[Field], meanings: Meanings
) -> Page:
    """`/items`: the features of a FeatureCollection, `fields` as columns."""
    columns = list(fields) if query.columns is not None else telling_first(collection.name, fields)
    base = f"/api/collections/{collection.name}/items"
    main = ",".join(_main(collection, fields))
    facts = {
        "collection": collection,
        "told": told,
        "taken": instant(told["timeStamp"]),
        "columns": [_column(query, field, base) for field in columns],
        "rows": [_row(feature, columns, base, query, meanings) for feature in told["features"]],
        "conditions": list(conditions_of(query.given, collection, meanings)),
        "everything": base,
        "returned": amount(told["numberReturned"]),
        "matched": amount(told["numberMatched"]) if "numberMatched" in told else "",
        "most": amount(MOST_ON_PAGE),
        "next": next((one["href"] for one in told["links"] if one["rel"] == "next"), ""),
        "first": _with(base, query.link) if query.after is not None else "",
        "statistics": _with(f"/api/collections/{collection.name}/statistics", _selecting(query)),
        "planning": planning.link(collection, query),
        "files": [(one["title"].partition(" · ")[0], one["href"]) for one in told["links"] if _is_file(one)],
        "fewer": _with(base, (*query.link, ("properties", main))) if query.columns is None else "",
        "more": _with(base, tuple(pair for pair in query.link if pair[0] != "properties")),
    }
    return Page("items", collection.title_vi, collection.title_en, trail_of(collection), facts)


def one(
    told: dict[str, Any], *, collection: Collection, asked: ItemQuery, fields: Sequence[Field], meanings: Meanings
) -> Page:
    """`/items/{id}`: everything a Feature says, in groups."""
    values = told["properties"]
    facts = {
        "collection": collection,
        "told": told,
        "groups": [
            (group, [(field, _linked(field, values, meanings)) for field in held]) for group, held in grouped(fields)
        ],
        "place": place_of(told["geometry"], asked.crs),
        "map": map_of(collection, told, asked.crs),
        "records": [_records(name, told["id"]) for name in RECORDED.get(collection.name, ())],
        "history": next((one["href"] for one in told["links"] if one["rel"] == "version-history"), ""),
        "conditions": list(conditions_of(asked.given, collection, meanings)),
    }
    return Page("item", _name(told), collection.title_en, trail_of(collection, items_of(collection)), facts)


def _name(feature: dict[str, Any]) -> str:
    """What people call a feature."""
    values = feature["properties"]
    if values.get("km") is not None:
        return f"Km{values['km']} {values.get('road') or ''}".strip()
    if values.get("from_chainage") and not values.get("about_name"):
        return f"{values.get('road') or ''} {values['from_chainage']} – {values.get('to_chainage') or ''}".strip()
    return next((str(values[name]) for name in NAMING if values.get(name)), str(feature["id"]))


def _row(feature: dict[str, Any], columns: Sequence[Field], base: str, query: ItemsQuery, meanings: Meanings) -> Row:
    values = feature["properties"]
    kept = tuple(pair for pair in query.given if pair[0] in ("crs", "datetime", "f"))
    cells = [_linked(field, values, meanings) for field in columns]
    return Row(
        feature["id"], _with(f"{base}/{quote(feature['id'])}", kept), cells, place_of(feature["geometry"], query.crs)
    )


def _linked(field: Field, values: dict[str, Any], meanings: Meanings) -> Shown:
    """A value, and where it leads: a road, a commune, what a record is about."""
    made, href = shown(field, values.get(field.name), meanings), ""
    if field.name in ("road", "road_id") and values.get("road_id"):
        href = f"/api/collections/roads/items/{quote(values['road_id'])}"
    elif field.name in ("host", "host_id") and values.get("host_id"):
        href = f"/api/collections/roads/items/{quote(values['host_id'])}"
    elif field.name == "commune" and values.get("commune"):
        href = f"/api/collections/communes/items/{quote(values['commune'])}"
    elif field.name in ("about", "about_name") and values.get("about") and values.get("about_kind"):
        href = f"/api/collections/{collection_of(values['about_kind']).name}/items/{quote(values['about'])}"
    return Shown(made.text, made.english, href) if href and made.text else made


def _column(query: ItemsQuery, field: Field, base: str) -> Column:
    """Sorting by a column sets its order aside for the contrary when it is already the first."""
    first = query.order[0] if query.order else None
    mine = first is not None and first.field.name == field.name
    now = ("descending" if first.descending else "ascending") if mine and first is not None else ""
    if not field.queried or field.kind == "texts":
        return Column(field, "", now)
    key = f"-{field.name}" if now == "ascending" else field.name
    kept = tuple(pair for pair in query.link if pair[0] != "sortby")
    return Column(field, _with(base, (*kept, ("sortby", key))), now)


def _records(name: str, about: str) -> tuple[Collection, str]:
    query = urlencode((("about", about), ("f", PAGE)))
    return COLLECTIONS[name], f"/api/collections/{name}/items?{query}"


def _is_file(link: dict[str, str]) -> bool:
    return link["rel"] == "alternate" and link["type"] != MEDIA["geojson"]


def _main(collection: Collection, fields: Sequence[Field]) -> Iterator[str]:
    held = {field.name for field in fields}
    return (name for name in MAIN[collection.name] if name in held)


def _selecting(query: ItemsQuery) -> tuple[tuple[str, str], ...]:
    """What selects, for another page."""
    return (*(pair for pair in query.given if pair[0] not in SHAPING), ("f", PAGE))


def _with(path: str, parameters: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
