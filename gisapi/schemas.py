"""JSON Schema of a collection: its queryables (OGC API Features Part 3) and its schema (Part 5), from the fields and the code lists."""

from typing import Any

from gisapi.collections import Collection
from gisapi.fields import Field, readable

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "json": {"type": "array", "items": {"type": "object"}},
}
_SHAPES = {
    "point": "geometry-point",
    "line": "geometry-multilinestring",
    "area": "geometry-multipolygon",
    "any": "geometry-any",
}
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "located_by": {
        "chainage": ("Lý trình", "Chainage"), "coordinates": ("Toạ độ", "Coordinates"), "none": ("Chưa định vị", "Not located"),
    },
    "about_kind": {"bridge": ("Cầu", "Bridge"), "culvert": ("Cống", "Culvert"), "road": ("Tuyến đường", "Road")},
    "verdict": {
        "used": ("Dùng được", "Used"), "out_of_order": ("Sai thứ tự", "Out of order"),
        "far_from_line": ("Xa tim tuyến", "Far from the line"), "no_position": ("Chưa có toạ độ", "No position"),
    },
    "calibration": {
        "posts": ("Theo cột Km", "By posts"), "partly": ("Một phần theo cột Km", "Partly by posts"),
        "nominal": ("Danh nghĩa", "Nominal"), "none": ("Chưa biết", "Nothing known"),
    },
}  # fmt: skip
"""Words the database itself writes → Vietnamese, English."""


def queryables(collection: Collection, lists: dict[str, Any], *, signed_in: bool, address: str) -> dict[str, Any]:
    """What filters of this visitor may name. `lists`: the code lists by name."""
    told = {name: field for name, field in readable(collection.name, signed_in=signed_in).items() if field.queried}
    properties = {"geometry": _geometry(collection)} | {name: _property(field, lists) for name, field in told.items()}
    return _frame(collection, address) | {"properties": properties, "additionalProperties": False}


def schema(
    collection: Collection, lists: dict[str, Any], written: set[str], *, signed_in: bool, address: str
) -> dict[str, Any]:
    """What a feature holds; `written`: the fields a client may write, the others are derived."""
    told = readable(collection.name, signed_in=signed_in)
    properties = {"geometry": _geometry(collection)}
    for name, field in told.items():
        properties[name] = _property(field, lists) | ({} if name in written else {"readOnly": True})
    return _frame(collection, address) | {"properties": properties}


def _frame(collection: Collection, address: str) -> dict[str, Any]:
    return {
        "$schema": DRAFT,
        "$id": address,
        "type": "object",
        "title": collection.title_vi,
        "x-title-en": collection.title_en,
        "description": collection.description,
    }


def _geometry(collection: Collection) -> dict[str, Any]:
    return {
        "title": "Hình học",
        "x-title-en": "Geometry",
        "x-ogc-role": "primary-geometry",
        "format": _SHAPES[collection.shape],
    }


def _property(field: Field, lists: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"title": field.title_vi, "x-title-en": field.title_en}
    told |= _TYPES.get(field.kind, {"type": "string"})
    if field.unit:
        told["x-ogc-unit"] = field.unit
    if choices := _choices(field, lists):
        told["oneOf"] = choices
    return told | ({"x-grouped": True} if field.grouped else {})


def _choices(field: Field, lists: dict[str, Any]) -> list[dict[str, str]]:
    if field.kind == "word":
        words = WORDS[field.codes].items()
        return [{"const": code, "title": vi, "x-title-en": en} for code, (vi, en) in words]
    if field.kind == "code":
        rows = lists.get(field.codes, [])
        return [{"const": row["code"], "title": row["label_vi"], "x-title-en": row["label_en"]} for row in rows]
    return []
