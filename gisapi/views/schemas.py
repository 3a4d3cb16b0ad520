"""Queryables and schema of a collection."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params, schemas
from gisapi.answers import representations
from gisapi.negotiation import MEDIA
from gisapi.openapi import NAME, reads
from gisapi.pages import tables
from gisapi.pages.documents import Page, document
from gisapi.params.items import PAGE
from gisapi.queries.reference import code_lists
from gisapi.serializers import writable
from gisapi.views.features import collection_named

SCHEMA = "application/schema+json"
FORMS = {"json": SCHEMA, "html": MEDIA["html"]}


class Queryables(APIView):
    """What filters may name."""

    permission_classes = [AllowAny]

    @reads("Queryables of a collection", NAME, media=SCHEMA, page=True)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """JSON Schema: kinds, units, code lists with labels in both languages."""
        collection = collection_named(name)
        form = params.nothing(request, params.DOCUMENT)
        address = request.build_absolute_uri(request.path)
        told = schemas.queryables(
            collection, json.loads(code_lists()), signed_in=request.user.is_authenticated, address=address
        )
        return _answer(request, form, told, partial(tables.queryables, of=collection))


class Schema(APIView):
    """What a feature holds."""

    permission_classes = [AllowAny]

    @reads("Schema of a collection", NAME, media=SCHEMA, page=True)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """JSON Schema of the properties; what the database derives is readOnly."""
        collection = collection_named(name)
        form = params.nothing(request, params.DOCUMENT)
        signed_in, address = request.user.is_authenticated, request.build_absolute_uri(request.path)
        written = writable(collection) if collection.editable else set()
        told = schemas.schema(collection, json.loads(code_lists()), written, signed_in=signed_in, address=address)
        return _answer(request, form, told, partial(tables.schema, of=collection))


def _answer(request: HttpRequest, form: str, told: dict[str, Any], page: Callable[[Any], Page]) -> HttpResponse:
    """A JSON Schema has no member for links: its other form is told in a header, on the page where all links are."""
    links = representations(request, form, FORMS)
    if form == PAGE:
        return document(request, form, told | {"links": links}, page)
    response = document(request, form, told, page, media=SCHEMA)
    response["Link"] = ", ".join(f'<{one["href"]}>; rel="{one["rel"]}"; type="{one["type"]}"' for one in links)
    return response
