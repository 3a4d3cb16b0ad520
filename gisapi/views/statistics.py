"""Numbers of a collection: counts and kilometres by the columns asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import DOCUMENT, representations
from gisapi.openapi import FILTERS, NAME, query, reads
from gisapi.pages import tables
from gisapi.pages.documents import document
from gisapi.queries.figures import numbers_of
from gisapi.queries.reference import meanings
from gisapi.views.features import collection_named

_UNITS = {"length_km": "km", "chainage_km": "km", "shared_km": "km", "deck_area_m2": "m²"}


class Statistics(APIView):
    """`group-by` columns of a collection, under any filter its items take."""

    permission_classes = [AllowAny]

    @reads(
        "Counts and kilometres",
        NAME,
        query("group-by", "Columns, commas between."),
        query("measure", "The figure to name first: count, length_km, chainage_km, shared_km, deck_area_m2."),
        *FILTERS,
        page=True,
    )
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """`{measure, unit, groups: [{condition, count, length_km}], total, links}`; null stands for "not known"."""
        collection = collection_named(name)
        asked = params.statistics(request, collection)
        numbers = numbers_of(collection, asked, signed_in=request.user.is_authenticated)
        told: dict[str, Any] = {"measure": asked.measure, "unit": _UNITS.get(asked.measure, ""), "total": numbers.total}
        if numbers.approximate:
            told["approximate"] = "unit"
        told |= {"groups": numbers.groups, "links": representations(request, asked.form, DOCUMENT, asked.given)}
        return document(
            request,
            asked.form,
            told,
            lambda numbers: tables.statistics(numbers, of=collection, query=asked, meanings=meanings()),
        )
