"""Who is asking: sign in, sign out, and what one may do."""

from dataclasses import asdict
from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.attempts import must_wait_s
from gisapi.body import JsonFeatureParser
from gisapi.errors import SignInRefused
from gisapi.openapi import reads, refusals
from gisapi.rights import visitor


class Credentials(serializers.Serializer):
    """What signing in takes."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


@method_decorator(csrf_protect, name="dispatch")
class Session(APIView):
    """The browser's session. CSRF is asked of every write, also of signing in (no forged sign-in)."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]

    @reads("Who am I")
    def get(self, request: HttpRequest) -> HttpResponse:
        """The visitor (null when anonymous) and the token to send as X-CSRFToken."""
        params.nothing(request)
        return _told(request, request.user)

    @extend_schema(
        summary="Sign in",
        request={"application/json": Credentials},
        responses={200: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 413, 415, 422, 429),
    )
    def post(self, request: Any) -> HttpResponse:
        """Sign in. The same answer for an unknown name and a wrong password."""
        given = Credentials(data=request.data)
        given.is_valid(raise_exception=True)
        if wait_s := must_wait_s(request):
            raise Throttled(wait_s)
        user = authenticate(request._request, **given.validated_data)  # noqa: SLF001 (Django's own request)
        if user is None:
            raise SignInRefused
        login(request._request, user)  # noqa: SLF001
        return _told(request, user)

    @extend_schema(summary="Sign out", responses={200: OpenApiTypes.OBJECT} | refusals(401, 403, 429))
    def delete(self, request: Any) -> HttpResponse:
        """Sign out."""
        logout(request._request)  # noqa: SLF001
        return _told(request, request._request.user)  # noqa: SLF001


def _told(request: Any, user: Any) -> HttpResponse:
    known = visitor(user, request.auth)
    about = None if known is None else asdict(known)
    response = json_answer({"user": about, "csrf": get_token(request._request)})  # noqa: SLF001
    response["Cache-Control"] = "no-store"
    return response
