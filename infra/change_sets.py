"""What one change set did, row by row: what each row was before the set and after it, and whether anything newer stands on it.

A set is one transaction that changed something, whoever made it: the API, an import, QGIS on the database, psql. Its number is the
one its history rows carry.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg2 import sql

from infra.history import CHANGED, CREATED, DELETED, Meaning
from infra.models import KINDS

GONE = ("D", "T")
_PARENTS = {"road_id": "road", "bridge_id": "bridge", "culvert_id": "culvert", "host_id": "road"}
"""Columns by which a row stands with another, and its kind: a section with its road, a shared stretch with both of its roads."""


@dataclass(frozen=True, slots=True)
class SetTold:
    """One committed set: when, who (`by` of the application, `db_user` of the database), why, with what."""

    n: int
    at: datetime
    by: str | None
    db_user: str
    reason: str | None
    client: str | None
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a set did to one row. `before`, `after`: the row as JSON-ready columns, None where there was none.

    `first`, `last`: numbers of the row's first and last change within the set; `newer`: of its last change after the set, None while
    the row stands as the set left it, be it again; `done_at`: when the statement ran that did it.
    """

    kind: str
    row_id: int
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    first: int
    last: int
    newer: int | None
    done_at: datetime

    @property
    def op(self) -> str | None:
        """Created, changed or deleted; None: made and deleted again by the set itself."""
        if self.before is not None:
            return CHANGED if self.after is not None else DELETED
        return CREATED if self.after is not None else None


_SET = "select id, at, app_user, db_user, reason, client, meant, happened_on from history.changeset where id = %s"

_ROWS = """
with own as (
  select h.id, min(h.hid) as first, max(h.hid) as last, (array_agg(h.op order by h.hid))[1]::text as began,
         (array_agg(h.op order by h.hid desc))[1]::text as ended, max(upper(h.recorded)) as until
    from {history} h where h.changeset = %(set)s and h.id > %(after)s {condition} group by h.id order by h.id limit %(most)s)
select own.id, i.public_id, own.first, own.last,
       case when own.began <> 'I' then (select to_jsonb(h)::text from {history} h where h.hid = own.first) end,
       case when own.ended not in ('D', 'T') then following.content::text end,
       case when case when own.ended in ('D', 'T') or present.content is null then (own.ended in ('D', 'T')) <> (present.content is null)
                      else not {same} end
            then (select max(h.hid) from {history} h where h.id = own.id and h.hid > own.last) end,
       coalesce(own.until, following.begun, (select at from history.changeset where id = %(set)s))
  from own
  join issued_public_id i on i.kind = %(kind)s and i.row_id = own.id
  left join lateral (
    select * from (select h.hid, to_jsonb(h) as content, lower(h.recorded) as begun from {history} h where h.id = own.id and h.hid > own.last and h.op <> 'I'
                   union all select null, to_jsonb(t), t.recorded_from from {table} t where t.id = own.id) v
     order by v.hid nulls last limit 1) following on true
  left join lateral (select to_jsonb(t) as content from {table} t where t.id = own.id) present on true
 order by own.id
"""


def same_as(now: str, was: str) -> sql.SQL:
    """SQL: whether a row (`now`, jsonb) is what history holds of it (`was`). Not by `@>`: to it a line and the same line reversed are alike."""
    kept = f"{was} - array['hid', 'op', 'recorded', 'changeset', 'recorded_from']"
    return sql.SQL(f"not exists (select from jsonb_each({kept}) e where {now} -> e.key is distinct from e.value)")  # noqa: S608 (our own words)


def set_told(n: int) -> SetTold | None:
    """The set of that number; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_SET, [n])
        row = cursor.fetchone()
    if row is None:
        return None
    number, at, by, db_user, reason, client, meant, on = row
    return SetTold(number, at, by, db_user, reason, client, Meaning(meant, on) if meant else None)


def rows_of_set(
    n: int,
    *,
    after: tuple[int, int] = (0, 0),
    most: int | None = None,
    under: tuple[str, int] | None = None,
    kinds: Collection[str] = tuple(KINDS),
) -> list[RowChange]:
    """The rows a set touched, by kind and internal id, at most `most` after a place (kind's number in KINDS, internal id).

    `under` (kind, internal id): only that row, and what stands with it.
    """
    rows: list[RowChange] = []
    for number, kind in enumerate(KINDS):
        if number < after[0] or kind not in kinds:
            continue
        left = None if most is None else most - len(rows)
        if left == 0:
            break
        rows += _rows_of_kind(n, kind, after[1] if number == after[0] else 0, left, under)
    return rows


def _rows_of_kind(
    n: int, kind: str, after: int, most: int | None, under: tuple[str, int] | None
) -> Iterator[RowChange]:
    same = same_as("present.content", "following.content")
    names = {"history": sql.Identifier("history", kind), "table": sql.Identifier(kind), "same": same}
    asked = {"set": n, "kind": kind, "after": after, "most": most}
    condition: sql.Composable = sql.SQL("")
    if under is not None:
        columns = ["id"] if kind == under[0] else columns_with(kind, under[0])
        if not columns:
            return
        condition = sql.SQL("and %(under)s in ({})").format(
            sql.SQL(", ").join(sql.Identifier("h", column) for column in columns)
        )
        asked["under"] = under[1]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_ROWS).format(condition=condition, **names), asked)
        for row_id, public_id, first, last, before, following, newer, done_at in cursor.fetchall():
            was = json.loads(before) if before else None
            becomes = json.loads(following) if following else None
            yield RowChange(kind, row_id, public_id, was, becomes, first, last, newer, done_at)


def parents_of(kind: str) -> dict[str, str]:
    """The columns by which rows of a kind stand with others, and the kinds of these."""
    return {field.column: _PARENTS[field.column] for field in KINDS[kind]._meta.fields if field.column in _PARENTS}


def columns_with(kind: str, parent: str) -> list[str]:
    """The columns by which rows of a kind stand with one of `parent`: none, one, or with a shared stretch two."""
    return [column for column, one in parents_of(kind).items() if one == parent]
