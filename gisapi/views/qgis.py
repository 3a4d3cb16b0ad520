"""`/api/project.qgz`: a QGIS project that reads every collection from this API, looking as the map does, over the tiles of `/tiles/`."""

from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.collections import COLLECTIONS
from gisapi.fields import readable
from gisapi.forms.qgis.project import GROUPS, Drawn, Layer, Project, qgs, qgz
from gisapi.forms.qgis.tiles import GROUP, tile_layers
from gisapi.openapi import CRS, reads
from gisapi.queries.extents import home
from gisapi.queries.reference import meanings

MEDIA = "application/x-qgis-project"
PAGE_SIZE = 1000


class QgisProject(APIView):
    """A project, whoever opens it reads what this API lets them read."""

    permission_classes = [AllowAny]

    @reads("A QGIS project of every layer", CRS, media=MEDIA)
    def get(self, request: HttpRequest) -> HttpResponse:
        """A `.qgz`: OGC API Features layers in groups over our vector tiles, in Vietnamese; `crs` is the system of the map (default 3857). Only public fields are named."""
        srid = params.map_crs(request).srid
        api = request.build_absolute_uri("/api")
        groups: list[tuple[str, Sequence[Drawn]]] = [
            (title, [_layer(api, name) for name in names]) for title, names in GROUPS
        ]
        groups.append((GROUP, tile_layers(request.build_absolute_uri("/tiles/"))))
        text = qgs(Project("CầuĐường", srid, home(srid), groups), meanings())
        response = HttpResponse(qgz(text, "cauduong"), content_type=MEDIA)
        response["Content-Disposition"] = 'attachment; filename="cauduong.qgz"'
        response["Cache-Control"] = "no-cache"
        return response


def _layer(api: str, name: str) -> Layer:
    fields = [field for field in readable(name, signed_in=False).values() if field.always]
    source = f" pagingEnabled='true' pageSize='{PAGE_SIZE}' typename='{quote(name)}' url='{api}'"
    return Layer(COLLECTIONS[name], fields, source, "OAPIF")
