"""Rows that say where they are by coordinates alone: which road they lie at. Reads the database, writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from infra.ingest.findings import ERROR, NOTICE, POSITION, WARNING, Finding, finding
from infra.ingest.normalise import Record
from infra.models import Road

NEAR_M = 50.0
"""No road is taken that lies farther away."""
SURE_M = 15.0
"""Farther than this from it, a person looks before it is believed; and of two roads nearer to each other than this neither is taken."""

_NEAR = """
select s.row, l.road_id, l.metres, coalesce(lrs.chainage(l.road_id, f.at_m), '')
  from unnest(%s::int[], %s::float8[], %s::float8[]) s (row, lon, lat)
 cross join lateral (select ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326) as pt) g
 cross join lateral (
   select n.road_id, min(ST_Distance(n.geom::geography, g.pt::geography)) as metres from road_line n
    where ST_DWithin(n.geom, g.pt, %s) group by n.road_id) l
 cross join lateral lrs.locate(l.road_id, g.pt) f
 where l.metres <= %s order by s.row, l.metres, l.road_id
"""
_DEGREES = NEAR_M / 90_000  # of longitude, at the northernmost road


@dataclass(frozen=True, slots=True)
class Near:
    """A road near a point: how far its line is (m), and its chainage there."""

    road: Road
    metres: float
    chainage: str


def roads_near(records: Iterable[Record]) -> dict[int, list[Near]]:
    """Row → the roads near its coordinates, nearest first; of the rows that name no road. One statement."""
    asked = [
        (record.row, record.position.lon, record.position.lat)
        for record in records
        if record.position is not None and record.road is None and not record.public_id
    ]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [*(list(column) for column in zip(*asked, strict=True)), _DEGREES, NEAR_M])
        rows = cursor.fetchall()
    roads: Mapping[int, Road] = Road.objects.defer("centreline").in_bulk({road_id for _, road_id, _, _ in rows})
    found: dict[int, list[Near]] = {}
    for row, road_id, metres, chainage in rows:
        found.setdefault(row, []).append(Near(roads[road_id], metres, chainage))
    return found


def road_at(record: Record, near: list[Near]) -> tuple[Road | None, Finding]:
    """The road a row lies at, and what is to be said of it; None when no road is near, or several are."""
    value = f"{record.position.lon}, {record.position.lat}" if record.position else ""
    if not near:
        return None, finding("no-road-near", ERROR, row=record.row, field=POSITION, value=value, metres=round(NEAR_M))
    first = near[0]
    rivals = [one for one in near if one.metres - first.metres < SURE_M]
    if len(rivals) > 1:
        told = "; ".join(f"{one.road.code}: {one.road.branch} ({one.metres:.0f} m)" for one in rivals)
        return None, finding("several-roads-near", ERROR, row=record.row, field=POSITION, value=value, candidates=told)
    severity = NOTICE if first.metres <= SURE_M else WARNING
    words = {
        "road": first.road.code,
        "chainage": first.chainage or "–",
        "metres": f"{first.metres:.1f}".replace(".", ","),
    }
    return first.road, finding("road-by-point", severity, row=record.row, field=POSITION, value=value, **words)
