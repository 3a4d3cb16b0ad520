"""A source, conditions, columns and an order to one statement. Everything put together here is text of this package; requests are parameters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gisapi.boxes import Crs
from gisapi.collections import Collection
from gisapi.cursors import Cursor
from gisapi.errors import BadParameter
from gisapi.fields import Field, readable
from gisapi.params.items import Order
from gisapi.params.moments import Moment
from gisapi.queries.conditions import Conditions
from gisapi.queries.past import shadows
from gisapi.queries.place_first import by_place_alone, place_first
from gisapi.queries.properties import properties
from gisapi.queries.statements import statement

_FEATURE = """'{{"type":"Feature","id":"' || page.key || '","geometry":' || coalesce(ST_AsGeoJSON({geometry}, {decimals}, 0), 'null')
         || ',"properties":' || {properties} || '}}' AS feature"""
_PAGE = """SELECT {shown}
  FROM (SELECT f.id, f.key{columns}
          FROM (
{source}) AS f
 WHERE {where}
 ORDER BY {order}{limit}) AS page{lateral}
 ORDER BY {page_order}"""


@dataclass(frozen=True, slots=True)
class Statement:
    """Text with named placeholders, and what they stand for."""

    text: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the rows selected, in which order, as they were when: after a cursor, at most `limit` of them."""

    moment: Moment | None = None
    order: tuple[Order, ...] = ()
    after: Cursor | None = None
    limit: int | None = None

    @property
    def in_short(self) -> bool:
        """Whether it is some rows of now in the order of their ids."""
        return self.limit is not None and self.moment is None and not self.order


EVERYTHING = Page()


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
    page: Page = EVERYTHING,
    *,
    dated: bool = False,
) -> Statement:
    """One row a feature: `id`, the sort keys `s0`…, `recorded_from` when `dated`, and last the feature as GeoJSON text."""
    more = ["recorded_from"] if dated else []
    names = [field.name for field in columns] + more
    lateral = (
        f",\n       LATERAL (SELECT {', '.join(f'page.{field.name}' for field in columns)}) AS p" if columns else ""
    )
    text = _FEATURE.format(
        geometry=in_crs("page.geom", crs), decimals=crs.decimals, properties=properties(columns) if columns else "'{}'"
    )
    kept = [f"page.{key.field.name} AS s{n}" for n, key in enumerate(page.order)] + [f"page.{name}" for name in more]
    return rows(collection, selected, names, ["page.id", *kept, text], page, lateral)


def rows(
    collection: Collection,
    selected: Conditions,
    names: Sequence[str],
    shown: Sequence[str],
    page: Page = EVERYTHING,
    lateral: str = "",
) -> Statement:
    """One row a feature, of the expressions `shown` over `page`: its `id`, `key`, `geom` and the fields `names`. `lateral`: what else they read."""
    read = dict.fromkeys([*names, *_keys_read(collection, page.order, signed_in=selected.parameters["signed_in"])])
    parameters = dict(selected.parameters)
    taken, where = source(collection), selected.where
    if page.after is not None:
        where += f"\n   AND {_after(page.order, page.after, parameters)}"
    if page.in_short and by_place_alone(collection.kind, selected.where):
        taken, where = place_first(collection.kind, taken, where), "true"
    text = _PAGE.format(
        shown=", ".join(shown),
        columns="".join(f", f.{name}" for name in ("geom", *read)),
        source=taken,
        where=where,
        order=_ordered("f", page.order),
        limit="" if page.limit is None else "\n LIMIT %(page_limit)s",
        lateral=lateral,
        page_order=_ordered("page", page.order),
    )
    parameters["page_limit"] = page.limit
    return of_the_time(text, parameters, page.moment)


def _keys_read(collection: Collection, order: Sequence[Order], *, signed_in: bool) -> Iterator[str]:
    """The fields to sort by. A cursor holds their values: one this visitor may not read is as unknown to them as any other word."""
    may = readable(collection.name, signed_in=signed_in)
    for key in order:
        if key.field.name not in may:
            raise BadParameter("sortby", value=key.field.name, known=sorted(may))
        yield key.field.name


def of_the_time(text: str, parameters: dict[str, Any], moment: Moment | None) -> Statement:
    """The statement reading the tables as they were at `moment`."""
    before, more = shadows(text, moment)
    return Statement(before + text, parameters | more)


def in_crs(column: str, crs: Crs) -> str:
    """A geometry in a system, its axes in that system's order."""
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
