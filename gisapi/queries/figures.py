"""Numbers of a collection: counts, kilometres (geodesic, by chainage), deck area, by the columns asked for.

Lines are cut where the selection ends: at the unit, the box, `from`/`to`, and, grouped by commune, at the communes. Chainage has no place on the
ground between posts, so it is cut at `from`/`to` only and is not told (null) of what is cut by an area. What a road runs over another one
(`shared_km`) is counted with that one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gisapi.collections import Collection
from gisapi.params.items import StatisticsQuery
from gisapi.queries import compose
from gisapi.queries.conditions import Conditions, conditions
from gisapi.queries.cuts import pieces_of
from gisapi.queries.statements import run_filtered

_READING = """(SELECT 1000 * p.km + {at} - p.at_m FROM road_post p
                WHERE p.road_id = f.lrs_road AND p.at_m <= {at} + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1)"""
_STATEMENT = """SELECT {columns}{comma}GROUPING({grouping}) AS total, count({counted}) AS count{figures}
  FROM (
{source}) AS f{pieces}
 WHERE {where}
 GROUP BY GROUPING SETS (({by}), ())"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """`groups`: the columns grouped by, `count` and the collection's figures; `total`: the same over all of them."""

    groups: list[dict[str, Any]]
    total: dict[str, Any]
    approximate: bool


def numbers_of(collection: Collection, query: StatisticsQuery, *, signed_in: bool) -> Numbers:
    """The numbers of a selection. One statement."""
    selected = conditions(collection, query.selection, signed_in=signed_in)
    text = _text(collection, query, selected)
    made = compose.of_the_time(text, selected.parameters, query.selection.moment)
    rows = run_filtered(made.text, made.parameters)
    total = next(row for row in rows if row["total"] == _all(query.group_by))
    groups = [row for row in rows if row is not total]
    figures = ("count", *collection.figures)
    lines = [_line(row, (*query.group_by, *figures)) for row in groups] if query.group_by else [_line(total, figures)]
    lines.sort(key=lambda line: [(line[name] is None, str(line[name])) for name in query.group_by])
    return Numbers([line for line in lines if line["count"]], _line(total, figures), selected.approximate)


def _all(by: Sequence[str]) -> int:
    """GROUPING() of the row over everything: a bit for each column."""
    return (1 << len(by)) - 1 if by else 0


def _line(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(name, row[name]) for name in names}


def _plain(name: str, value: Any) -> Any:
    """Kilometres to the metre, areas to the tenth."""
    if name.endswith("_km"):
        return None if value is None else round(float(value), 3)
    return round(float(value), 1) if name.endswith("_m2") and value is not None else value


def _text(collection: Collection, query: StatisticsQuery, selected: Conditions) -> str:
    by_place = collection.shape == "line" and "commune" in query.group_by
    columns = [
        "part.commune" if name == "commune" and by_place else _known(collection, name) for name in query.group_by
    ]
    cut_by_area = bool(query.selection.areas) or query.selection.unit is not None or by_place
    where = selected.where + (" AND (part.geom IS NULL OR ST_Length(part.geom) > 0)" if by_place else "")
    return (
        _STATEMENT.format(
            columns=", ".join(f"{column} AS {name}" for column, name in zip(columns, query.group_by, strict=True)),
            comma=", " if columns else "",
            grouping=", ".join(columns) or "()",
            counted="DISTINCT f.id" if collection.shape == "line" else "*",
            figures="".join(
                f", {_FIGURES[collection.shape][name](by_place, cut_by_area)} AS {name}" for name in collection.figures
            ),
            source=compose.source(collection),
            pieces=pieces_of(collection, query.selection, by_place=by_place) if collection.shape == "line" else "",
            where=where,
            by=", ".join(columns),
        )
        .replace("GROUPING(()) AS total", "0 AS total")
        .replace("GROUPING SETS ((), ())", "()")
    )


def _known(collection: Collection, name: str) -> str:
    """A column to group by; an empty text is "not known", as null is."""
    return f"nullif(f.{name}, '')" if collection.fields[name].kind == "reference" else f"f.{name}"


def _length(by_place: bool) -> str:
    return f"ST_Length({'part' if by_place else 'piece'}.geom::geography)"


def _once(summed: str) -> str:
    """The sum over what is no other road's; nought where all of it is."""
    return f"coalesce(sum({summed}) FILTER (WHERE NOT cut.shared), CASE WHEN bool_or(cut.shared) THEN 0 END) / 1000"


def _geodesic(by_place: bool, _cut: bool) -> str:
    return _once(_length(by_place))


def _by_chainage(_by_place: bool, cut_by_area: bool) -> str:
    if cut_by_area:
        return "NULL::float8"
    return _once(f"{_READING.format(at='cut.high')} - {_READING.format(at='cut.low')}")


def _over_others(by_place: bool, _cut: bool) -> str:
    return f"coalesce(sum({_length(by_place)}) FILTER (WHERE cut.shared), 0) / 1000"


_FIGURES: dict[str, dict[str, Any]] = {
    "line": {"length_km": _geodesic, "chainage_km": _by_chainage, "shared_km": _over_others},
    "point": {
        "length_km": lambda *_: "sum(f.length_m) / 1000",
        "deck_area_m2": lambda *_: "sum(f.length_m * f.width_m)",
    },
    "area": {},
    "any": {},
}
