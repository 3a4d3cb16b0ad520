"""A tile or a page of items asked for without cookie or token needs no session, no account, no CSRF check: it is answered before Django is asked.

Whatever is not plainly such a request goes the long way, also to be refused. Measured: half of what a small tile costs, a sixteenth of a
page of a thousand (docs/decisions/0018, 0035).
"""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.middleware.security import SecurityMiddleware

from config.short_way import items, tiles
from config.short_way.headers import said_by
from config.short_way.visitors import is_plain
from gisapi.answers import Answer

logger = logging.getLogger("config")
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


def short_way(long_way: Application) -> Application:
    """The application that answers plain requests for tiles and items itself and leaves all others to `long_way`."""

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        told = _told(environ)
        if told is None:
            return long_way(environ, start)
        status, headers, body = told
        if body:
            headers["Content-Length"] = str(len(body))
        start(f"{status} {HTTPStatus(status).phrase}", [*headers.items(), *said_by(SecurityMiddleware)])
        return [body]

    return application


def _told(environ: Environ) -> Answer | None:
    """The answer; None when the long way shall find it."""
    if not is_plain(environ):
        return None
    try:
        return tiles.told(environ) or items.told(environ)
    except Exception:
        logger.exception("what is now tried the long way: %s", environ["PATH_INFO"])
        return None
