"""The pieces of a road cover its line and follow it."""

import math
from typing import Any

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from django.db import ProgrammingError, connection, transaction

from infra.models import Road
from tests.network import line

pytestmark = pytest.mark.django_db


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.fixture
def winding() -> Road:
    """12 km of bends with a gap in the middle, no post: Km0 at the start."""
    bends = [(105.7 + 0.0005 * n, 9.3 + 0.004 * math.sin(n / 4)) for n in range(160)]
    parts = [LineString(bends[:80], srid=4326), LineString(bends[85:], srid=4326)]
    return Road.objects.create(
        code="ĐT.7T",
        road_class_id="DT",
        source="x",
        start_km=0,
        start_m=0,
        centreline=MultiLineString(parts, srid=4326),
    )


def test_pieces_cover_the_line_end_to_end(winding: Road) -> None:
    pieces = asked(
        "select from_m, to_m, ST_NPoints(geom) from road_piece where road_id = %s order by from_m", winding.pk
    )
    ((length_m,),) = asked("select length_m from road_line where road_id = %s", winding.pk)
    assert len(pieces) > 5
    assert max(points for _, _, points in pieces) <= 25
    assert [pieces[0][0], *(to_m for _, to_m, _ in pieces)] == [*(from_m for from_m, _, _ in pieces), length_m]


def test_they_follow_the_line_and_go_with_it(winding: Road) -> None:
    longest = "select max(to_m) from road_piece where road_id = %s"
    Road.objects.filter(pk=winding.pk).update(centreline=MultiLineString(line(0, 700, lon=105.8), srid=4326))
    assert asked(longest, winding.pk) == [(pytest.approx(700, abs=0.001),)]
    winding.delete()
    assert asked(longest, winding.pk) == [(None,)]


def test_nobody_writes_them(winding: Road) -> None:
    with pytest.raises(ProgrammingError, match="derived by the database"), transaction.atomic():
        asked("delete from road_piece returning 1")
