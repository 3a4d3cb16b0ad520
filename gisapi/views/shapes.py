"""The shapes of a file that somebody drops on a drawing: read, told, and forgotten."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import GEOJSON, json_answer
from gisapi.errors import BodyTooLarge
from gisapi.openapi import SIGNED_IN, refusals
from gisapi.rights import require_signed_in
from infra.crs import SRIDS
from infra.ingest.geometries import Shape, shapes_of
from infra.ingest.kept import safe_name

LIMIT_BYTES = 20_000_000


class DroppedFile(serializers.Serializer):
    """The file, and its coordinate system where it declares none."""

    file = serializers.FileField(max_length=250)
    srid = serializers.ChoiceField(sorted(SRIDS), required=False)


class Shapes(APIView):
    """What a file holds to be drawn."""

    permission_classes = [AllowAny]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="shapes_of_a_file",
        summary="The points and lines of a small file",
        auth=SIGNED_IN,
        request={"multipart/form-data": DroppedFile},
        responses={(200, GEOJSON): OpenApiTypes.OBJECT} | refusals(400, 401, 403, 413, 415, 422, 429),
    )
    def post(self, request: Any) -> HttpResponse:
        """A FeatureCollection in CRS84 of every point and line, parts one by one; areas are left out. Nothing is kept."""
        params.nothing(request)
        require_signed_in(request.user)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LIMIT_BYTES:
            raise BodyTooLarge("file", limit_bytes=LIMIT_BYTES)
        given = DroppedFile(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / safe_name(file.name)
            with path.open("xb") as kept:
                for chunk in file.chunks():
                    kept.write(chunk)
            found = shapes_of(path, given.validated_data.get("srid"))
        return json_answer({"type": "FeatureCollection", "features": [_feature(one) for one in found]}, media=GEOJSON)


def _feature(shape: Shape) -> dict[str, Any]:
    if len(shape.line) == 1:
        geometry: dict[str, Any] = {"type": "Point", "coordinates": shape.line[0]}
    else:
        geometry = {"type": "LineString", "coordinates": shape.line}
    return {"type": "Feature", "geometry": geometry, "properties": {"name": shape.name}}
