"""Taking an import back as a whole: what it made is deleted, what it changed is put back; nothing, when anything of it has changed since."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from infra.errors import PlanMoved
from infra.history import acting_as
from infra.models import KINDS, ImportRun
from infra.services.assets import delete_asset, revert_asset
from infra.services.rights import rights_read_once

_TOUCHED = """
select h.id, h.hid, h.op::text, exists (select from history.{table} l where l.id = h.id and l.hid > h.hid and l.changeset <> h.changeset)
  from history.{table} h where h.changeset = %s order by h.hid
"""
TOLD = 100


def revert_import(run: ImportRun, *, by: Any, progress: Callable[[int, int], None]) -> None:
    """In one transaction, as one change set. Raises PlanMoved with the records that somebody changed after the import."""
    if run.changeset is None:
        return
    done = 0
    with acting_as(by, f"Hoàn tác nhập {run.file_name}", "import"), rights_read_once():
        touched = {kind: _touched(kind, run.changeset) for kind in (run.told["kind"], "road")}
        changed = sorted({_named(kind, row) for kind, rows in touched.items() for row, _, _, later in rows if later})
        if changed:
            raise PlanMoved("changeset", count=len(changed), rows=changed[:TOLD])
        total = sum(len(rows) for rows in touched.values())
        for kind, rows in touched.items():
            for row_id, n, op, _ in reversed(rows):
                _take_back(kind, row_id, n, op, by)
                done += 1
                progress(done, total)


def _touched(kind: str, changeset: int) -> list[tuple[int, int, str, bool]]:
    """(id, n, op, whether another change set came after) of every row of this kind the change set wrote."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED.format(table=KINDS[kind]._meta.db_table), [changeset])
        return list(cursor.fetchall())


def _take_back(kind: str, row_id: int, n: int, op: str, by: Any) -> None:
    row = KINDS[kind]._default_manager.get(pk=row_id)
    if op == "I":
        delete_asset(row, by=by, expected=row.recorded_from)
    else:
        revert_asset(kind, row_id, n, by=by, expected=row.recorded_from)


def _named(kind: str, row_id: int) -> str:
    """The public id, or the internal one of a row that is gone."""
    found = KINDS[kind]._default_manager.filter(pk=row_id).values_list("public_id", flat=True).first()
    return str(found or f"{kind} {row_id}")
