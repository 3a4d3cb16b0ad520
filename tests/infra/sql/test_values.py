"""Places off the earth and numbers that are none are refused at the door, by a constraint with a name."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from infra.models import RECORDED, Road, RoadLine
from tests import network
from tests.network import Network

pytestmark = pytest.mark.django_db
ROAD = "insert into road (code, road_class, source, centreline) values ('ĐT.7T', 'DT', 'x', %s)"
BRIDGE = "insert into bridge (located_by, geom, source) values ('coordinates', %s, 'x')"
POST = "insert into km_post (road_id, km, geom, source) select id, 99, %s, 'x' from road where code = 'QL.9T'"


@pytest.fixture
def net() -> Network:
    return network.build()


def refused(constraint: str, sql: str, *values: Any) -> None:
    with pytest.raises(IntegrityError) as broken, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    assert broken.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(
    "line",
    [
        "MULTILINESTRING EMPTY",
        "MULTILINESTRING((105 9, 105 9))",
        "MULTILINESTRING((9 105, 9 105.1))",  # swapped
        "MULTILINESTRING((550623 1043402, 560723 1043402))",  # metres of VN-2000
        "MULTILINESTRING((105 9, NaN NaN, 105 9.1))",
        "MULTILINESTRING((105 9, 1e400 9, 105 9.1))",
    ],
)
def test_a_centreline_off_the_earth_is_refused(net: Network, line: str) -> None:
    refused("place_on_earth", ROAD, f"SRID=4326;{line}")


@pytest.mark.parametrize("statement", [BRIDGE, POST])
@pytest.mark.parametrize("point", ["POINT EMPTY", "POINT(9 105)", "POINT(550623 1043402)", "POINT(NaN NaN)"])
def test_a_point_off_the_earth_is_refused(net: Network, statement: str, point: str) -> None:
    refused("place_on_earth", statement, f"SRID=4326;{point}")


@pytest.mark.parametrize(
    ("constraint", "sql"),
    [
        ("bridge_numbers", "insert into bridge (source, length_m) values ('x', 'NaN')"),
        ("bridge_numbers", "update bridge set at_m = 'NaN' where located_by = 'none'"),
        ("section_numbers", "insert into section (road_id, from_m, to_m, source) select id, 0, 'NaN', 'x' from road where code = 'ĐT.2T'"),
        ("section_numbers", "insert into section (road_id, from_m, to_m, source) select id, 0, 'infinity', 'x' from road where code = 'ĐT.2T'"),
        ("km_post_numbers", "update km_post set stated_next_m = 'NaN'"),
        ("offset_beside_road", "update bridge set offset_m = 'NaN'"),
        ("offset_beside_road", "update culvert set offset_m = -1e9"),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_refused(net: Network, constraint: str, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into bridge (road_id, source) select id, 'x' from road where code = 'ĐT.2T'")
    refused(constraint, sql)


def test_every_number_column_is_held() -> None:
    """A column added later has to be added to its table's constraint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, attname from pg_attribute join pg_class on pg_class.oid = attrelid where relname = any (%s) and relnamespace = 'public'::regnamespace "
            "and attnum > 0 and not attisdropped and atttypid in ('float8'::regtype, 'numeric'::regtype) and not exists (select from pg_constraint "
            "where conname = relname || '_numbers' and pg_constraint.conrelid = attrelid and attnum = any (conkey))",
            [[model._meta.db_table for model in RECORDED]],
        )
        assert cursor.fetchall() == []


def test_a_part_without_length_is_left_out_of_the_measured_line(net: Network) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            ROAD, ["SRID=4326;MULTILINESTRING((105 9, 105 9.01), (105 9.01, 105 9.01), (105 9.01, 105 9.02))"]
        )
        cursor.execute(
            "select ST_NumGeometries(geom), ST_NPoints(geom) from road_line where road_id = (select id from road where code = 'ĐT.7T')"
        )
        assert cursor.fetchone() == (2, 12)
    assert RoadLine.objects.get(road=Road.objects.get(code="ĐT.7T")).length_m == pytest.approx(2212.03, abs=0.01)
