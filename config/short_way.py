"""A tile asked for without cookie or token needs no session, no account, no CSRF check: it is answered before Django is asked.

Whatever is not plainly such a request goes the long way, also to be refused. Measured: half of what a small tile costs
(docs/decisions/0018).
"""

import logging
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.middleware.security import SecurityMiddleware

from gisapi.params import chosen
from gisapi.tiles.render import Picture
from gisapi.views.tiles import Answer, address_of, answered, choosable, layers_named
from infra.errors import DomainError

logger = logging.getLogger("config")
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

_ADDRESS = re.compile(r"/tiles/([a-z,-]+)/([0-9]{1,2})/([0-9]{1,8})/([0-9]{1,8})[.](mvt|geojson)")
_QUERY = re.compile(r"(?:properties=([a-z0-9_,]+))?(?:(?:^|&)v=([0-9a-f]{1,40}))?")


def short_way(long_way: Application) -> Application:
    """The application that answers plain requests for tiles itself and leaves all others to `long_way`."""

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        told = _told(environ)
        if told is None:
            return long_way(environ, start)
        status, headers, body = told
        if body:
            headers["Content-Length"] = str(len(body))
        start(f"{status} {HTTPStatus(status).phrase}", [*headers.items(), *_security()])
        return [body]

    return application


def _told(environ: Environ) -> Answer | None:
    """The answer; None when the long way shall find it."""
    if not _is_plain(environ):
        return None
    address, query = _ADDRESS.fullmatch(environ["PATH_INFO"]), _QUERY.fullmatch(environ.get("QUERY_STRING", ""))
    if address is None or query is None:
        return None
    names, z, x, y, form = address.groups()
    properties, version = query.groups()
    try:
        layers = layers_named(names)
        tile, attributes = address_of(z, x, y), chosen(properties, choosable(layers))
    except DomainError:
        return None
    picture = Picture(layers, tile, form, signed_in=False, chosen=attributes, versioned=version is not None)
    close_old_connections()  # as Django does when a request begins
    try:
        return answered(picture, version, environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_ACCEPT_ENCODING", ""))
    except Exception:
        logger.exception("a tile that is now tried the long way: %s", environ["PATH_INFO"])
        return None


def _is_plain(environ: Environ) -> bool:
    """Whether a stranger reads something from one of our hosts, securely where that is asked for."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("HTTP_COOKIE")
        and not environ.get("HTTP_AUTHORIZATION")
        and _is_ours(environ.get("HTTP_HOST", ""))
        and (not settings.SECURE_SSL_REDIRECT or all(environ.get(name) == value for name, value in _secure().items()))
    )


@lru_cache(maxsize=64)
def _is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _secure() -> Environ:
    """What the proxy says of a request that came by HTTPS."""
    return dict([settings.SECURE_PROXY_SSL_HEADER]) if settings.SECURE_PROXY_SSL_HEADER else {}


@cache
def _security() -> list[tuple[str, str]]:
    """The headers SecurityMiddleware gives every answer."""
    request = HttpRequest()
    request.META = _secure()
    response = SecurityMiddleware(lambda _: HttpResponse())(request)
    return [(name, value) for name, value in response.items() if name != "Content-Type"]
