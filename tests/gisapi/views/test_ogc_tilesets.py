"""OGC API Tiles: a client that knows only link relations comes from the landing page to the very tile."""

from typing import Any

import pytest
from django.test import Client

from gisapi.collections import COLLECTIONS
from gisapi.tiles.catalogue import LAYERS
from tests.gisapi.asking import read, refused
from tests.gisapi.tiles.test_render import tile_of
from tests.network import Network, up

REL = "http://www.opengis.net/def/rel/ogc/1.0/"


def followed(told: Any, rel: str, media: str = "application/json") -> str:
    """Where the one link of a relation and media type leads, as a path of this server."""
    (found,) = (row["href"] for row in told["links"] if (row["rel"], row["type"]) == (rel, media))
    return str(found).removeprefix("http://testserver")


def test_from_the_landing_page_to_a_tile(client: Client, net: Network) -> None:
    z, (x, y) = 14, tile_of(105.5, up(500).y, 14)
    every = read(client, followed(read(client, "/api/"), "data"))["collections"]
    drawn = [row for row in every if any(link["rel"] == f"{REL}tilesets-vector" for link in row["links"])]
    assert [row["id"] for row in drawn] == [name for name in COLLECTIONS if name in LAYERS]
    for collection in drawn:
        listed = read(client, followed(collection, f"{REL}tilesets-vector"))
        (tileset,) = listed["tilesets"]
        told = read(client, followed(tileset, "self"))
        assert {key: told[key] for key in tileset if key != "links"} == {
            key: row for key, row in tileset.items() if key != "links"
        }
        scheme = read(client, followed(told, f"{REL}tiling-scheme"))
        assert (scheme["uri"], scheme["crs"]) == (told["tileMatrixSetURI"], told["crs"])
        assert f"{followed(told, f'{REL}geodata')}?f=json" == followed(collection, "self")
        for form, media in (("mvt", "application/vnd.mapbox-vector-tile"), ("geojson", "application/geo+json")):
            template = followed(told, "item", media)
            tile = client.get(template.format(tileMatrix=scheme["tileMatrices"][z]["id"], tileRow=y, tileCol=x))
            plain = client.get(f"/tiles/{collection['id']}/{z}/{x}/{y}.{form}")
            assert (tile.status_code, tile.content) == (plain.status_code, plain.content)
    assert tile.status_code in (200, 204)


def test_the_layer_is_told_as_it_is_drawn(client: Client, net: Network) -> None:
    for name in (name for name in COLLECTIONS if name in LAYERS):
        (layer,) = read(client, f"/api/collections/{name}/tiles/WebMercatorQuad")["layers"]
        assert (layer["id"], int(layer["minTileMatrix"])) == (name, LAYERS[name].min_zoom)
        assert list(layer["propertiesSchema"]["properties"]) == list(LAYERS[name].fields)


@pytest.mark.parametrize(
    ("z", "scale", "cell_m", "tiles"),
    [(0, 559082264.0287178, 156543.03392804097, 1), (10, 545978.7734655447, 152.8740565703525, 1024),
     (22, 133.2955989906115, 0.03732276772713684, 4194304)],
)  # fmt: skip
def test_the_matrices_are_those_of_the_standard(
    client: Client, z: int, scale: float, cell_m: float, tiles: int
) -> None:
    """Figures of OGC 17-083r4, annex D.1."""
    assert [row["id"] for row in read(client, "/api/tileMatrixSets")["tileMatrixSets"]] == ["WebMercatorQuad"]
    matrix = read(client, "/api/tileMatrixSets/WebMercatorQuad")["tileMatrices"][z]
    assert matrix["id"] == str(z)
    assert (matrix["scaleDenominator"], matrix["cellSize"]) == pytest.approx((scale, cell_m), rel=1e-9)
    assert matrix["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892])
    assert (matrix["matrixWidth"], matrix["matrixHeight"], matrix["tileWidth"]) == (tiles, tiles, 256)


@pytest.mark.parametrize("path", ["tiles", "tiles/WebMercatorQuad"])
def test_what_is_no_collection_has_no_tilesets(client: Client, path: str) -> None:
    for name in ("land", "roads,bridges", *(COLLECTIONS.keys() - LAYERS.keys())):
        refused(client.get(f"/api/collections/{name}/{path}"), 404, "not-found", "layer")
