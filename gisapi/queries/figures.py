"""Numbers of a collection: counts, kilometres (geodesic, by chainage), deck area, by the columns asked for.

Lines are cut where the selection ends: at the unit, the box, `from`/`to`, and, grouped by commune, at the communes. Chainage has no place on the
ground between posts, so it is cut at `from`/`to` only and is not told (null) of what is cut by an area.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gisapi.boxes import Area
from gisapi.collections import Collection
from gisapi.params.items import StatisticsQuery
from gisapi.params.selecting import Selection
from gisapi.queries import compose
from gisapi.queries.conditions import UNIT_AREA, Conditions, conditions
from gisapi.queries.statements import run_filtered

_STRETCH = """(SELECT ST_Multi(ST_Force2D(ST_CollectionExtract(ST_LocateBetween(l.geom, {low}, least({high}, l.length_m)), 2)))
           FROM road_line l WHERE l.road_id = f.lrs_road)"""
_ASKED = """(SELECT n.{end} FROM unnest(%(road_ids)s::bigint[], %(road_from_m)s::float8[], %(road_to_m)s::float8[]) AS n (id, from_m, to_m)
                WHERE n.id = f.lrs_road)"""
_READING = """(SELECT 1000 * p.km + {at} - p.at_m FROM road_post p
                WHERE p.road_id = f.lrs_road AND p.at_m <= {at} + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1)"""
_BY_COMMUNE = """
  CROSS JOIN LATERAL (
    SELECT u.code AS commune, ST_Intersection(piece.geom, u.geom) AS geom
      FROM administrative_unit u WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND ST_Intersects(u.geom, piece.geom)
    UNION ALL
    SELECT NULL, ST_Difference(piece.geom, coalesce((SELECT ST_Union(u.geom) FROM administrative_unit u
                    WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND ST_Intersects(u.geom, piece.geom)), 'SRID=4326;POLYGON EMPTY'))
  ) AS part"""
_PIECES = """
  CROSS JOIN LATERAL (SELECT {low} AS low, {high} AS high) AS cut
  CROSS JOIN LATERAL (SELECT {piece} AS geom) AS piece"""
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
            counted="DISTINCT f.id" if by_place else "*",
            figures="".join(
                f", {_FIGURES[collection.shape][name](by_place, cut_by_area)} AS {name}" for name in collection.figures
            ),
            source=compose.source(collection),
            pieces=_pieces(query.selection, by_place=by_place) if collection.shape == "line" else "",
            where=where,
            by=", ".join(columns),
        )
        .replace("GROUPING(()) AS total", "0 AS total")
        .replace("GROUPING SETS ((), ())", "()")
    )


def _known(collection: Collection, name: str) -> str:
    """A column to group by; an empty text is "not known", as null is."""
    return f"nullif(f.{name}, '')" if collection.fields[name].kind == "reference" else f"f.{name}"


def _pieces(asked: Selection, *, by_place: bool) -> str:
    """What of each line is inside the selection."""
    ranged = asked.from_chainage is not None or asked.to_chainage is not None
    if ranged:
        low, high = (_ASKED.format(end=end) for end in ("from_m", "to_m"))
    else:
        low, high = "f.lrs_from_m", "f.lrs_to_m"
    piece = "f.geom"
    if ranged:
        whole = "cut.low <= f.lrs_from_m AND cut.high >= f.lrs_to_m"
        piece = f"CASE WHEN {whole} THEN f.geom ELSE {_STRETCH.format(low='cut.low', high='cut.high')} END"
    if asked.unit is not None:
        piece = (
            f"CASE WHEN ST_CoveredBy(f.geom, {UNIT_AREA}) THEN {piece} ELSE ST_Intersection({piece}, {UNIT_AREA}) END"
        )
    if asked.areas:
        piece = _cut(piece, asked.areas)
    cuts = _PIECES.format(low=f"greatest({low}, f.lrs_from_m)", high=f"least({high}, f.lrs_to_m)", piece=piece)
    return cuts + (_BY_COMMUNE if by_place else "")


def _cut(piece: str, areas: Sequence[Area]) -> str:
    """What of a piece is inside the areas. Most lines lie wholly inside, which comparing boxes shows (`conditions.py`)."""
    box = f"ST_Collect(ARRAY[{', '.join(f'%(area_{n})s::geometry' for n in range(len(areas)))}])"
    inside = [f"f.geom @ %(area_{n}_inner)s::geometry" for n, area in enumerate(areas) if area.inner is not None]
    cut = f"ST_Intersection({piece}, {box})"
    return f"CASE WHEN {' OR '.join(inside)} THEN {piece} ELSE {cut} END" if inside else cut


def _geodesic(by_place: bool, _cut: bool) -> str:
    return f"sum(ST_Length({'part' if by_place else 'piece'}.geom::geography)) / 1000"


def _by_chainage(_by_place: bool, cut_by_area: bool) -> str:
    if cut_by_area:
        return "NULL::float8"
    return f"sum({_READING.format(at='cut.high')} - {_READING.format(at='cut.low')}) / 1000"


_FIGURES: dict[str, dict[str, Any]] = {
    "line": {"length_km": _geodesic, "chainage_km": _by_chainage},
    "point": {
        "length_km": lambda *_: "sum(f.length_m) / 1000",
        "deck_area_m2": lambda *_: "sum(f.length_m * f.width_m)",
    },
    "area": {},
    "any": {},
}
