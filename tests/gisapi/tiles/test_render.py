"""Tiles decoded and compared with the rows that were written."""

import json
import math
from typing import Any

import mapbox_vector_tile
import pytest
from django.contrib.gis.geos import MultiLineString
from django.db import connection
from django.test import Client

from gisapi.tiles.address import TileAddress
from gisapi.tiles.catalogue import LAYERS
from gisapi.tiles.render import Picture, render
from infra.models import Bridge, Road, Section
from infra.services.tile_marks import compact_marks
from tests.network import SOURCE, Network, line, up

EDGE = 20037508.342789244


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """The usual formula, written again: the tile a place lies in."""
    y = math.asinh(math.tan(math.radians(lat)))
    return int((lon + 180) / 360 * 2**z), int((1 - y / math.pi) / 2 * 2**z)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    return lon / 180 * EDGE, math.asinh(math.tan(math.radians(lat))) / math.pi * EDGE


def layers_of(body: bytes) -> Any:
    """The layers of a tile, y downward; each feature with the `public_id` that its number stands for, or None."""
    layers = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True}) if body else {}
    for name, layer in layers.items():
        for feature in layer["features"]:
            number, letter = feature.get("id"), LAYERS[name].letter
            feature["public_id"] = f"{letter}-{number:06d}" if letter and number else None
    return layers


def decoded(client: Client, layers: str, z: int, x: int, y: int) -> Any:
    answer = client.get(f"/tiles/{layers}/{z}/{x}/{y}.mvt")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/vnd.mapbox-vector-tile"
    return layers_of(answer.content)


def features(client: Client, layers: str, z: int, x: int, y: int) -> list[Any]:
    return [feature for layer in decoded(client, layers, z, x, y).values() for feature in layer["features"]]


def test_a_bridge_stands_where_it_is_with_the_attributes_of_the_contract(client: Client, net: Network) -> None:
    z, (x, y) = 14, tile_of(105.5, up(500).y, 14)
    layer = decoded(client, "bridges", z, x, y)["bridges"]
    assert layer["extent"] == 4096
    drawn = {feature["public_id"]: feature for feature in layer["features"]}
    bridge = drawn[net.near_bridge.public_id]
    assert bridge["properties"] == {
        "name": "Cầu Gần", "condition": "TOT", "status": "DANG_KHAI_THAC", "length_m": 78,
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
        "roads": {"code", "name", "road_class"},
        "sections": {"road", "condition", "pavement", "road_class"},
        "bridges": {"name", "condition", "status", "length_m"},
        "culverts": {"condition", "status"},
        "km-posts": {"road", "km"},
        "communes": {"id", "name"},
    }


