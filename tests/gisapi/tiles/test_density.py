"""No tile of the roads of a dense region down to district roads is over 200 KB, gzipped, and with every street one zoom is.

The network is not part of the project: DENSE_ROADS names a file of lines with a column `highway` (OpenStreetMap's words), and
DENSE_BOX the part of it, west,south,east,north. It is laid down at 105.5°E 9.2°N in true size, each line a section.
"""

import gzip
import math
import os
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from django.db import connection

from gisapi.tiles.address import TileAddress
from gisapi.tiles.catalogue import LAYERS
from gisapi.tiles.render import Picture, render
from infra.services.tile_marks import compact_marks
from tests.gisapi.tiles.test_render import tile_of

FILE, BOX = os.environ.get("DENSE_ROADS", ""), os.environ.get("DENSE_BOX", "")
MOST_BYTES = 200_000
ZOOMS = range(5, 15)
AT = (105.5, 9.2)
CLASSES = {
    "motorway": "CT", "trunk": "QL", "primary": "QL", "secondary": "DT", "tertiary": "DH", "unclassified": "DX",
    "residential": "DX", "living_street": "DX", "road": "DX", "service": "DCD", "track": "DCD",
}  # fmt: skip
LAID = (Path(__file__).parent / "dense_network.sql").read_text("utf-8")
TOGETHER = [LAYERS[name] for name in ("roads", "sections")]


def lines() -> list[tuple[str, str]]:
    """(class, WKB in hexadecimal) of each line a department could own, moved, its size kept."""
    box = tuple(float(part) for part in BOX.split(","))
    _, _, shapes, (highway,) = pyogrio.raw.read(FILE, columns=["highway"], bbox=box)
    narrowed = math.cos(math.radians((box[1] + box[3]) / 2)) / math.cos(math.radians(AT[1]))
    moved = shapely.transform(
        shapely.from_wkb(shapes), lambda at: (at - box[:2]) * (narrowed, 1) + AT
    )  # fmt: skip
    classes = [CLASSES.get(str(word).removesuffix("_link")) for word in highway]
    return [(name, shapely.to_wkb(shape, hex=True)) for name, shape in zip(classes, moved, strict=True) if name]


def largest(zoom: int, west: float, south: float, east: float, north: float) -> tuple[int, TileAddress]:
    (x0, y1), (x1, y0) = tile_of(west, south, zoom), tile_of(east, north, zoom)
    tiles = [TileAddress(zoom, x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]
    sizes = [(len(gzip.compress(render(Picture(TOGETHER, tile, "mvt", False))[-1], 1)), tile) for tile in tiles]
    return max(sizes, key=lambda row: row[0])


STREETS_OVER = range(10, 11)
"""The zoom at which a tile of every street of a big city is over it: each is drawn, tens of thousands (docs/tiles.md)."""


@pytest.mark.parametrize(
    ("classes", "over"), [({"CT", "QL", "DT", "DH"}, range(0)), (set(CLASSES.values()), STREETS_OVER)],
    ids=["to district roads", "every street"],
)  # fmt: skip
@pytest.mark.skipif(not (FILE and BOX), reason="no dense network: set DENSE_ROADS (a file of lines) and DENSE_BOX")
def test_no_tile_is_over_200_kb(code_lists: None, db: None, classes: set[str], over: range, capsys: Any) -> None:
    found = [row for row in lines() if row[0] in classes]
    assert len(found) > 1000
    with connection.cursor() as cursor:
        cursor.execute(LAID, {"classes": [row[0] for row in found], "shapes": [row[1] for row in found]})
        cursor.execute(
            "select ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e) from (select ST_Extent(geom) e from section) s"
        )
        extent = cursor.fetchone()
    compact_marks()
    sizes = {zoom: largest(zoom, *extent) for zoom in ZOOMS}
    with capsys.disabled():
        print(f"\n  {len(found):,} sections", end="")
        for zoom, (size, tile) in sizes.items():
            print(f"\n  z{zoom}: {size:>9,} bytes at {tile.x}/{tile.y}", end="")
    assert {zoom: size for zoom, (size, _) in sizes.items() if size > MOST_BYTES and zoom not in over} == {}
