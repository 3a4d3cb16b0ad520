"""The rows a change set touched: which became visible, changed or went out of sight, for one who sees everything or the public.

The public sees what is published: a section or a km post when its road is, too, a record when what it is about is.

Read from history alone: what a set did to a row is what the row was before its first change in the set and after its last
(`history.touched`), so the answer is the same whenever it is asked for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from infra.history import CHANGED, CREATED, DELETED
from infra.models import KINDS, RECORDS

TOLD = tuple(KINDS)
"""Every kind the feed tells of; a cursor holds a place in this order, so a new kind comes last."""

_TOUCHED = """
with turned as materialized (   -- what the set hid from the public or showed it, and what stands with others
  select coalesce(array_agg(k.name), '{}') as kinds, coalesce(array_agg(t.id), '{}') as ids, coalesce(array_agg(t.at), '{}') as at
    from unnest(array['road', 'bridge', 'culvert']) k (name), lateral history.turned(%(set)s, k.name) t
   where not %(everything)s and exists (select from unnest(%(wanted)s) told (name) where k.name = any (history.bearers(told.name)))),
told as (
  select k.number - 1 as number, k.name, t.*,
         t.was and (%(everything)s or t.published_before and coalesce(b.before, t.bearer_kind is null)) as seen_before,
         t.now and (%(everything)s or t.published_after and coalesce(b.after, t.bearer_kind is null)) as seen_after
    from turned, unnest(%(kinds)s) with ordinality k (name, number),
         lateral history.touched(%(set)s, k.name, case when k.number - 1 = %(kind)s then %(after)s else 0 end, %(most)s, turned.kinds, turned.ids, turned.at) t
    left join lateral history.published(%(set)s, case when not %(everything)s then t.bearer_kind end,
                                        coalesce(t.bearer_after, t.bearer_before), t.ended, t.begun) b on true
   where k.number - 1 >= %(kind)s and k.name = any (%(wanted)s))
select t.number, t.id, i.public_id, coalesce(t.seen_before, false), coalesce(t.seen_after, false), t.first, t.begun,
       case when t.name <> 'road' and (%(everything)s or r.is_published) then coalesce(r.public_id, gone.public_id) end,
       case when t.name = any (%(records)s) then about.public_id end
  from told t
  join issued_public_id i on i.kind = t.name and i.row_id = t.id
  left join issued_public_id about on about.kind = t.bearer_kind and about.row_id = coalesce(t.bearer_after, t.bearer_before)
  left join bridge on t.bearer_kind = 'bridge' and bridge.id = about.row_id
  left join culvert on t.bearer_kind = 'culvert' and culvert.id = about.row_id
  left join lateral (select coalesce(t.road_after, t.road_before, bridge.road_id, culvert.road_id) as id) along on true
  left join road r on r.id = along.id
  left join issued_public_id gone on gone.kind = 'road' and gone.row_id = along.id
 order by t.number, t.id limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """One row of a set. `number`, `row_id`: its place in the set, which rises by kind and internal id.

    `op` is None when the reader sees it neither before nor after. `n`: the change as the row's history calls it, None when only
    what it stands with was hidden or shown; `begun`: its version after, None when there is none to be seen; `road`: public id of
    its road; `about`: of a record, the public id of what it is about.
    """

    number: int
    row_id: int
    id: str
    op: str | None
    n: int | None
    begun: datetime | None
    road: str | None
    about: str | None

    @property
    def kind(self) -> str:
        """The kind of asset or record, as `infra.models` names it."""
        return TOLD[self.number]


def rows_touched(
    changeset: int, after: tuple[int, int], most: int, *, everything: bool, kinds: Collection[str] = TOLD
) -> list[Touched]:
    """At most `most` rows of a set after a place in it, seen or not. `everything` False: as the public sees them."""
    asked = {
        "set": changeset,
        "kind": after[0],
        "after": after[1],
        "most": most,
        "everything": everything,
        "kinds": list(TOLD),
        "wanted": list(kinds),
        "records": list(RECORDS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, asked)
        return [_row(*found) for found in cursor.fetchall()]


def _row(
    number: int, row_id: int, public_id: str, before: bool, after: bool, n: Any, begun: Any, *beside: Any
) -> Touched:
    op = CHANGED if before and after else CREATED if after else DELETED if before else None
    return Touched(number, row_id, public_id, op, n, begun if after else None, *beside)
