"""The pieces of a road cover its line and follow it."""

import pytest
from django.contrib.gis.geos import MultiLineString
from django.db import ProgrammingError, transaction

from infra.models import Road
from tests import network
from tests.network import line
from tests.sql import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def winding() -> Road:
    return network.winding()


def test_pieces_cover_the_line_end_to_end(winding: Road) -> None:
    pieces = rows(
        "select from_m, to_m, ST_NPoints(geom) from road_piece where road_id = %s order by from_m", winding.pk
    )
    ((length_m,),) = rows("select length_m from road_line where road_id = %s", winding.pk)
    assert len(pieces) > 5
    assert max(points for _, _, points in pieces) <= 25
    assert [pieces[0][0], *(to_m for _, to_m, _ in pieces)] == [*(from_m for from_m, _, _ in pieces), length_m]


def test_they_follow_the_line_and_go_with_it(winding: Road) -> None:
    longest = "select max(to_m) from road_piece where road_id = %s"
    Road.objects.filter(pk=winding.pk).update(centreline=MultiLineString(line(0, 700, lon=105.8), srid=4326))
    assert rows(longest, winding.pk) == [(pytest.approx(700, abs=0.001),)]
    winding.delete()
    assert rows(longest, winding.pk) == [(None,)]


def test_nobody_writes_them(winding: Road) -> None:
    with pytest.raises(ProgrammingError, match="derived by the database"), transaction.atomic():
        rows("delete from road_piece returning 1")
