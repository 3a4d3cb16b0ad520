"""The parameters of the change feed. A cursor is `<number>-<mark>`, inside a set `<number>-<mark>-<kind>-<row>`; `now` asks for the last."""

import re
from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.collections import COLLECTIONS
from gisapi.errors import BadParameter
from gisapi.params.given import Given
from gisapi.params.items import PAGE
from gisapi.params.plain import DOCUMENT
from infra.feed import Position
from infra.models import KINDS

MOST, DEFAULT = 10_000, 1000
NOW = "now"
KIND_OF = {row.name: row.kind for row in COLLECTIONS.values() if row.kind in KINDS}
"""Collection whose changes are told → its kind."""
_CURSOR = re.compile(r"([0-9]{1,18})-([0-9a-f]{8})(?:-([0-9]{1,4})-([0-9]{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChangesQuery:
    """`since` None: where the feed ends now. `limit`: touched rows a page. `collections`: those told of, None: all."""

    since: Position | None
    limit: int
    collections: tuple[str, ...] | None
    form: str
    given: tuple[tuple[str, str], ...]


def changes(request: HttpRequest) -> ChangesQuery:
    """`since` (a cursor, or `now`; without it the feed begins with the first set), `limit`, `collection` and `f`."""
    given = Given(request, ("since", "limit", "collection"))
    form = given.form(DOCUMENT)
    said = given.as_given(form if form == PAGE else None)
    limit = given.whole("limit", DEFAULT, 1, MOST)
    collections = given.codes("collection")
    for name in collections or ():
        if name not in KIND_OF:
            raise BadParameter("collection", value=name, known=list(KIND_OF))
    since = given.text("since")
    if since is None:
        return ChangesQuery(Position(), limit, collections, form, said)
    return ChangesQuery(None if since == NOW else _position(since), limit, collections, form, said)


def write_position(position: Position) -> str:
    """The cursor of a position."""
    return "-".join(str(part) for part in (position.n, position.mark or "00000000", *(position.place or ())))


def _position(text: str) -> Position:
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise BadParameter("since", value=text[:60], expected="now, or the cursor of an answer of this feed")
    n, mark, kind, row_id = found.groups()
    return Position(int(n), mark, None if kind is None else (int(kind), int(row_id)))
