"""A page of items as GeoJSON: read, asked and written by what the view reads, asks and writes it with (docs/decisions/0035)."""

import re
from functools import cache
from typing import Any

from csp.middleware import CSPMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.log import log_response

from config.short_way.headers import said_by
from gisapi import params
from gisapi.answers import Answer, negotiated
from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import problem_response
from gisapi.params.items import FORMS, ItemsQuery
from gisapi.throttling import Throttle
from gisapi.views.edits import Items
from gisapi.views.features import page_answer
from infra.errors import DomainError

_ADDRESS = re.compile(r"/api/collections/([a-z-]+)/items")


def told(environ: dict[str, Any]) -> Answer | None:
    """The answer; None when it is no page of items, cannot be read, is asked for as a page or a file, or once too often."""
    address = _ADDRESS.fullmatch(environ["PATH_INFO"])
    collection = COLLECTIONS.get(address[1]) if address else None
    if collection is None:
        return None
    request = WSGIRequest(environ)
    request.user = AnonymousUser()
    try:
        query = params.items(request, collection)
    except (DomainError, SuspiciousOperation):
        return None
    if query.form not in FORMS:
        return None
    close_old_connections()  # as Django does when a request begins
    if not Throttle().allow_request(request, None):
        return None
    response = _response(request, collection, query)
    return Answer(response.status_code, dict(response.items()) | _around(collection.name), response.content)


def _response(request: WSGIRequest, collection: Collection, query: ItemsQuery) -> HttpResponse:
    """The page, or what was wrong: it was counted and asked once, and shall not be a second time."""
    try:
        return page_answer(request, collection, query, signed_in=False)
    except DomainError as error:
        response = problem_response(error, {"request": request})
        patch_vary_headers(response, ["Cookie"])  # who asks has been looked at
        response = negotiated(response)
        log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request)
        return response


@cache
def _around(name: str) -> dict[str, str]:
    """The headers that the view and the middlewares give every answer about this collection."""
    view = Items()
    view.setup(HttpRequest(), name=name)
    return dict((*view.default_response_headers.items(), *said_by(CSPMiddleware), *said_by(XFrameOptionsMiddleware)))
