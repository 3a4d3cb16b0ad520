"""Rows that would make a second record of what is there already: by code, by road and chainage, by name and distance.

Asked of the rows just written, inside the transaction of the plan: where they stand is then known. Writes nothing.
"""

from collections.abc import Iterator, Mapping

from django.db import connection
from django.utils.timezone import localdate
from psycopg2 import sql

from infra.ingest.findings import WARNING, Finding, finding
from infra.ingest.mapping import BRIDGE, CULVERT
from infra.quality.asking import known_at

ALONG: Mapping[str, str] = {BRIDGE: "duplicate_bridge_m", CULVERT: "duplicate_culvert_m"}
"""Kind → the threshold (`check_threshold`) within which two along one road are likely one: that of the check of the data."""
NAMED = "duplicate_named_m"
"""The threshold within which two of one name are likely one."""
FIRST_TOLD = 3

_ALIKE = """
with mine as materialized (
  select t.*, s.row from unnest(%(rows)s::int[], %(ids)s::bigint[]) s (row, id) join {table} t on t.id = s.id),
found as (
  select m.row, o.id, 'code' as by, 0::float8 as metres from mine m join {table} o on o.code = m.code where m.code <> ''
  union all
  select m.row, o.id, 'chainage', abs(o.at_m - m.at_m) from mine m join {table} o on o.road_id = m.road_id and o.at_m between m.at_m - %(along)s and m.at_m + %(along)s
   where not exists (select from mine k where k.id = o.id)
  union all
  select m.row, o.id, 'name', ST_Distance(o.geom::geography, m.geom::geography) from mine m
    join {table} o on lower(o.name) = lower(m.name) and ST_DWithin(o.geom, m.geom, %(degrees)s) where m.name <> '' )
select distinct on (f.row, f.id) f.row, t.public_id, k.row, f.by, f.metres from found f join {table} t on t.id = f.id left join mine k on k.id = f.id
 where (k.row is null or k.row < f.row) and (f.by <> 'name' or f.metres <= %(named)s) order by f.row, f.id, f.by
"""
"""Each new row with every record, or earlier row of the file, it is alike to. Two structures of one file at one chainage are two (`same-chainage`)."""

_WORDS = {
    "code": "cùng số hiệu",
    "chainage": "cùng tuyến, cách {metres} m dọc tuyến",
    "name": "cùng tên, cách {metres} m",
}


def possible_duplicates(kind: str, made: Mapping[int, int]) -> Iterator[Finding]:
    """A warning for every row alike to another record. `made`: row → internal id of the record it made."""
    if not made or kind not in ALONG:
        return
    limits = known_at(localdate()).limits
    asked = {
        "rows": list(made),
        "ids": list(made.values()),
        "along": limits[ALONG[kind]],
        "degrees": limits[NAMED] / 90_000,  # of longitude, at the northernmost road
        "named": limits[NAMED],
    }
    told: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")  # the planner knows nothing yet of rows just written
        cursor.execute(sql.SQL(_ALIKE).format(table=sql.Identifier(kind)), asked)
        for row, public_id, other, by, metres in cursor.fetchall():
            named = f"dòng {other}" if other is not None else public_id
            told.setdefault(row, []).append(f"{named} ({_WORDS[by].format(metres=round(metres))})")
        cursor.execute("set local enable_nestloop = on")
    for row, others in told.items():
        more = f" và {len(others) - FIRST_TOLD} nữa" if len(others) > FIRST_TOLD else ""
        words = ", ".join(others[:FIRST_TOLD]) + more
        yield finding("possible-duplicate", WARNING, row=row, field="chainage", others=words)
