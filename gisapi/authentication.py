"""Personal tokens at the door: `Authorization: Bearer cd_…`, or Basic with the user's name and the token as password.

QGIS and GDAL know Basic. A password of an account is no token and is refused here: it signs in at /api/session alone.
Whatever is wrong with a token (unknown, expired, revoked, of somebody else, of somebody gone), the answer is the same.
"""

import base64
import binascii
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication

from gisapi.errors import TokenRefused
from infra.models import AccessToken
from infra.services.tokens import token_holding

BEARER, BASIC = "bearer", "basic"


class TokenAuthentication(BaseAuthentication):
    """Asked before the session: who sends a token is its holder, never the cookie's. No CSRF: no browser adds it."""

    def authenticate(self, request: Any) -> tuple[Any, AccessToken] | None:
        """The holder and the token; None without a header. Raises TokenRefused."""
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        scheme, _, given = header.partition(" ")
        username, text = _read(scheme.lower(), given.strip())
        token = token_holding(text)
        if token is None or username not in (None, token.user.get_username()):
            raise TokenRefused(scheme=scheme.lower()[:20])
        return token.user, token


def is_known(request: Any) -> bool:
    """Whether somebody known asks a plain Django view, by token or session: reads everything. Raises TokenRefused."""
    return TokenAuthentication().authenticate(request) is not None or request.user.is_authenticated


class TokenSchemes(OpenApiAuthenticationExtension):
    """How drf-spectacular describes it."""

    target_class = TokenAuthentication
    name = ["bearerToken", "basicToken"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Two schemes of one door."""
        return [
            {"type": "http", "scheme": BEARER, "bearerFormat": "cd_…", "description": "A personal access token."},
            {"type": "http", "scheme": BASIC, "description": "The user's name, and a personal token as the password."},
        ]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Either will do."""
        return [{name: []} for name in self.name]


def _read(scheme: str, given: str) -> tuple[str | None, str]:
    """(the name that was given or None, the token's text). Raises TokenRefused for what is neither scheme."""
    if scheme == BEARER:
        return None, given
    if scheme == BASIC:
        try:
            name, found, text = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, ValueError) as error:
            raise TokenRefused(scheme=scheme) from error
        if found:
            return name, text
    raise TokenRefused(scheme=scheme[:20])
