"""What the database derives is nobody's to write, though every client sees it as a table; it follows what it comes from."""

import pytest
from django.db import ProgrammingError, connection, transaction

from infra.models import KmPost, PostCalibration, Road, RoadLine, RoadPost
from tests import network
from tests.network import Network

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "statement",
    [
        "update road_line set length_m = 5",
        "update road_line set geom = ST_Translate(geom, 1, 0)",
        "delete from road_line",
        "delete from road_post where km = 11",
        "insert into road_post (road_id, km, at_m, is_real) select id, 13, 3000, true from road where code = 'QL.9T'",
        "update post_calibration set verdict = 'used'",
    ],
)
def test_a_derived_table_is_not_written(net: Network, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="derived by the database"), transaction.atomic():
        run(statement)


def test_it_is_derived_anew_on_demand(net: Network) -> None:
    before = list(RoadPost.objects.filter(road=net.ql).values_list("km", "at_m", "is_real"))
    run(f"select lrs.measure_road({net.ql.pk})")
    assert list(RoadPost.objects.filter(road=net.ql).values_list("km", "at_m", "is_real")) == before


def test_it_goes_with_what_it_comes_from(net: Network) -> None:
    KmPost.objects.filter(road=net.posts_only).first().delete()
    assert PostCalibration.objects.filter(road=net.posts_only).count() == 1
    road, pk = net.gap, net.gap.pk
    road.delete()
    run("set constraints all immediate")
    assert not RoadLine.objects.filter(road_id=pk).exists()
    assert not RoadPost.objects.filter(road_id=pk).exists()
    assert Road.objects.filter(pk=net.ql.pk).exists()
