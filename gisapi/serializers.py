"""A GeoJSON Feature as somebody sends it, checked and turned into facts for the services of `infra`.

Only what differs from the feature as it stands becomes a change: a client may send back all it was given,
and nothing moves but what the person touched. Geometry: in the system the body is in (`gisapi.shapes`).
"""

import math
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, MultiLineString
from django.contrib.postgres.fields import ArrayField
from django.db import models
from rest_framework import serializers

from gisapi.boxes import CRS84, Crs
from gisapi.collections import Collection
from gisapi.errors import leaves
from gisapi.faults import path_of, refused_at
from gisapi.shapes import GeoJsonField, in_wgs84, same_shape
from infra.models import KINDS, RECORDS, Finding
from infra.models.record import SUBJECTS
from infra.services.inspections import LINE

PLACE = ("road", "chainage", "at_m", "offset_m", "located_by")
STRETCH = ("from_m", "to_m", "from_chainage", "to_chainage")
"""Where along its road a record holds."""
_TYPED = {"bridge": ("chainage",), "culvert": ("chainage",)} | dict.fromkeys(
    RECORDS, ("from_chainage", "to_chainage", "findings")
)
"""Kind → properties that are no columns, and yet a client's to write."""
_TWICE = (("chainage", "at_m"), ("from_chainage", "from_m"), ("to_chainage", "to_m"))
MOST_LINES = 200
_GEOMETRY = {
    "road": ("centreline", "MultiLineString"),
    "km_post": ("geom", "Point"),
    "bridge": ("geom", "Point"),
    "culvert": ("geom", "Point"),
    "waterway": ("geom", "MultiLineString"),
}
"""Kind → the column a sent geometry goes to, and its type; of the others the geometry follows."""


class Feature(serializers.Serializer):
    """The frame of a GeoJSON Feature."""

    type = serializers.ChoiceField(["Feature"])
    id = serializers.CharField(required=False, allow_null=True)
    geometry = GeoJsonField(required=False, allow_null=True)
    properties = serializers.DictField(required=False, allow_empty=True)


class Partial(Feature):
    """The body of a PATCH: any part of a Feature."""

    type = serializers.ChoiceField(["Feature"], required=False)


def new_facts(collection: Collection, body: Any, crs: Crs = CRS84) -> dict[str, Any]:
    """The facts of a feature to be created; its geometry is in `crs`."""
    return _changes(collection, _framed(Feature, body), {"properties": {}, "geometry": None}, crs)


def replaced_facts(collection: Collection, body: Any, current: dict[str, Any], crs: Crs = CRS84) -> dict[str, Any]:
    """What a PUT changes: properties left out are emptied, but the place stays unless a place is sent.

    `current`: the feature as it stands, its geometry in `crs` too.
    """
    sent = _framed(Feature, body)
    place = STRETCH if collection.kind in RECORDS else PLACE
    left_out = writable(collection) - set(place) - set(sent.get("properties", {}))
    absent = {name: _empty(collection, name) for name in left_out}
    sent["properties"] = absent | sent.get("properties", {})
    return _changes(collection, sent, current, crs)


def patched_facts(collection: Collection, body: Any, current: dict[str, Any], crs: Crs = CRS84) -> dict[str, Any]:
    """What a PATCH changes: only what it names."""
    return _changes(collection, _framed(Partial, body), current, crs)


def _framed(frame: type[Feature], body: Any) -> dict[str, Any]:
    """The parts of a Feature. Raises FieldRefused, naming all parts at fault."""
    read = frame(data=body)
    if not read.is_valid():
        raise refused_at(dict(leaves(read.errors)))
    return dict(read.validated_data)


def writable(collection: Collection) -> set[str]:
    """The properties a client may write."""
    return set(collection.fields) - _derived(collection)


def _derived(collection: Collection) -> set[str]:
    """Properties the database derives: sent back unchanged they are fine, changed they are refused."""
    fixed = SUBJECTS if collection.kind in RECORDS else ()
    columns = {
        field.name for field in KINDS[collection.kind]._meta.fields if field.editable and field.name not in fixed
    }
    return set(collection.fields) - columns - set(_TYPED.get(collection.kind, ()))


def _empty(collection: Collection, name: str) -> Any:
    """What a property holds when nobody says anything."""
    if name == "findings":
        return []
    field = KINDS[collection.kind]._meta.get_field(name)
    if field.is_relation:
        return field.default if field.has_default() else None
    return field.get_default()


