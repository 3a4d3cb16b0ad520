"""Shared stretches over HTTP: recorded like every record, counted once, found by either road, told with every place on them."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import Road, Section, SharedStretch
from infra.services.shared_stretches import share_stretch
from tests.gisapi.asking import put, read
from tests.gisapi.recording import feature
from tests.gisapi.views.test_network import shown
from tests.network import SOURCE, Network, guest_of, up

ITEMS = "/api/collections/shared-stretches/items"


@pytest.fixture
def guest(net: Network) -> Road:
    return guest_of(net.ql)


@pytest.fixture
def shared(net: Network, guest: Road) -> SharedStretch:
    return share_stretch(guest, {"host": "QL.9T", "from_m": 500.0, "to_m": 2500.0, "source": SOURCE}, by=None)


def ids(told: Any) -> set[str]:
    return {one["id"] for one in told["features"]}


def test_recorded_changed_and_ended(client: Client, guest: Road, engineer: Client) -> None:
    address = f"/api/collections/roads/items/{guest.public_id}/shared-stretches"
    body = feature(host="ql 9t", from_chainage="Km0+500", to_chainage="Km2+500", source="Quyết định thử")
    made = put(engineer, "POST", address, body)
    assert made.status_code == 201, made.content
    told = json.loads(made.content)["properties"]
    assert (told["road"], told["host"], told["host_from_chainage"], told["host_to_chainage"]) == (
        "ĐT.3T", "QL.9T", "Km11+000", "Km12+865",
    )  # fmt: skip
    assert (told["from_chainage"], told["to_chainage"], told["length_m"]) == ("Km0+500", "Km2+500", 2000)
    where = made["Location"].removeprefix("http://testserver")
    changed = put(engineer, "PATCH", where, feature(to_m=2000), etag=made["ETag"])
    assert json.loads(changed.content)["properties"]["host_to_m"] == pytest.approx(2500, abs=0.01)
    same = put(engineer, "PUT", where, json.loads(changed.content), etag=changed["ETag"])
    assert (same.status_code, same["ETag"]) == (200, changed["ETag"])
    assert read(client, where)["properties"]["host"] == "QL.9T"
    gone = put(engineer, "DELETE", where, None, etag=changed["ETag"])
    assert gone.status_code == 204
    assert not SharedStretch.objects.exists()


def test_a_refusal_names_the_host(guest: Road, engineer: Client) -> None:
    address = f"/api/collections/roads/items/{guest.public_id}/shared-stretches"
    for host, status, reason in (("ĐT.1T", 422, "shared_apart"), ("ĐT.404", 422, "unknown"), (None, 422, "")):
        answer = put(engineer, "POST", address, feature(host=host, from_m=500, to_m=900, source="x"))
        told = json.loads(answer.content)
        assert (answer.status_code, told["field"]) == (status, "properties/host"), told
        assert reason in json.dumps(told)


def test_both_roads_tell_it(client: Client, net: Network, guest: Road, shared: SharedStretch) -> None:
    for road in (guest, net.ql):
        assert ids(read(client, f"/api/collections/roads/items/{road.public_id}/shared-stretches")) == {
            shared.public_id
        }
    first, _, last = Section.objects.filter(road=net.ql).order_by("from_m")
    for section, told in ((first, {shared.public_id}), (last, set())):
        assert ids(read(client, f"/api/collections/sections/items/{section.public_id}/shared-stretches")) == told


def test_kilometres_are_counted_once(client: Client, net: Network, shared: SharedStretch) -> None:
    told = read(client, "/api/collections/roads/statistics", **{"group-by": "road_class"})
    by_class = {group["road_class"]: group for group in told["groups"]}
    assert by_class["QL"]["length_km"] == pytest.approx(5.0, abs=0.001)
    assert by_class["DT"]["length_km"] == pytest.approx(3.2, abs=0.001), "2 km of ĐT.1T, 500 + 700 m of ĐT.3T's own"
    assert (by_class["DT"]["shared_km"], by_class["QL"]["shared_km"]) == (pytest.approx(2.0, abs=0.001), 0)
    assert told["total"]["length_km"] == pytest.approx(8.2, abs=0.001)
    assert by_class["DT"]["count"] == 3
    ranged = read(client, "/api/collections/roads/statistics", road="ĐT.3T", **{"from": "Km0+400", "to": "Km0+900"})
    assert ranged["total"] == {"count": 1, "length_km": 0.1, "chainage_km": 0.1, "shared_km": 0.4}


def test_kilometres_by_commune_are_counted_once(client: Client, shared: SharedStretch, commune: Any) -> None:
    told = read(client, "/api/collections/roads/statistics", road="ĐT.3T", **{"group-by": "commune"})
    assert sum(group["length_km"] for group in told["groups"]) == pytest.approx(1.2, abs=0.002)
    assert sum(group["shared_km"] for group in told["groups"]) == pytest.approx(2.0, abs=0.002)


def test_a_road_says_how_much_of_it_is_another(
    client: Client, net: Network, guest: Road, shared: SharedStretch
) -> None:
    told = read(client, f"/api/collections/roads/items/{guest.public_id}")["properties"]
    assert (told["length_m"], told["shared_m"]) == (pytest.approx(3200, abs=0.1), 2000)
    assert read(client, f"/api/collections/roads/items/{net.ql.public_id}")["properties"]["shared_m"] == 0


def test_what_stands_there_is_found_by_either_road(client: Client, net: Network, shared: SharedStretch) -> None:
    """The far bridge stands at 2500 m of QL.9T: 2000 m of ĐT.3T. The culvert at 1200 m: 700 m."""
    bridges = "/api/collections/bridges/items"
    assert ids(read(client, bridges, road="ĐT.3T")) == {net.far_bridge.public_id}
    assert ids(read(client, bridges, road="ĐT.3T", **{"from": "Km1+990", "to": "Km2+010"})) == {
        net.far_bridge.public_id
    }
    assert ids(read(client, bridges, road="ĐT.3T", **{"from": "Km1+000", "to": "Km1+900"})) == set()
    culverts = read(client, "/api/collections/culverts/items", road="ĐT.3T", to="Km0+800")
    assert ids(culverts) == {net.culvert.public_id}
    lengths = read(client, "/api/collections/sections/statistics", road="ĐT.3T")
    assert lengths["total"]["length_km"] == pytest.approx(2.0, abs=0.001), (
        "1000 m of the first section, 1000 of the second"
    )
    assert ids(read(client, "/api/collections/roads/items", road="ĐT.3T")) == {shared.road.public_id}  # type: ignore[union-attr]


def test_a_place_answers_to_both_chainages(client: Client, net: Network, guest: Road, shared: SharedStretch) -> None:
    (place,) = read(client, "/api/locate", road="ĐT.3T", chainage="Km2+000")["candidates"]
    assert place["shared"] == [
        {"as": "host", "road": "QL.9T", "road_id": net.ql.public_id, "at_m": pytest.approx(2500, abs=0.01),
         "chainage": "Km12+365", "stretch": shared.public_id},
    ]  # fmt: skip
    (place,) = read(client, "/api/locate", road="QL.9T", chainage="Km12+365")["candidates"]
    assert [(one["as"], one["road"], one["chainage"]) for one in place["shared"]] == [("guest", "ĐT.3T", "Km2+000")]
    (place,) = read(client, "/api/locate", road="QL.9T", chainage="Km10+100")["candidates"]
    assert place["shared"] == []
    near = read(client, "/api/locate", lon=up(2500).x, lat=up(2500).y)["candidates"]
    assert {(one["road"], one["shared"][0]["road"]) for one in near} == {("QL.9T", "ĐT.3T"), ("ĐT.3T", "QL.9T")}


def test_nothing_is_told_of_a_host_that_is_not_public(
    client: Client, engineer: Client, net: Network, guest: Road, shared: SharedStretch
) -> None:
    Road.objects.filter(pk=net.ql.pk).update(is_published=False)
    told = read(client, f"{ITEMS}/{shared.public_id}")["properties"]
    assert [told[name] for name in ("host", "host_id", "host_from_m", "host_from_chainage")] == [None, None, None, ""]
    assert "QL.9T" not in json.dumps(read(client, ITEMS))
    assert read(client, f"/api/collections/roads/items/{guest.public_id}")["properties"]["shared_m"] == 0
    (place,) = read(client, "/api/locate", road="ĐT.3T", chainage="Km2+000")["candidates"]
    assert place["shared"] == []
    assert ids(read(client, "/api/collections/sections/items", road="ĐT.3T")) == set()
    assert read(engineer, f"{ITEMS}/{shared.public_id}")["properties"]["host"] == "QL.9T"


def test_as_it_was_before(client: Client, net: Network, shared: SharedStretch) -> None:
    told = read(client, "/api/collections/roads/statistics", road="ĐT.3T", datetime="2020-01-01T00:00:00Z")
    assert told["total"]["count"] == 0


def test_a_preview_tells_the_host(engineer: Client, net: Network, shared: SharedStretch) -> None:
    told = shown(engineer, net.ql.public_id, "split", {"at": 2000, "behaviours": {"bridges": "tail"}})
    states = [one["after"] for one in told["assets"] if one["collection"] == "shared-stretches"]
    assert [(one["host"], one["host_from"], one["from"], one["to"]) for one in states] == [
        (net.ql.public_id, "Km11+000", "Km0+500", "Km1+500"), ("$1", "Km11+1000", "Km1+500", "Km2+500"),
    ]  # fmt: skip
