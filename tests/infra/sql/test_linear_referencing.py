"""The database's linear referencing on the tiny network: every number can be checked in the head."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from infra.crs import GEOD
from infra.measures import Chainage, chainage_at, measure_of, parse_chainage
from infra.models import Bridge, KmPost, PostCalibration, Road, RoadPost, Section
from infra.services.calibration import calibration_of
from tests import network
from tests.network import Network, line, up
from tests.sql import another_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


def ask(sql: str, *parameters: Any) -> Any:
    """The single value of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0] if row and len(row) == 1 else row


def metres_between(a: Any, b: Any) -> float:
    return GEOD.inv(a.x, a.y, b.x, b.y)[2]


def test_length_is_geodesic_and_gaps_have_none(net: Network) -> None:
    assert net.ql.line.length_m == pytest.approx(5000, abs=0.001)
    assert net.gap.line.length_m == pytest.approx(2000, abs=0.001)


@pytest.mark.parametrize(("at_m", "up_m"), [(0, 0), (999.99, 999.99), (1000, 1000), (1000.5, 1500.5), (2000, 2500)])
def test_a_measure_skips_the_gap(net: Network, at_m: float, up_m: float) -> None:
    there = ask("select ST_AsText(lrs.point_at(%s, %s), 12)", net.gap.id, at_m)
    lon, lat = map(float, there.removeprefix("POINT(").rstrip(")").split())
    assert GEOD.inv(lon, lat, *up(up_m, 105.6).coords)[2] < 0.01


def test_chainage_measure_and_point_agree_to_a_centimetre(net: Network) -> None:
    """By way of the point and back, at odd places all along the road, in SQL and in Python alike."""
    calibration = calibration_of(net.ql)
    for at_m in range(0, 5001, 137):
        with connection.cursor() as cursor:
            cursor.execute(
                "select l.at_m, lrs.chainage(%s, l.at_m) from lrs.locate(%s, lrs.point_at(%s, %s)) l",
                [net.ql.id, net.ql.id, net.ql.id, at_m],
            )
            back_m, text = cursor.fetchone()
        assert back_m == pytest.approx(at_m, abs=0.01)
        assert measure_of(parse_chainage(text), calibration).at_m == pytest.approx(at_m, abs=0.01)
        assert chainage_at(back_m, calibration).chainage.text() == text


def test_posts_are_real_where_they_stand_and_nominal_where_one_is_missing(net: Network) -> None:
    posts = RoadPost.objects.filter(road=net.ql).values_list("km", "at_m", "is_real")
    assert [(km, round(at_m, 2), real) for km, at_m, real in posts] == [
        (10, 0.0, True),
        (11, 1000.0, True),
        (12, 2135.0, True),
        (13, 3135.0, False),
        (14, 4000.0, True),
    ]
    assert net.ql.line.calibration == "partly"
    assert net.gap.line.calibration == "nominal"


def test_a_stated_start_gives_way_to_a_post_that_stands_there(net: Network) -> None:
    """Stated Km0+000, but post Km1 stands at the first metre: there is no kilometre 0 of no length."""
    KmPost.objects.create(road=net.gap, km=1, geom=up(0, lon=105.6), source="x")
    posts = RoadPost.objects.filter(road=net.gap).order_by("at_m", "km").values_list("km", "at_m", "is_real")
    assert [(km, round(at_m, 3), real) for km, at_m, real in posts] == [(1, 0.0, True), (2, 1000.0, False)]
    assert ask("select lrs.chainage(%s, 0)", net.gap.id) == "Km1+000"


def test_a_road_known_only_by_its_posts_is_read_by_the_stated_distances(net: Network) -> None:
    calibration = calibration_of(net.posts_only)
    assert measure_of(Chainage(0, parse_chainage("Km0+1100").m), calibration).at_m == 1100
    assert measure_of(parse_chainage("Km1+050"), calibration).at_m == 1150
    assert calibration.length_m is None


def test_a_client_without_a_search_path_is_held_to_the_same_promises(net: Network) -> None:
    """As a data-only restore is."""
    with connection.cursor() as cursor:
        cursor.execute("set local search_path = ''")
        cursor.execute("update public.bridge set at_m = 800 where id = %s", [net.near_bridge.pk])
        cursor.execute("update public.km_post set km = 13 where road_id = %s and km = 14", [net.ql.pk])
        cursor.execute("set local search_path = public")
    net.near_bridge.refresh_from_db()
    assert metres_between(net.near_bridge.geom, up(800)) < 0.01


