"""Where is it: a chainage on the ground, a place along the roads."""

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.queries.places import place_of, places_near


class Locate(APIView):
    """Both directions of linear referencing, calibrated by km posts."""

    permission_classes = [AllowAny]

    def get(self, request: HttpRequest) -> HttpResponse:
        """`road` and `chainage` → one place; `lon` and `lat` → the roads within `within` metres, nearest first."""
        asked = params.locate(request)
        signed_in = request.user.is_authenticated
        if isinstance(asked, params.AtChainage):
            return json_answer(place_of(asked, signed_in=signed_in))
        return json_answer({"candidates": places_near(asked, signed_in=signed_in)})
