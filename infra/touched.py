"""The rows a change set touched: which became visible, changed or went out of sight, for one who sees everything or the public.

Read from history alone: what a set did to a row is what the row was before its first change in the set and after its last
(`history.touched`), so the answer is the same whenever it is asked for.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from infra.history import CHANGED, CREATED, DELETED
from infra.models import ASSETS

KINDS = tuple(ASSETS)
_SEEN_WITH_ROAD = ["section", "km_post"]
"""Kinds that are out of sight when their road is."""

_TOUCHED = """
with road_seen as materialized (   -- the roads of the set: did the public see them before it, and after it?
  select id, coalesce(was and published_before, false) as before, coalesce(now and published_after, false) as after, begun
    from history.touched(%(set)s, 'road', 0, null) where not %(everything)s),
turned as (select coalesce(array_agg(id), '{}') as roads, coalesce(array_agg(begun), '{}') as at from road_seen where before <> after),
told as (
  select k.number - 1 as number, k.name, t.*,
         case when %(everything)s then t.was else t.was and t.published_before and (
           k.name <> all (%(with_road)s) or coalesce((select s.before from road_seen s where s.id = t.road_before),
             exists (select from history.road_as_at(t.ended - interval '1 microsecond') r where r.id = t.road_before and r.is_published))) end as seen_before,
         case when %(everything)s then t.now else t.now and t.published_after and (
           k.name <> all (%(with_road)s) or coalesce((select s.after from road_seen s where s.id = t.road_after),
             exists (select from history.road_as_at(t.begun) r where r.id = t.road_after and r.is_published))) end as seen_after
    from turned, unnest(%(kinds)s) with ordinality k (name, number),
         lateral history.touched(%(set)s, k.name, case when k.number - 1 = %(kind)s then %(after)s else 0 end, %(most)s,
                                 case when k.name = any (%(with_road)s) then turned.roads else '{}' end, turned.at) t
   where k.number - 1 >= %(kind)s)
select t.number, t.id, i.public_id, coalesce(t.seen_before, false), coalesce(t.seen_after, false), t.first, t.begun,
       case when t.name <> 'road' and (%(everything)s or r.is_published) then coalesce(r.public_id, gone.public_id) end
  from told t
  join issued_public_id i on i.kind = t.name and i.row_id = t.id
  left join road r on r.id = coalesce(t.road_after, t.road_before)
  left join issued_public_id gone on gone.kind = 'road' and gone.row_id = coalesce(t.road_after, t.road_before)
 order by t.number, t.id limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """One row of a set. `number`, `row_id`: its place in the set, which rises by kind and internal id.

    `op` is None when the reader sees it neither before nor after. `n`: the change as the row's history calls it, None when only
    its road was hidden or shown; `begun`: its version after, None when there is none to be seen; `road`: public id of its road.
    """

    number: int
    row_id: int
    id: str
    op: str | None
    n: int | None
    begun: datetime | None
    road: str | None

    @property
    def kind(self) -> str:
        """The kind of asset, as `infra.models.ASSETS` names it."""
        return KINDS[self.number]


def rows_touched(changeset: int, after: tuple[int, int], most: int, *, everything: bool) -> list[Touched]:
    """At most `most` rows of a set after a place in it, seen or not. `everything` False: as the public sees them."""
    asked = {
        "set": changeset,
        "kind": after[0],
        "after": after[1],
        "most": most,
        "everything": everything,
        "kinds": list(KINDS),
        "with_road": _SEEN_WITH_ROAD,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, asked)
        return [_row(*found) for found in cursor.fetchall()]


def _row(number: int, row_id: int, public_id: str, before: bool, after: bool, n: Any, begun: Any, road: Any) -> Touched:
    op = CHANGED if before and after else CREATED if after else DELETED if before else None
    return Touched(number, row_id, public_id, op, n, begun if after else None, road)
