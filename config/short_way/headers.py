"""The headers that middlewares give every answer alike: theirs to say, asked of them once."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def secure() -> dict[str, str]:
    """What the proxy says of a request that came by HTTPS."""
    return dict([settings.SECURE_PROXY_SSL_HEADER]) if settings.SECURE_PROXY_SSL_HEADER else {}


@cache
def said_by(middleware: Any) -> tuple[tuple[str, str], ...]:
    """The headers a middleware adds."""
    request = HttpRequest()
    request.META = dict(secure())
    response = middleware(lambda _: HttpResponse())(request)
    return tuple((name, value) for name, value in response.items() if name != "Content-Type")
