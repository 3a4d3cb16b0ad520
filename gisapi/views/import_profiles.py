"""Source profiles: how the files of a source were read, as it was confirmed once; listed, renamed, forgotten."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.body import JsonFeatureParser
from gisapi.import_answers import COLLECTION_OF
from gisapi.openapi import SIGNED_IN, OpenApiParameter, reads, refusals
from gisapi.views.imports import require_importer
from infra.models import SourceProfile
from infra.services.source_profiles import forget, profile_of, rename

PROFILE = OpenApiParameter("profile_id", int, "path", description="Of the profile.")


class NewName(serializers.Serializer):
    """What it is called from now on."""

    name = serializers.CharField(max_length=80)


class Profiles(APIView):
    """All profiles."""

    permission_classes = [AllowAny]

    @reads("Source profiles", refused=(400, 401, 403))
    def get(self, request: HttpRequest) -> HttpResponse:
        """How the files of each remembered source are read; for whoever may import."""
        params.nothing(request)
        require_importer(request)
        return json_answer({"profiles": [_told(one) for one in SourceProfile.objects.select_related("made_by")]})


class Profile(APIView):
    """One profile, changed by whoever made it or an administrator."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]

    @extend_schema(
        operation_id="rename_a_source_profile",
        summary="Rename a source profile",
        auth=SIGNED_IN,
        parameters=[PROFILE],
        request={"application/json": NewName},
        responses={200: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 404, 413, 415, 422, 429),
    )
    def patch(self, request: Any, profile_id: int) -> HttpResponse:
        """200 with the profile under its new name."""
        params.nothing(request)
        require_importer(request)
        given = NewName(data=request.data)
        given.is_valid(raise_exception=True)
        return json_answer(_told(rename(profile_of(profile_id), given.validated_data["name"], by=request.user)))

    @extend_schema(
        operation_id="forget_a_source_profile",
        summary="Forget a source profile",
        auth=SIGNED_IN,
        parameters=[PROFILE],
        request=None,
        responses={204: None} | refusals(400, 401, 403, 404, 429),
    )
    def delete(self, request: Any, profile_id: int) -> HttpResponse:
        """204. Files of the source are asked about anew."""
        params.nothing(request)
        require_importer(request)
        forget(profile_of(profile_id), by=request.user)
        return HttpResponse(status=204)


def _told(profile: SourceProfile) -> dict[str, Any]:
    reading = {**profile.reading, "kind": COLLECTION_OF[profile.reading["kind"]]}
    made_by = profile.made_by.get_username() if profile.made_by else None
    return {
        "id": profile.pk,
        "name": profile.name,
        "reading": reading,
        "made_by": made_by,
        "made_at": profile.made_at,
        "used_at": profile.used_at,
    }
