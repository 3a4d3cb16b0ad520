"""The search box: a chainage, coordinates, or words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.openapi import query, reads, whole
from gisapi.queries.places import place_of
from gisapi.queries.search import found_by_words
from gisapi.typed import AtChainage, Coordinate
from infra.errors import DomainError, NotFound, NotLocatable


class Search(APIView):
    """Reads "QL.1 Km2206+400", "9.286, 105.724", "X 1026816 Y 579584", names and codes."""

    permission_classes = [AllowAny]

    @reads(
        "Search", query("q", "What to look for.", required=True), query("limit", "Results, default 20.", whole(1, 50))
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """`{results, problems, more}`; `more`: the limit hides others; a chainage that is not on its road is told in `problems`, as `/locate` would."""
        asked, signed_in = params.search(request), request.user.is_authenticated
        results: list[dict[str, Any]] = [_coordinate(at) for at in asked.coordinates]
        problems: list[dict[str, Any]] = []
        if asked.place is not None:
            try:
                results += _chainages(asked.place, signed_in=signed_in)
            except NotFound:
                pass  # not a road after all: the words are searched below
            except DomainError as refused:
                problems.append({"code": refused.code, "field": refused.field, "facts": refused.facts})
        more = len(results) > asked.limit
        if not results:
            results, more = found_by_words(asked.text, asked.limit, signed_in=signed_in)
        return json_answer({"results": results[: asked.limit], "problems": problems, "more": more})


def _chainages(asked: AtChainage, *, signed_in: bool) -> list[dict[str, Any]]:
    """One result for each road or branch of that name which has the chainage."""
    places = place_of(asked, signed_in=signed_in)
    drawn = [place for place in places if place["lon"] is not None]
    if not drawn:
        raise NotLocatable(road=places[0]["road"], at_m=places[0]["at_m"])
    return [_chainage(place) for place in drawn]


def _chainage(place: dict[str, Any]) -> dict[str, Any]:
    branch = "" if place["branch"] == "000" else f": {place['branch']}"
    return {
        "kind": "chainage",
        "id": place["road_id"],
        "collection": "roads",
        "label": f"{place['road']}{branch} {place['chainage']}",
        "detail": ", ".join(part for part in (place["road_name"], place["commune_name"]) if part),
        "lon": place["lon"],
        "lat": place["lat"],
        "bbox": None,
    }


def _coordinate(at: Coordinate) -> dict[str, Any]:
    lon, lat = round(at.lon, 7), round(at.lat, 7)
    place = {"label": f"{lat:.6f}, {lon:.6f}", "detail": at.system, "lon": lon, "lat": lat, "bbox": None}
    return {"kind": "coordinate", "id": None, "collection": None} | place
