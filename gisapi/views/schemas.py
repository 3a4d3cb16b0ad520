"""Queryables and schema of a collection."""

import json

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params, schemas
from gisapi.answers import json_answer, squeezed
from gisapi.openapi import NAME, reads
from gisapi.queries.reference import code_lists
from gisapi.serializers import writable
from gisapi.views.features import collection_named

MEDIA = "application/schema+json"


class Queryables(APIView):
    """What filters may name."""

    permission_classes = [AllowAny]

    @reads("Queryables of a collection", NAME, media=MEDIA)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """JSON Schema: kinds, units, code lists with labels in both languages."""
        collection = collection_named(name)
        params.nothing(request)
        address = request.build_absolute_uri(request.path)
        told = schemas.queryables(
            collection, json.loads(code_lists()), signed_in=request.user.is_authenticated, address=address
        )
        return squeezed(request, json_answer(told, media=MEDIA))


class Schema(APIView):
    """What a feature holds."""

    permission_classes = [AllowAny]

    @reads("Schema of a collection", NAME, media=MEDIA)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """JSON Schema of the properties; what the database derives is readOnly."""
        collection = collection_named(name)
        params.nothing(request)
        signed_in, address = request.user.is_authenticated, request.build_absolute_uri(request.path)
        written = writable(collection) if collection.editable else set()
        told = schemas.schema(collection, json.loads(code_lists()), written, signed_in=signed_in, address=address)
        return squeezed(request, json_answer(told, media=MEDIA))
