"""Two people at once on one road: whoever comes second sees what the first has done."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.db import IntegrityError, connection

from infra.models import Bridge, Road, RoadLine
from tests.network import line
from tests.sql import another_client

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = "insert into bridge (road_id, located_by, at_m, source) values (%s, 'chainage', %s, 'x')"
REALIGN = "update road set centreline = ST_GeomFromEWKT(%s) where id = %s"
SHORT = MultiLineString(line(0, 2000), srid=4326)


@pytest.fixture
def road(code_lists: None) -> Road:
    return Road.objects.create(
        code="ĐT.5T", road_class_id="DT", source="x", centreline=MultiLineString(line(0, 5000), srid=4326)
    )


@pytest.fixture
def other(transactional_db: None) -> Iterator[Any]:
    client = another_client()
    yield client
    client.close()


def meanwhile(other: Any, statement: str, values: list[Any], act: Any) -> None:
    """`act` here while `other` has done its statement and commits half a second later."""

    def here() -> None:
        try:
            act()
        finally:
            connection.close()

    with other.cursor() as cursor, ThreadPoolExecutor(1) as pool:
        cursor.execute(statement, values)
        waiting = pool.submit(here)
        time.sleep(0.5)
        other.commit()
        waiting.result(timeout=20)


def stands_within(road: Road) -> bool:
    length_m = RoadLine.objects.get(road=road).length_m
    return all(at_m <= length_m for at_m in Bridge.objects.filter(road=road).values_list("at_m", flat=True))


def test_a_road_is_not_shortened_under_a_bridge_being_placed(road: Road, other: Any) -> None:
    with pytest.raises(IntegrityError, match="shorter than what stands on it"):
        meanwhile(other, PLACE, [road.pk, 4000], lambda: Road.objects.filter(pk=road.pk).update(centreline=SHORT))
    assert stands_within(road)


def test_a_bridge_is_not_placed_on_a_line_being_replaced(road: Road, other: Any) -> None:
    def place() -> None:
        Bridge.objects.create(road=road, located_by="chainage", at_m=4000, source="x")

    with pytest.raises(IntegrityError, match="beyond its road"):
        meanwhile(other, REALIGN, [SHORT.ewkt, road.pk], place)
    assert stands_within(road)


def test_two_place_on_one_road_without_waiting(road: Road, other: Any) -> None:
    with other.cursor() as cursor:
        cursor.execute(PLACE, [road.pk, 1000])
        Bridge.objects.create(road=road, located_by="chainage", at_m=4000, source="x")
    other.commit()
    assert Bridge.objects.filter(road=road).count() == 2
