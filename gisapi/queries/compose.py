"""A source, conditions, columns and an order to one statement. Everything put together here is text of this package; requests are parameters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gisapi.boxes import Crs
from gisapi.collections import Collection
from gisapi.cursors import Cursor
from gisapi.fields import Field, readable
from gisapi.params.items import Order
from gisapi.params.moments import Moment
from gisapi.queries.conditions import Conditions
from gisapi.queries.past import shadows
from gisapi.queries.statements import statement

_FEATURE = """'{{"type":"Feature","id":"' || page.key || '","geometry":' || coalesce(ST_AsGeoJSON({geometry}, {decimals}, 0), 'null')
         || ',"properties":' || {properties} || '}}' AS feature"""
_PAGE = """SELECT page.id, {kept}{selected}
  FROM (SELECT f.id, f.key{columns}
          FROM (
{source}) AS f
 WHERE {where}{after}
 ORDER BY {order}{limit}) AS page{lateral}
 ORDER BY {page_order}"""


@dataclass(frozen=True, slots=True)
class Statement:
    """Text with named placeholders, and what they stand for."""

    text: str
    parameters: dict[str, Any]


def source(collection: Collection) -> str:
    """The rows of a collection: `id, key, geom, recorded_from, lrs_*` and every field by its name."""
    return statement(f"sources/{collection.name.replace('-', '_')}")


def told(collection: Collection, asked: Iterable[str] | None, *, signed_in: bool, one: bool = False) -> list[Field]:
    """The fields of an answer: those asked for, else the usual ones (of a single item all), as far as this visitor may read them."""
    may = readable(collection.name, signed_in=signed_in)
    if asked is not None:
        return [may[name] for name in asked if name in may]
    return [field for field in may.values() if field.always or one]


def features(
    collection: Collection,
    selected: Conditions,
    columns: Sequence[Field],
    crs: Crs,
    *,
    moment: Moment | None = None,
    order: Sequence[Order] = (),
    after: Cursor | None = None,
    limit: int | None = None,
) -> Statement:
    """One row a feature: `id`, the sort keys `s0`…, `recorded_from`, and the feature as GeoJSON text."""
    names = dict.fromkeys([field.name for field in columns] + [key.field.name for key in order] + ["recorded_from"])
    lateral = (
        f",\n       LATERAL (SELECT {', '.join(f'page.{field.name}' for field in columns)}) AS p" if columns else ""
    )
    selected_text = _FEATURE.format(
        geometry=_in_crs("page.geom", crs), decimals=crs.decimals, properties="row_to_json(p)" if columns else "'{}'"
    )
    kept = "".join(f"page.{key.field.name} AS s{n}, " for n, key in enumerate(order)) + "page.recorded_from, "
    parameters = dict(selected.parameters)
    text = _PAGE.format(
        kept=kept,
        selected=selected_text,
        columns="".join(f", f.{name}" for name in ("geom", *names)),
        source=source(collection),
        where=selected.where,
        after="" if after is None else f"\n   AND {_after(order, after, parameters)}",
        order=_ordered("f", order),
        limit="" if limit is None else "\n LIMIT %(page_limit)s",
        lateral=lateral,
        page_order=_ordered("page", order),
    )
    parameters["page_limit"] = limit
    return of_the_time(text, parameters, moment)


def of_the_time(text: str, parameters: dict[str, Any], moment: Moment | None) -> Statement:
    """The statement reading the tables as they were at `moment`."""
    before, more = shadows(text, moment)
    return Statement(before + text, parameters | more)


def _in_crs(column: str, crs: Crs) -> str:
    if crs.latitude_first:
        return f"ST_FlipCoordinates(ST_Transform({column}, {crs.srid}))"
    return column if crs.srid == 4326 else f"ST_Transform({column}, {crs.srid})"


def _ordered(row: str, order: Sequence[Order]) -> str:
    """Sort keys, unknown ones last either way, then the id."""
    keys = [f"{_sorted(row, key)} {'DESC' if key.descending else 'ASC'} NULLS LAST" for key in order]
    return ", ".join([*keys, f"{row}.id"])


def _sorted(row: str, key: Order) -> str:
    """A sort key as people here sort: Đ between D and E, accents after letters."""
    return f"{row}.{key.field.name}" + (' COLLATE "vi-x-icu"' if key.field.kind == "text" else "")


def _after(order: Sequence[Order], after: Cursor, parameters: dict[str, Any]) -> str:
    """What comes behind the cursor in the order: key by key, each where all before it are equal."""
    parameters |= {f"after{n}": value for n, value in enumerate(after.keys)} | {"after_id": after.id}
    ways, equal = [], ""
    for n, (key, value) in enumerate(zip(order, after.keys, strict=True)):
        column = _sorted("f", key)
        if value is None:  # among the unknown, which are last: only the keys after it decide
            equal += f"{column} IS NULL AND "
            continue
        ways.append(f"{equal}({column} {'<' if key.descending else '>'} %(after{n})s OR {column} IS NULL)")
        equal += f"{column} = %(after{n})s AND "
    ways.append(f"{equal}f.id > %(after_id)s")
    return f"({' OR '.join(f'({way})' for way in ways)})"
