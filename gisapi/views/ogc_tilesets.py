"""OGC API Tiles, Part 1: which tilesets a collection has, what each is, and the tile matrix set they stand on."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import DOCUMENT, json_answer, link, representations
from gisapi.collections import COLLECTIONS, Collection
from gisapi.openapi import reads
from gisapi.pages import doors
from gisapi.pages.documents import document
from gisapi.tiles.address import MAX_ZOOM
from gisapi.tiles.catalogue import LAYERS, Layer
from gisapi.tiles.matrix_set import CRS, URI, matrix_set
from gisapi.tiles.matrix_set import NAME as QUAD
from gisapi.views.tiles import MEDIA
from infra.errors import NotFound

_REL = "http://www.opengis.net/def/rel/ogc/1.0"
SETS = "/api/tileMatrixSets"
DRAWN = OpenApiParameter(
    "name", str, "path", enum=[name for name in COLLECTIONS if name in LAYERS], description="Collection."
)
DIMENSIONS = {"point": 0, "line": 1, "area": 2}


class TileMatrixSets(APIView):
    """What tiles may stand on."""

    permission_classes = [AllowAny]

    @reads("Tile matrix sets", page=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """The one there is."""
        form = params.nothing(request, params.DOCUMENT)
        told = matrix_set()
        links = [link(request, "self", f"{SETS}/{QUAD}")]
        listed = {"id": QUAD, "title": told["title"], "uri": URI, "crs": CRS, "links": links}
        links = representations(request, form, DOCUMENT)
        return document(request, form, {"tileMatrixSets": [listed], "links": links}, doors.matrix_sets)


class TileMatrixSet(APIView):
    """WebMercatorQuad."""

    permission_classes = [AllowAny]

    @reads("The tile matrix set")
    def get(self, request: HttpRequest) -> HttpResponse:
        """Every zoom: scale, cell, origin, number of tiles."""
        params.nothing(request)
        return json_answer(matrix_set())


class Tilesets(APIView):
    """The tilesets of a collection."""

    permission_classes = [AllowAny]

    @reads("Tilesets of a collection", DRAWN, page=True)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """The one there is, of vectors."""
        form = params.nothing(request, params.DOCUMENT)
        collection, _ = _drawn(name)
        listed = _told(collection) | {"links": [link(request, "self", _path(collection)), _scheme(request)]}
        told = {"tilesets": [listed], "links": representations(request, form, DOCUMENT)}
        return document(request, form, told, partial(doors.tilesets, of=collection))


class Tileset(APIView):
    """One tileset."""

    permission_classes = [AllowAny]

    @reads("A tileset of a collection", DRAWN, page=True)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Its layer with the zooms it is drawn at, and the addresses of its tiles."""
        form = params.nothing(request, params.DOCUMENT)
        collection, layer = _drawn(name)
        drawn = {
            "id": layer.name,
            "title": f"{layer.title_vi} / {layer.title_en}",
            "dataType": "vector",
            "geometryDimension": DIMENSIONS[collection.shape],
            "minTileMatrix": str(layer.min_zoom),
            "maxTileMatrix": str(MAX_ZOOM),
            "propertiesSchema": {
                "type": "object",
                "properties": {field: {"title": told} for field, told in layer.fields.items()},
            },
        }
        links = [
            *representations(request, form, DOCUMENT),
            _scheme(request),
            _tiles(request, collection, "mvt"),
            _tiles(request, collection, "geojson"),
            link(request, f"{_REL}/geodata", f"/api/collections/{name}"),
        ]
        told = _told(collection) | {"layers": [drawn], "links": links}
        return document(request, form, told, partial(doors.tileset, of=collection))


def _drawn(name: str) -> tuple[Collection, Layer]:
    """A collection that has tiles and its layer. Raises NotFound naming those there are."""
    drawn = {row.name: row for row in COLLECTIONS.values() if row.name in LAYERS}
    if name not in drawn:
        raise NotFound("layer", kind="layer", id=name, known=list(drawn))
    return drawn[name], LAYERS[name]


def _told(collection: Collection) -> dict[str, Any]:
    title = collection.titles
    return {"title": title, "dataType": "vector", "crs": CRS, "tileMatrixSetURI": URI, "tileMatrixSetId": QUAD}


def _path(collection: Collection) -> str:
    return f"/api/collections/{collection.name}/tiles/{QUAD}"


def _scheme(request: HttpRequest) -> dict[str, str]:
    return link(request, f"{_REL}/tiling-scheme", f"{SETS}/{QUAD}")


def _tiles(request: HttpRequest, collection: Collection, form: str) -> dict[str, Any]:
    """The template of the addresses of tiles; its braces are not to be escaped."""
    told = link(request, "item", _path(collection), type=MEDIA[form])
    return told | {"href": f"{told['href']}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?f={form}", "templated": True}
