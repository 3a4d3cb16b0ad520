"""Where is it: a chainage on the ground, a place along the roads."""

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.openapi import measured, query, reads, whole
from gisapi.queries.places import place_of, places_near
from gisapi.typed import AtChainage


class Locate(APIView):
    """Both directions of linear referencing, calibrated by km posts."""

    permission_classes = [AllowAny]

    @reads(
        "Where is it",
        query("road", "Road code, alias or public id."),
        query("chainage", "Km2178+500; with road."),
        query("lon", "Longitude, WGS 84; with lat.", measured(-180, 180)),
        query("lat", "Latitude, WGS 84; with lon.", measured(-90, 90)),
        query("within", "Metres from the place, default 500.", measured(0, 5000)),
        query("limit", "Candidates, default 5.", whole(1, 50)),
        refused=(400, 404, 422),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """`road` and `chainage` → one place; `lon` and `lat` → the roads within `within` metres, nearest first."""
        asked = params.locate(request)
        signed_in = request.user.is_authenticated
        if isinstance(asked, AtChainage):
            return json_answer(place_of(asked, signed_in=signed_in))
        return json_answer({"candidates": places_near(asked, signed_in=signed_in)})
