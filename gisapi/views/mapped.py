"""`/api/map`: a view of the map as one HTML file to mail: its layers as they are filtered, where it is, as at its day."""

import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.forms.export import Export
from gisapi.forms.share import View, write_view
from gisapi.negotiation import MEDIA
from gisapi.openapi import query, reads
from gisapi.params.mapped import LAYERS, MapQuery, named_by, own_names
from gisapi.throttling import EXPORT
from gisapi.views.exports import ENDINGS, export_of, named, place_among_exports

_PARAMETERS = (
    query("layers", f"Layers, commas between: {', '.join(LAYERS)} (default: all)."),
    query("bbox", "west,south,east,north in degrees: what is in the file; it opens on nothing beyond."),
    query("datetime", "The database as it was: an instant or an interval."),
    query("unit", "Administrative unit: 31825, 95.958, or 31825@2004-01-01."),
    query("f", "map.", {"type": "string", "enum": ["map"]}),
    *(query(name, "Of this layer only, as its items take it.") for name in own_names()),
)


class MapFile(APIView):
    """A view of the map as a file; whoever asks gets what they may read."""

    permission_classes = [AllowAny]
    rate = EXPORT

    @reads("A view of the map as one file", *_PARAMETERS, media=MEDIA["map"], files=("map",))
    def get(self, request: HttpRequest) -> HttpResponse:
        """Map, legend, a table of each layer and the date in one HTML file that asks nothing of any server. At most 5000 features, else 400 `too-many-features`."""
        asked = params.map_view(request)
        file = io.BytesIO()
        with place_among_exports():
            write_view(file, View(list(_exports(request, asked)), asked.box, asked.told))
        return named(HttpResponse(file.getvalue(), content_type=MEDIA["map"]), "map", ENDINGS["map"])


def _exports(request: HttpRequest, asked: MapQuery) -> Iterator[Export]:
    for collection, of_layer in asked.layers:
        with named_by(collection.name):
            yield export_of(request, collection, of_layer)
