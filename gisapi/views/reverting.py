"""Putting a feature back as it was before one of its changes; also a deleted one. One service call."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiRequest, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import GEOJSON, version_of
from gisapi.body import FeatureParser, JsonFeatureParser, client_of, reason_of, version_asked
from gisapi.collections import Collection
from gisapi.contention import begun_again
from gisapi.errors import FieldRefused
from gisapi.openapi import ID, MEANING, REASON, WRITABLE, refusals
from gisapi.rights import require_editor
from gisapi.undoing import told_by_collection
from gisapi.views import features
from gisapi.views.history import row_named
from infra.errors import NotFound, Stale
from infra.history import acting_as
from infra.models import KINDS
from infra.services.acts import REVERT
from infra.services.field_reverts import revert_fields

LAST_NUMBER = 10**18 - 1
_IF_MATCH = OpenApiParameter(
    "If-Match", str, "header", description="ETag of the feature as you read it; left out when the feature is deleted."
)
_BODY = inline_serializer(
    "Revert",
    {
        "n": serializers.IntegerField(min_value=1, max_value=LAST_NUMBER),
        "fields": serializers.ListField(child=serializers.CharField(), required=False, min_length=1),
        "through": serializers.IntegerField(min_value=1, max_value=LAST_NUMBER, required=False),
    },
)


class Revert(APIView):
    """One feature, put back."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser, FeatureParser]

    @extend_schema(
        operation_id="revert_a_feature",
        summary="Put a feature back as it was before a change",
        parameters=[WRITABLE, ID, _IF_MATCH, REASON, *MEANING],
        request={"application/json": OpenApiRequest(_BODY)},
        responses={(status, GEOJSON): OpenApiTypes.OBJECT for status in (200, 201)}
        | refusals(400, 401, 403, 404, 405, 412, 413, 415, 422, 428, 503),
    )
    def post(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """`{"n": 12}`: the version that change 12 ended becomes the present one, as a new change; `{"n": 12, "fields": ["name"]}`: of it
        only these fields that change 12 wrote, unless they were changed since. What was changed since stands in the way of the whole version
        as well (422 `newer-changes`), unless `{"n": 12, "through": 15}` says that it goes back too, up to 15, the newest.

        200 with the feature as it is now, 201 when it had been deleted.
        """
        collection = features.collection_named(name)
        if not collection.editable:
            raise MethodNotAllowed(request.method)
        require_editor(request, collection, "change")
        params.nothing(request)
        asked = _asked(request.data)
        row_id = row_named(collection, feature_id)
        expected = _version_read(request, collection, feature_id)
        said = {"by": request.user, "expected": expected, "reason": reason_of(request)}
        try:
            begun_again(_act(request, collection.kind, row_id, asked, said))
        except Stale as stale:
            raise _still_there(collection, feature_id) from stale
        except NotFound as missing:
            if missing.field != "n":
                raise
            raise FieldRefused("n", reason="unknown", **missing.facts) from missing
        found = features.seen(collection, feature_id, signed_in=True)
        response = features.feature_answer(
            request, collection, feature_id, found, status=201 if expected is None else 200
        )
        response["Location"] = request.build_absolute_uri(f"/api/collections/{name}/items/{feature_id}")
        return response


@dataclass(frozen=True, slots=True)
class _Asked:
    """`n`, a change of the feature; `fields` of it (none: all); `through`: the newest change, which goes back with all before it."""

    n: int
    fields: list[str]
    through: int | None


def _act(request: Any, kind: str, row_id: int, asked: _Asked, said: dict[str, Any]) -> Callable[[], Any]:
    """The whole version, or some fields of it."""

    def act() -> Any:
        with told_by_collection(), acting_as(request.user, said["reason"], client_of(request)):
            if asked.fields:
                return revert_fields(kind, row_id, asked.n, asked.fields, **said)
            return REVERT[kind](kind, row_id, asked.n, through=asked.through, **said)

    return act


def _asked(body: Any) -> _Asked:
    """What a body asks for that holds nothing else. Raises FieldRefused."""
    if not isinstance(body, dict):
        raise FieldRefused("n", reason="an object with the member n")
    if unknown := sorted(set(body) - {"n", "fields", "through"}):
        raise FieldRefused(unknown[0][:60], reason="unknown", known=["n", "fields", "through"])
    fields = body.get("fields", [])
    if (
        not isinstance(fields, list)
        or not all(isinstance(one, str) for one in fields)
        or ("fields" in body and not fields)
    ):
        raise FieldRefused("fields", reason="a list of at least one field of the change")
    if fields and "through" in body:
        raise FieldRefused("through", reason="goes with the whole version, not with fields")
    through = _number(body, "through") if "through" in body else None
    return _Asked(_number(body, "n"), fields, through)


def _number(body: dict[str, Any], name: str) -> int:
    n = body.get(name)
    if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= LAST_NUMBER:
        raise FieldRefused(name, reason="the number of a change of this feature, from its history")
    return n


def _version_read(request: Any, collection: Collection, feature_id: str) -> datetime | None:
    """The stamp of the version If-Match names; None when the feature is deleted and no version is named.

    Raises VersionNeeded, and Stale when the feature has another version or none.
    """
    present = KINDS[collection.kind]._default_manager.filter(public_id=feature_id).first()
    if present is None and "If-Match" not in request.headers:
        return None
    asked = version_asked(request)
    if present is None or asked != version_of(feature_id, present.recorded_from):
        raise _still_there(collection, feature_id)
    return present.recorded_from


def _still_there(collection: Collection, feature_id: str) -> Stale:
    """What the feature is now (None: deleted), for whoever read something else."""
    try:
        current = json.loads(features.seen(collection, feature_id, signed_in=True).feature)
    except NotFound:
        current = None
    return Stale("If-Match", current=current)
