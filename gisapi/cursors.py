"""The opaque cursor of a `next` link: which collection, the sort keys and the id of the last feature given. Pure but for errors.

Keyset paging: the next page holds what comes after these values, whatever others insert or delete meanwhile.
"""

import base64
import binascii
import json
import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gisapi.errors import BadParameter

Key = str | float | bool | None
_EXPECTED = "the cursor of a next link of this collection with this sortby"


@dataclass(frozen=True, slots=True)
class Cursor:
    """After the feature with these sort keys (dates as ISO text) and this internal id."""

    keys: tuple[Key, ...]
    id: int


def write_cursor(collection: str, keys: tuple[Any, ...], last: int) -> str:
    """The opaque text that continues a list of `collection` after the feature with these keys and this id."""
    plain = [key.isoformat() if isinstance(key, date | datetime) else key for key in keys]
    text = json.dumps([collection, plain, last], default=float, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str | None, collection: str, kinds: list[str]) -> Cursor | None:
    """The place a cursor stands for; one of another collection or order, or none of ours, is refused."""
    if text is None:
        return None
    try:
        given = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        given = None
    match given:
        case [str(named), list(keys), int(last)] if named == collection and _fit(keys, kinds) and 0 <= last < 2**63:
            return Cursor(tuple(keys), last)
    raise BadParameter("cursor", value=text[:60], expected=_EXPECTED)


def _fit(keys: list[Any], kinds: list[str]) -> bool:
    return len(keys) == len(kinds) and all(_fits(key, kind) for key, kind in zip(keys, kinds, strict=True))


def _fits(key: Any, kind: str) -> bool:
    if key is None:
        return True
    if kind in ("integer", "number"):
        return isinstance(key, int | float) and not isinstance(key, bool) and math.isfinite(key)
    if kind == "boolean":
        return isinstance(key, bool)
    if not isinstance(key, str) or "\x00" in key or len(key) > 1000:
        return False
    return kind not in ("date", "instant") or _is_instant(key)


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
