"""Lines of a file laid on roads: between which measures, how far beside, and which road it is where none is named. Reads the database, writes nothing.

A section has no line of its own: it is its stretch of road. The line of a file only says which stretch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from infra.ingest.by_point import NEAR_M, SURE_M
from infra.ingest.findings import ERROR, NOTICE, WARNING, Finding, finding
from infra.ingest.normalise import Record
from infra.ingest.shapes import farthest_m
from infra.models import Road
from infra.network.lines import length_m, parts_of

LENGTH_SHARE, LENGTH_M = 0.05, 10.0
"""A line longer or shorter than its stretch of road by more than this share, and these metres, took another way."""
GEOMETRY = "geometry"

_LAID = """
with ends as (
  select s.row, c.road_id, min(f.at_m) as from_m, max(f.at_m) as to_m,
         (array_agg(f.at_m order by s.n))[1] > (array_agg(f.at_m order by s.n desc))[1] as turned
    from unnest(%s::int[], %s::int[], %s::int[], %s::bigint[], %s::float8[], %s::float8[]) s (row, n, ends, road_id, lon, lat)
   cross join lateral (select ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326) as pt) g
   cross join lateral (
     select s.road_id where s.road_id is not null
     union all select n.road_id from road_line n where s.road_id is null and ST_DWithin(n.geom, g.pt, %s)) c (road_id)
   cross join lateral lrs.locate(c.road_id, g.pt) f
   where f.at_m is not null group by s.row, c.road_id having count(*) = max(s.ends))
select row, road_id, from_m, to_m, turned, ST_AsBinary(lrs.stretch(road_id, from_m, to_m)),
       coalesce(lrs.chainage(road_id, from_m), ''), coalesce(lrs.chainage(road_id, to_m), '') from ends
"""
"""Between which measures the ends of each line lie, on its road or on every road that all its ends are near; and that stretch of road."""
_DEGREES = NEAR_M / 90_000  # of longitude, at the northernmost road


@dataclass(frozen=True, slots=True)
class Laid:
    """A line on a road. `aside_m`: how far the two lie apart at most; `line_m`: how long the line is; `turned`: drawn against the road."""

    road: Road
    from_m: float
    to_m: float
    aside_m: float
    line_m: float
    turned: bool
    span: str


Asked = tuple[int, int | None, bytes]
"""Row, internal id of its road (None: whichever it lies along), its line as WKB."""


def laid_on_roads(asked: Sequence[Asked]) -> dict[int, list[Laid]]:
    """Row → the roads its line can be laid on, the one nearest to it first. One statement."""
    lines = {row: line for row, _, line in asked}
    ends = [
        (row, n, 2 * len(parts_of(line)), road_id, *place)
        for row, road_id, line in asked
        for n, place in enumerate(end for part in parts_of(line) for end in (part[0], part[-1]))
    ]
    if not ends:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LAID, [*(list(column) for column in zip(*ends, strict=True)), _DEGREES])
        rows = cursor.fetchall()
    roads = Road.objects.defer("centreline").in_bulk({road_id for _, road_id, *_ in rows})
    found: dict[int, list[Laid]] = {}
    for row, road_id, from_m, to_m, turned, stretch, *chainages in rows:
        aside_m = farthest_m(lines[row], bytes(stretch)) if parts_of(bytes(stretch)) else 0.0  # from a place to itself
        span = _span(from_m, to_m, *chainages)
        one = Laid(roads[road_id], from_m, to_m, aside_m, length_m(lines[row]), turned, span)
        found.setdefault(row, []).append(one)
    return {row: sorted(several, key=lambda one: (one.aside_m, one.road.pk)) for row, several in found.items()}


def _span(from_m: float, to_m: float, from_chainage: str, to_chainage: str) -> str:
    return f"{from_chainage or f'{from_m:.0f} m'} – {to_chainage or f'{to_m:.0f} m'}"


def road_along(record: Record, laid: Sequence[Laid]) -> tuple[Laid | None, Finding | None]:
    """The road a line lies along, as `by_point.road_at` of a point: None, with why, where no road is near all of it or several are."""
    near = [one for one in laid if one.aside_m <= NEAR_M]
    if not near:
        return None, finding("no-road-near", ERROR, row=record.row, field=GEOMETRY, metres=round(NEAR_M))
    rivals = [one for one in near if one.aside_m - near[0].aside_m < SURE_M]
    if len(rivals) > 1:
        told = "; ".join(f"{one.road.code}: {one.road.branch} ({one.aside_m:.0f} m)" for one in rivals)
        return None, finding("several-roads-near", ERROR, row=record.row, field=GEOMETRY, candidates=told)
    return near[0], None


def said_of(record: Record, laid: Laid) -> Iterable[Finding]:
    """What is to be said of a row that stands where its line lies."""
    severity = NOTICE if laid.aside_m <= SURE_M else WARNING
    words = {"road": laid.road.code, "span": laid.span, "metres": written(laid.aside_m)}
    yield finding("stretch-by-line", severity, row=record.row, field=GEOMETRY, **words)
    yield from about_line(record, laid)


def about_line(record: Record, laid: Laid) -> Iterable[Finding]:
    """What is to be said of the line itself."""
    if laid.turned:
        yield finding("stretch-turned", NOTICE, row=record.row, field=GEOMETRY, road=laid.road.code)
    stretch_m = laid.to_m - laid.from_m
    if abs(laid.line_m - stretch_m) > max(LENGTH_SHARE * stretch_m, LENGTH_M):
        words = {"line": written(laid.line_m), "metres": written(stretch_m)}
        yield finding("stretch-length-differs", WARNING, row=record.row, field=GEOMETRY, **words)


def written(metres: float) -> str:
    """Metres as people write them: `4,0`."""
    return f"{metres:.1f}".replace(".", ",")
