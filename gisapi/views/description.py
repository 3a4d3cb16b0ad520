"""The API described: OpenAPI 3.0 for machines, one plain page for people (no script, nothing from elsewhere)."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer, squeezed, text_answer
from gisapi.errors import answers_problems
from gisapi.tiles.address import MAX_ZOOM
from gisapi.tiles.catalogue import LAYERS

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class OpenApi(APIView):
    """The description itself."""

    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """OpenAPI 3.0."""
        params.nothing(request)
        return squeezed(request, json_answer(description(), media=OPENAPI))


@answers_problems
def docs(request: HttpRequest) -> HttpResponse:
    """`/api/docs`: every address with its parameters, as one HTML page."""
    params.nothing(request, ("html",))
    parts = [
        format_html("<h2><code>{} {}</code></h2><p>{}</p>{}", verb.upper(), path, act.get("summary", ""), _table(act))
        for path, acts in description()["paths"].items()
        for verb, act in acts.items()
    ]
    page = format_html(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>CầuĐường API</title><main><h1>CầuĐường API</h1>'
        '<p><a href="/api/openapi.json">OpenAPI 3.0</a></p>{}</main></html>',
        format_html_join("\n", "{}", ((part,) for part in parts)),
    )
    return squeezed(request, text_answer(page, media="text/html; charset=utf-8"))


@cache
def description() -> dict[str, Any]:
    """The schema drf-spectacular draws from the views, and the tiles, which are plain Django views."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    schema["openapi"] = "3.0.3"
    schema["paths"] |= {
        f"/tiles/{{layers}}/{{z}}/{{x}}/{{y}}.{form}": {"get": _tile(form)} for form in ("mvt", "geojson")
    }
    return schema


def _tile(form: str) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    layers = {"name": "layers", "in": "path", "required": True, "schema": {"type": "string"},
              "description": f"One or more of {', '.join(LAYERS)}; commas between."}  # fmt: skip
    numbers = [
        {"name": name, "in": "path", "required": True, "schema": whole | ({"maximum": MAX_ZOOM} if name == "z" else {})}
        for name in "zxy"
    ]
    return {
        "operationId": f"tile_{form}",
        "summary": f"One tile as {form}; TileJSON at /tiles/{{layers}}.json",
        "parameters": [layers, *numbers],
        "responses": {
            "200": {"description": "The tile, complete."},
            "204": {"description": "Nothing there."},
            "304": {"description": "The tile of If-None-Match is still true."},
            "400": {"description": "Not an address."},
            "404": {"description": "No such layer."},
        },
    }


def _table(act: dict[str, Any]) -> str:
    rows = ((row["name"], row["in"], row.get("description", "")) for row in act.get("parameters", []))
    lines = format_html_join("", "<tr><td><code>{}</code><td>{}<td>{}", rows)
    return format_html("<table>{}</table>", lines) if lines else ""
