"""What was changed since and now stands in the way of an old version: whom to ask before putting it back."""

from typing import Any

from django.db import connection
from psycopg2 import sql

from infra.change_sets import same_as
from infra.errors import RuleBroken
from infra.history import Change, changes_to_id, version_before
from infra.models import KINDS

_IN_THE_WAY = {
    "km_post_once_a_road": ("km_post", "t.road_id = h.road_id and t.km = h.km and t.id <> h.id"),
    "section_no_overlap": (
        "section",
        "t.road_id = h.road_id and t.from_m < h.to_m and t.to_m > h.from_m and t.id <> h.id",
    ),
    "road_code_branch": ("road", "t.code = h.code and t.branch = h.branch and t.id <> h.id"),
    "road_plain_code": ("road", "plain_code(t.code) = plain_code(h.code) and t.branch = h.branch and t.id <> h.id"),
}
"""Constraint → the kind of row that took the place of version `h`, and how to find it (`t`)."""
_ON_ITS_ROAD = ("event_within_road", "_road_id_")
"""Constraints (or a part of a foreign key's name) which a change of the road itself made impossible to keep."""
MOST = 20
"""More than this many rows in the way are not all named; `newer` says how many there are."""


_AS_LEFT = """
with present as (select to_jsonb(t) as content from {table} t where t.id = %(id)s),
was as (select to_jsonb(h) as content from {history} h where h.id = %(id)s and h.hid > %(n)s and h.op <> 'I' order by h.hid limit 1)
select case when not exists (select from present) then not exists (select from was)
            else coalesce((select {same} from present, was), true) end
"""
"""Whether a row is what its change `n` made of it, be it again."""


def refuse_newer(kind: str, row_id: int, n: int, through: int | None) -> None:
    """Raise RuleBroken `newer-changes` unless the row is as its change `n` left it, or `through` is its newest change: who says so knows what
    goes back with it. A change nobody knows is left to whoever looks for it."""
    changes = changes_to_id(KINDS[kind], row_id)
    if version_before(KINDS[kind], row_id, n) is None or changes[0].n in (n, through):
        return
    names = {"table": sql.Identifier(kind), "history": sql.Identifier("history", kind)}
    same = same_as("present.content", "was.content")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_AS_LEFT).format(same=same, **names), {"id": row_id, "n": n})
        if cursor.fetchone()[0]:
            return
    newer = [one for one in changes if one.n > n]
    told = [{**told_of(kind, row_id, one), "n": one.n} for one in newer[:MOST]]
    raise RuleBroken("n", rule="newer-changes", newer={"count": len(newer), "changes": told})


def newer_in_the_way(kind: str, n: int, rule: str) -> dict[str, Any]:
    """`{count, changes: [{kind, id, op, at, by, db_user, reason}]}`: the last change of each row that keeps version `n` from coming back.

    `rule` is the constraint it broke; a rule that no other row has to do with has none in the way.
    """
    found = _rows_in_the_way(kind, n, rule)
    return {"count": len(found), "changes": [last_change(*row) for row in found[:MOST]]}


def _rows_in_the_way(kind: str, n: int, rule: str) -> list[tuple[str, int]]:
    history = sql.Identifier("history", kind)
    if kind != "road" and any(part in rule for part in _ON_ITS_ROAD):
        asked = sql.SQL("select h.road_id from {} h where h.hid = %s").format(history)
        blocking = "road"
    elif rule in _IN_THE_WAY:
        blocking, condition = _IN_THE_WAY[rule]
        asked = sql.SQL("select t.id from {} h join {} t on {} where h.hid = %s order by 1").format(
            history, sql.Identifier(blocking), sql.SQL(condition)
        )
    else:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked, [n])
        return [(blocking, row_id) for (row_id,) in cursor.fetchall()]


def last_change(kind: str, row_id: int) -> dict[str, Any]:
    """`{kind, id, op, at, by, db_user, reason}` of the newest change of a row."""
    return told_of(kind, row_id, changes_to_id(KINDS[kind], row_id)[0])


def told_of(kind: str, row_id: int, change: Change) -> dict[str, Any]:
    """`{kind, id, op, at, by, db_user, reason}` of a change of a row."""
    with connection.cursor() as cursor:
        cursor.execute("select public_id from issued_public_id where kind = %s and row_id = %s", [kind, row_id])
        (public_id,) = cursor.fetchone()
    told = {
        "op": change.op,
        "at": change.at.isoformat(),
        "by": change.by,
        "db_user": change.db_user,
        "reason": change.reason or "",
    }
    return {"kind": kind, "id": public_id, **told}
