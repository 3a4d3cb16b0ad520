"""Below full detail: what is stored and what is built anew are together always what the tables say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.core.management import call_command

from infra.models import Bridge, Road, Section
from infra.services.tile_marks import compact_marks
from tests import network
from tests.network import SOURCE, Network
from tests.sql import rows

BOX = "ST_MakeEnvelope(11700000, 1000000, 11800000, 1100000, 3857)"
BANDS = range(5, 13)

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    built = network.build()
    compact_marks()
    return built


def drawn() -> list[Any]:
    """Everything low zooms show under the network, in every band."""
    roads = [rows(f"select * from low.roads({band}, {BOX}) order by 1, 2") for band in BANDS]
    sections = [rows(f"select * from low.sections({band}, {BOX}) order by 2, 5, 6, 7, geom") for band in BANDS]
    return [*roads, *sections, rows(f"select * from low.bridges({BOX}) order by 2")]


def built() -> list[Any]:
    """The same, all of it built from the tables."""
    every = "(select array_agg(id) from road)"
    roads = [rows(f"select * from low.built_road({every}, {band}, null) order by 1, 2") for band in BANDS]
    sections = [
        rows(f"select * from low.built_section({every}, {band}, null) order by 2, 5, 6, 7, geom") for band in BANDS
    ]
    return [*roads, *sections, rows(f"select * from low.built_bridge({every}, null) order by 2")]


def dirty() -> set[str]:
    return {layer for (layer,) in rows("select distinct layer from low.dirty")}


def test_sections_alike_are_one_line_and_a_gap_stays_a_gap(net: Network) -> None:
    """0-2000 is good, 2000-4000 bad, 4000-5000 fair: with the last made good there are two good lines, in one row."""
    Section.objects.filter(road=net.ql, from_m=4000).update(condition="TOT")
    Section.objects.create(road=net.gap, from_m=0, to_m=500, condition_id="TOT", source=SOURCE)
    Section.objects.create(road=net.gap, from_m=500, to_m=1000, condition_id="TOT", source=SOURCE)
    merged = rows(f"select road, condition, ST_NumGeometries(ST_Multi(geom)) from low.sections(9, {BOX}) order by 1, 2")
    assert merged == [("QL.9T", "TOT", 2), ("QL.9T", "XAU", 1), ("ĐT.1T", "TOT", 1)]


def test_a_line_is_no_farther_than_half_a_pixel_from_what_it_stands_for(net: Network) -> None:
    bent = MultiLineString(
        network.line(*range(0, 5001, 10)),
        srid=4326,
    )
    Road.objects.filter(pk=net.ql.pk).update(centreline=bent)
    ((apart, points),) = rows(
        "select ST_HausdorffDistance(f.geom, l.geom_3857), ST_NPoints(f.geom)"
        f"  from low.roads(9, {BOX}) f join road_line l using (road_id) where f.code = 'QL.9T'"
    )
    assert apart <= 77
    assert points == 2


ACTS: dict[str, tuple[Callable[[Network], Any], set[str]]] = {
    "bridge renamed": (lambda net: Bridge.objects.filter(pk=net.near_bridge.pk).update(name="x"), {"bridges"}),
    "bridge deleted": (lambda net: net.near_bridge.delete(), {"bridges"}),
    "bridge leaves its road": (
        lambda net: Bridge.objects.filter(pk=net.near_bridge.pk).update(road=None, located_by="coordinates", at_m=None),
        {"bridges"},
    ),
    "bridge added": (
        lambda net: Bridge.objects.create(road=net.ql, located_by="chainage", at_m=9, source=SOURCE),
        {"bridges"},
    ),
    "section hidden": (lambda net: Section.objects.filter(from_m=0).update(is_published=False), {"sections"}),
    "section deleted": (lambda net: Section.objects.filter(from_m=0).delete(), {"sections"}),
    "road renamed": (
        lambda net: Road.objects.filter(pk=net.ql.pk).update(code="QL.8T"),
        {"roads", "sections", "bridges"},
    ),
    "road demoted": (
        lambda net: Road.objects.filter(pk=net.ql.pk).update(road_class="DX"),
        {"roads", "sections", "bridges"},
    ),
    "road promoted": (
        lambda net: Road.objects.filter(pk=net.gap.pk).update(road_class="CT"),
        {"roads", "sections", "bridges"},
    ),
    "road moved": (
        lambda net: Road.objects.filter(pk=net.ql.pk).update(
            centreline=MultiLineString(network.line(0, 5000, lon=105.52), srid=4326)
        ),
        {"roads", "sections", "bridges"},
    ),
    "road added": (
        lambda net: Road.objects.create(
            code="QL.7T",
            road_class_id="QL",
            source=SOURCE,
            centreline=MultiLineString(network.line(0, 900), srid=4326),
        ),
        {"roads"},
    ),
    "road noted": (lambda net: Road.objects.filter(pk=net.ql.pk).update(note="x"), set()),
    "bridges truncated": (lambda net: rows("truncate bridge cascade; select 1"), {"bridges"}),
    "sections truncated": (lambda net: rows("truncate section; select 1"), {"sections"}),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_drawn_is_what_the_tables_say_before_and_after_it_is_stored(net: Network, act: str) -> None:
    do, layers = ACTS[act]
    assert not dirty()
    rows("set constraints all immediate; select 1")
    do(net)
    assert dirty() == layers
    assert drawn() == built()
    compact_marks()
    assert not dirty()
    assert drawn() == built()


def test_clean_roads_are_read_from_store(net: Network) -> None:
    """What is stored is really used: a stored row that lies is seen."""
    rows("update low.bridge set status = 'cũ'; select 1")
    assert {status for (status,) in rows(f"select status from low.bridges({BOX})")} == {"cũ"}


def test_a_published_bridge_on_a_hidden_road_says_nothing_of_it(net: Network) -> None:
    """It would say the road's class: only classes of some rank are drawn there."""
    Road.objects.filter(pk=net.ql.pk).update(is_published=False)
    assert {shown for (shown,) in rows(f"select is_published from low.bridges({BOX})")} == {False}


def test_the_command_stores(net: Network, capsys: pytest.CaptureFixture[str]) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="x")
    call_command("compact_marks")
    assert "1 roads stored" in capsys.readouterr().out
