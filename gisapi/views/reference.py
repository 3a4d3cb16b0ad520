"""Reference data for clients: the code lists."""

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import etag_of, not_modified, squeezed, text_answer
from gisapi.openapi import reads
from gisapi.queries.reference import code_lists


class CodeLists(APIView):
    """Every code list with labels in both languages."""

    permission_classes = [AllowAny]

    @reads("Code lists", tagged=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        """`{lists: {condition: [{code, label_vi, label_en, facts, …}]}}`, with an ETag."""
        params.nothing(request)
        body = f'{{"lists":{code_lists()}}}'
        etag = etag_of("lists", body)
        if unchanged := not_modified(request, etag):
            return unchanged
        response = text_answer(body)
        response["ETag"] = etag
        return squeezed(request, response)
