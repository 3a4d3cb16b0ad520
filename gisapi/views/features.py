"""Reading features: a page of items, one item."""

import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import (
    GEOJSON,
    etag_of,
    link,
    negotiated,
    not_modified,
    representations,
    squeezed,
    text_answer,
    version_of,
)
from gisapi.boxes import CRS84, Crs
from gisapi.collections import COLLECTIONS, Collection
from gisapi.negotiation import MEDIA
from gisapi.openapi import CRS, FILTERS, ID, NAME, PAGING, reads
from gisapi.pages import documents
from gisapi.pages import features as pages
from gisapi.params.items import PAGE
from gisapi.queries.compose import told as columns_of
from gisapi.queries.features import One, Page, one_of, page_of
from gisapi.queries.reference import meanings
from gisapi.views.exports import WRITERS, exported
from infra.errors import NotFound
from infra.models import KINDS

WHOLE = " · cả tập / whole set"
FORMS = {form: MEDIA[form] for form in ("geojson", PAGE)}


def collection_named(name: str) -> Collection:
    """The collection, or NotFound naming those there are."""
    try:
        return COLLECTIONS[name]
    except KeyError:
        raise NotFound(kind="collection", id=name, known=list(COLLECTIONS)) from None


class Items(APIView):
    """A page of a collection."""

    permission_classes = [AllowAny]

    @reads("A page of a collection", NAME, *FILTERS, *PAGING, media=GEOJSON, files=params.FILES, page=True)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """GeoJSON FeatureCollection; `next` continues it and stays true while others edit."""
        collection = collection_named(name)
        query = params.items(request, collection)
        if query.form in WRITERS:
            return exported(request, collection, query)
        return page_answer(request, collection, query, signed_in=request.user.is_authenticated)


class Item(APIView):
    """One feature."""

    permission_classes = [AllowAny]

    @reads("One feature", NAME, ID, CRS, media=GEOJSON, tagged=True, page=True)
    def get(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        """GeoJSON Feature with its ETag; 304 when the client's copy is still true."""
        collection = collection_named(name)
        asked = params.item(request, collection)
        signed_in = request.user.is_authenticated
        found = seen(
            collection,
            feature_id,
            signed_in=signed_in,
            crs=asked.crs,
            columns=asked.columns,
            moment=asked.selection.moment,
        )
        if asked.form != PAGE:
            response = feature_answer(request, collection, feature_id, found, given=asked.given)
        else:
            response = _sheet(request, collection, asked, feature_id, found)
        return squeezed(request, negotiated(_in_crs(response, asked.crs)))


def page_answer(
    request: HttpRequest, collection: Collection, query: params.ItemsQuery, *, signed_in: bool
) -> HttpResponse:
    """The page this visitor may see. `config/short_way/` answers strangers with it."""
    page = page_of(collection, query, signed_in=signed_in)
    text = _feature_collection(request, collection, query, page)
    response = text_answer(text, media=GEOJSON) if query.form != PAGE else _table(text, collection, query, signed_in)
    return squeezed(request, negotiated(_in_crs(response, query.crs)))


def seen(collection: Collection, feature_id: str, *, signed_in: bool, crs: Crs = CRS84, **asked: Any) -> One:
    """The feature as this visitor may see it, or NotFound. `asked`: `columns`, `moment`."""
    found = one_of(collection, feature_id, signed_in=signed_in, crs=crs, **asked)
    if found is None:
        raise NotFound(kind=collection.kind, id=feature_id)
    return found


def feature_answer(
    request: HttpRequest,
    collection: Collection,
    feature_id: str,
    found: One,
    *,
    status: int = 200,
    given: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """A feature with its links and its ETag, or 304 to a reader who has it. `given`: the parameters it was asked for with."""
    etag = etag_of(version_of(feature_id, found.recorded_from), found.feature)
    if request.method in ("GET", "HEAD") and (unchanged := not_modified(request, etag)):
        return unchanged
    links = _links(request, collection, feature_id, "geojson", given)
    text = f'{found.feature[:-1]},"links":{json.dumps(links, ensure_ascii=False)}}}'
    response = text_answer(text, status=status, media=GEOJSON)
    response["ETag"] = etag
    return response


def _feature_collection(request: HttpRequest, collection: Collection, query: params.ItemsQuery, page: Page) -> bytes:
    """PostGIS wrote the features; only the frame around them is written here."""
    matched = "" if page.matched is None else f'"numberMatched":{page.matched},'
    approximate = '"approximate":"unit",' if page.approximate else ""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    links = json.dumps(_links_of_page(request, collection, query, page), ensure_ascii=False)
    head = (
        f'{{"type":"FeatureCollection","numberReturned":{len(page.features)},{matched}{approximate}"timeStamp":"{stamp}",'
        f'"links":{links},"features":['
    )
    return b"%b%b]}" % (head.encode(), b",".join(page.features))


def _links_of_page(
    request: HttpRequest, collection: Collection, query: params.ItemsQuery, page: Page
) -> list[dict[str, str]]:
    """What a page links to: itself in each form, the whole set as a file, the next page, its collection."""
    form = PAGE if query.form == PAGE else "geojson"
    links = representations(request, form, FORMS, query.given)
    whole = tuple(pair for pair in query.link if pair[0] not in ("limit", "f", "count"))
    files = {one: MEDIA[one] for one in params.linked_files(collection)}
    links += [one | {"title": one["title"] + WHOLE} for one in representations(request, None, files, whole)]
    if page.cursor is not None:
        following = (*query.link, ("cursor", page.cursor))
        links.append(link(request, "next", request.path, following, type=FORMS[form], title="Trang sau / Next page"))
    links.append(link(request, "collection", f"/api/collections/{collection.name}", title=collection.titles))
    return links


def _table(text: bytes, collection: Collection, query: params.ItemsQuery, signed_in: bool) -> HttpResponse:
    """A FeatureCollection as a page."""
    told = json.loads(text)
    fields = columns_of(collection, query.columns, signed_in=signed_in)
    page = pages.table(told, collection=collection, query=query, fields=fields, meanings=meanings())
    return documents.shown(page, told["links"])


def _sheet(
    request: HttpRequest, collection: Collection, asked: params.ItemQuery, feature_id: str, found: One
) -> HttpResponse:
    """A Feature as a page with an ETag of its own, or 304."""
    links = _links(request, collection, feature_id, PAGE, asked.given)
    fields = columns_of(collection, asked.columns, signed_in=request.user.is_authenticated, one=True)
    told = json.loads(found.feature) | {"links": links}
    page = pages.one(told, collection=collection, asked=asked, fields=fields, meanings=meanings())
    response = documents.shown(page, links)
    response["ETag"] = etag_of(version_of(feature_id, found.recorded_from), response.content)
    return not_modified(request, response["ETag"]) or response


def _links(
    request: HttpRequest, collection: Collection, feature_id: str, form: str, given: tuple[tuple[str, str], ...]
) -> list[dict[str, str]]:
    """What a Feature links to: itself in each form, its collection, its history."""
    home = f"/api/collections/{collection.name}"
    path = f"{home}/items/{feature_id}"
    links = representations(request, form, FORMS, given, path=path)
    links.append(link(request, "collection", home, title=collection.titles))
    if collection.kind in KINDS:
        links.append(link(request, "version-history", f"{path}/history", title="Lịch sử / History"))
    return links


def _in_crs(response: HttpResponse, crs: Crs) -> HttpResponse:
    response["Content-Crs"] = f"<{crs.uri}>"
    return response
