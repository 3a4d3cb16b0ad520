"""Reference data for clients: the code lists."""

import json

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import DOCUMENT, etag_of, json_answer, negotiated, not_modified, representations, squeezed
from gisapi.openapi import reads
from gisapi.pages import tables
from gisapi.pages.documents import shown
from gisapi.params.items import PAGE
from gisapi.queries.reference import code_lists


class CodeLists(APIView):
    """Every code list with labels in both languages."""

    permission_classes = [AllowAny]

    @reads("Code lists", tagged=True, page=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """`{lists: {condition: [{code, label_vi, label_en, facts, …}]}, links}`, with an ETag."""
        form = params.nothing(request, params.DOCUMENT)
        told = {"lists": json.loads(code_lists()), "links": representations(request, form, DOCUMENT)}
        response = shown(tables.code_lists(told), told["links"]) if form == PAGE else json_answer(told)
        response["ETag"] = etag_of("lists", response.content)
        return squeezed(request, negotiated(not_modified(request, response["ETag"]) or response))
