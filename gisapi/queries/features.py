"""Features of the collections: pages and single items. PostGIS builds the JSON, one row a feature; nothing reads it here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gisapi.boxes import CRS84, Crs
from gisapi.collections import Collection
from gisapi.cursors import write_cursor
from gisapi.params.items import LIMIT, ItemsQuery
from gisapi.params.moments import Moment
from gisapi.queries import compose
from gisapi.queries.conditions import Conditions, conditions
from gisapi.queries.statements import rows_filtered, run, run_filtered

_COUNT = "SELECT count(*) AS count\n  FROM (\n{source}) AS f\n WHERE {where}"


@dataclass(frozen=True, slots=True)
class Page:
    """`features`: GeoJSON features as they came from PostGIS (UTF-8); `cursor`: what continues them, when there is more.

    `matched`: how many there are in all, when asked or known for nothing. `approximate`: see `queries.conditions`.
    """

    features: list[bytes]
    cursor: str | None
    matched: int | None
    approximate: bool


@dataclass(frozen=True, slots=True)
class One:
    """One feature as GeoJSON text; `recorded_from`: when this version of its row began (None: never edited here)."""

    feature: str
    recorded_from: datetime | None


def page_of(collection: Collection, query: ItemsQuery, *, signed_in: bool) -> Page:
    """One page of a collection in the order asked for. One statement, and one more to count."""
    selected = conditions(collection, query.selection, signed_in=signed_in)
    columns = compose.told(collection, query.columns, signed_in=signed_in)
    order, moment, limit = query.order, query.selection.moment, query.limit or LIMIT
    made = compose.features(
        collection, selected, columns, query.crs, compose.Page(moment, order, query.after, limit + 1)
    )
    rows = rows_filtered(made.text, made.parameters)
    shown, more = rows[:limit], len(rows) > limit
    cursor = None
    if more:
        last, *keys, _ = shown[-1]
        cursor = write_cursor(collection.name, tuple(map(_decoded, keys)), last)
    matched = len(shown) if not more and query.after is None else None
    if matched is None and query.count:
        matched = count_of(collection, selected, moment)
    return Page([row[-1] for row in shown], cursor, matched, selected.approximate)


def _decoded(key: Any) -> Any:
    """A sort key as the cursor takes it: text comes as its bytes."""
    return key.decode() if isinstance(key, bytes) else key


def count_of(collection: Collection, selected: Conditions, moment: Moment | None) -> int:
    """How many features a selection holds."""
    text = _COUNT.format(source=compose.source(collection), where=selected.where)
    made = compose.of_the_time(text, selected.parameters, moment)
    return int(run_filtered(made.text, made.parameters)[0]["count"])


def one_of(
    collection: Collection,
    feature_id: str,
    *,
    signed_in: bool,
    crs: Crs = CRS84,
    columns: tuple[str, ...] | None = None,
    moment: Moment | None = None,
) -> One | None:
    """One feature, or None when there is none that this visitor may see. One statement."""
    selected = Conditions(
        [_called(collection, moment)], {"signed_in": signed_in, "key": feature_id, "kind": collection.kind}
    )
    told = compose.told(collection, columns, signed_in=signed_in, one=True)
    made = compose.features(collection, selected, told, crs, compose.Page(moment), dated=True)
    rows = run_filtered(made.text, made.parameters)
    return One(rows[0]["feature"], rows[0]["recorded_from"]) if rows else None


def many_of(collection: Collection, ids: list[int], *, signed_in: bool) -> dict[int, One]:
    """Features by internal id, those that this visitor may see. One statement."""
    selected = Conditions(["f.id = ANY (%(ids)s::bigint[])"], {"signed_in": signed_in, "ids": ids})
    columns = compose.told(collection, None, signed_in=signed_in, one=True)
    made = compose.features(collection, selected, columns, CRS84, dated=True)
    return {row["id"]: One(row["feature"], row["recorded_from"]) for row in run(made.text, made.parameters)}


def _called(collection: Collection, moment: Moment | None) -> str:
    """The feature of a public id. History is kept by internal id; a unit may also be named by the day it began."""
    if collection.kind == "administrative_unit":
        return "(f.key = %(key)s OR f.code || '@' || f.valid_from = %(key)s)"
    if moment is None:
        return "f.key = %(key)s"
    return "f.id = (SELECT i.row_id FROM issued_public_id i WHERE i.public_id = %(key)s AND i.kind = %(kind)s)"
