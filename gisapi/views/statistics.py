"""Numbers of a collection: counts and kilometres by the columns asked for."""

import json

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import squeezed, text_answer
from gisapi.openapi import FILTERS, NAME, query, reads
from gisapi.queries.features import numbers_of
from gisapi.views.features import collection_named


class Statistics(APIView):
    """`group-by` columns of a collection, under any filter its items take."""

    permission_classes = [AllowAny]

    @reads(
        "Counts and kilometres",
        NAME,
        query("group-by", "Columns, commas between."),
        query("measure", "count or length_km"),
        *FILTERS,
    )
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """`{measure, unit, groups: [{condition, count, length_km}], total}`; null stands for "not known"."""
        collection = collection_named(name)
        asked = params.statistics(request, collection)
        numbers = numbers_of(collection, asked, signed_in=request.user.is_authenticated)
        total: dict[str, float] = {"count": numbers.count}
        if numbers.length_km is not None:
            total["length_km"] = numbers.length_km
        unit = "km" if collection.measure == "length_km" else ""
        frame = json.dumps({"measure": collection.measure, "unit": unit, "total": total})
        return squeezed(request, text_answer(f'{frame[:-1]}, "groups": {numbers.groups}}}'))
