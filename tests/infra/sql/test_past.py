"""The past of a table, and of what is derived: chainages are read from the posts as they stood then."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString

from infra.models import Bridge, KmPost, Road, Section
from tests import network
from tests.network import Network, line, up
from tests.sql import now, rows

pytestmark = pytest.mark.django_db
EVER = ("-infinity", "infinity")


@pytest.fixture
def net() -> Network:
    return network.build()


def recorded(table: str) -> int:
    """How many closed versions a table has."""
    return rows(f"select count(*) from history.{table} where op <> 'I'")[0][0]


def chainage_at(instant: datetime, road: Road, at_m: float) -> str:
    """What was read at a measure then."""
    found = rows(
        "select lrs.chainage_text(km, (%s - at_m)::numeric) from history.road_post_as_at(%s) "
        "where road_id = %s and at_m <= %s + lrs.tolerance_m() order by at_m desc limit 1",
        at_m, instant, road.pk, at_m,
    )  # fmt: skip
    return found[0][0] if found else ""


def length_at(instant: datetime, road: Road) -> float | None:
    found = rows("select length_m from history.road_line_as_at(%s) where road_id = %s", instant, road.pk)
    return found[0][0] if found else None


def test_a_chainage_of_the_past_is_read_from_the_posts_of_then(net: Network) -> None:
    before = now()
    KmPost.objects.filter(road=net.ql, km=11).update(geom=up(1200))
    between = now()
    KmPost.objects.filter(road=net.ql, km=10).delete()
    assert [chainage_at(at, net.ql, 1500) for at in (before, between, now())] == [
        "Km11+500",
        "Km11+300",
        "Km11+300",
    ]
    assert [chainage_at(at, net.ql, 500) for at in (before, between, now())] == ["Km10+500", "Km10+500", ""]
    verdicts = "select count(*) from history.post_calibration_as_at(%s) where road_id = %s"
    assert [rows(verdicts, at, net.ql.pk) for at in (before, now())] == [[(4,)], [(3,)]]


def test_a_line_of_the_past_is_the_line_of_then(net: Network) -> None:
    before = now()
    Road.objects.filter(pk=net.ql.pk).update(centreline=MultiLineString(line(0, 6000), srid=4326))
    between = now()
    Bridge.objects.filter(road=net.ql).delete()
    Section.objects.filter(road=net.ql).delete()
    net.ql.culverts.all().delete()
    net.ql.km_posts.all().delete()
    Road.objects.filter(pk=net.ql.pk).delete()
    assert length_at(before, net.ql) == pytest.approx(5000, abs=0.01)
    assert length_at(between, net.ql) == pytest.approx(6000, abs=0.01)
    assert length_at(now(), net.ql) is None
    end = "select ST_M(ST_EndPoint(ST_GeometryN(geom, 1))) from history.road_line_as_at(%s) where road_id = %s"
    assert rows(end, before, net.ql.pk)[0][0] == pytest.approx(5000, abs=0.01)


def test_what_one_statement_brings_about_begins_at_one_instant(net: Network) -> None:
    """Else there were instants at which a post had moved and its road was still read by its old place."""
    KmPost.objects.filter(road=net.ql, km=11).update(geom=up(1200))
    begun = rows(
        "select k.recorded_from, c.recorded_from, p.recorded_from from km_post k join post_calibration c on c.km_post_id = k.id "
        "join road_post p on p.road_id = k.road_id and p.km = k.km where k.road_id = %s and k.km = 11",
        net.ql.pk,
    )
    assert len(set(begun[0])) == 1


def test_one_post_moved_among_a_thousand_records_one(net: Network) -> None:
    road = Road.objects.create(
        code="ĐT.9K", road_class_id="DT", source="x", centreline=MultiLineString(line(0, 100_000), srid=4326)
    )
    KmPost.objects.bulk_create(KmPost(road=road, km=km, geom=up(100 * km), source="x") for km in range(1000))
    before = {table: recorded(table) for table in ("road_line", "road_post", "post_calibration")}
    KmPost.objects.filter(road=road, km=500).update(geom=up(50_020))
    assert {table: recorded(table) - before[table] for table in before} == {
        "road_line": 0,
        "road_post": 1,
        "post_calibration": 1,
    }


def test_deriving_anew_what_has_not_changed_records_nothing(net: Network) -> None:
    before = rows("select (select count(*) from history.road_line), (select count(*) from history.road_post)")
    rows("select lrs.measure_road(id) from road")
    assert rows("select (select count(*) from history.road_line), (select count(*) from history.road_post)") == before


def test_within_gives_each_row_once_in_its_last_version(net: Network) -> None:
    def names(since: Any, until: Any) -> list[str]:
        """Of this test's bridges: history keeps those of tests that really committed."""
        asked = "select name from history.bridge_within(%s, %s) where id >= %s"
        return sorted(name for (name,) in rows(asked, since, until, net.near_bridge.pk))

    built = now()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Hai")
    renamed = now()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Ba")
    Bridge.objects.filter(pk=net.far_bridge.pk).delete()
    gone = now()
    Bridge.objects.create(name="Mới", source="x")
    assert names(*EVER) == ["Ba", "Cầu Hộ Phòng", "Mới"]
    assert names("-infinity", built) == ["Cầu Gần", "Cầu Hộ Phòng"]
    assert names(built, renamed) == ["Cầu Hộ Phòng", "Hai"]
    assert names(built, built) == ["Cầu Gần", "Cầu Hộ Phòng"]
    assert names(renamed, gone) == ["Ba", "Cầu Hộ Phòng"]
    assert names(gone, gone) == ["Ba"]
    assert names(gone, "infinity") == ["Ba", "Mới"]
    assert names("-infinity", "2000-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    "table", ["road", "km_post", "section", "bridge", "culvert", "road_line", "road_post", "post_calibration"]
)
def test_at_one_instant_as_at_and_within_agree(net: Network, table: str) -> None:
    at = now()
    KmPost.objects.filter(road=net.ql, km=11).update(geom=up(1200))
    Road.objects.filter(pk=net.ql.pk).update(centreline=MultiLineString(line(0, 6000), srid=4326), name="Dời")
    moved = now()
    for model in (Bridge, Section):
        model._default_manager.filter(road=net.ql).delete()
    for instant in (at, moved, now()):
        then = rows(f"select to_jsonb(t)::text from history.{table}_as_at(%s) t order by 1", instant)
        assert then or instant > moved
        assert (
            rows(f"select to_jsonb(t)::text from history.{table}_within(%s, %s) t order by 1", instant, instant) == then
        )


@pytest.mark.parametrize("function", ["as_at(now())", "within(now() - interval '1 day', now())"])
def test_the_past_in_a_box_reads_the_index_on_both_halves(net: Network, function: str) -> None:
    rows("insert into bridge (source, located_by, geom, status, is_published) select 'x', 'coordinates', "
         "ST_SetSRID(ST_MakePoint(105 + i * 0.0001, 9), 4326), 'DANG_KHAI_THAC', true from generate_series(1, 5000) i")  # fmt: skip
    rows("update bridge set note = 'y' where source = 'x'")
    rows("analyze bridge, history.bridge")
    plan = "\n".join(
        line
        for (line,) in rows(
            f"explain with bridge as not materialized (select * from history.bridge_{function}) "
            "select * from bridge where geom_3857 && ST_Transform(ST_MakeEnvelope(105.001, 8.9, 105.002, 9.1, 4326), 3857) "
            "and geom && ST_MakeEnvelope(105.001, 8.9, 105.002, 9.1, 4326)"
        )
    )
    assert "Seq Scan" not in plan, plan
    assert "bridge_as_of" in plan, plan
