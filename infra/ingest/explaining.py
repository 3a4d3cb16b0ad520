"""Coordinates against chainages, row by row: how far apart, why, and what would cure it. Reads the database, writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db import connection

from infra.ingest.causes import CLOSE_M, Disagreement, causes_of
from infra.ingest.findings import NOTICE, POSITION, Finding, finding
from infra.ingest.locating import RoadBook, measure
from infra.ingest.normalise import Record
from infra.ingest.positions import Position

DISAGREEING = frozenset({"gap-to-road", "gap-to-chainage", "far-from-neighbours", "same-position"})
OTHER_ROAD_M, OTHER_CHAINAGE_M = 30.0, 150.0
"""Another road explains coordinates this near to it, when its chainage there is this near to the stated one (metres)."""

_COMPARED = """
select g.row, ST_X(e.at), ST_Y(e.at), ST_Distance(e.at::geography, g.pt::geography), near.at_m - g.at_m,
       coalesce(lrs.chainage(g.road_id, near.at_m), ''), coalesce(o.code, '')
  from unnest(%s::int[], %s::bigint[], %s::float8[], %s::float8[], %s::float8[], %s::int[], %s::float8[]) s (row, road_id, lon, lat, at_m, km, m)
 cross join lateral (select s.row, s.road_id, s.at_m, s.km, s.m, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326) as pt) g
 cross join lateral (select lrs.point_at(g.road_id, g.at_m) as at) e
  left join lateral lrs.locate(g.road_id, g.pt) near on true
  left join lateral (
    select r.code from road_line l join road r on r.id = l.road_id cross join lateral lrs.locate(l.road_id, g.pt) f
      cross join lateral lrs.measure(l.road_id, g.km, g.m) k
     where l.road_id <> g.road_id and ST_DWithin(l.geom, g.pt, 0.001) and abs(f.offset_m) <= %s and abs(k.at_m - f.at_m) <= %s
     order by abs(f.offset_m) limit 1) o on true
 where e.at is not null order by g.road_id, g.at_m, g.row
"""
"""Each row where its chainage says (lon, lat), how far its coordinates are from there (m), how far along the road, what the chainage reads at
them, and another road on which they and the chainage agree."""


_THERE = """
select s.row from unnest(%s::int[], %s::bigint[], %s::float8[], %s::float8[], %s::float8[]) s (row, road_id, lon, lat, at_m)
 cross join lateral (select lrs.point_at(s.road_id, s.at_m) as at) e
 where ST_DWithin(e.at::geography, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326)::geography, %s)
"""


def on_their_roads(records: Sequence[Record]) -> frozenset[int]:
    """The rows whose coordinates are where their chainage stands on the line of their road, within CLOSE_M."""
    book = RoadBook.read(record.road for record in records if record.road)
    asked: list[tuple[int, int, float, float, float]] = []
    for record in records:
        road = book.find(record.road) if record.road else None
        if road is None or record.chainage is None or record.position is None:
            continue
        at_m, _ = measure(record.chainage, book.calibration(road))
        if at_m is not None:
            asked.append((record.row, road.pk, record.position.lon, record.position.lat, at_m))
    if not asked:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_THERE, [*(list(column) for column in zip(*asked, strict=True)), CLOSE_M])
        return frozenset(row for (row,) in cursor.fetchall())


def explained(
    findings: Iterable[Finding], records: Sequence[Record], given: Mapping[int, Position], book: RoadBook
) -> Iterator[Finding]:
    """A notice `km-gps-cause` for every row whose coordinates disagree with its road, its chainage or its neighbours.

    `given`: the coordinates as the file has them, believed or not.
    """
    doubtful = {one.row for one in findings if one.code in DISAGREEING}
    asked: list[tuple[int, int, float, float, float, int, float]] = []
    for record in records:
        position, chainage = given.get(record.row), record.chainage
        road = book.find(record.road) if record.road else None
        if record.row not in doubtful or position is None or chainage is None or road is None:
            continue
        at_m, _ = measure(chainage, book.calibration(road))
        if at_m is not None:
            asked.append((record.row, road.pk, position.lon, position.lat, at_m, chainage.km, float(chainage.m)))
    if asked:
        yield from _told(_disagreements(asked, given))


def _disagreements(
    asked: Sequence[tuple[int, int, float, float, float, int, float]], given: Mapping[int, Position]
) -> list[list[Disagreement]]:
    """By road, along it."""
    road_of = {row: road_id for row, road_id, *_ in asked}
    roads: dict[int, list[Disagreement]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            _COMPARED, [*(list(column) for column in zip(*asked, strict=True)), OTHER_ROAD_M, OTHER_CHAINAGE_M]
        )
        for row, lon, lat, metres, along_m, read, other in cursor.fetchall():
            one = Disagreement(row, given[row], (lon, lat), metres, along_m, other, read)
            roads[road_of[row]].append(one)
    return list(roads.values())


def _told(roads: Iterable[Sequence[Disagreement]]) -> Iterator[Finding]:
    for ordered in roads:
        causes = causes_of(ordered)
        for one in ordered:
            cause = causes[one.row]
            expected = [round(value, 7) for value in one.expected]
            facts = {"metres": round(one.metres, 1), "cause": cause.cause, "expected": expected, **cause.facts}
            value = f"{one.position.lon}, {one.position.lat}"
            words = {"metres": round(one.metres), "cause": cause.words, "proposal": cause.cure}
            told = finding("km-gps-cause", NOTICE, row=one.row, field=POSITION, value=value, **words)
            yield replace(told, facts=facts)
