"""`/api/checks`: which assets are asked about, and which findings of theirs are told."""

from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.collections import COLLECTIONS, Collection
from gisapi.cursors import Cursor, read_cursor
from gisapi.errors import BadParameter
from gisapi.params.given import Given
from gisapi.params.selecting import Selection, common_selection
from infra.models import ASSETS
from infra.quality.registry import CHECKS, SEVERITIES

LIMIT, MOST = 100, 1000
CHECKED = tuple(name for name, row in COLLECTIONS.items() if row.kind in ASSETS)
"""The collections that have checks."""
COMMON = ("bbox", "bbox-crs", "road", "from", "to", "unit", "near")


@dataclass(frozen=True, slots=True)
class ChecksQuery:
    """`collections` in the order they are asked; `codes`, `severities`: None for all; `accepted`: also what was let stand."""

    collections: tuple[Collection, ...]
    selection: Selection
    codes: frozenset[str] | None
    severities: frozenset[str] | None
    accepted: bool
    limit: int
    after: Cursor | None
    given: tuple[tuple[str, str], ...]

    @property
    def link(self) -> tuple[tuple[str, str], ...]:
        """The parameters of a link to another page."""
        return tuple(pair for pair in self.given if pair[0] != "cursor")


def checks(request: HttpRequest) -> ChecksQuery:
    """The query of the worklist."""
    given = Given(request, {*COMMON, "collection", "code", "severity", "accepted", "limit", "cursor"})
    given.form(("geojson", "json"))
    collection = given.chosen("collection", CHECKED)
    return ChecksQuery(
        collections=tuple(COLLECTIONS[name] for name in ((collection,) if collection else CHECKED)),
        selection=common_selection(given),
        codes=_several(given, "code", tuple(CHECKS)),
        severities=_several(given, "severity", SEVERITIES),
        accepted=given.chosen("accepted", ("true", "false")) == "true",
        limit=given.whole("limit", LIMIT, 1, MOST),
        after=read_cursor(given.text("cursor", 2000), "checks", ["text"]),
        given=given.as_given(),
    )


def _several(given: Given, name: str, known: tuple[str, ...]) -> frozenset[str] | None:
    """Some of a few words, commas between."""
    asked = given.codes(name)
    if asked is None:
        return None
    if unknown := [word for word in asked if word not in known]:
        raise BadParameter(name, value=unknown[0], known=list(known))
    return frozenset(asked)
