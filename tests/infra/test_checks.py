"""The checks of a running database find what they are there for."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from infra.checks import MARKS, history_covers_every_column, marks_are_folded, vn2000_is_official


@pytest.mark.django_db
def test_a_sound_database_passes() -> None:
    found = [check(["default"]) for check in (history_covers_every_column, vn2000_is_official, marks_are_folded)]
    assert found == [[], [], []]


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["culvert", "road_line", "road_post", "post_calibration"])
def test_a_column_without_history_is_found(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} add column lining text")
    assert [error.id for error in history_covers_every_column(["default"])] == ["infra.E001"]


@pytest.mark.django_db
@pytest.mark.parametrize("marks", ["fresh.mark (layer, x, y) select 'bridges', 5, 5", "low.dirty select 'roads', n"])
def test_marks_that_nobody_folds_are_found(marks: str) -> None:
    call_command("compact_marks")
    with connection.cursor() as cursor:
        cursor.execute(f"insert into {marks} from generate_series(1, %s) n", [MARKS + 2])
    (overdue,) = marks_are_folded(["default"])
    assert (overdue.id, "compact_marks" in overdue.hint) == ("infra.W001", True)
    call_command("compact_marks")
    assert marks_are_folded(["default"]) == []


@pytest.mark.django_db
def test_nothing_is_asked_while_migrations_wait() -> None:
    """Else `migrate`, which asks first, would refuse to bring what is missing."""
    [(_, newest)] = MigrationLoader(connection).graph.leaf_nodes("infra")
    with connection.cursor() as cursor:
        cursor.execute("alter table culvert add column lining text")
        cursor.execute("delete from django_migrations where app = 'infra' and name = %s", [newest])
    assert history_covers_every_column(["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_postgis_own_vn2000_is_found_and_put_right() -> None:
    """What a restore does: the row asks PROJ by its EPSG code again. A session caches its transformations: hence new ones."""
    with connection.cursor() as cursor:
        cursor.execute("update spatial_ref_sys set auth_name = 'EPSG', auth_srid = 5897 where srid = 5897")
    connection.close()
    assert [error.id for error in vn2000_is_official(["default"])] == ["infra.E002"]
    call_command("define_srids", verbosity=0)
    connection.close()
    assert vn2000_is_official(["default"]) == []
