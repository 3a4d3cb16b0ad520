"""The tiny network as the API shows it: a commune around its first 2000 m, and visitors of every kind."""

from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.test import Client

from infra.models import AdministrativeUnit, UnitSuccession
from tests import network
from tests.gisapi.asking import signed_in
from tests.network import Network, up

BRIDGES = "/api/collections/bridges/items"


@pytest.fixture
def net(db: None) -> Network:
    return network.build()


@pytest.fixture
def recorded(net: Network) -> None:
    """One record of each kind on the tiny network."""
    network.record(net)


@pytest.fixture
def commune(db: None) -> AdministrativeUnit:
    """Xã Thử, 99001: 105.45-105.55°E, from south of QL.9T to its first 2000 m; it took in Xã Cũ (99000)."""
    box = Polygon.from_bbox((105.45, 9.19, 105.55, up(2000).y))
    box.srid = 4326
    unit = AdministrativeUnit.objects.create(
        code="99001", name_vi="Xã Thử Đông", level_id="COMMUNE", geom=MultiPolygon(box, srid=4326),
        valid_from=date(2025, 7, 1), source="Mạng thử",
    )  # fmt: skip
    old = AdministrativeUnit.objects.create(
        code="99000", name_vi="Xã Cũ", level_id="COMMUNE", valid_from=date(2004, 1, 1), valid_to=date(2025, 6, 30),
        source="Mạng thử",
    )  # fmt: skip
    UnitSuccession.objects.create(old=old, new=unit, share="0.75", source="Mạng thử")
    return unit


@pytest.fixture
def engineer(db: None) -> Client:
    return signed_in("engineer")


@pytest.fixture
def planner(db: None) -> Client:
    return signed_in("planner")


@pytest.fixture
def address(net: Network) -> str:
    """One bridge to edit."""
    return f"{BRIDGES}/{net.near_bridge.public_id}"


@pytest.fixture
def etag(engineer: Client, address: str) -> str:
    """The version of it an engineer has read."""
    return str(engineer.get(address)["ETag"])
