"""Tile addresses: envelopes in EPSG:3857 and the freshness cells under them."""

import pytest

from gisapi.tiles.address import EDGE_M, TileAddress


def test_the_world_is_one_tile_and_its_buffer_reaches_beyond() -> None:
    world = TileAddress(0, 0, 0)
    assert world.box == (-EDGE_M, -EDGE_M, EDGE_M, EDGE_M)
    assert world.drawn_box[0] == pytest.approx(-EDGE_M - 2 * EDGE_M * 64 / 4096)
    assert world.cells == (0, 0, 1023, 1023)


def test_y_grows_southward() -> None:
    north_west, south_east = TileAddress(1, 0, 0), TileAddress(1, 1, 1)
    assert north_west.box == (-EDGE_M, 0, 0, EDGE_M)
    assert south_east.box == (0, -EDGE_M, EDGE_M, 0)


def test_a_tile_of_the_cells_own_zoom_touches_its_neighbours_by_its_buffer() -> None:
    assert TileAddress(10, 812, 485).cells == (811, 484, 813, 486)


def test_a_deep_tile_inside_a_cell_touches_that_cell_only() -> None:
    assert TileAddress(14, 812 * 16 + 8, 485 * 16 + 8).cells == (812, 485, 812, 485)


def test_a_deep_tile_at_the_cells_edge_touches_the_neighbour_its_buffer_reaches() -> None:
    assert TileAddress(14, 812 * 16, 485 * 16 + 15).cells == (811, 485, 812, 486)


@pytest.mark.parametrize(
    ("z", "x", "y", "wrong"), [(23, 0, 0, "z"), (-1, 0, 0, "z"), (1, 2, 0, "x"), (1, 0, 2, "y"), (0, -1, 0, "x")]
)
def test_an_address_outside_the_world_is_refused_by_name(z: int, x: int, y: int, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"^{wrong}$"):
        TileAddress(z, x, y)
