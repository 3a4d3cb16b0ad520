"""The fixed list of tiles."""

from collections import Counter

from bench.lists import A_ZOOM, GROUPS, Lists, chosen_tiles, tile_at

PLACES = [(105.0 + i / 97, 9.0 + i / 89) for i in range(400)]


def test_the_tile_of_a_place() -> None:
    assert tile_at(0, 105.85, 21.03) == (0, 0, 0)
    assert tile_at(1, 105.85, 21.03) == (1, 1, 0)
    assert tile_at(10, 105.85, 21.03) == (10, 813, 450)


def test_the_list_is_the_same_every_time_and_has_each_zoom_once() -> None:
    tiles = chosen_tiles(PLACES)
    assert tiles == chosen_tiles(list(PLACES))
    assert len(set(tiles)) == len(tiles)
    held = {z: {tile_at(z, *place) for place in PLACES} for z in A_ZOOM}
    assert Counter(tile[0] for tile in tiles) == {z: min(wanted, len(held[z])) for z, wanted in A_ZOOM.items()}
    assert all(tile in held[tile[0]] for tile in tiles)


def test_groups_are_of_whole_zooms() -> None:
    lists = Lists(tuple(chosen_tiles(PLACES)), ())
    assert {tile[0] for tile in lists.group("street")} == {14, 15, 16}
    assert set(GROUPS) == {"low", "high", "street"}
