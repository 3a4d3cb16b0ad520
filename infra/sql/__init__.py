"""DDL the ORM cannot say: one file per migration, run by the migration of the same number."""

from pathlib import Path

from django.db.migrations import RunSQL


def run(name: str) -> RunSQL:
    """The migration operation that runs `infra/sql/<name>.sql` whole. There is no way back: restore a backup instead."""
    text = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    return RunSQL(text)
