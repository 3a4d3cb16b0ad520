"""Where a feature is, in words, and where the map shows it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from gisapi.boxes import CRS84, Crs
from gisapi.collections import Collection
from gisapi.pages.values import NOTHING, amount

ON_MAP = ("roads", "km-posts", "sections", "bridges", "culverts", "waterways", "communes")
CLOSE, WIDE = 16, 8
"""Zoom for a point, and the least for what is long."""
_SHAPES = {
    "Point": ("Điểm", "Point"), "MultiPoint": ("Nhiều điểm", "Points"), "LineString": ("Đường", "Line"),
    "MultiLineString": ("Đường", "Lines"), "Polygon": ("Vùng", "Area"), "MultiPolygon": ("Vùng", "Areas"),
}  # fmt: skip

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A geometry for people. `text`: a point's coordinates, else its kind and number of vertices; `box`: its corners; `coordinates`: all of them, as JSON has them."""

    text: str
    english: str = ""
    box: str = ""
    crs: str = ""
    coordinates: Any = None


def place_of(geometry: dict[str, Any] | None, crs: Crs) -> Place:
    """The place a GeoJSON geometry tells, its axes in the order of its system."""
    points = _points_of(geometry)
    if geometry is None or not points:
        return Place(NOTHING)
    if geometry["type"] == "Point":
        return Place(_pair(points[0]), crs=crs.uri, coordinates=geometry["coordinates"])
    vi, en = _SHAPES.get(geometry["type"], (geometry["type"], ""))
    west, south, east, north = _box(points)
    corners = f"{_pair([west, south])} → {_pair([east, north])}"
    return Place(
        f"{vi}, {amount(len(points))} đỉnh", f"{en}, {len(points)} vertices", corners, crs.uri, geometry["coordinates"]
    )


def map_of(collection: Collection, feature: dict[str, Any], crs: Crs) -> str:
    """The address that opens the map with this feature's card, on it where its place is known in degrees; "" for what the map does not draw."""
    if collection.name not in ON_MAP:
        return ""
    view = ""
    points = _points_of(feature["geometry"])
    if points and crs == CRS84:
        west, south, east, north = _box(points)
        view = f"{_zoom(max(east - west, north - south))}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}"
    at = urlencode({"lang": "vi", "at": f"{collection.name}/{feature['id']}"}, safe="/")
    return f"/#{view}?{at}"


def _zoom(degrees: float) -> int:
    """The zoom at which so many degrees take about a screen."""
    return CLOSE if degrees <= 0 else max(WIDE, min(CLOSE, int(math.log2(360 / degrees)) + 1))


def _points_of(geometry: dict[str, Any] | None) -> list[list[float]]:
    return [] if geometry is None else list(_points(geometry["coordinates"]))


def _points(coordinates: Any) -> Iterator[list[float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _points(part)


def _box(points: list[list[float]]) -> Box:
    first, second = [point[0] for point in points], [point[1] for point in points]
    return min(first), min(second), max(first), max(second)


def _pair(point: list[float]) -> str:
    return "; ".join(amount(value, grouped=False) for value in point[:2])
