"""DDL the ORM cannot say: one file per migration, run by the migration of the same number.

A file without a number holds routines only (`create or replace`): every migration that changes one runs it again, so that
what is in force is written once.
"""

from pathlib import Path

from django.db.migrations import RunSQL


def run(name: str) -> RunSQL:
    """The migration operation that runs `infra/sql/<name>.sql` whole. There is no way back: restore a backup instead."""
    text = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    return RunSQL(text)
