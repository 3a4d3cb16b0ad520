"""Roads and what stands along them, locked and read: one statement a kind, however many things there are."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from psycopg2 import sql

from infra.network.standing import LINEAR, POINTS, Network, RoadStanding, Standing

_LOCKS = """
select pg_advisory_xact_lock(hashtext('lrs.calibrate'), id::int), pg_advisory_xact_lock(hashtext('lrs.line'), id::int)
  from (select id from road where id = any(%s) order by id for no key update) r
"""
"""As everyone who draws a line takes them: whoever is placing something on these roads is waited for, and seen."""

_PARTNERS = """
select road_id from shared_stretch where host_id = any(%(roads)s) union select host_id from shared_stretch where road_id = any(%(roads)s)
"""

_ROADS = """
select r.id, r.public_id, r.code, r.branch, r.name, u.code, coalesce(l.length_m, 0), lrs.chainage(r.id, 0), lrs.chainage(r.id, l.length_m),
       coalesce((select sum(s.to_m - s.from_m order by s.from_m) from section s where s.road_id = r.id), 0), coalesce(l.calibration, 'none'), r.recorded_from
  from road r left join road_line l on l.road_id = r.id left join managing_unit u on u.id = r.managing_unit_id
 where r.id = any(%s) order by r.id
"""

_LINEAR = """
select {kind}, e.id, e.public_id, '', e.road_id, e.from_m, e.to_m, f.chainage, t.chainage, null, null, null, 0, null, null, {in_force}, ST_AsBinary(e.geom), e.recorded_from
  from {table} e left join lateral lrs.reading(e.road_id, e.from_m) f on true left join lateral lrs.reading(e.road_id, e.to_m) t on true
 where e.road_id = any(%s) order by e.id
"""

_IN_FORCE = "coalesce(e.valid_from::text, '..') || '/' || coalesce(e.valid_to::text, '..')"

_SHARED = """
select 'shared_stretch', e.id, e.public_id, h.code, e.road_id, e.from_m, e.to_m, f.chainage, t.chainage, null, null, null, 0, null, null, null, ST_AsBinary(e.geom), e.recorded_from,
       e.host_id, e.host_from_m, e.host_to_m, hf.chainage, ht.chainage
  from shared_stretch e join road h on h.id = e.host_id
  left join lateral lrs.reading(e.road_id, e.from_m) f on true left join lateral lrs.reading(e.road_id, e.to_m) t on true
  left join lateral lrs.reading(e.host_id, e.host_from_m) hf on true left join lateral lrs.reading(e.host_id, e.host_to_m) ht on true
 where e.road_id = any(%(roads)s) or e.host_id = any(%(roads)s) order by e.id
"""

_POINTS = """
select {kind}, e.id, e.public_id, e.name, e.road_id, e.at_m, null, f.chainage, null, e.side, e.offset_m, e.located_by, coalesce(e.length_m, 0)::float8,
       null, null, null, ST_AsBinary(e.geom), e.recorded_from
  from {table} e left join lateral lrs.reading(e.road_id, e.at_m) f on true
 where e.road_id = any(%s) order by e.id
"""

_POSTS = """
select 'km_post', k.id, k.public_id, 'Km' || k.km, k.road_id, c.at_m, null, f.chainage, null, null, c.offset_m, null, 0, k.km, c.verdict, null, ST_AsBinary(k.geom), k.recorded_from
  from km_post k left join post_calibration c on c.km_post_id = k.id left join lateral lrs.reading(k.road_id, c.at_m) f on true
 where k.road_id = any(%(roads)s) order by k.id
"""


_PLACED = tuple(kind for kind in LINEAR if kind != "shared_stretch")


def lock(road_ids: Iterable[int]) -> None:
    """Hold these roads, their lines and their calibration until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCKS, [sorted(road_ids)])


def with_partners(road_ids: Iterable[int]) -> set[int]:
    """These roads and those that share a stretch with them."""
    ids = set(road_ids)
    with connection.cursor() as cursor:
        cursor.execute(_PARTNERS, {"roads": sorted(ids)})
        return ids | {road_id for (road_id,) in cursor.fetchall()}


def standing(road_ids: Iterable[int]) -> Network:
    """These roads as they stand now, with all that stands along them."""
    ids = sorted(road_ids)
    with connection.cursor() as cursor:
        cursor.execute(_ROADS, [ids])
        roads = {row[0]: RoadStanding(*row) for row in cursor.fetchall()}
        things: list[Standing] = []
        for statement in (_POSTS, _SHARED):
            cursor.execute(statement, {"roads": ids})
            things += _read(cursor.fetchall())
        for statement, kinds in ((_LINEAR, _PLACED), (_POINTS, POINTS)):
            for kind in kinds:
                dated = sql.SQL(_IN_FORCE if kind == "posting" else "null")
                names = {"kind": sql.Literal(kind), "table": sql.Identifier(kind), "in_force": dated}
                cursor.execute(sql.SQL(statement).format(**names), [ids])
                things += _read(cursor.fetchall())
    return Network(roads, {(thing.kind, thing.id): thing for thing in things})


def _read(rows: list[tuple[Any, ...]]) -> list[Standing]:
    return [Standing(*map(_plain, row)) for row in rows]


def _plain(value: Any) -> Any:
    """A value as it is told; binary columns come as memory, which has no equal."""
    return bytes(value) if isinstance(value, memoryview) else value
