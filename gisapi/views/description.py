"""The API described: OpenAPI 3.0 for machines, one plain page for people (no script, nothing from elsewhere)."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer, squeezed
from gisapi.collections import COLLECTIONS
from gisapi.described import served
from gisapi.errors import answers_problems
from gisapi.openapi import whole
from gisapi.pages.documents import Page, shown
from gisapi.tiles.address import MAX_ZOOM
from gisapi.tiles.catalogue import LAYERS
from gisapi.views.tiles import MEDIA

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class OpenApi(APIView):
    """The description itself."""

    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """OpenAPI 3.0."""
        params.nothing(request)
        return squeezed(request, json_answer(as_served(), media=OPENAPI))


@answers_problems
def docs(request: HttpRequest) -> HttpResponse:
    """`/api/docs`: every address with its parameters, as one HTML page."""
    params.nothing(request, ("html",))
    acts = [(path, verb.upper(), act) for path, item in description()["paths"].items() for verb, act in item.items()]
    return squeezed(request, shown(Page("docs", "Các địa chỉ", "Addresses", facts={"acts": acts}), []))


@cache
def description() -> dict[str, Any]:
    """The schema drf-spectacular draws from the views, and the tiles, which are plain Django views."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    schema["openapi"] = "3.0.3"
    schema["paths"] |= {
        **{f"/tiles/{{layers}}/{{z}}/{{x}}/{{y}}.{form}": {"get": _tile(form)} for form in MEDIA},
        "/api/collections/{name}/tiles/WebMercatorQuad/{z}/{row}/{col}": {"get": _collection_tile()},
        "/tiles/{layers}.json": {"get": _tile_json()},
    }
    return schema


@cache
def as_served() -> dict[str, Any]:
    """The same below the server's address, each collection spelled out."""
    return served(description())


_LAYERS = {
    "name": "layers",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "description": f"One or more of {', '.join(LAYERS)}; commas between.",
}


def _numbers(*names: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": whole(0, MAX_ZOOM if name == "z" else 2**MAX_ZOOM - 1)}
        for name in names
    ]


def _answers(*media: str) -> dict[str, Any]:
    refused = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {"description": "All of it.", "content": {name: {} for name in media}},
        "400": {"description": "Not an address.", "content": refused},
        "404": {"description": "No such layer.", "content": refused},
    }


def _tile_answers(*media: str) -> dict[str, Any]:
    nothing = {"204": "Nothing there.", "304": "The tile of If-None-Match is still true."}
    return _answers(*media) | {status: {"description": words} for status, words in nothing.items()}


def _tile(form: str) -> dict[str, Any]:
    return {
        "operationId": f"tile_{form}",
        "summary": f"One tile as {form}; TileJSON at /tiles/{{layers}}.json",
        "parameters": [_LAYERS, *_numbers("z", "x", "y")],
        "responses": _tile_answers(MEDIA[form]),
    }


def _collection_tile() -> dict[str, Any]:
    named = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": list(COLLECTIONS)}}
    form = {
        "name": "f",
        "in": "query",
        "schema": {"type": "string", "enum": list(MEDIA)},
        "description": "Default mvt.",
    }
    return {
        "operationId": "collection_tile",
        "summary": "One tile of a collection (OGC order: row before column)",
        "parameters": [named, *_numbers("z", "row", "col"), form],
        "responses": _tile_answers(*MEDIA.values()),
    }


def _tile_json() -> dict[str, Any]:
    return {
        "operationId": "tile_json",
        "summary": "TileJSON 3.0 of one or more layers",
        "parameters": [_LAYERS],
        "responses": _answers("application/json"),
    }
