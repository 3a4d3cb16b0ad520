"""How often an address may fail to sign in: both doors, /api/session and /admin/, go through this backend.

Failures only, by address: a whole office signs in from one address, and nobody can lock another's account by failing
in their name. The count lies in each worker's memory, so that the bound is MOST times the number of workers.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from rest_framework.throttling import BaseThrottle

MOST, WINDOW_S = 10, 60
"""Failures of one address within a window, and its length in seconds; after that it waits for the window's end."""


class Backend(ModelBackend):
    """AUTHENTICATION_BACKENDS. An address that failed too often is refused whatever it sends, and costs no hashing."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **credentials: Any
    ) -> Any:
        """The user, None (not these), or PermissionDenied (not from there, now)."""
        if must_wait(request):
            raise PermissionDenied
        user = super().authenticate(request, username=username, password=password, **credentials)
        if user is None and request is not None:
            _count(_key(request))
        return user


def must_wait(request: Any) -> bool:
    """Whether this address failed so often that it is not heard until the window ends."""
    return request is not None and cache.get(_key(request), 0) >= MOST


def _key(request: Any) -> str:
    return f"failed-sign-ins-{BaseThrottle().get_ident(request)}"


def _count(key: str) -> None:
    if cache.add(key, 1, WINDOW_S):
        return
    try:
        cache.incr(key)
    except ValueError:  # the window ended between the two
        cache.set(key, 1, WINDOW_S)
