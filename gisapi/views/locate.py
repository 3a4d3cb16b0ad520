"""Where is it: chainages on the ground, places along the roads; one question, or thousands in one body."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiRequest, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer, squeezed, text_answer
from gisapi.body import JsonFeatureParser
from gisapi.openapi import measured, query, reads, refusals, whole
from gisapi.place_answers import ROWS_CSV, RowsParser, answer_of, rows_as_csv
from gisapi.queries.places import place_of, places_near, places_of
from gisapi.typed import AtChainage
from infra.errors import DomainError

_TELLING = (
    query("crs", "The coordinate system of x and y, in and out; lon and lat are told in any case."),
    query("within", "Metres from the place, default 500.", measured(0, 5000)),
    query(
        "limit",
        "Roads told for a place, default 5, and any other that is ambiguous; `in_reach` says how many there are.",
        whole(1, 50),
    ),
    query("tolerance", "Metres; roads nearer to each other at the place are ambiguous, default 15.", measured(0, 100)),
)


class Locate(APIView):
    """Both directions of linear referencing, calibrated by km posts."""

    permission_classes = [AllowAny]
    rate = "read"  # a POST of rows asks, it writes nothing
    parser_classes = [JsonFeatureParser, RowsParser]

    @reads(
        "Where is it",
        query("road", "Road code, alias or public id."),
        query("chainage", "Km2178+500; with road."),
        query("lon", "Longitude, WGS 84; with lat.", measured(-180, 180)),
        query("lat", "Latitude, WGS 84; with lon.", measured(-90, 90)),
        query("x", "East (longitude) in crs; with y and crs."),
        query("y", "North (latitude) in crs; with x and crs."),
        *_TELLING,
        refused=(400, 404, 422),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """`road` and `chainage` → its place; a place → the roads within `within` metres, nearest first."""
        asked, telling = params.locate(request)
        signed_in = request.user.is_authenticated
        if isinstance(asked, AtChainage):
            answer = answer_of(place_of(asked, signed_in=signed_in), telling.crs, telling.tolerance_m)
            return json_answer(answer["candidates"][0] | answer)
        (found,) = places_near([asked], telling, signed_in=signed_in)
        return json_answer(answer_of(found, telling.crs, telling.tolerance_m))

    @extend_schema(
        operation_id="where_are_they",
        summary="Where are they: many at once",
        parameters=[*_TELLING, query("f", "json or csv; else as Accept says.")],
        request={media: OpenApiRequest(OpenApiTypes.OBJECT) for media in ("application/json", ROWS_CSV)},
        responses={(200, media): OpenApiTypes.OBJECT for media in ("application/json", ROWS_CSV)}
        | refusals(400, 403, 413, 415, 422),
    )
    def post(self, request: Any) -> HttpResponse:
        """`{"rows": [{id, road, chainage} | {id, lon, lat} | {id, x, y, crs}]}` or a CSV table → as many answers, in order."""
        telling, form = params.locate_rows(request)
        rows = params.rows_of(request.data, telling)
        answers = _answers(rows, telling, signed_in=request.user.is_authenticated)
        if form == "csv" or (form is None and ROWS_CSV in request.headers.get("Accept", "")):
            return squeezed(request, text_answer(rows_as_csv(answers), media=f"{ROWS_CSV}; charset=utf-8"))
        return squeezed(request, json_answer({"rows": answers, "tolerance_m": telling.tolerance_m}))


def _answers(rows: list[params.Row], telling: params.Telling, *, signed_in: bool) -> list[dict[str, Any]]:
    """Each row's own answer or its own problem, in the order of the rows. Two statements, however many rows."""
    along = [at for at, row in enumerate(rows) if isinstance(row.asked, AtChainage)]
    beside = [at for at, row in enumerate(rows) if isinstance(row.asked, params.NearPoint)]
    found: dict[int, Any] = {at: row.asked for at, row in enumerate(rows)}
    if along:
        found |= zip(along, places_of([found[at] for at in along], signed_in=signed_in), strict=True)
    if beside:
        found |= zip(beside, places_near([found[at] for at in beside], telling, signed_in=signed_in), strict=True)
    return [_row_answer(at, row, found[at], telling) for at, row in enumerate(rows)]


def _row_answer(at: int, row: params.Row, found: Any, telling: params.Telling) -> dict[str, Any]:
    named = {"row": at + 1, "id": row.id}
    if isinstance(found, DomainError):
        return named | {"problem": {"code": found.code, "field": found.field, "facts": found.facts}}
    return named | answer_of(found, row.crs, telling.tolerance_m)
