"""How often an address may fail to sign in: both doors, /api/session and /admin/, go through this backend.

Failures only, by address: a whole office signs in from one address, and nobody can lock another's account by failing
in their name. All workers count together in the database; the rate is a setting (`RATES["sign-in"]`).
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from rest_framework.throttling import BaseThrottle

from gisapi.throttling import window
from infra.services.counting import count_requests, requests_counted


class Backend(ModelBackend):
    """AUTHENTICATION_BACKENDS. An address that failed too often is refused whatever it sends, and costs no hashing."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **credentials: Any
    ) -> Any:
        """The user, None (not these), or PermissionDenied (not from there, now)."""
        if must_wait_s(request):
            raise PermissionDenied
        user = super().authenticate(request, username=username, password=password, **credentials)
        if user is None and request is not None and (rate := settings.RATES["sign-in"]):
            count_requests(_key(request), window(rate[1])[0])
        return user


def must_wait_s(request: Any) -> float:
    """Seconds for which this address is not heard because it failed too often; 0 when it is heard."""
    rate: tuple[int, int] | None = settings.RATES["sign-in"]
    if request is None or rate is None:
        return 0.0
    most, length_s = rate
    start, left_s = window(length_s)
    return left_s if requests_counted(_key(request), start) >= most else 0.0


def _key(request: Any) -> str:
    return f"failed-sign-in-address-{BaseThrottle().get_ident(request)}"
