"""What of each line is inside a selection: the pieces that kilometres are summed over, each once.

A road is parted into what is its own and what it shares as a guest: the carriageway there is the host's, and counted with it.
"""

from collections.abc import Sequence

from gisapi.boxes import Area
from gisapi.collections import Collection
from gisapi.params.selecting import Selection
from gisapi.queries.conditions import UNIT_AREA

_STRETCH = """(SELECT ST_Multi(ST_Force2D(ST_CollectionExtract(ST_LocateBetween(l.geom, cut.low, least(cut.high, l.length_m)), 2)))
           FROM road_line l WHERE l.road_id = f.lrs_road)"""
_WHOLE = "SELECT f.lrs_from_m AS low, f.lrs_to_m AS high"
_ASKED = """SELECT greatest(n.from_m, f.lrs_from_m) AS low, least(n.to_m, f.lrs_to_m) AS high
       FROM unnest(%(road_ids)s::bigint[], %(road_from_m)s::float8[], %(road_to_m)s::float8[]) AS n (id, from_m, to_m)
      WHERE n.id = f.lrs_road AND n.from_m <= f.lrs_to_m AND n.to_m >= f.lrs_from_m"""
_SHARED = """FROM shared_stretch g JOIN road h ON h.id = g.host_id
            WHERE g.road_id = f.lrs_road AND g.from_m < b.high AND g.to_m > b.low AND (g.is_published AND h.is_published OR %(signed_in)s)"""
_AS_IT_IS = "SELECT b.low, b.high, false FROM ({base}) AS b"
_PARTED = """SELECT part.* FROM ({base}) AS b CROSS JOIN LATERAL (
         SELECT b.low, b.high, false WHERE NOT EXISTS (SELECT {shared})
         UNION ALL SELECT lower(own)::float8, upper(own)::float8, false
           FROM unnest(nummultirange(numrange(b.low::numeric, b.high::numeric)) - (SELECT range_agg(numrange(g.from_m::numeric, g.to_m::numeric)) {shared})) AS own
         UNION ALL SELECT greatest(g.from_m, b.low), least(g.to_m, b.high), true {shared}) AS part"""
_CUT = """
  CROSS JOIN LATERAL ({cut}) AS cut (low, high, shared)
  CROSS JOIN LATERAL (SELECT {piece} AS geom) AS piece"""
_BY_COMMUNE = """
  CROSS JOIN LATERAL (
    SELECT u.code AS commune, ST_Intersection(piece.geom, u.geom) AS geom
      FROM administrative_unit u WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND ST_Intersects(u.geom, piece.geom)
    UNION ALL
    SELECT NULL, ST_Difference(piece.geom, coalesce((SELECT ST_Union(u.geom) FROM administrative_unit u
                    WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND ST_Intersects(u.geom, piece.geom)), 'SRID=4326;POLYGON EMPTY'))
  ) AS part"""


def pieces_of(collection: Collection, asked: Selection, *, by_place: bool) -> str:
    """The laterals `cut` (low, high: measures; shared: over another road), `piece` (geom) and, `by_place`, `part` (commune, geom)."""
    ranged = asked.road is not None  # a road may also mean a stretch of another one, which it runs over
    base = _ASKED if ranged else _WHOLE
    parted = collection.kind == "road"
    cut = (_PARTED if parted else _AS_IT_IS).format(base=base, shared=_SHARED)
    piece = "f.geom"
    if ranged or parted:
        piece = f"CASE WHEN cut.low <= f.lrs_from_m AND cut.high >= f.lrs_to_m THEN f.geom ELSE {_STRETCH} END"
    if asked.unit is not None:
        piece = (
            f"CASE WHEN ST_CoveredBy(f.geom, {UNIT_AREA}) THEN {piece} ELSE ST_Intersection({piece}, {UNIT_AREA}) END"
        )
    if asked.areas:
        piece = _inside(piece, asked.areas)
    return _CUT.format(cut=cut, piece=piece) + (_BY_COMMUNE if by_place else "")


def _inside(piece: str, areas: Sequence[Area]) -> str:
    """What of a piece is inside the areas. Most lines lie wholly inside, which comparing boxes shows (`conditions.py`)."""
    box = f"ST_Collect(ARRAY[{', '.join(f'%(area_{n})s::geometry' for n in range(len(areas)))}])"
    inside = [f"f.geom @ %(area_{n}_inner)s::geometry" for n, area in enumerate(areas) if area.inner is not None]
    cut = f"ST_Intersection({piece}, {box})"
    return f"CASE WHEN {' OR '.join(inside)} THEN {piece} ELSE {cut} END" if inside else cut
