"""The opaque cursor of a `next` link: which collection, and the last id it gave. Pure but for errors."""

import base64
import binascii
import json

from gisapi.errors import BadParameter


def write_cursor(collection: str, last: str) -> str:
    """The opaque text that continues a list of `collection` after `last`."""
    return base64.urlsafe_b64encode(json.dumps([collection, last]).encode()).decode().rstrip("=")


def read_cursor(text: str | None, collection: str) -> str | None:
    """The id a cursor stands for; one of another collection, or none of ours, is refused."""
    if text is None:
        return None
    try:
        given = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        given = None
    match given:
        case [str(named), str(last)] if (
            named == collection and 0 < len(last) <= 40 and last.isascii() and last.isprintable()
        ):
            return last
    raise BadParameter("cursor", value=text[:60], expected="the cursor of a next link of this collection")
