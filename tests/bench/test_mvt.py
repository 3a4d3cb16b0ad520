"""The counting of tiles against a library that decodes them whole."""

import mapbox_vector_tile
import pytest

from bench.mvt import Contents, contents

POINT = {"geometry": "POINT (1 2)"}
ROADS = {
    "name": "roads",
    "features": [{**POINT, "properties": {"id": "R-1", "km": 7}}, {**POINT, "properties": {"id": "R-2"}}],
}
BRIDGES = {"name": "bridges", "features": [{**POINT, "properties": {"name": "Cầu Sập", "length_m": 3.5}}]}


def test_features_and_attributes_of_all_layers_are_counted() -> None:
    tile = mapbox_vector_tile.encode([ROADS, BRIDGES])
    assert contents(tile) == Contents(3, frozenset({"id", "km", "name", "length_m"}))
    assert sum(len(layer["features"]) for layer in mapbox_vector_tile.decode(tile).values()) == 3


def test_an_empty_tile_holds_nothing() -> None:
    assert contents(b"") == Contents(0, frozenset())


@pytest.mark.parametrize("broken", [b"\x1a\x05\x0a", b"\x1a\xff", b"\x1f\x01"])
def test_what_is_no_tile_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError):
        contents(broken)
