"""Tiles decoded and compared with the rows that were written."""

import json
import math
from typing import Any

import mapbox_vector_tile
import pytest
from django.test import Client

from infra.models import Bridge, Road
from tests.network import SOURCE, Network, up

EDGE = 20037508.342789244


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """The usual formula, written again: the tile a place lies in."""
    y = math.asinh(math.tan(math.radians(lat)))
    return int((lon + 180) / 360 * 2**z), int((1 - y / math.pi) / 2 * 2**z)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    return lon / 180 * EDGE, math.asinh(math.tan(math.radians(lat))) / math.pi * EDGE


def decoded(client: Client, layers: str, z: int, x: int, y: int) -> Any:
    answer = client.get(f"/tiles/{layers}/{z}/{x}/{y}.mvt")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/vnd.mapbox-vector-tile"
    return mapbox_vector_tile.decode(answer.content, default_options={"y_coord_down": True})


def features(client: Client, layers: str, z: int, x: int, y: int) -> list[Any]:
    return [feature for layer in decoded(client, layers, z, x, y).values() for feature in layer["features"]]


def test_a_bridge_stands_where_it_is_with_the_attributes_of_the_contract(client: Client, net: Network) -> None:
    z, (x, y) = 14, tile_of(105.5, up(500).y, 14)
    layer = decoded(client, "bridges", z, x, y)["bridges"]
    assert layer["extent"] == 4096
    drawn = {feature["properties"]["id"]: feature for feature in layer["features"]}
    bridge = drawn[net.near_bridge.public_id]
    assert bridge["properties"] == {
        "id": net.near_bridge.public_id, "name": "Cầu Gần", "condition": "TOT", "status": "DANG_KHAI_THAC", "length_m": 78,
    }  # fmt: skip
    side = 2 * EDGE / 2**z
    east, north = mercator(105.5, up(500).y)
    expected = ((east + EDGE - x * side) / side * 4096, (EDGE - y * side - north) / side * 4096)
    assert bridge["geometry"]["coordinates"] == pytest.approx(expected, abs=1)


def test_every_layer_in_one_tile_is_each_layer_on_its_own(client: Client, net: Network, commune: Any) -> None:
    z, (x, y) = 12, tile_of(105.5, up(500).y, 12)
    names = ["roads", "sections", "bridges", "culverts", "km-posts", "communes"]
    together = decoded(client, ",".join(names), z, x, y)
    assert list(together) == names
    for name in names:
        assert together[name]["features"] == decoded(client, name, z, x, y)[name]["features"]


def test_attributes_are_those_of_the_contract(client: Client, net: Network, commune: Any) -> None:
    z, (x, y) = 12, tile_of(105.5, up(500).y, 12)
    told = {
        name: {key for feature in layer["features"] for key in feature["properties"]}
        for name, layer in decoded(client, "roads,sections,bridges,culverts,km-posts,communes", z, x, y).items()
    }
    assert told == {
        "roads": {"id", "code", "name", "road_class"},
        "sections": {"id", "road", "condition", "pavement", "road_class"},
        "bridges": {"id", "name", "condition", "status", "length_m"},
        "culverts": {"id", "condition", "status"},
        "km-posts": {"id", "road", "km"},
        "communes": {"id", "name"},
    }


def test_geojson_holds_the_same_features_as_mvt(client: Client, net: Network) -> None:
    z, (x, y) = 13, tile_of(105.5, up(2000).y, 13)
    layers = "roads,sections,bridges,culverts,km-posts"
    answer = client.get(f"/tiles/{layers}/{z}/{x}/{y}.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    plain = json.loads(answer.content)["features"]
    assert {f["properties"]["id"] for f in plain} == {f["properties"]["id"] for f in features(client, layers, z, x, y)}
    bridge = next(f for f in plain if f["properties"]["id"] == net.far_bridge.public_id)
    assert bridge["geometry"]["coordinates"] == pytest.approx([105.5, up(2500).y], abs=1e-6)
    assert bridge["properties"]["layer"] == "bridges"


def test_nothing_is_dropped_however_many_there_are(client: Client, net: Network) -> None:
    Bridge.objects.bulk_create(
        Bridge(name=f"Cầu {n}", located_by="coordinates", geom=up(10 + n / 10), source=SOURCE) for n in range(3000)
    )
    z, (x, y) = 12, tile_of(105.5, up(500).y, 12)
    assert len(decoded(client, "bridges", z, x, y)["bridges"]["features"]) == 3002


def test_a_stroke_that_only_reaches_in_is_drawn(client: Client, net: Network) -> None:
    """A bridge 1 m west of a tile's edge is in the eastern tile's buffer."""
    z, (x, y) = 16, tile_of(105.5, up(500).y, 16)
    edge = x / 2**z * 360 - 180
    outside = Bridge.objects.create(
        name="Ngoài mép", located_by="coordinates", geom=up(500, lon=edge - 0.00001), source=SOURCE
    )
    assert outside.public_id in {f["properties"]["id"] for f in features(client, "bridges", z, x, y)}


def test_classes_appear_from_the_zoom_the_catalogue_says(client: Client, net: Network) -> None:
    lane = Road.objects.create(code="ĐX.1T", road_class_id="DX", centreline=net.ql.centreline, source=SOURCE)

    def roads(z: int) -> set[str]:
        return {f["properties"]["id"] for f in features(client, "roads", z, *tile_of(105.5, up(500).y, z))}

    assert net.ql.public_id in roads(5)
    assert net.gap.public_id not in roads(6)
    assert net.gap.public_id in roads(7)
    assert lane.public_id not in roads(9)
    assert lane.public_id in roads(10)
    assert client.get("/tiles/roads/4/12/7.mvt").status_code == 204


def test_lines_are_clipped_to_the_buffered_tile(client: Client, net: Network) -> None:
    z, (x, y) = 15, tile_of(105.5, up(2500).y, 15)
    for feature in features(client, "roads,sections", z, x, y):
        numbers = json.dumps(feature["geometry"]["coordinates"]).replace("[", "").replace("]", "").split(",")
        assert all(-64 <= int(number) <= 4096 + 64 for number in numbers)


def test_no_tile_is_empty_of_what_it_had_at_the_zoom_below(client: Client, net: Network) -> None:
    """Walking down on the network, what a zoom shows stays shown."""
    shown: set[str] = set()
    for z in range(5, 18):
        tile = features(client, "roads,bridges", z, *tile_of(105.5, up(500).y, z))
        now = {feature["properties"]["id"] for feature in tile}
        assert shown & {net.ql.public_id, net.near_bridge.public_id} <= now
        shown |= now
    assert {net.ql.public_id, net.near_bridge.public_id} <= shown
