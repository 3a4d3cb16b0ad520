"""The worklist: findings about the assets selected, asset by asset in the order of their ids, a page at a time."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gisapi.collections import Collection
from gisapi.cursors import Cursor, write_cursor
from gisapi.params.checking import ChecksQuery
from gisapi.queries import compose
from gisapi.queries.conditions import conditions
from gisapi.queries.statements import run
from infra.quality.asking import QualityFinding, findings_of, known_at
from infra.rules.doubts import Known

CHUNK, MOST_ASKED = 250, 5000
"""Assets asked about at once, and at most for one page: a page may then hold few findings, or none, and yet a next link."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """`asked`: how many assets were looked at; `cursor`: what continues it, None at the end."""

    findings: list[QualityFinding]
    asked: int
    cursor: str | None


def worklist(query: ChecksQuery, as_at: date) -> Worklist:
    """One page. An asset's findings are never parted: a page may hold a few more than its limit."""
    known, found, asked = known_at(as_at), list[QualityFinding](), 0
    for collection, last in _remaining(query):
        while ids := _ids(collection, query, last):
            for _, of_one in groupby(_told(query, collection, ids, known), lambda one: one.row_id):
                found += of_one
                if len(found) >= query.limit:
                    return Worklist(
                        found, asked + len(ids), write_cursor("checks", (collection.name,), found[-1].row_id)
                    )
            asked, last = asked + len(ids), ids[-1]
            if asked >= MOST_ASKED:
                return Worklist(found, asked, write_cursor("checks", (collection.name,), last))
    return Worklist(found, asked, None)


def _remaining(query: ChecksQuery) -> list[tuple[Collection, int]]:
    """The collections still to be asked, each with the id to go on after."""
    names = [collection.name for collection in query.collections]
    begun = query.after.keys[0] if query.after else None
    first = names.index(str(begun)) if begun in names else 0
    return [
        (collection, query.after.id if query.after and collection.name == begun else 0)
        for collection in query.collections[first:]
    ]


def _ids(collection: Collection, query: ChecksQuery, last: int) -> list[int]:
    """The next assets selected."""
    selected = conditions(collection, query.selection, signed_in=True)
    page = compose.Page(after=Cursor((), last), limit=CHUNK)
    made = compose.rows(collection, selected, [], ["page.id"], page)
    return [row["id"] for row in run(made.text, made.parameters)]


def _told(query: ChecksQuery, collection: Collection, ids: list[int], known: Known) -> list[QualityFinding]:
    return [
        one
        for one in findings_of(collection.kind, ids, known)
        if (query.codes is None or one.code in query.codes)
        and (query.severities is None or one.severity in query.severities)
        and (query.accepted or one.accepted is None)
    ]
