"""Geometries as somebody sends them: GeoJSON in the system of Content-Crs, made 4326 with longitude first.

Compared with what stands there in the system they were sent in, to the digits we give out: a feature read in VN-2000
and sent back unchanged changes nothing.
"""

import math
from typing import Any

from django.contrib.gis.gdal.error import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, LineString, MultiLineString, Point
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField

from gisapi.boxes import CRS84, Crs
from infra.crs import WGS84, transform


class GeoJsonField(GeometryField):
    """A geometry as GeoJSON and nothing else: no WKT, no `crs` member that would say what Content-Crs says."""

    def to_internal_value(self, value: Any) -> GEOSGeometry:
        if not isinstance(value, dict):
            raise serializers.ValidationError("must be a GeoJSON geometry")
        try:
            shape = super().to_internal_value({name: value.get(name) for name in ("type", "coordinates")})
        except (GDALException, GEOSException) as error:
            raise serializers.ValidationError("must be a GeoJSON geometry") from error
        if shape.hasz:
            raise serializers.ValidationError("must have two coordinates a position: heights are not kept")
        shape.srid = WGS84
        return shape


def same_shape(sent: GEOSGeometry | None, current: dict[str, Any] | None, crs: Crs) -> bool:
    """Whether a sent geometry is the one we gave out in this system, to the digits we gave it out with (1 cm)."""
    if sent is None or current is None:
        return sent is None and current is None
    digits = crs.decimals
    return _rounded(sent.coords, sent.geom_type, digits) == _rounded(current["coordinates"], current["type"], digits)


def in_wgs84(shape: GEOSGeometry, crs: Crs) -> GEOSGeometry:
    """A Point, LineString or MultiLineString of this system in 4326. Raises serializers.ValidationError."""
    if crs == CRS84:
        moved = shape
    else:
        try:
            moved = _made(shape.geom_type, _moved(shape.coords, crs))
        except (RuntimeError, ValueError, OverflowError) as error:
            raise serializers.ValidationError(f"must be coordinates of {crs.uri}") from error
    if not _on_earth(moved):
        raise serializers.ValidationError("must be longitude -180 to 180, latitude -90 to 90")
    return moved


def _moved(coordinates: Any, crs: Crs) -> Any:
    """Positions of any depth, each in its place, longitude first."""
    if isinstance(coordinates[0], tuple):
        return [_moved(part, crs) for part in coordinates]
    x, y = coordinates
    return transform(*((y, x) if crs.latitude_first else (x, y)), crs.srid, WGS84)


def _made(kind: str, coordinates: Any) -> GEOSGeometry:
    if kind == "Point":
        return Point(*coordinates, srid=WGS84)
    if kind == "LineString":
        return LineString(coordinates, srid=WGS84)
    return MultiLineString([LineString(part) for part in coordinates], srid=WGS84)


def _rounded(coordinates: Any, kind: str, digits: int) -> Any:
    if kind == "LineString":
        return _rounded([coordinates], "MultiLineString", digits)
    if isinstance(coordinates, list | tuple):
        return tuple(_rounded(part, "", digits) for part in coordinates)
    return round(coordinates, digits)


def _on_earth(shape: GEOSGeometry) -> bool:
    west, south, east, north = shape.extent
    return all(map(math.isfinite, shape.extent)) and -180 <= west <= east <= 180 and -90 <= south <= north <= 90
