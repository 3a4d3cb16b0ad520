"""Undoing a whole change set, or what was deleted in one: every row as it was before, bit for bit, as one new change set.

Nothing newer is ever overwritten: what was changed after the set, or was put on what the set made, is told and stands in the way
(docs/decisions/0025).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import ProtectedError
from psycopg2 import sql

from infra.change_sets import GONE, RowChange, parents_of, rows_of_set, same_as, set_told
from infra.errors import NotFound, RuleBroken
from infra.history import CREATED, DELETED, acting_as, one_change_of, revert
from infra.models import KINDS, Inspection
from infra.services.inspections import put_sheet_back
from infra.services.network.running import calibrate, carrying, place_shared
from infra.services.newer import MOST, last_change, newer_in_the_way
from infra.services.rights import require_right_to, require_writer, rights_read_once
from infra.services.writing import database_promises

MOST_ROWS = 5000
"""Rows one request may put back. An import, undone in a process of its own, may have more (`infra.services.import_reverts`)."""
TOLD_EVERY = 100
Progress = Callable[[int, int], None]
_ACT = {None: "delete", CREATED: "delete", DELETED: "create"}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
ALONG_ROADS = ("inspection", "posting", "work")
"""Records that may stand on a stretch of road: they follow its line."""
_MAY_WAIT = "set constraints section_no_overlap, shared_no_overlap, km_post_once_a_road deferred"
"""On the way back two rows may for a moment stand on one stretch; at the end they may not."""


def undo_set(
    n: int, *, by: Any, reason: str = "", client: str = "", most: int = MOST_ROWS, progress: Progress | None = None
) -> list[RowChange]:
    """Put every row that set `n` touched back as it was before it; returns what was undone. `progress`: told (rows done, rows in all).

    Raises NotFound, Forbidden, and RuleBroken: `newer-changes` with what stands on the set, `too-many-rows`, or the promise of
    the database that the old state would break.
    """
    if set_told(n) is None:
        raise NotFound("n", kind="change set", id=n)
    undoing = _Undoing(by, reason, client, most, progress)
    return _undo(lambda: rows_of_set(n, most=most + 1), undoing)


def restore_deleted(kind: str, row_id: int, *, by: Any, reason: str = "") -> list[RowChange]:
    """Bring a deleted row back under its ids, with all that was deleted with it. Raises NotFound, and what `undo_set` raises."""
    n = set_that_deleted(kind, row_id)
    if n is None:
        raise NotFound(None, kind=f"deleted {kind}", id=row_id)

    def deleted() -> list[RowChange]:
        found = rows_of_set(n, most=MOST_ROWS + 1, under=(kind, row_id))
        return [row for row in found if row.op == DELETED]

    return _undo(deleted, _Undoing(by, reason))


def set_that_deleted(kind: str, row_id: int) -> int | None:
    """The number of the set that deleted a row; None while the row is there, or when it never was."""
    statement = sql.SQL(
        """select (select h.changeset from {history} h where h.id = %(id)s and h.op = any (%(gone)s::"char"[]) order by h.hid desc limit 1)
            where not exists (select from {table} t where t.id = %(id)s)"""
    ).format(history=sql.Identifier("history", kind), table=sql.Identifier(kind))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"id": row_id, "gone": list(GONE)})
        row = cursor.fetchone()
    return row[0] if row else None


def in_the_way(rows: Sequence[RowChange]) -> dict[str, Any]:
    """`{count, changes: [{kind, id, op, at, by, db_user, reason}]}`: newer changes of the rows of a set, and rows since put on those it made."""
    newer = [(row.kind, row.row_id) for row in rows if row.newer is not None]
    found = list(dict.fromkeys([*newer, *_put_on_since(rows)]))
    return {"count": len(found), "changes": [last_change(*one) for one in found[:MOST]]}


@dataclass(frozen=True, slots=True)
class _Undoing:
    """Who undoes, what the history is told of it, how much it may be, who is told how far it is."""

    by: Any
    reason: str
    client: str = ""
    most: int = MOST_ROWS
    progress: Progress | None = None


class _NotPutBack(Exception):
    """A row that the database does not take back as it was."""

    def __init__(self, row: RowChange, broken: RuleBroken) -> None:
        super().__init__(row.id)
        self.row, self.broken = row, broken


def _undo(asked: Callable[[], list[RowChange]], undoing: _Undoing) -> list[RowChange]:
    """What stands in the way of one row is looked for when nothing is written any more: a refused statement ends all within its transaction."""
    try:
        return _undone(asked, undoing)
    except _NotPutBack as one:
        newer = newer_in_the_way(one.row.kind, one.row.first, one.broken.facts["rule"])
        raise RuleBroken("n", **one.broken.facts, id=one.row.id, newer=newer) from one.broken


def _undone(asked: Callable[[], list[RowChange]], undoing: _Undoing) -> list[RowChange]:
    """The rows are locked before they are judged: what is written meanwhile waits, or is seen."""
    with acting_as(undoing.by, undoing.reason, undoing.client), rights_read_once():
        _lock(asked())
        rows = asked()
        if len(rows) > undoing.most:
            raise RuleBroken("n", rule="too-many-rows", limit=undoing.most)
        if (newer := in_the_way(rows))["count"]:
            raise RuleBroken("n", rule="newer-changes", newer=newer)
        with connection.cursor() as cursor:
            cursor.execute(_MAY_WAIT)
        with one_change_of(undoing.by), database_promises():
            with carrying():
                for done, row in enumerate(sorted(rows, key=_backwards)):
                    _put_back(row, by=undoing.by)
                    if undoing.progress is not None and done % TOLD_EVERY == 0:
                        undoing.progress(done, len(rows))
                calibrate(_read_anew(rows))
            _follow(rows)
            connection.check_constraints()
    return rows


def _backwards(row: RowChange) -> tuple[int, float, bool, int, int]:
    """Roads come back before what stood on them, and those the set made go last. Of the rest the last thing done is undone first; of one
    moment, what was made goes from the last kind to the first, the rest comes back from the first."""
    made = row.before is None
    phase = 1 if row.kind != "road" else 2 if made else 0
    return phase, -row.done_at.timestamp(), not made, -_RANK[row.kind] if made else _RANK[row.kind], row.row_id


def _read_anew(rows: Sequence[RowChange]) -> set[int]:
    """Internal ids of the roads whose line or posts are put back."""
    posts = (row for row in rows if row.kind == "km_post")
    of_posts = {int(side["road_id"]) for row in posts for side in (row.before, row.after) if side}
    return of_posts | {row.row_id for row in rows if row.kind == "road"}


def _follow(rows: Sequence[RowChange]) -> None:
    """What else stands on the roads put back takes its place on them, or keeps them from coming back; no trigger did that row by row."""
    roads = sorted(row.row_id for row in rows if row.kind == "road")
    with connection.cursor() as cursor:
        cursor.execute("select lrs.measure_road(id) from road where id = any (%s) order by id", [roads])
        for table in ALONG_ROADS:
            moved = sql.SQL("update {} set from_m = from_m where road_id = any (%s)").format(sql.Identifier(table))
            cursor.execute(moved, [roads])
    shared = (side for row in rows if row.kind == "shared_stretch" for side in (row.before, row.after) if side)
    place_shared({*roads, *(int(side["road_id"]) for side in shared)})


def _lock(rows: Iterable[RowChange]) -> None:
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.row_id)
    for kind in KINDS:
        locked = KINDS[kind]._default_manager.select_for_update(no_key=True).filter(pk__in=by_kind.get(kind, []))
        list(locked.order_by("pk").values_list("pk"))


def _put_on_since(rows: Sequence[RowChange]) -> list[tuple[str, int]]:
    """Rows that stand with what the set made and are not of the set."""
    own = {(row.kind, row.row_id) for row in rows}
    found: list[tuple[str, int]] = []
    for kind, model in KINDS.items():
        for column, parent in parents_of(kind).items():
            made = [row.row_id for row in rows if row.op == CREATED and row.kind == parent]
            standing = model._default_manager.filter(**{f"{column}__in": made}).order_by("pk")
            found += [(kind, row_id) for row_id in standing.values_list("pk", flat=True)]
    return [one for one in found if one not in own]


def _put_back(row: RowChange, *, by: Any) -> None:
    """One row as it was before the set, by whoever may do that to it as it is and as it becomes."""
    if row.op is None:
        return
    act, model = _ACT.get(row.op, "change"), KINDS[row.kind]
    present = model._default_manager.filter(pk=row.row_id).first()
    if present is not None and act == "change" and _stands_as_before(row):
        return  # it followed what it stands with, there and back
    require_writer(by, row.kind, act)
    if present is not None:
        require_right_to(by, present, act, version="was")
    try:
        with database_promises():
            if row.before is None:
                model._default_manager.filter(pk=row.row_id).delete()
                return
            revert(model, row.row_id, row.first, by=by)
            if model is Inspection:
                put_sheet_back(row.row_id, row.first)
    except ProtectedError as users:
        standing = sorted(getattr(user, "public_id", str(user)) for user in users.protected_objects)
        raise RuleBroken("n", rule="still-used", kind=row.kind, count=len(standing), used_by=standing[:MOST]) from users
    except RuleBroken as broken:
        raise _NotPutBack(row, broken) from broken
    require_right_to(by, model._default_manager.get(pk=row.row_id), act, version="becomes")


_AS_BEFORE = "select {same} from {table} t join {history} h on h.id = t.id where h.hid = %s"
_SAME_SHEET = """
with line as (select id, component, defect, recommendation, priority, recorded_from from finding where inspection_id = %(id)s),
was as (select f.id, f.component, f.defect, f.recommendation, f.priority, f.recorded_from from history.inspection h,
               history.finding_as_at(upper(h.recorded) - interval '1 microsecond') f where h.hid = %(n)s and f.inspection_id = h.id)
select not exists (table line except table was) and not exists (table was except table line)
"""


def _stands_as_before(row: RowChange) -> bool:
    """Whether the live row, with its sheet, already is what its version `first` was."""
    names = {"table": sql.Identifier(row.kind), "history": sql.Identifier("history", row.kind)}
    as_was = same_as("to_jsonb(t)", "to_jsonb(h)")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_AS_BEFORE).format(same=as_was, **names), [row.first])
        same = bool(cursor.fetchone()[0])
        if same and row.kind == "inspection":
            cursor.execute(_SAME_SHEET, {"id": row.row_id, "n": row.first})
            same = bool(cursor.fetchone()[0])
        return same
