"""What is asked for, the same in every run: 204 tiles of z5-z16 and 80 boxes, kept as tiles.txt and boxes.txt.

Half the tiles of a zoom are drawn where features are (weight: their number), half among the tiles that hold any.
"""

import math
import random
from collections import Counter
from dataclasses import dataclass

from bench import cluster
from bench.plan import KEPT, ROOT

A_ZOOM = {5: 4, 6: 8, 7: 10, 8: 14, 9: 16, 10: 22, 11: 22, 12: 22, 13: 22, 14: 24, 15: 20, 16: 20}
GROUPS = {"low": (5, 9), "high": (10, 16), "street": (14, 16)}
"""Group of tiles → its zooms."""

Tile = tuple[int, int, int]
Box = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Lists:
    """Tiles as (z, x, y) and boxes as (west, south, east, north), in the order they are asked for."""

    tiles: tuple[Tile, ...]
    boxes: tuple[Box, ...]

    def group(self, name: str) -> tuple[Tile, ...]:
        """The tiles of one group."""
        first, last = GROUPS[name]
        return tuple(tile for tile in self.tiles if first <= tile[0] <= last)


def tile_at(z: int, lon: float, lat: float) -> Tile:
    """The tile of a zoom that a place (degrees, 4326) lies in."""
    across = 2**z
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return z, int((lon + 180) / 360 * across), int(down * across)


def chosen_tiles(places: list[tuple[float, float]], seed: int = 7) -> list[Tile]:
    """The tile list over these places (longitude, latitude): every zoom of A_ZOOM, dense and sparse, shuffled."""
    rnd = random.Random(seed)  # noqa: S311  a fixed list is the point
    chosen: list[Tile] = []
    for z, wanted in A_ZOOM.items():
        held = Counter(tile_at(z, lon, lat) for lon, lat in places)
        tiles = sorted(held)
        wanted = min(wanted, len(tiles))
        picked: dict[Tile, None] = {}
        while len(picked) < wanted // 2:
            picked[rnd.choices(tiles, [held[tile] for tile in tiles])[0]] = None
        while len(picked) < wanted:
            picked[rnd.choice(tiles)] = None
        chosen += picked
    rnd.shuffle(chosen)
    return chosen


def write_lists() -> None:
    """tiles.txt and boxes.txt from the rows there are."""
    rows = cluster.query(
        "select ST_X(p), ST_Y(p) from (select id, ST_StartPoint(ST_GeometryN(geom, 1)) as p from peer.road_section"
        " where substr(id, 3)::bigint % 5 = 0) q order by id"
    )
    tiles = chosen_tiles([(float(lon), float(lat)) for lon, lat in rows])
    boxes = cluster.query_file(ROOT / "bench" / "boxes.sql")
    _write("tiles", tiles)
    _write("boxes", boxes)


def read_lists() -> Lists:
    """The lists that `write_lists` wrote."""
    tiles = tuple((int(z), int(x), int(y)) for z, x, y in _read("tiles"))
    boxes = tuple((west, south, east, north) for west, south, east, north in _read("boxes"))
    return Lists(tiles, boxes)


def _write(name: str, rows) -> None:
    (KEPT / f"{name}.txt").write_text("".join(" ".join(map(str, row)) + "\n" for row in rows))


def _read(name: str) -> list[list[str]]:
    return [line.split() for line in (KEPT / f"{name}.txt").read_text().splitlines()]