def test_a_distance_nobody_stated_counts_a_thousand_metres_a_kilometre(net: Network) -> None:
    """Km0, 1100 m to Km1, then nothing said until Km3, 950 m to Km4."""
    KmPost.objects.create(road=net.posts_only, km=3, stated_next_m=950, source="x")
    KmPost.objects.create(road=net.posts_only, km=4, source="x")
    places = RoadPost.objects.filter(road=net.posts_only).order_by("km").values_list("km", "at_m", "is_real")
    assert list(places) == [(0, 0, True), (1, 1100, True), (2, 2100, False), (3, 3100, True), (4, 4050, True)]


@pytest.mark.parametrize(("km", "m", "over_m"), [(11, 1135, 0), (11, 1200, 65), (14, 1300, 300)])
def test_sql_says_by_how_many_metres_a_chainage_is_beyond(net: Network, km: int, m: float, over_m: float) -> None:
    assert ask("select greatest(over_m, 0) from lrs.measure(%s, %s, %s)", net.ql.id, km, m) == pytest.approx(
        over_m, abs=0.01
    )


def test_left_and_right_follow_rising_chainage(net: Network) -> None:
    """The road runs north: east is right."""
    for right in (20, -20):
        at_m, offset_m, _ = ask(
            "select at_m, offset_m, 1 from lrs.locate(%s, ST_GeomFromEWKT(%s))", net.ql.id, up(3000, right=right).ewkt
        )
        assert at_m == pytest.approx(3000, abs=0.01)
        assert offset_m == pytest.approx(right, abs=0.01)
    beside = ask("select ST_AsText(lrs.point_at(%s, 3000, 20), 12)", net.ql.id)
    lon, lat = map(float, beside.removeprefix("POINT(").rstrip(")").split())
    assert GEOD.inv(lon, lat, *up(3000, right=20).coords)[2] < 0.01


def test_the_foot_on_a_slanting_road_is_the_nearest_point(net: Network) -> None:
    """In plain degrees the foot of a point 200 m off a 45° road slips by more than a metre."""
    start = up(0)
    lon, lat, _ = GEOD.fwd(start.x, start.y, 45, 2000)
    slanting = Road.objects.create(
        code="ĐT.3T", road_class_id="DT", source="x",
        centreline=MultiLineString(network.LineString([start.coords, (lon, lat)]), srid=4326),
    )  # fmt: skip
    foot_lon, foot_lat, _ = GEOD.fwd(start.x, start.y, 45, 1000)
    beside_lon, beside_lat, _ = GEOD.fwd(foot_lon, foot_lat, 135, 200)
    at_m, offset_m, _ = ask(
        "select at_m, offset_m, 1 from lrs.locate(%s, ST_SetSRID(ST_MakePoint(%s, %s), 4326))",
        slanting.id,
        beside_lon,
        beside_lat,
    )
    assert at_m == pytest.approx(1000, abs=0.05)
    assert offset_m == pytest.approx(200, abs=0.05)


def test_a_post_out_of_order_or_far_away_is_found_and_not_used(net: Network) -> None:
    KmPost.objects.create(road=net.ql, km=13, geom=up(500), source="x")
    KmPost.objects.create(road=net.ql, km=15, geom=up(4900, right=300), source="x")
    KmPost.objects.create(road=net.ql, km=16, source="x")
    verdicts = dict(PostCalibration.objects.filter(road=net.ql).values_list("km", "verdict"))
    assert verdicts == {
        10: "used",
        11: "used",
        12: "used",
        13: "out_of_order",
        14: "used",
        15: "far_from_line",
        16: "no_position",
    }
    assert [post.km for post in calibration_of(net.ql).posts if post.real] == [10, 11, 12, 14]


def test_moving_a_post_recalibrates_but_moves_nothing(net: Network) -> None:
    """The bridge stays where it stands; what is written on its post changes."""
    net.near_bridge.refresh_from_db()
    before = net.near_bridge.geom.coords
    KmPost.objects.filter(road=net.ql, km=10).update(geom=up(100))
    net.near_bridge.refresh_from_db()
    assert net.near_bridge.geom.coords == before
    assert ask("select lrs.chainage(road_id, at_m) from bridge where id = %s", net.near_bridge.id) == "Km10+400"


