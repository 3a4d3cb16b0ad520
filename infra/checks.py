"""What must hold in a running database, asked by `manage.py check --database default` (make run and make test call it).

A restore from a dump brings back PostGIS's own VN-2000 rows, and a migration may forget to call
`history.attach`: both would show or lose something silently, so both are looked for.
"""

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from infra import crs, history
from infra.services.tile_marks import marks_waiting

PHUOC_LONG = (550623.928, 1043402.132)
"""A point in EPSG:5897 north of 9.35° N, where PROJ's own choice of operation is 0.82 m off."""
MARKS = 10_000
"""Marks of edits that may wait: with more, asking whether a tile is still fresh takes milliseconds."""


@register(Tags.database)
def history_covers_every_column(databases: list[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """infra.E001: a column whose changes would not be recorded."""
    if not databases or not _migrated():
        return []
    return [
        Error(
            f"changes of {column} are not recorded",
            hint="call history.attach for the table in a migration",
            id="infra.E001",
        )
        for column in history.uncovered_columns()
    ]


@register(Tags.database)
def vn2000_is_official(databases: list[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """infra.E002: PostGIS transforms VN-2000 otherwise than the seven official parameters."""
    if not databases or not _migrated():
        return []
    lon, lat = crs.transform(*PHUOC_LONG, 5897, 4326)
    with connection.cursor() as cursor:
        cursor.execute(
            "select ST_Distance(ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 5897), 4326)::geography, ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography)",
            [*PHUOC_LONG, lon, lat],
        )
        away_m = cursor.fetchone()[0]
    if away_m < 0.01:
        return []
    hint = "run `manage.py define_srids` (a restore puts PostGIS's own definitions back)"
    return [Error(f"PostGIS places VN-2000 {away_m:.2f} m off", hint=hint, id="infra.E002")]


@register(Tags.database)
def marks_are_folded(databases: list[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """infra.W001: nobody has run `compact_marks` for long."""
    if not databases or not _migrated() or (waiting := marks_waiting()) <= MARKS:
        return []
    hint = "run `manage.py compact_marks` from a timer (docs/operating.md); tiles are right meanwhile, only slower"
    return [checks.Warning(f"{waiting} marks of edits wait to be folded", hint=hint, id="infra.W001")]


def _migrated() -> bool:
    """False while migrations wait: `migrate` asks before it runs, and they may bring what would be missed."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
