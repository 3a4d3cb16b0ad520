"""Geometries written in a filter: GeoJSON of the tree to EWKT in 4326, in whatever system they were written. Refused when they are none."""

import math
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gisapi.boxes import Crs, areas_of, moved
from gisapi.errors import BadParameter

KINDS = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
METRES_A_DEGREE = 110_574.0
"""Of latitude, at the least: a box this far around a place holds everything within the distance."""


def is_shape(node: Any) -> bool:
    """Whether a node of the tree is a geometry literal."""
    return isinstance(node, dict) and (node.get("type") in KINDS or "bbox" in node)


def ewkt_of(parameter: str, node: dict[str, Any], crs: Crs) -> str:
    """The literal as EWKT in 4326, longitude first. Raises BadParameter naming the filter and what is wrong with it."""
    if "bbox" in node:
        return _of_box(parameter, node["bbox"], crs)
    try:
        drawn = shapely.force_2d(shape(node))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError) as error:
        raise BadParameter(
            parameter, reason="no-geometry", expected="a GeoJSON geometry", told=str(error)[:100]
        ) from error
    if drawn.is_empty:
        raise BadParameter(parameter, reason="empty-geometry")
    placed = _in_degrees(parameter, drawn, crs)
    if not placed.is_valid:
        raise BadParameter(parameter, reason="invalid-geometry", told=shapely.is_valid_reason(placed)[:100])
    return f"SRID=4326;{placed.wkt}"


def around(ewkt: str, metres: float) -> tuple[float, float]:
    """Half the width and height in degrees of a box that holds all within `metres` of a geometry (for the index)."""
    _, south, _, north = shapely.from_wkt(ewkt.partition(";")[2]).bounds
    height = metres / METRES_A_DEGREE
    steepest = min(max(abs(south), abs(north)) + height, 89.0)
    return min(360.0, height / math.cos(math.radians(steepest)) * 1.01), height * 1.01


def _of_box(parameter: str, given: Any, crs: Crs) -> str:
    numbers = given if isinstance(given, list) else []
    if len(numbers) not in (4, 6) or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise BadParameter(parameter, reason="no-geometry", expected="BBOX of 4 or 6 numbers")
    west, south, east, north = (*numbers[:2], *numbers[len(numbers) // 2 :][:2])
    polygons = [area.ewkt.partition("POLYGON")[2] for area in areas_of((west, south, east, north), crs, parameter)]
    return f"SRID=4326;MULTIPOLYGON({','.join(polygons)})"


def _in_degrees(parameter: str, drawn: BaseGeometry, crs: Crs) -> BaseGeometry:
    def one(x: float, y: float) -> tuple[float, float]:
        if crs.latitude_first:
            x, y = y, x
        lon, lat = moved(x, y, crs.srid, parameter)
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise BadParameter(parameter, value=f"{x:g} {y:g}", expected=f"coordinates of {crs.uri}")
        return lon, lat

    return shapely.transform(drawn, lambda points: [one(float(x), float(y)) for x, y in points])
