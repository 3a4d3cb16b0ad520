"""What each network operation is asked with, and the shape it is answered in (docs/network-operations.md)."""

import json
from typing import Any

import shapely
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gisapi.collections import COLLECTIONS
from infra.network.standing import KINDS
from infra.services.network.extend import END, START

ALONG = {collection.name: collection.kind for collection in COLLECTIONS.values() if collection.kind in KINDS}
"""Collections of what stands along a road → kind."""


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


class Asked(serializers.Serializer):
    """What every operation takes: behaviours by collection or public id, the comment, and the token of the preview to commit."""

    behaviours = serializers.DictField(child=serializers.CharField(max_length=30), default=dict)
    comment = serializers.CharField(max_length=500, allow_blank=True, default="")
    token = serializers.CharField(max_length=64, required=False)


class NewRoad(serializers.Serializer):
    """What the new road is called; what is left out is as the old one has it (branch: the next free one)."""

    code = serializers.CharField(max_length=30, required=False)
    branch = serializers.CharField(max_length=10, required=False)
    name = serializers.CharField(max_length=200, required=False)
    managing_unit = serializers.CharField(max_length=40, required=False)


class SplitBody(Asked):
    """Tách tuyến."""

    at = Place()
    new = NewRoad(default=dict)


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
        try:
            shape = shapely.from_geojson(json.dumps(data))
        except (shapely.errors.GEOSException, TypeError, ValueError) as wrong:
            raise serializers.ValidationError("a GeoJSON LineString or MultiLineString") from wrong
        if shape is None or shape.geom_type not in ("LineString", "MultiLineString") or shape.is_empty:
            raise serializers.ValidationError("a GeoJSON LineString or MultiLineString")
        west, south, east, north = shape.bounds
        if west < -180 or east > 180 or south < -85 or north > 85 or shape.length == 0:
            raise serializers.ValidationError("a line in longitude and latitude")
        return shapely.to_wkb(shapely.force_2d(shape))

    def to_representation(self, value: Any) -> Any:
        return value


class MergeBody(Asked):
    """Nhập tuyến."""

    gap = serializers.BooleanField(default=False)

    def get_fields(self) -> dict[str, Any]:
        """With `with`, which Python cannot name."""
        return {**super().get_fields(), "with": serializers.CharField(max_length=60)}


class ReverseBody(Asked):
    """Đảo chiều."""


class ExtendBody(Asked):
    """Kéo dài tuyến."""

    geometry = Line()
    end = serializers.ChoiceField([END, START], default=END)


class RoadState(serializers.Serializer):
    """A road before or after; `from`, `to`: the chainages of its ends."""

    code = serializers.CharField()
    branch = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    managing_unit = serializers.CharField(allow_null=True)
    length_m = serializers.FloatField()
    to = serializers.CharField(allow_null=True)
    sections_m = serializers.FloatField()
    calibration = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": serializers.CharField(allow_null=True)}


class AssetState(serializers.Serializer):
    """A thing before or after: a point has `at_m` and `chainage`, a stretch `from_m`, `to_m`, `from` and `to`."""

    road = serializers.CharField(help_text="Public id; $1 of a road that is not made yet")
    road_code = serializers.CharField()
    at_m = serializers.FloatField(required=False, allow_null=True)
    from_m = serializers.FloatField(required=False)
    to_m = serializers.FloatField(required=False)
    chainage = serializers.CharField(required=False, allow_null=True)
    to = serializers.CharField(required=False, allow_null=True)
    side = serializers.CharField(required=False, allow_null=True)
    offset_m = serializers.FloatField(required=False, allow_null=True)
    km = serializers.IntegerField(required=False, allow_null=True)
    verdict = serializers.CharField(required=False, allow_null=True)
    geometry = serializers.DictField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python cannot name."""
        return {**super().get_fields(), "from": serializers.CharField(required=False, allow_null=True)}


class DecisionState(serializers.Serializer):
    """What only a person can say."""

    because = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


class RoadChange(serializers.Serializer):
    """`id`: null of a road that is not made yet; `etag`: for the next If-Match, after a commit."""

    id = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    before = RoadState(allow_null=True)
    after = RoadState(allow_null=True)
    etag = serializers.CharField(allow_null=True)


class AssetChange(serializers.Serializer):
    """One thing whose place, measures, chainage or side become others."""

    id = serializers.CharField(allow_null=True)
    collection = serializers.ChoiceField(list(ALONG))
    title = serializers.CharField(allow_blank=True)
    copy_of = serializers.CharField(allow_null=True)
    before = AssetState(allow_null=True)
    after = AssetState(allow_null=True)
    moved_m = serializers.FloatField()
    behaviour = serializers.CharField()
    decision = DecisionState(allow_null=True)


class Outcome(serializers.Serializer):
    """The whole effect, shown or done."""

    dry_run = serializers.BooleanField()
    operation = serializers.CharField()
    token = serializers.CharField()
    roads = RoadChange(many=True)
    assets = AssetChange(many=True)
    unchanged = serializers.DictField(child=serializers.IntegerField())
    undecided = serializers.IntegerField()
