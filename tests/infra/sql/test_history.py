"""Versions come back after the road under them moved and after the table changed its columns."""

from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString

from infra.history import changes_to, revert, uncovered_columns
from infra.models import Asset, Bridge, Culvert, KmPost, Road, Section
from tests import network
from tests.network import Network, line
from tests.sql import rows

pytestmark = pytest.mark.django_db
KINDS: tuple[type[Asset], ...] = (Road, KmPost, Section, Bridge, Culvert)


@pytest.fixture
def net() -> Network:
    return network.build()


def whole(model: type[Asset], pk: int) -> Any:
    """The row, bit for bit, but for the stamp of its version."""
    table = model._meta.db_table
    return rows(f"select (to_jsonb(t) - 'recorded_from')::text from {table} t where id = %s", pk)


def standing_on(road: Road) -> list[Asset]:
    return [asset for model in KINDS[1:] for asset in model._default_manager.filter(road=road)]


def realign(road: Road) -> None:
    Road.objects.filter(pk=road.pk).update(
        centreline=MultiLineString(line(0, 5000, lon=105.501), srid=4326), name="Dời"
    )


def oldest_change(asset: Asset) -> int:
    return [change for change in changes_to(asset) if change.op == "changed"][-1].n


def test_every_kind_comes_back_bit_for_bit(net: Network) -> None:
    assets = [net.ql, *standing_on(net.ql)]
    before = [whole(type(asset), asset.pk) for asset in assets]
    realign(net.ql)
    for asset in assets:
        type(asset)._default_manager.filter(pk=asset.pk).update(note="sai", is_published=False)
    for asset in assets:
        revert(type(asset), asset.pk, oldest_change(asset), by=None)
    assert [whole(type(asset), asset.pk) for asset in assets] == before


@pytest.mark.parametrize("model", [Section, Bridge, Culvert])
def test_a_version_from_before_a_realignment_comes_back_on_the_road_as_it_is(net: Network, model: type[Asset]) -> None:
    asset = model._default_manager.filter(road=net.ql).order_by("pk").first()
    assert asset is not None
    realign(net.ql)
    moved = whole(model, asset.pk)
    model._default_manager.filter(pk=asset.pk).update(condition="RAT_XAU", note="sai")
    revert(model, asset.pk, oldest_change(asset), by=None)
    assert whole(model, asset.pk) == moved


def test_the_geometry_is_held_again_after_a_version_came_back(net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(note="sai")
    revert(Bridge, net.near_bridge.pk, oldest_change(net.near_bridge), by=None)
    with pytest.raises(Exception, match="its point follows its measure"):
        Bridge.objects.filter(pk=net.near_bridge.pk).update(geom=network.up(900))


@pytest.mark.parametrize(
    "change",
    [
        "alter table bridge add column keeper text not null default 'Sở'",
        "alter table bridge alter column name type text",
        "alter table bridge alter column length_m type numeric(12, 3)",
        "alter table bridge alter column source_srid type text",
        "alter table bridge drop column stated_text",
        "alter table bridge add column double_m numeric generated always as (length_m * 2) stored",
    ],
)
def test_attaching_again_follows_a_changed_table(net: Network, change: str) -> None:
    pk = net.near_bridge.pk
    Bridge.objects.filter(pk=pk).update(span_scheme="cũ")
    rows("set constraints all immediate")
    rows(change)
    rows("call history.attach('bridge')")
    assert uncovered_columns() == []
    before = whole(Bridge, pk)
    rows("update bridge set name = repeat('x', 100), length_m = 9999, source_srid = 3405 where id = %s", pk)
    rows("update bridge set name = 'sau' where id = %s", pk)
    assert rows("select count(*) from history.bridge_as_at(clock_timestamp()) where id = %s", pk) == [(1,)]
    versions = [hid for (hid,) in rows("select hid from history.bridge where id = %s and op = 'U' order by hid", pk)]
    rows("select history.bridge_revert(%s)", versions[0])
    assert rows("select span_scheme from bridge where id = %s", pk) == [("3x24",)]
    rows("select history.bridge_revert(%s)", versions[1])
    assert whole(Bridge, pk) == before