def test_posts_are_renumbered_in_one_statement_or_in_one_transaction(net: Network) -> None:
    def places() -> dict[int, float]:
        posts = RoadPost.objects.filter(road=net.ql, is_real=True).values_list("km", "at_m")
        return {km: round(at_m) for km, at_m in posts}

    posts = KmPost.objects.filter(road=net.ql)
    posts.update(km=F("km") + 1)
    assert places() == {11: 0, 12: 1000, 13: 2135, 15: 4000}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints km_post_once_a_road deferred")
        for post, km in zip(list(posts.order_by("km")), (12, 13, 14, 15), strict=True):
            cursor.execute("update km_post set km = %s where id = %s", [km, post.pk])
        cursor.execute("set constraints km_post_once_a_road immediate")
    assert places() == {12: 0, 13: 1000, 14: 2135, 15: 4000}
    refused("km_post_once_a_road", lambda: posts.filter(km=12).update(km=13))


def test_a_structure_by_chainage_stands_on_its_road(net: Network) -> None:
    net.near_bridge.refresh_from_db()
    assert metres_between(net.near_bridge.geom, up(500)) < 0.01
    Bridge.objects.filter(id=net.near_bridge.id).update(at_m=700)
    net.near_bridge.refresh_from_db()
    assert metres_between(net.near_bridge.geom, up(700)) < 0.01


def refused(constraint: str, act: Callable[[], Any]) -> None:
    """`act` breaks `constraint` of the database and changes nothing."""
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        act()
    assert broken.value.__cause__.diag.constraint_name == constraint


def test_what_the_database_refuses(net: Network) -> None:
    bridge, section = Bridge.objects.filter(id=net.near_bridge.id), Section.objects.filter(road=net.ql, from_m=0)
    refused("point_follows_measure", lambda: bridge.update(geom=up(900)))
    refused("event_within_road", lambda: bridge.update(at_m=5001))
    refused("event_within_road", lambda: Section.objects.filter(road=net.ql, from_m=4000).update(to_m=5001))
    refused("section_follows_road", lambda: section.update(geom=MultiLineString(line(0, 900), srid=4326)))
    refused("section_no_overlap", lambda: section.update(to_m=2500))
    refused("public_id_stable", lambda: bridge.update(public_id="B-999999"))
    refused("bridge_located", lambda: bridge.update(located_by="coordinates", geom=None))
    refused(
        "event_within_road",
        lambda: Road.objects.filter(id=net.ql.id).update(centreline=MultiLineString(line(0, 2400), srid=4326)),
    )
    refused("line_in_use", lambda: Road.objects.filter(id=net.ql.id).update(centreline=None))
    refused("road_code_branch", lambda: Road.objects.create(code="QL.9T", road_class_id="QL", source="x"))


def test_the_same_road_code_in_another_writing_is_refused(net: Network) -> None:
    refused("road_plain_code", lambda: Road.objects.create(code="QL9T", road_class_id="QL", source="x"))


def test_a_public_id_is_never_given_twice(net: Network) -> None:
    given = net.near_bridge.public_id
    net.near_bridge.delete()
    refused("public_id_once", lambda: Bridge.objects.create(public_id=given, source="x"))
    assert Bridge.objects.create(source="x").public_id > given


def test_realigning_moves_what_follows_the_road_and_keeps_what_was_measured(net: Network) -> None:
    Road.objects.filter(id=net.ql.id).update(centreline=MultiLineString(line(0, 5000, lon=105.501), srid=4326))
    net.near_bridge.refresh_from_db()
    seen = net.seen_culvert
    seen.refresh_from_db()
    section = Section.objects.get(road=net.ql, from_m=0)
    assert metres_between(net.near_bridge.geom, up(500, lon=105.501)) < 0.01
    assert metres_between(seen.geom, up(3000, right=20)) < 0.01
    assert section.geom[0].coords[0][0] == pytest.approx(105.501)


@pytest.mark.django_db(transaction=True)
def test_two_editors_of_one_roads_posts_take_turns(code_lists: None) -> None:
    """The second waits for the first and then counts its posts too; neither fails."""
    road = Road.objects.create(
        code="ĐT.4T", road_class_id="DT", source="x", centreline=MultiLineString(line(0, 5000), srid=4326)
    )
    first = another_client()

    def second() -> None:
        KmPost.objects.create(road=road, km=2, geom=up(2000), source="x")
        connection.close()

    with first.cursor() as cursor, ThreadPoolExecutor(1) as pool:
        cursor.execute(
            "insert into km_post (road_id, km, geom, source) values (%s, 1, ST_GeomFromEWKT(%s), 'x')",
            [road.pk, up(1000).ewkt],
        )
        waiting = pool.submit(second)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        first.commit()
        waiting.result(timeout=10)
    first.close()
    assert list(RoadPost.objects.filter(road=road, is_real=True).values_list("km", flat=True)) == [1, 2]
