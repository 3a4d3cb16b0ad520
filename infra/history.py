"""What happened: who acts, what changed, how it was, and putting it back.

The recording itself is the database's (`infra/sql/0004_history.sql`); this module tells it who acts and
reads what it kept.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models.query import RawQuerySet
from psycopg2 import sql

from infra.errors import NotFound
from infra.models import KEPT_TABLES, Asset

CREATED, CHANGED, DELETED = "created", "changed", "deleted"
_OPERATIONS = {"I": CREATED, "U": CHANGED, "D": DELETED, "T": DELETED}
_CHANGING: ContextVar[Any] = ContextVar("changing", default=None)
_MEANT: ContextVar["Meaning | None"] = ContextVar("meant", default=None)
_NOT_CONTENT = {"id", "hid", "recorded", "recorded_from", "op", "changeset", "geom_3857"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """Why the record differs: `meant` "change" (the world changed, `happened_on` that date) or "correction" (the record was wrong)."""

    meant: str
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column, JSON-ready before and after (None where there was no row)."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change of one row. `n` names the version it ended, for `revert`."""

    n: int
    at: datetime
    op: str
    by: str | None
    db_user: str
    reason: str | None
    client: str | None
    meaning: Meaning | None
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a row that change `n` ended: the instants between which it was in force (`begun` None: at no instant)."""

    n: int
    begun: datetime | None
    ended: datetime


@contextmanager
def acting_as(user: Any, reason: str = "", client: str = "") -> Iterator[None]:
    """One transaction in which every change is recorded as `user`'s, with a reason and the client's name.

    `user`: a Django user, or None for an operator at the shell (the database user is recorded anyway). Inside
    another `acting_as` what is left empty stays as the outer one said; inside `one_change_of` that user nothing is said again.
    """
    if _CHANGING.get() is user is not None and not reason and not client:
        yield
        return
    said = {"app.user": user.get_username() if user is not None else "", "app.reason": reason, "app.client": client}
    if (meaning := _MEANT.get()) is not None:
        on = meaning.happened_on
        said |= {"app.meant": meaning.meant, "app.happened_on": on.isoformat() if on else ""}
    with transaction.atomic():
        with connection.cursor() as cursor:
            for setting, value in said.items():
                if value:
                    cursor.execute("select set_config(%s, %s, true)", [setting, value])
        yield


@contextmanager
def meaning(meant: Meaning) -> Iterator[None]:
    """Whatever is written within is recorded with this meaning."""
    token = _MEANT.set(meant)
    try:
        yield
    finally:
        _MEANT.reset(token)


@contextmanager
def one_change_of(user: Any) -> Iterator[None]:
    """One of the many changes of an `acting_as(user)`: what fails in it is undone whole, to a savepoint of its own.

    What acts as the same user within it needs none and tells the database nothing anew: of a thousand changes, most of the statements.
    """
    token = _CHANGING.set(user)
    try:
        with transaction.atomic():
            yield
    finally:
        _CHANGING.reset(token)


def current_changeset() -> int:
    """The id of the change set that this transaction writes; made when nothing was changed yet."""
    with connection.cursor() as cursor:
        cursor.execute("select history.current_changeset()")
        return int(cursor.fetchone()[0])


def _history_of(model: type[models.Model]) -> sql.Identifier:
    return sql.Identifier("history", model._meta.db_table)


def changes_to(asset: Asset) -> list[Change]:
    """Every recorded change of a row, newest first."""
    return changes_to_id(type(asset), asset.pk)


def changes_to_id(model: type[Asset], row_id: int) -> list[Change]:
    """Every recorded change of the row with that internal id, newest first; also of a deleted one."""
    statement = sql.SQL(
        """select h.hid, h.op::text, coalesce(upper(h.recorded), c.at), c.app_user, c.db_user, c.reason, c.client, c.meant, c.happened_on, to_jsonb(h)::text
             from {history} h join history.changeset c on c.id = h.changeset where h.id = %s order by h.hid"""
    ).format(history=_history_of(model))
    live = sql.SQL("select to_jsonb(t)::text from {table} t where id = %s").format(
        table=sql.Identifier(model._meta.db_table)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [row_id])
        rows = cursor.fetchall()
        cursor.execute(live, [row_id])
        present = cursor.fetchone()
    following = json.loads(present[0]) if present else None
    changes: list[Change] = []
    for hid, op, at, by, db_user, reason, client, meant, on, content in reversed(rows):
        before = None if op == "I" else json.loads(content)
        after = None if _OPERATIONS[op] == DELETED else following
        said = Meaning(meant, on) if meant else None
        changes.append(Change(hid, at, _OPERATIONS[op], by, db_user, reason, client, said, _differences(before, after)))
        following = before if before is not None else following
    return changes


def _differences(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[FieldChange, ...]:
    """The columns that differ; of a row made or deleted, those that hold anything."""
    names = [name for name in (after or before or {}) if name not in _NOT_CONTENT]
    pairs = ((name, (before or {}).get(name), (after or {}).get(name)) for name in names)
    return tuple(
        FieldChange(name, old, new)
        for name, old, new in pairs
        if old != new and not (old in ("", None) and new in ("", None))
    )


def version_before(model: type[Asset], row_id: int, n: int) -> Version | None:
    """The version that change `n` of a row ended; None when the row has no such change, or when that change made it."""
    statement = sql.SQL(
        """select h.hid, lower(h.recorded), coalesce(upper(h.recorded), c.at)
             from {history} h join history.changeset c on c.id = h.changeset where h.hid = %s and h.id = %s and h.op <> 'I'"""
    ).format(history=_history_of(model))
    with connection.cursor() as cursor:
        cursor.execute(statement, [n, row_id])
        row = cursor.fetchone()
    return Version(*row) if row else None


def table_as_at(model: type[Asset], at: datetime) -> RawQuerySet:
    """The rows of a table as they were recorded at an instant (aware datetime)."""
    function = sql.Identifier("history", f"{model._meta.db_table}_as_at")
    with connection.cursor() as cursor:
        statement = sql.SQL("select * from {as_at}(%s)").format(as_at=function).as_string(cursor.cursor)
    return model._default_manager.raw(statement, [at])


def revert(model: type[Asset], row_id: int, n: int, *, by: Any, reason: str = "") -> None:
    """Put version `n` of a row back as it was, bit for bit, as a new change. Raises NotFound."""
    table = model._meta.db_table
    version = sql.SQL("select 1 from {history} where hid = %s and id = %s and op <> 'I'").format(
        history=_history_of(model)
    )
    restore = sql.SQL("select {revert}(%s)").format(revert=sql.Identifier("history", f"{table}_revert"))
    with acting_as(by, reason), connection.cursor() as cursor:
        cursor.execute(version, [n, row_id])
        if cursor.fetchone() is None:
            raise NotFound("n", kind=f"{table} version", id=n)
        cursor.execute(restore, [n])


def uncovered_columns() -> list[str]:
    """Columns of what is recorded, and of what is derived from it, whose changes history would miss: `table.column`. Must be empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select t || '.' || c from unnest(%s) t, history.uncovered(t::regclass) c order by 1", [list(KEPT_TABLES)]
        )
        return [column for (column,) in cursor.fetchall()]
