"""The body and the headers of a write: read with a limit, refused with a reason."""

import hashlib
import json
import math
import re
from datetime import date
from typing import Any
from urllib.parse import unquote_to_bytes

from rest_framework.parsers import BaseParser

from gisapi.answers import GEOJSON
from gisapi.boxes import CRS84, Crs, crs_named
from gisapi.errors import BadParameter, BodyTooLarge, BodyUnreadable, VersionNeeded
from infra.history import Meaning

LIMIT_BYTES = 5_000_000
LONGEST_REASON = 500
MEANINGS = ("change", "correction")
_KEY = re.compile(r"[!-~]{1,100}", re.ASCII)


class FeatureParser(BaseParser):
    """JSON of a feature: UTF-8, no NaN, no number beyond a double, not deeper than Python can follow, at most LIMIT_BYTES."""

    media_type = GEOJSON

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        raw = stream.read(LIMIT_BYTES + 1)
        if len(raw) > LIMIT_BYTES:
            raise BodyTooLarge(limit_bytes=LIMIT_BYTES)
        try:
            text = raw.decode()
            read = json.loads(
                text, parse_constant=_no_constant, parse_float=_finite, parse_int=_whole, object_pairs_hook=_named_once
            )
            json.dumps(read, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise BodyUnreadable(reason=str(error)[:200].encode("ascii", "replace").decode()) from error
        return read


class JsonFeatureParser(FeatureParser):
    """The same under application/json."""

    media_type = "application/json"


class MergePatchParser(FeatureParser):
    """The same as a merge patch (RFC 7396): what is named is changed, null empties."""

    media_type = "application/merge-patch+json"


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _finite(text: str) -> float:
    """1e400 is a JSON number that no column holds and no answer could repeat: it would read as infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is out of range")
    return number


def _whole(text: str) -> int:
    _finite(text)
    return int(text)


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name given twice would lose one of its values in silence."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a name is given twice in one object")
    return read


def reason_of(request: Any) -> str:
    """X-Change-Reason: why, percent-encoded UTF-8 (headers are ASCII); empty when not given."""
    raw = request.headers.get("X-Change-Reason", "")
    try:
        reason = unquote_to_bytes(raw).decode().strip()
    except UnicodeError as error:
        raise BadParameter("X-Change-Reason", expected="percent-encoded UTF-8") from error
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        raise BadParameter("X-Change-Reason", expected=f"at most {LONGEST_REASON} characters")
    return reason


def meaning_of(request: Any) -> Meaning | None:
    """X-Change-As and X-Change-On: that the world changed (on a date), or that the record was wrong; None when neither is given."""
    meant, on = request.headers.get("X-Change-As"), request.headers.get("X-Change-On")
    if meant is None and on is None:
        return None
    return meaning_in(meant, on, "X-Change-As", "X-Change-On")


def meaning_in(meant: Any, on: Any, as_field: str, on_field: str) -> Meaning:
    """A meaning as it is written: `change` needs its date (ISO 8601), `correction` has none. Raises BadParameter naming the field."""
    if meant not in MEANINGS:
        raise BadParameter(as_field, value=str(meant)[:60], known=list(MEANINGS))
    if meant == "correction":
        if on is not None:
            raise BadParameter(on_field, value=str(on)[:60], expected="nothing: a correction has no date in the world")
        return Meaning(meant)
    try:
        return Meaning(meant, date.fromisoformat(on))
    except (TypeError, ValueError) as error:
        raise BadParameter(on_field, value=str(on)[:60], expected="the date of the change, 2026-01-15") from error


def version_asked(request: Any) -> str:
    """The version part of the header If-Match."""
    return version_in(request.headers.get("If-Match", ""), "If-Match")


def version_in(given: str, field: str) -> str:
    """The version part of an ETag (see `answers.etag_of`). "*" names no version and will not do."""
    given = given.strip()
    if not given or given == "*":
        raise VersionNeeded(field, expected="the ETag of the feature as you read it")
    if not (given.startswith('"') and given.endswith('"') and len(given) > 2) or "," in given:
        raise BadParameter(field, value=given[:60], expected="one strong ETag")
    return str(given.strip('"').partition(".")[0])


def crs_sent(request: Any) -> Crs:
    """Content-Crs: the system of the geometries in the body, with or without the angle brackets; CRS84 when not given."""
    given = request.headers.get("Content-Crs")
    if given is None:
        return CRS84
    return crs_named("Content-Crs", given.strip().removeprefix("<").removesuffix(">"))


def client_of(request: Any) -> str:
    """What history notes as the client: the token a request came with; else nothing (the database knows the server)."""
    return f"token {request.auth.prefix}" if request.auth is not None else ""


def idempotency_key(request: Any) -> str | None:
    """Idempotency-Key, or None when it was not given."""
    given = request.headers.get("Idempotency-Key")
    if given is not None and not _KEY.fullmatch(given):
        raise BadParameter("Idempotency-Key", value=given[:60], expected="1-100 visible ASCII characters")
    return None if given is None else str(given)


def hash_of(request: Any) -> str:
    """SHA-256 of what was sent: the body, however it is spelt, and the headers that say what it means."""
    said = [request.data, crs_sent(request).uri, reason_of(request), str(meaning_of(request) or "")]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
