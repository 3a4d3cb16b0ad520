"""A post that is written is sought on its road's line, the others stand where they were found; the verdicts are those of seeking all."""

import random
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.db import connection, transaction
from django.db.utils import InternalError

from infra.models import KmPost, Road
from tests import network
from tests.network import SOURCE, Network, line, up

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def kept(road: Road) -> list[tuple[Any, ...]]:
    return rows(
        "select km_post_id, km, at_m, offset_m, verdict from post_calibration where road_id = %s order by 1", road.pk
    )


def judged_anew(road: Road) -> list[tuple[Any, ...]]:
    return rows("select km_post_id, km, at_m, offset_m, verdict from lrs.judged_posts(%s) order by 1", road.pk)


def sought(road: Road) -> list[tuple[Any, ...]]:
    """Where the posts that have a place stand beside the road's line, each found now."""
    return rows(
        "select k.id, f.at_m, f.offset_m from km_post k join road_line l on l.road_id = k.road_id, lrs.locate(k.road_id, k.geom) f"
        " where k.road_id = %s and k.geom is not null order by 1",
        road.pk,
    )


def test_whatever_is_written_the_verdicts_are_those_of_seeking_all(net: Network) -> None:
    """Posts are set, moved along and off the line, taken from one road to another, stripped of their place, deleted."""
    chance = random.Random(7)
    roads, met = [net.ql, net.gap, net.posts_only], set()
    for km in range(30, 45):
        KmPost.objects.create(road=chance.choice(roads), km=km, source=SOURCE)
    for _ in range(30):
        post = KmPost.objects.order_by("id")[chance.randrange(KmPost.objects.count())]
        match chance.randrange(6):
            case 0:
                post.delete()
                continue
            case 1:
                post.road = chance.choice(roads)
            case 2:
                post.geom = None
            case 3:
                post.geom = up(chance.uniform(0, 5000), right=chance.choice([0, 10, 200]))
            case 4:
                post.geom = up(chance.uniform(0, 2500), lon=105.6)
            case _:
                post.km = 100 + KmPost.objects.count() + chance.randrange(10_000 - 200)
        if not KmPost.objects.filter(road=post.road, km=post.km).exclude(pk=post.pk).exists():
            post.save()
        for road in roads:
            assert kept(road) == judged_anew(road)
            assert [(row[0], *row[2:4]) for row in kept(road) if row[3] is not None] == sought(road)
            met |= {verdict for *_, verdict in kept(road)}
    assert met == {"used", "far_from_line", "no_position", "out_of_order"}


def test_a_new_line_seeks_them_all(net: Network) -> None:
    net.ql.centreline = MultiLineString(line(-500, 5000), srid=4326)
    net.ql.save()
    assert kept(net.ql) == judged_anew(net.ql)
    assert [round(at_m) for _, _, at_m, *_ in kept(net.ql)] == [500, 1500, 2635, 4500]
    net.posts_only.centreline = MultiLineString(line(0, 2000, lon=105.7), srid=4326)
    net.posts_only.save()
    assert {verdict for *_, verdict in kept(net.posts_only)} == {"no_position"}


def test_only_what_moved_is_sought(net: Network) -> None:
    post = KmPost.objects.get(road=net.ql, km=11)
    rows(
        "create or replace function lrs.locate(in_road bigint, pt geometry, out at_m float8, out offset_m float8, out foot geometry)"
        " returns record language plpgsql stable as $$ begin raise exception 'sought'; end $$"
    )
    KmPost.objects.filter(road=net.ql, km=14).delete()
    KmPost.objects.create(road=net.ql, km=15, source=SOURCE)
    assert {km: verdict for _, km, _, _, verdict in kept(net.ql)} == {
        10: "used",
        11: "used",
        12: "used",
        15: "no_position",
    }
    with pytest.raises(InternalError, match="sought"), transaction.atomic():
        KmPost.objects.filter(pk=post.pk).update(geom=up(1010))
