"""Every refusal in one shape: RFC 9457 `application/problem+json`.

    {"type": "https://cauduong.example/problems/stale", "title": …, "status": 412, "code": "stale",
     "detail": …, "field": "If-Match" | null, "facts": {…}, "instance": "/api/…"}

`STATUS` maps exception classes to statuses, most special first. What is not in it is a fault of ours:
logged with a reference, answered 500 with that reference and nothing else.
"""

import json
import logging
import uuid
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions as drf

from infra import errors as infra
from infra.feed import FeedLost

logger = logging.getLogger("gisapi")
MEDIA_TYPE = "application/problem+json"
READS = ("GET", "HEAD")


class BadParameter(infra.DomainError):
    """A query parameter, path or header we cannot use. Facts: `value`, `expected` or `known`."""


class NotSignedIn(infra.DomainError):
    """Anonymous, and the act needs an account."""


class SignInRefused(infra.DomainError):
    """No such account, or not its password: which of the two is not said."""


class TokenRefused(infra.DomainError):
    """A token that lets nobody in; why is not said. Facts: `scheme`."""

    field = "Authorization"


class ScopeMissing(infra.DomainError):
    """The token may not do what its holder may. Facts: `scope` (what it lacks), `held`."""


class VersionNeeded(infra.DomainError):
    """A write without If-Match: it could overwrite what the writer has never seen."""

    field = "If-Match"


class BodyUnreadable(infra.DomainError):
    """The body is not JSON of the shape asked for. Facts: `reason`."""


class BodyTooLarge(infra.DomainError):
    """Facts: `limit_bytes`."""


class Busy(infra.DomainError):
    """Others write the same things at this moment; nothing is wrong with the request, send it again."""


class QueryTooLong(infra.DomainError):
    """A read that would take longer than one may. Facts: `limit_ms`, `cure`."""


class TooManyExports(infra.DomainError):
    """As many exports are being made as this process makes at once. Facts: `limit`."""


class QueryRefused(BadParameter):
    """A filter that only the data showed to be wrong, such as a number out of range. Facts: `reason`."""


class IdempotencyKeyReused(infra.DomainError):
    """The key was given before, to another request. Facts: `request` (method and address it was given to)."""

    field = "Idempotency-Key"


class InProgress(infra.DomainError):
    """The same request is being done at this moment; ask again for its answer."""

    field = "Idempotency-Key"


class FieldRefused(infra.DomainError):
    """A field of a body, by its path. Facts: `reason`; `more`: path → reason of every field at fault, this one too."""


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (BadParameter, 400),
    (BodyUnreadable, 400),
    (BodyTooLarge, 413),
    (NotSignedIn, 401),
    (SignInRefused, 401),
    (TokenRefused, 401),
    (ScopeMissing, 403),
    (InProgress, 409),
    (VersionNeeded, 428),
    (Busy, 503),
    (QueryTooLong, 503),
    (TooManyExports, 503),
    (infra.Forbidden, 403),
    (infra.NotFound, 404),
    (infra.Stale, 412),
    (FeedLost, 410),
    (infra.DomainError, 422),
    (ValidationError, 422),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
    (PermissionDenied, 403),
    (Http404, 404),
)


def problem(
    status: int, code: str, *, instance: str = "", detail: str = "", field: str | None = None, facts: Any = None
) -> HttpResponse:
    """One problem document as a response."""
    title = HTTPStatus(status).phrase
    body = {
        "type": f"https://cauduong.example/problems/{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail or title,
        "field": field,
        "facts": facts or {},
        "instance": instance,
    }
    text = json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.CONFLICT):
        response["Retry-After"] = "1"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = _challenge(code, facts or {})
    return response