def _changes(collection: Collection, sent: dict[str, Any], current: dict[str, Any], crs: Crs) -> dict[str, Any]:
    """Column → value of everything sent that is not so already. Raises FieldRefused, naming all fields at fault."""
    facts: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for name, value in sent.get("properties", {}).items():
        try:
            if name not in collection.fields:
                raise serializers.ValidationError("unknown property")  # noqa: TRY301 (gathered with the others)
            if not _same(value, current["properties"].get(name)):
                facts[name] = _checked(collection, name, value)
        except serializers.ValidationError as error:
            refused[f"properties/{name}"] = next(leaves(error.detail))[1]
    if "geometry" in sent and not same_shape(sent["geometry"], current["geometry"], crs):
        try:
            column, shape = _placed(collection, sent["geometry"], facts, crs)
            facts[column] = shape
        except serializers.ValidationError as error:
            refused["geometry"] = str(error.detail[0])  # type: ignore[index]
    for chainage, measure in _TWICE:
        if chainage in facts and measure in facts:
            refused[path_of(measure)] = "give either a chainage or a measure"
    if refused:
        raise refused_at(refused)
    return facts


def _placed(
    collection: Collection, shape: GEOSGeometry | None, facts: dict[str, Any], crs: Crs
) -> tuple[str, GEOSGeometry | None]:
    """The column a sent geometry goes to and what it holds. Raises serializers.ValidationError."""
    column, kind = _GEOMETRY.get(collection.kind, ("", ""))
    if not column:
        what = "what the record is about" if collection.kind in RECORDS else "the road: change from_m and to_m"
        raise serializers.ValidationError(f"follows {what}")
    if shape is None:
        if collection.kind in ("bridge", "culvert") and facts.get("located_by") != "none":
            raise serializers.ValidationError("cannot be taken away: send another place, or located_by none")
        return column, None
    if shape.geom_type == "LineString" and kind == "MultiLineString":
        shape = MultiLineString(shape, srid=shape.srid)
    if shape.geom_type != kind or shape.empty:
        raise serializers.ValidationError(f"must be a {kind}")
    return column, in_wgs84(shape, crs)


def _same(sent: Any, current: Any) -> bool:
    """Whether a sent value is what is there already; True is not 1."""
    return (type(sent) is type(current) and sent == current) or (
        isinstance(sent, int | float) and isinstance(current, int | float)
        and not isinstance(sent, bool) and not isinstance(current, bool) and float(sent) == float(current)
    )  # fmt: skip


def _checked(collection: Collection, name: str, value: Any) -> Any:
    """One sent property as its column takes it. Raises serializers.ValidationError."""
    if name in _derived(collection):
        raise serializers.ValidationError("read-only")
    if name == "findings":
        return _sheet(value)
    if name in _TYPED.get(collection.kind, ()):
        return serializers.CharField(max_length=60).run_validation(value)
    column = KINDS[collection.kind]._meta.get_field(name)
    return as_column(column, value)


def _sheet(value: Any) -> list[dict[str, Any]]:
    """The lines of an inspection's sheet. Raises serializers.ValidationError."""
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise serializers.ValidationError(f"must be a list of at most {MOST_LINES} lines")
    for line in value:
        if not isinstance(line, dict) or set(line) - set(LINE):
            raise serializers.ValidationError(f"every line is an object of {', '.join(LINE)}")
    return [{name: as_column(Finding._meta.get_field(name), text) for name, text in line.items()} for line in value]


def as_column(column: Any, value: Any) -> Any:
    """A sent value as this column takes it. Raises serializers.ValidationError."""
    if value is None and isinstance(column, models.CharField | models.TextField):
        return ""
    checked = _field_for(column).run_validation(value)
    if isinstance(checked, float) and not math.isfinite(checked):
        raise serializers.ValidationError("must be finite")
    return checked


def _field_for(column: Any) -> serializers.Field:
    """The REST framework field that reads what this column holds: no silent cast (3.7 is no whole number)."""
    if isinstance(column, ArrayField):
        return serializers.ListField(child=serializers.CharField(max_length=60), max_length=50)
    if column.is_relation:
        return serializers.CharField(max_length=60, allow_null=column.null)
    if isinstance(column, models.BooleanField):
        return serializers.BooleanField()
    if isinstance(column, models.DateField):
        return serializers.DateField(allow_null=column.null)
    if isinstance(column, models.DecimalField):
        digits, places = column.max_digits, column.decimal_places
        return serializers.DecimalField(max_digits=digits, decimal_places=places, allow_null=column.null)
    if isinstance(column, models.FloatField):
        return serializers.FloatField(allow_null=column.null)
    if isinstance(column, models.IntegerField):
        return serializers.IntegerField(allow_null=column.null)
    return serializers.CharField(
        max_length=getattr(column, "max_length", None), allow_blank=True, trim_whitespace=False
    )
