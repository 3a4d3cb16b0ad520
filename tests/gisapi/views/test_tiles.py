"""Tiles over HTTP: addresses, attributes, 304, compression."""

import gzip
import json
from typing import Any

import mapbox_vector_tile
import pytest
from django.test import Client

from gisapi.tiles.keeping import room
from infra.models import Bridge
from tests.gisapi.asking import read, refused
from tests.gisapi.tiles.test_render import tile_of
from tests.network import Network, up

Z = 14
X, Y = tile_of(105.5, up(500).y, Z)
TILE = f"/tiles/bridges/{Z}/{X}/{Y}.mvt"


def names(answer: Any) -> set[str]:
    if answer.status_code == 204:
        return set()
    body = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
    return {feature["properties"]["name"] for feature in mapbox_vector_tile.decode(body)["bridges"]["features"]}


class TestOneVisitor:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        ("address", "field"),
        [
            ("/tiles/bridges/23/0/0.mvt", "z"),
            ("/tiles/bridges/-1/0/0.mvt", "z"),
            ("/tiles/bridges/1/2/0.mvt", "x"),
            ("/tiles/bridges/1/0/2.mvt", "y"),
            ("/tiles/bridges/a/0/0.mvt", "z"),
            ("/tiles/bridges/1/0.5/0.mvt", "x"),
            ("/tiles/bridges/1/٣/0.mvt", "x"),
            ("/tiles/bridges/1/999999999999999999999/0.mvt", "x"),
            ("/tiles/bridges,bridges/1/0/0.mvt", "layer"),
            ("/tiles/bridges/1/0/0.mvt?colour=red", "colour"),
            ("/tiles/bridges.json?colour=red", "colour"),
            ("/api/collections/bridges/tiles/WebMercatorQuad/1/2/0", "y"),
            ("/api/collections/bridges/tiles/WebMercatorQuad/1/0/0?f=png", "f"),
        ],
    )
    def test_what_is_no_address_names_the_number(self, client: Client, address: str, field: str) -> None:
        refused(client.get(address), 400, "bad-parameter", field)

    @pytest.mark.parametrize(
        "address",
        ["/tiles/tunnels/1/0/0.mvt", "/tiles/bridges,tunnels/1/0/0.mvt", "/tiles/,/1/0/0.mvt", "/tiles/tunnels.json"],
    )
    def test_an_unknown_layer(self, client: Client, address: str) -> None:
        assert "bridges" in refused(client.get(address), 404, "not-found", "layer")["known"]

    @pytest.mark.parametrize(
        "address", ["/tiles/bridges/1/0/0.png", "/tiles/bridges/1/0", "/tiles/", "/tiles/bridges/1/0/0/0.mvt"]
    )
    def test_what_is_no_tile_at_all(self, client: Client, address: str) -> None:
        refused(client.get(address), 404, "not-found")

    def test_base_map_layers_are_no_collections(self, client: Client) -> None:
        refused(client.get("/api/collections/land/tiles/WebMercatorQuad/1/0/0"), 404, "not-found", "layer")

    def test_an_empty_tile_has_no_content_but_an_etag(self, client: Client, net: Network) -> None:
        empty = client.get("/tiles/bridges/14/0/0.mvt")
        assert (empty.status_code, empty.content) == (204, b"")
        assert client.get("/tiles/bridges/14/0/0.mvt", headers={"If-None-Match": empty["ETag"]}).status_code == 304

    def test_ogc_addresses_give_the_same_bytes(self, client: Client, net: Network) -> None:
        plain = client.get(TILE)
        assert client.get(f"/api/collections/bridges/tiles/WebMercatorQuad/{Z}/{Y}/{X}").content == plain.content
        geojson = client.get(f"/api/collections/bridges/tiles/WebMercatorQuad/{Z}/{Y}/{X}?f=geojson")
        assert {f["properties"]["name"] for f in json.loads(geojson.content)["features"]} == names(plain)

    def test_what_it_costs(self, client: Client, net: Network, django_assert_num_queries: Any) -> None:
        """One statement for token and body of however many layers; a 304 is the token alone."""
        every = f"/tiles/roads,sections,bridges,culverts,km-posts,communes,land,places/{Z}/{X}/{Y}.mvt"
        client.get(every, headers={"If-None-Match": '"none"'})  # prepares both statements, once a connection
        room().clear()
        with django_assert_num_queries(1):
            etag = client.get(every)["ETag"]
        room().clear()
        with django_assert_num_queries(2):
            client.get(every, headers={"If-None-Match": '"of-an-older-one"'})
        with django_assert_num_queries(1):
            assert client.get(every, headers={"If-None-Match": etag}).status_code == 304

    def test_caches_must_ask_again(self, client: Client, net: Network) -> None:
        answer = client.get(TILE)
        assert answer["Cache-Control"] == "no-cache"
        assert "Cookie" in answer["Vary"]
        assert "Accept-Encoding" in answer["Vary"]

    def test_attributes_can_be_chosen(self, client: Client, net: Network) -> None:
        chosen = client.get(f"/tiles/sections/{Z}/{X}/{Y}.mvt?properties=from_m,road,lanes")
        (feature,) = mapbox_vector_tile.decode(chosen.content)["sections"]["features"]
        assert feature["properties"] == {"from_m": 0, "road": "QL.9T", "lanes": 2}
        assert chosen["ETag"] != client.get(f"/tiles/sections/{Z}/{X}/{Y}.mvt")["ETag"]
        ogc = client.get(f"/api/collections/sections/tiles/WebMercatorQuad/{Z}/{Y}/{X}?properties=id,from_m&f=geojson")
        (feature,) = json.loads(ogc.content)["features"]
        assert set(feature["properties"]) == {"layer", "id", "from_m"}
        assert feature["id"] == feature["properties"]["id"]

    def test_below_full_detail_chosen_attributes_are_those_there_are(self, client: Client, net: Network) -> None:
        x, y = tile_of(105.5, up(500).y, 8)
        chosen = client.get(f"/tiles/sections/8/{x}/{y}.mvt?properties=from_m,condition")
        features = mapbox_vector_tile.decode(chosen.content)["sections"]["features"]
        assert sorted(f["properties"]["condition"] for f in features) == ["TB", "TOT", "XAU"]
        assert {tuple(f["properties"]) for f in features} == {("condition",)}

    @pytest.mark.parametrize("asked", ["colour", "note", "id,note", "", "from_m;drop", "recorded_from", "%00"])
    @pytest.mark.parametrize("base", [f"/tiles/sections/{Z}/{X}/{Y}.mvt", f"/tiles/sections/5/{X}/{Y}.geojson"])
    def test_other_attributes_are_refused(self, engineer: Client, base: str, asked: str) -> None:
        refused(
            engineer.get(f"{base.replace(f'5/{X}/{Y}', '5/1/1')}?properties={asked}"),
            400,
            "bad-parameter",
            "properties",
        )

    def test_attributes_of_several_layers_are_not_chosen_together(self, client: Client) -> None:
        address = f"/tiles/sections,roads/{Z}/{X}/{Y}.mvt?properties=road_class"
        refused(client.get(address), 400, "bad-parameter", "properties")

    def test_visitors_and_forms_have_their_own_etags(self, client: Client, engineer: Client, net: Network) -> None:
        tags = {
            client.get(TILE)["ETag"],
            engineer.get(TILE)["ETag"],
            client.get(TILE.replace("mvt", "geojson"))["ETag"],
        }
        assert len(tags) == 3

    def test_dense_tiles_are_squeezed(self, client: Client, net: Network) -> None:
        Bridge.objects.bulk_create(
            Bridge(name=f"Cầu {n}", located_by="coordinates", geom=up(400 + n), source="x") for n in range(100)
        )
        squeezed = client.get(TILE, headers={"Accept-Encoding": "gzip"})
        assert squeezed["Content-Encoding"] == "gzip"
        assert gzip.decompress(squeezed.content) == client.get(TILE).content

    def test_tilejson_states_what_is_drawn_from_where(self, client: Client) -> None:
        told = read(client, "/tiles/roads,bridges.json")
        assert told["tilejson"] == "3.0.0"
        assert [address.split("?v=")[0] for address in (*told["tiles"], *told["data"])] == [
            "http://testserver/tiles/roads,bridges/{z}/{x}/{y}.mvt",
            "http://testserver/tiles/roads,bridges/{z}/{x}/{y}.geojson",
        ]
        assert (told["minzoom"], told["maxzoom"]) == (5, 22)
        roads, bridges = told["vector_layers"]
        assert (roads["id"], roads["full_zoom"], roads["below_full_zoom"]["classes"]["DT"]) == ("roads", 10, 8)
        assert set(bridges["fields"]) == {"name", "condition", "status", "length_m"}
        assert bridges["feature_id"] == {"prefix": "B-", "digits": 6}
        assert bridges["more"][0] == "id"
        assert (bridges["thinned"]["below"], bridges["thinned"]["merged_by"]) == (10, [])

    def test_tilejson_states_what_is_merged(self, client: Client) -> None:
        (sections,) = read(client, "/tiles/sections.json")["vector_layers"]
        assert sections["thinned"] == {
            "below": 13, "fields": ["road", "condition", "pavement", "road_class"],
            "merged_by": ["road", "condition", "pavement"], "apart": ["CT", "QL", "DT"],
        }  # fmt: skip

    def test_tiles_are_only_read(self, client: Client) -> None:
        refused(client.post(TILE), 405, "method-not-allowed")
