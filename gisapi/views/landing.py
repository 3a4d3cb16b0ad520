"""The doors of the API: landing page, conformance, collections. Declares only what is true today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import DOCUMENT, GEOJSON, TITLES, link, representations
from gisapi.boxes import CRS84, epsg
from gisapi.collections import COLLECTIONS, Collection
from gisapi.conformance import CONFORMANCE
from gisapi.negotiation import MEDIA
from gisapi.openapi import NAME, reads
from gisapi.pages import doors
from gisapi.pages.documents import document
from gisapi.params.items import PAGE, linked_files
from gisapi.params.selecting import names_of
from gisapi.queries.extents import VIET_NAM
from gisapi.tiles.catalogue import LAYERS
from gisapi.views.features import collection_named
from infra.crs import SRIDS

_REL = "http://www.opengis.net/def/rel/ogc/1.0"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class Landing(APIView):
    """Where to begin."""

    permission_classes = [AllowAny]

    @reads("Landing page", page=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """Links to everything else."""
        form = params.nothing(request, params.DOCUMENT)
        links = [
            *representations(request, form, DOCUMENT, path="/api/"),
            link(
                request, "service-desc", "/api/openapi.json", type=OPENAPI, title="Mô tả OpenAPI / OpenAPI description"
            ),
            link(request, "service-doc", "/api/docs", type=MEDIA[PAGE], title="Các địa chỉ / Addresses"),
            link(
                request,
                "related",
                "/api/project.qgz",
                type="application/x-qgis-project",
                title="Dự án QGIS / QGIS project",
            ),
            link(request, "conformance", "/api/conformance", title="Chuẩn đã theo / Conformance"),
            link(request, "data", "/api/collections", title="Bộ dữ liệu / Collections"),
            link(
                request,
                f"{_REL}/tiling-schemes",
                "/api/tileMatrixSets",
                title="Hệ ô bản đồ / Tile matrix sets",
            ),
        ]
        about = "Cầu, cống và đường của một tỉnh / Bridges, culverts and roads of a province"
        return document(request, form, {"title": "CầuĐường", "description": about, "links": links}, doors.landing)


class Conformance(APIView):
    """The conformance classes that hold."""

    permission_classes = [AllowAny]

    @reads("Conformance classes", page=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """`{conformsTo: […], links}`."""
        form = params.nothing(request, params.DOCUMENT)
        links = representations(request, form, DOCUMENT)
        return document(request, form, {"conformsTo": CONFORMANCE, "links": links}, doors.conformance)


class Collections(APIView):
    """What there is."""

    permission_classes = [AllowAny]

    @reads("Collections", page=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """Every collection."""
        form = params.nothing(request, params.DOCUMENT)
        told = {
            "collections": [_described(request, collection, form) for collection in COLLECTIONS.values()],
            "links": representations(request, form, DOCUMENT),
        }
        return document(request, form, told, doors.collections)


class OneCollection(APIView):
    """One of them."""

    permission_classes = [AllowAny]

    @reads("One collection", NAME, page=True)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """The collection's title, systems and links."""
        collection = collection_named(name)
        form = params.nothing(request, params.DOCUMENT)
        return document(request, form, _described(request, collection, form), doors.collection)


def _described(request: HttpRequest, collection: Collection, form: str) -> dict[str, Any]:
    path = f"/api/collections/{collection.name}"
    return {
        "id": collection.name,
        "title": collection.titles,
        "description": collection.description,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [VIET_NAM], "crs": CRS84.uri}},
        "crs": [CRS84.uri, *(epsg(srid).uri for srid in sorted(SRIDS))],
        "storageCrs": CRS84.uri,
        "filters": sorted(names_of(collection)),
        "groupBy": collection.group_by,
        "links": [
            *representations(request, form, DOCUMENT, path=path),
            link(request, "items", f"{path}/items", type=GEOJSON, title=TITLES["geojson"]),
            *(
                link(request, "items", f"{path}/items", (("f", one),), type=MEDIA[one], title=TITLES[one])
                for one in (PAGE, *linked_files(collection))
            ),
            link(request, f"{_REL}/queryables", f"{path}/queryables", type=SCHEMA, title="Hỏi được theo / Queryables"),
            link(request, f"{_REL}/schema", f"{path}/schema", type=SCHEMA, title="Các trường / Schema"),
            *(_tiles(request, collection) if collection.name in LAYERS else []),
        ],
    }


def _tiles(request: HttpRequest, collection: Collection) -> list[dict[str, str]]:
    return [
        link(
            request,
            f"{_REL}/tilesets-vector",
            f"/api/collections/{collection.name}/tiles",
            title="Bộ ô bản đồ / Tilesets",
        ),
        link(request, "tilejson", f"/tiles/{collection.name}.json", title="TileJSON"),
    ]
