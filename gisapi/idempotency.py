"""POST with `Idempotency-Key`: done once, answered as often as it is asked for 24 hours.

What is kept is written with the change; a refused request keeps nothing, and its key may be used again.
"""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, transaction
from django.http import HttpResponse

from gisapi.body import hash_of, idempotency_key
from gisapi.contention import begun_again, waited_in_vain
from gisapi.errors import IdempotencyKeyReused, InProgress
from infra.services.idempotency import Kept, keep_answer, take_key

_KEPT_HEADERS = ("Content-Type", "Content-Crs", "ETag", "Location")
REPLAYED = "Idempotency-Replayed"


def answered_once(request: Any, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What `act`, one whole transaction, answers; begun again when it loses a race, never done twice under one key.

    Raises BadParameter, IdempotencyKeyReused, InProgress, Busy, and what `act` raises.
    """
    key = idempotency_key(request)
    if key is None:
        return begun_again(act)
    return begun_again(lambda: _under(request, key, act))


def _under(request: Any, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    asked = f"{request.method} {request.get_full_path()}"
    body_hash = hash_of(request)
    with transaction.atomic():
        kept = _taken(request, key, asked, body_hash)
        if kept is None:
            response = act()
            headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
            said = {"status": response.status_code, "headers": headers, "body": response.content.decode()}
            keep_answer(request.user, key, **said)
            return response
    if (kept.request, kept.body_hash) != (asked, body_hash):
        raise IdempotencyKeyReused(request=kept.request)
    return _replayed(kept)


def _taken(request: Any, key: str, asked: str, body_hash: str) -> Kept | None:
    try:
        return take_key(request.user, key, request=asked, body_hash=body_hash)
    except OperationalError as error:
        if waited_in_vain(error):
            raise InProgress from error
        raise


def _replayed(kept: Kept) -> HttpResponse:
    response = HttpResponse(kept.body, status=kept.status)
    for name, value in kept.headers.items():
        response[name] = value
    response["Cache-Control"] = "no-cache"
    response[REPLAYED] = "true"
    return response