def _challenge(code: str, facts: dict[str, Any]) -> str:
    """Never Basic unless Basic was sent: a browser would put its own window before the map's."""
    if code != "token-refused":
        return 'Session realm="api", Bearer realm="api"'
    return (
        'Basic realm="api", charset="UTF-8"'
        if facts["scheme"] == "basic"
        else 'Bearer realm="api", error="invalid_token"'
    )


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """REST framework's EXCEPTION_HANDLER: any exception of a view as a problem document."""
    request = context.get("request")
    instance = request.path if request is not None else ""
    if isinstance(error, drf.APIException):
        return _of_framework(error, instance)
    status = status_of(error)
    if status is None:
        return _unexpected(error, instance)
    code, field, facts = _told_by(error)
    return problem(status, code, instance=instance, detail=_sentence(code, field, facts), field=field, facts=facts)


def status_of(error: Exception) -> int | None:
    """The status an exception is answered with; None for what is a fault of ours."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), None)


def problem_facts(error: Exception) -> dict[str, Any]:
    """Status, code, field and facts of a refusal that is told inside another (one change of a set)."""
    code, field, facts = _told_by(error)
    return {"status": status_of(error), "code": code, "field": field, "facts": facts}


def _told_by(error: Exception) -> tuple[str, str | None, dict[str, Any]]:
    """Code, field and facts that an exception in `STATUS` carries."""
    if isinstance(error, infra.DomainError):
        return error.code, error.field, error.facts
    if isinstance(error, ValidationError):
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        field, messages = next(iter(by_field.items()))
        facts = {"reason": messages[0]} | ({"more": by_field} if len(by_field) > 1 else {})
        return "field-refused", field.replace("__all__", "") or None, facts
    return {Http404: "not-found", PermissionDenied: "forbidden"}.get(type(error), "bad-request"), None, {}


def _of_framework(error: drf.APIException, instance: str) -> HttpResponse:
    """REST framework's own: method not allowed, media type, parse error, CSRF, validation of input."""
    detail = str(error.detail) if not isinstance(error.detail, dict | list) else ""
    if isinstance(error, drf.ValidationError):
        more = dict(leaves(error.detail))
        field, reason = next(iter(more.items()))
        facts = {"reason": reason, "more": more}
        return problem(422, "field-refused", instance=instance, field=field, facts=facts, detail=f"{field}: {reason}")
    code = str(error.default_code).replace("_", "-")
    if detail.startswith("CSRF"):
        code = "csrf-failed"
    response = problem(error.status_code, code, instance=instance, detail=detail)
    for name, value in (("Retry-After", getattr(error, "wait", None)),):
        if value:
            response[name] = str(value)
    return response


def leaves(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every field of a serializer's tree of errors: ("properties/length_m", "A valid number is required.")."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from leaves(value, path if key == "non_field_errors" else f"{path}/{key}".strip("/"))
    elif isinstance(detail, list):
        for index, part in enumerate(detail):
            yield from leaves(part, f"{path}/{index}".strip("/") if isinstance(part, dict | list) else path)
    else:
        yield path, str(detail)


def _unexpected(error: Exception, instance: str) -> HttpResponse:
    reference = uuid.uuid4().hex[:12]
    logger.error("%s unexpected error at %s", reference, instance, exc_info=error)
    return problem(500, "unexpected", instance=instance, facts={"reference": reference})


def _sentence(code: str, field: str | None, facts: dict[str, Any]) -> str:
    """English for people reading a log or a terminal; the front end words it from `code` and `facts`."""
    told = ", ".join(f"{key} {value}" for key, value in facts.items() if not isinstance(value, dict | list))
    return ": ".join(part for part in (field or "", code.replace("-", " "), told) if part)


def answers_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A plain Django view to read from, which answers its exceptions as `problem_response` does."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READS:
            refusal = problem_response(drf.MethodNotAllowed(str(request.method)), {"request": request})
            refusal["Allow"] = ", ".join(READS)
            return refusal
        try:
            return view(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 (the boundary: logged and answered below)
            return problem_response(error, {"request": request})

    return answered


@csrf_exempt
def unknown_address(request: HttpRequest, **_path: str) -> HttpResponse:
    """Whatever lies under /api/ or /tiles/ and is no endpoint."""
    return problem(404, "not-found", instance=request.path, detail="No such address")
