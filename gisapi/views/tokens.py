"""Personal access tokens, made and ended by a person who has signed in: a token makes no tokens."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.body import JsonFeatureParser
from gisapi.errors import FieldRefused
from gisapi.openapi import reads, refusals
from gisapi.rights import meant_scope, require_signed_in, told_scope
from infra.errors import OutOfRange
from infra.models import AccessToken
from infra.services.tokens import SCOPES, make_token, revoke_token, tokens_of

_KNOWN = [told_scope(scope) for scope in SCOPES]


class NewToken(serializers.Serializer):
    """What a token is made of. `read` is always among the scopes."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(child=serializers.ChoiceField(_KNOWN), max_length=len(SCOPES))
    expires_at = serializers.DateTimeField()


class Tokens(APIView):
    """The visitor's own tokens."""

    permission_classes = [AllowAny]
    authentication_classes = [SessionAuthentication]
    parser_classes = [JsonFeatureParser]

    @reads("My access tokens (session only)", refused=(400, 401, 429))
    def get(self, request: Any) -> HttpResponse:
        """`{tokens: [{id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at}], scopes: […]}`."""
        params.nothing(request)
        require_signed_in(request.user)
        return _kept_by_nobody({"tokens": [_told(row) for row in tokens_of(request.user)], "scopes": _KNOWN})

    @extend_schema(
        operation_id="make_an_access_token",
        summary="Make an access token (session only)",
        request={"application/json": NewToken},
        responses={
            201: inline_serializer("MadeToken", {"token": serializers.CharField(), "id": serializers.IntegerField()})
        }
        | refusals(400, 401, 403, 413, 415, 422, 429),
    )
    def post(self, request: Any) -> HttpResponse:
        """201 with `token`: the only time it is shown."""
        params.nothing(request)
        require_signed_in(request.user)
        given = NewToken(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        try:
            row, text = make_token(
                request.user,
                name=asked["name"],
                scopes=[meant_scope(scope) for scope in asked["scopes"]],
                expires_at=asked["expires_at"],
            )
        except OutOfRange as error:
            raise FieldRefused(
                error.field, reason="out of range", more={error.field: "out of range"}, **error.facts
            ) from error
        return _kept_by_nobody({**_told(row), "token": text}, status=201)


class Token(APIView):
    """One of them."""

    permission_classes = [AllowAny]
    authentication_classes = [SessionAuthentication]

    @extend_schema(
        operation_id="revoke_an_access_token",
        summary="Revoke an access token (session only)",
        responses={204: None} | refusals(400, 401, 403, 404, 429),
    )
    def delete(self, request: Any, token_id: int) -> HttpResponse:
        """204; from now on it lets nobody in."""
        params.nothing(request)
        require_signed_in(request.user)
        revoke_token(request.user, token_id)
        return HttpResponse(status=204)


def _told(row: AccessToken) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "prefix": row.prefix,
        "scopes": [told_scope(scope) for scope in row.scopes],
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "last_used_at": row.last_used_at,
        "revoked_at": row.revoked_at,
    }


def _kept_by_nobody(content: Any, *, status: int = 200) -> HttpResponse:
    response = json_answer(content, status=status)
    response["Cache-Control"] = "no-store"
    return response