def test_geojson_holds_the_same_features_as_mvt(client: Client, net: Network) -> None:
    z, (x, y) = 13, tile_of(105.5, up(2000).y, 13)
    layers = "roads,sections,bridges,culverts,km-posts"
    answer = client.get(f"/tiles/{layers}/{z}/{x}/{y}.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    plain = json.loads(answer.content)["features"]
    assert {f["id"] for f in plain} == {f["public_id"] for f in features(client, layers, z, x, y)}
    bridge = next(f for f in plain if f["id"] == net.far_bridge.public_id)
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
    assert outside.public_id in {f["public_id"] for f in features(client, "bridges", z, x, y)}


def test_classes_appear_from_the_zoom_the_catalogue_says(client: Client, net: Network) -> None:
    lane = Road.objects.create(code="ĐX.1T", road_class_id="DX", centreline=net.ql.centreline, source=SOURCE)

    def roads(z: int) -> set[str]:
        return {f["public_id"] for f in features(client, "roads", z, *tile_of(105.5, up(500).y, z))}

    assert net.ql.public_id in roads(5)
    assert net.gap.public_id not in roads(7)
    assert net.gap.public_id in roads(8)
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
        now = {feature["public_id"] for feature in tile}
        assert shown & {net.ql.public_id, net.near_bridge.public_id} <= now
        shown |= now
    assert {net.ql.public_id, net.near_bridge.public_id} <= shown


def dirt_road(net: Network) -> Road:
    """A road of 900 m of a class that low zooms do not know, in three sections, two of them alike."""
    road = Road.objects.create(
        code="ĐX.2T", road_class_id="DX", source=SOURCE, centreline=MultiLineString(line(0, 900), srid=4326)
    )
    for from_m, condition in ((0, "TOT"), (300, "TOT"), (600, "XAU")):
        Section.objects.create(road=road, from_m=from_m, to_m=from_m + 300, condition_id=condition, source=SOURCE)
    return road


def sections_of(client: Client, road: str, z: int, more: str = "") -> list[Any]:
    x, y = tile_of(105.5, up(500).y, z)
    found = layers_of(client.get(f"/tiles/sections/{z}/{x}/{y}.mvt{more}").content)["sections"]["features"]
    return [one for one in found if one["properties"].get("road") == road]


@pytest.mark.parametrize("stored", [False, True], ids=["built", "stored"])
def test_sections_of_minor_roads_are_merged_up_to_z12_and_lose_no_metre(
    client: Client, net: Network, stored: bool
) -> None:
    dirt_road(net)
    if stored:
        compact_marks()
    drawn = sections_of(client, "ĐX.2T", 12)
    assert sorted((one["properties"]["condition"], one["public_id"]) for one in drawn) == [("TOT", None), ("XAU", None)]
    (alike,) = (one["geometry"]["coordinates"] for one in drawn if one["properties"]["condition"] == "TOT")
    (apart,) = (one["geometry"]["coordinates"] for one in drawn if one["properties"]["condition"] == "XAU")
    assert math.dist(alike[0], alike[-1]) == pytest.approx(2 * math.dist(apart[0], apart[-1]), abs=2)
    assert all(one["public_id"] for one in sections_of(client, "ĐX.2T", 13))


def test_sections_of_great_roads_stay_apart_from_z10(client: Client, net: Network) -> None:
    ids = {section.public_id for section in Section.objects.filter(road=net.ql)}
    assert {one["public_id"] for one in sections_of(client, "QL.9T", 10)} == ids
    assert {one["public_id"] for one in sections_of(client, "QL.9T", 9)} == {None}


def test_what_thinned_lines_lack_is_read_from_the_tables(client: Client, net: Network) -> None:
    dirt_road(net)
    drawn = sections_of(client, "ĐX.2T", 12, "?properties=road,id,from_m")
    assert sorted(one["properties"]["from_m"] for one in drawn) == [0, 300, 600]
    assert all(one["properties"]["id"].startswith("S-") for one in drawn)


def plans(cursor: Any) -> tuple[int, int]:
    """How often this connection has planned a tile of places for its box, and how often for any."""
    cursor.execute(
        "select coalesce(sum(custom_plans), 0), coalesce(sum(generic_plans), 0) from pg_prepared_statements"
        " where statement like '%ST_AsMVT%place%'"
    )
    custom, generic = cursor.fetchone()
    return int(custom), int(generic)


def test_a_tile_is_planned_once_a_connection(db: None) -> None:
    """Its box is hidden from the planner. Seen, the plan for a box with few rows looks far cheaper than the one for any box."""
    tiles = [TileAddress(16, *tile_of(105.5 + n / 100, 9.5, 16)) for n in range(9)]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into place (name, rank, source, geom)"
            " select 'x', 1, 'test', ST_SetSRID(ST_MakePoint(105 + n % 400 / 400.0, 9 + n / 400 / 400.0), 4326) from generate_series(0, 159999) n"
        )
        cursor.execute("analyze place")
        before, generic_before = plans(cursor)
        for tile in tiles:
            render(Picture([LAYERS["places"]], tile, "mvt", signed_in=False))
        after, generic_after = plans(cursor)
    assert after - before <= 5
    assert (after - before) + (generic_after - generic_before) == len(tiles)
