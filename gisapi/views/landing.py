"""The doors of the API: landing page, conformance, collections. Declares only what is true today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import GEOJSON, json_answer, link
from gisapi.boxes import CRS84, epsg
from gisapi.collections import COLLECTIONS, Collection
from gisapi.conformance import CONFORMANCE
from gisapi.openapi import NAME, reads
from gisapi.params.selecting import names_of
from gisapi.tiles.catalogue import LAYERS
from gisapi.views.features import collection_named
from infra.crs import SRIDS

SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
EXTENT = (102.0, 6.0, 118.0, 24.0)
"""Việt Nam, land and islands: where features may be (not where they happen to be today)."""


class Landing(APIView):
    """Where to begin."""

    permission_classes = [AllowAny]

    @reads("Landing page")
    def get(self, request: HttpRequest) -> HttpResponse:
        """Links to everything else."""
        params.nothing(request)
        links = [
            link(request, "self", "/api/"),
            link(request, "service-desc", "/api/openapi.json", type=OPENAPI),
            link(request, "service-doc", "/api/docs", type="text/html"),
            link(request, "conformance", "/api/conformance"),
            link(request, "data", "/api/collections"),
            link(request, "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "/api/tileMatrixSets"),
        ]
        about = "Cầu, cống và đường của một tỉnh / Bridges, culverts and roads of a province"
        return json_answer({"title": "CầuĐường", "description": about, "links": links})


class Conformance(APIView):
    """The conformance classes that hold."""

    permission_classes = [AllowAny]

    @reads("Conformance classes")
    def get(self, request: HttpRequest) -> HttpResponse:
        """`{conformsTo: […]}`."""
        params.nothing(request)
        return json_answer({"conformsTo": CONFORMANCE})


class Collections(APIView):
    """What there is."""

    permission_classes = [AllowAny]

    @reads("Collections")
    def get(self, request: HttpRequest) -> HttpResponse:
        """Every collection."""
        params.nothing(request)
        described = [_described(request, collection) for collection in COLLECTIONS.values()]
        return json_answer({"collections": described, "links": [link(request, "self", "/api/collections")]})


class OneCollection(APIView):
    """One of them."""

    permission_classes = [AllowAny]

    @reads("One collection", NAME)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """The collection's title, systems and links."""
        params.nothing(request)
        return json_answer(_described(request, collection_named(name)))


def _described(request: HttpRequest, collection: Collection) -> dict[str, Any]:
    path = f"/api/collections/{collection.name}"
    return {
        "id": collection.name,
        "title": f"{collection.title_vi} / {collection.title_en}",
        "description": collection.description,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [EXTENT], "crs": CRS84.uri}},
        "crs": [CRS84.uri, *(epsg(srid).uri for srid in sorted(SRIDS))],
        "storageCrs": CRS84.uri,
        "filters": sorted(names_of(collection)),
        "groupBy": collection.group_by,
        "links": [
            link(request, "self", path),
            link(request, "items", f"{path}/items", type=GEOJSON),
            link(request, "http://www.opengis.net/def/rel/ogc/1.0/queryables", f"{path}/queryables", type=SCHEMA),
            link(request, "http://www.opengis.net/def/rel/ogc/1.0/schema", f"{path}/schema", type=SCHEMA),
            *(_tiles(request, collection) if collection.name in LAYERS else []),
        ],
    }


def _tiles(request: HttpRequest, collection: Collection) -> list[dict[str, str]]:
    return [
        link(
            request,
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
            f"/api/collections/{collection.name}/tiles",
        ),
        link(request, "tilejson", f"/tiles/{collection.name}.json"),
    ]
