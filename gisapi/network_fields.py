"""Places and lines as the bodies of network operations write them."""

import json
from typing import Any

import shapely
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field({"oneOf": [{"type": "string", "maxLength": 60}, {"type": "number", "minimum": 0}]})
class Place(serializers.Field):
    """A chainage ("Km12+365") or metres from the road's start."""

    def to_internal_value(self, data: Any) -> str | float:
        if isinstance(data, bool) or not isinstance(data, str | int | float):
            raise serializers.ValidationError("a chainage, or metres from the road's start")
        if isinstance(data, str) and not 0 < len(data) <= 60:
            raise serializers.ValidationError("a chainage of at most 60 characters")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


LINE = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "enum": ["LineString", "MultiLineString"]},
        "coordinates": {"type": "array", "items": {"type": "array", "items": {}}},
    },
}


@extend_schema_field(LINE)
class Line(serializers.Field):
    """A drawn line (GeoJSON, CRS84), as WKB."""

    def to_internal_value(self, data: Any) -> bytes:
        return _read(data, "LineString", "MultiLineString")

    def to_representation(self, value: Any) -> Any:
        return value


POINT = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "enum": ["Point"]},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3},
    },
}


@extend_schema_field(POINT)
class Spot(serializers.Field):
    """A point (GeoJSON, CRS84), as WKB."""

    def to_internal_value(self, data: Any) -> bytes:
        return _read(data, "Point")

    def to_representation(self, value: Any) -> Any:
        return value


def _read(data: Any, *types: str) -> bytes:
    """GeoJSON of one of these types as WKB. Raises ValidationError."""
    expected = f"a GeoJSON {' or '.join(types)} in longitude and latitude"
    if not isinstance(data, dict) or data.get("type") not in types:
        raise serializers.ValidationError(expected)
    try:
        shape = shapely.from_geojson(json.dumps(data))
    except (shapely.errors.GEOSException, ValueError) as wrong:
        raise serializers.ValidationError(expected) from wrong
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -85 and north <= 85) or (
        shape.length == 0 and types != ("Point",)
    ):
        raise serializers.ValidationError(expected)
    return shapely.to_wkb(shapely.force_2d(shape))
