"""Reading features: a page of items, one item."""

import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import GEOJSON, etag_of, link, not_modified, squeezed, text_answer, version_of
from gisapi.boxes import CRS84, Crs
from gisapi.collections import COLLECTIONS, Collection
from gisapi.openapi import CRS, FILTERS, ID, NAME, PAGING, reads
from gisapi.queries.features import One, Page, one_of, page_of
from gisapi.views.exports import WRITERS, exported
from infra.errors import NotFound


def collection_named(name: str) -> Collection:
    """The collection, or NotFound naming those there are."""
    try:
        return COLLECTIONS[name]
    except KeyError:
        raise NotFound(kind="collection", id=name, known=list(COLLECTIONS)) from None


class Items(APIView):
    """A page of a collection."""

    permission_classes = [AllowAny]

    @reads("A page of a collection", NAME, *FILTERS, *PAGING, media=GEOJSON, files=params.FILES)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """GeoJSON FeatureCollection; `next` continues it and stays true while others edit."""
        collection = collection_named(name)
        query = params.items(request, collection)
        if query.form in WRITERS:
            return exported(request, collection, query)
        page = page_of(collection, query, signed_in=request.user.is_authenticated)
        response = text_answer(_feature_collection(request, collection, query, page), media=GEOJSON)
        return squeezed(request, _in_crs(response, query.crs))


class Item(APIView):
    """One feature."""

    permission_classes = [AllowAny]

    @reads("One feature", NAME, ID, CRS, media=GEOJSON, tagged=True)
    def get(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        """GeoJSON Feature with its ETag; 304 when the client's copy is still true."""
        collection = collection_named(name)
        asked = params.item(request, collection)
        found = seen(
            collection,
            feature_id,
            signed_in=request.user.is_authenticated,
            crs=asked.crs,
            columns=asked.columns,
            moment=asked.selection.moment,
        )
        return squeezed(request, _in_crs(feature_answer(request, feature_id, found), asked.crs))


def seen(collection: Collection, feature_id: str, *, signed_in: bool, crs: Crs = CRS84, **asked: Any) -> One:
    """The feature as this visitor may see it, or NotFound. `asked`: `columns`, `moment`."""
    found = one_of(collection, feature_id, signed_in=signed_in, crs=crs, **asked)
    if found is None:
        raise NotFound(kind=collection.kind, id=feature_id)
    return found


def feature_answer(request: HttpRequest, feature_id: str, found: One, *, status: int = 200) -> HttpResponse:
    """A feature with its ETag, or 304 to a reader who has it."""
    etag = etag_of(version_of(feature_id, found.recorded_from), found.feature)
    if request.method in ("GET", "HEAD") and (unchanged := not_modified(request, etag)):
        return unchanged
    response = text_answer(found.feature, status=status, media=GEOJSON)
    response["ETag"] = etag
    return response


def _feature_collection(request: HttpRequest, collection: Collection, query: params.ItemsQuery, page: Page) -> str:
    """PostGIS wrote the features; only the frame around them is written here."""
    links = [link(request, "self", request.path, query.given, type=GEOJSON)]
    if page.cursor is not None:
        links.append(link(request, "next", request.path, (*query.link, ("cursor", page.cursor)), type=GEOJSON))
    links.append(link(request, "collection", f"/api/collections/{collection.name}"))
    matched = "" if page.matched is None else f'"numberMatched":{page.matched},'
    approximate = '"approximate":"unit",' if page.approximate else ""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{{"type":"FeatureCollection","numberReturned":{page.returned},{matched}{approximate}"timeStamp":"{stamp}",'
        f'"links":{json.dumps(links, ensure_ascii=False)},"features":[{page.features}]}}'
    )


def _in_crs(response: HttpResponse, crs: Crs) -> HttpResponse:
    response["Content-Crs"] = f"<{crs.uri}>"
    return response
