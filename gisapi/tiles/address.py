"""The address of a tile: z/x/y of the Web Mercator quad tree, its envelope and the freshness cells under it. Pure."""

import math
from dataclasses import dataclass

EDGE_M = 20037508.342789244
"""Half the width of the Web Mercator square, metres (EPSG:3857)."""
MAX_ZOOM = 22
EXTENT = 4096
BUFFER = 64
"""Grid units of a tile's edge, and how many of them are drawn beyond it so that strokes meet."""
COARSE = 4
"""So many of them are one where lines are thinned by as much: half a pixel of a tile drawn 512 pixels wide."""
CELL_ZOOM = 10
"""Zoom of the freshness cells (`infra/sql/0005_freshness.sql`)."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TileAddress:
    """One tile; y grows southward. Raises ValueError naming the number that is out of range."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= MAX_ZOOM:
            raise ValueError("z")
        for name, value in (("x", self.x), ("y", self.y)):
            if not 0 <= value < 2**self.z:
                raise ValueError(name)

    @property
    def side_m(self) -> float:
        """Length of the tile's side in EPSG:3857 metres."""
        return 2 * EDGE_M / 2.0**self.z

    @property
    def grid_m(self) -> float:
        """One grid unit in EPSG:3857 metres: nothing smaller can be drawn."""
        return self.side_m / EXTENT

    @property
    def box(self) -> Box:
        """West, south, east, north in EPSG:3857 metres."""
        west, north = -EDGE_M + self.x * self.side_m, EDGE_M - self.y * self.side_m
        return west, north - self.side_m, west + self.side_m, north

    @property
    def degrees(self) -> Box:
        """West, south, east, north in degrees (WGS 84)."""
        west, south, east, north = (math.pi * side / EDGE_M for side in self.box)
        south, north = math.atan(math.sinh(south)), math.atan(math.sinh(north))
        return math.degrees(west), math.degrees(south), math.degrees(east), math.degrees(north)

    @property
    def drawn_box(self) -> Box:
        """The box with its buffer: what can reach into the picture."""
        west, south, east, north = self.box
        around = self.grid_m * BUFFER
        return west - around, south - around, east + around, north + around

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """First and last column and row (x0, y0, x1, y1) of the freshness cells under the drawn box."""
        west, south, east, north = self.drawn_box
        last = 2**CELL_ZOOM - 1
        cell = 2 * EDGE_M / 2**CELL_ZOOM
        x0, x1 = int((west + EDGE_M) // cell), int((east + EDGE_M) // cell)
        y0, y1 = int((EDGE_M - north) // cell), int((EDGE_M - south) // cell)
        return max(x0, 0), max(y0, 0), min(x1, last), min(y1, last)
