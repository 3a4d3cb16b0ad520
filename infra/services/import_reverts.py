"""Taking an import back as a whole: what it made is deleted, what it changed is put back; nothing, when anything of it has changed since."""

from collections.abc import Callable
from typing import Any

from infra.errors import PlanMoved, RuleBroken
from infra.models import ImportRun
from infra.services.undoing import undo_set

MOST_ROWS = 100_000
"""Held in memory while they are put back, some 5 kB each."""


def revert_import(run: ImportRun, *, by: Any, progress: Callable[[int, int], None]) -> None:
    """In one transaction, as one change set. Raises PlanMoved with the records that somebody changed after the import, and what `undo_set` raises."""
    if run.changeset is None:
        return
    try:
        undo_set(
            run.changeset,
            by=by,
            reason=f"Hoàn tác nhập {run.file_name}",
            client="import",
            most=MOST_ROWS,
            progress=progress,
        )
    except RuleBroken as broken:
        if broken.facts["rule"] != "newer-changes":
            raise
        newer = broken.facts["newer"]
        raise PlanMoved(
            "changeset", count=newer["count"], rows=sorted({one["id"] for one in newer["changes"]})
        ) from broken
