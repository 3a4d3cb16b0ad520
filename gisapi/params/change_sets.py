"""The parameters of what happened: lists of change sets and of what was deleted, and the rows of one set. Newest first, by cursor."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from gisapi.boxes import Area
from gisapi.errors import BadParameter
from gisapi.params.feed import KIND_OF
from gisapi.params.given import Given
from gisapi.params.moments import moment
from gisapi.params.selecting import boxes_given
from infra.models import KINDS

DEFAULT, MOST = 50, 500
FILTERS = ("datetime", "by", "road", "unit", "collection", "bbox", "bbox-crs")
_CURSOR = re.compile(r"[0-9]{1,18}(?:-[0-9]{1,18}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Happened:
    """What is asked of the past. `since`, `until`: instants, both included; `by`: a user of the application or of the database;
    `kinds`: only these; `areas`: where something was or came to be (EPSG:4326); `after`: the numbers of the cursor."""

    since: datetime | None
    until: datetime | None
    by: str | None
    road: str | None
    unit: str | None
    kinds: tuple[str, ...]
    areas: tuple[Area, ...]
    limit: int
    after: tuple[int, ...]
    given: tuple[tuple[str, str], ...]


def happened(request: HttpRequest, *, parts: int) -> Happened:
    """`datetime` (an interval), `by`, `road`, `unit`, `collection`, `bbox`, `limit`, `cursor` (of `parts` numbers)."""
    given = Given(request, (*FILTERS, "limit", "cursor"))
    given.chosen("f", ("json",))
    when = moment(given)
    if when is not None and when.instant is not None:
        raise BadParameter(
            "datetime", value=given.text("datetime", 80), expected="an interval: 2026-11-01/.., ../2026-11-30"
        )
    collections = given.codes("collection") or tuple(KIND_OF)
    for name in collections:
        if name not in KIND_OF:
            raise BadParameter("collection", value=name, known=list(KIND_OF))
    kinds = tuple(kind for kind in KINDS if kind in {KIND_OF[name] for name in collections})
    return Happened(
        None if when is None else when.first,
        None if when is None else when.last,
        given.text("by", 150),
        given.text("road"),
        given.text("unit", 40),
        kinds,
        boxes_given(given),
        given.whole("limit", DEFAULT, 1, MOST),
        _after(given, parts),
        tuple(pair for pair in given.as_given() if pair[0] != "cursor"),
    )


def rows_asked(request: HttpRequest) -> tuple[int, tuple[int, ...]]:
    """`limit` and `cursor` of the rows of one set."""
    given = Given(request, ("limit", "cursor"))
    given.chosen("f", ("json",))
    return given.whole("limit", DEFAULT, 1, MOST), _after(given, 2)


def along(request: HttpRequest) -> str | None:
    """`along` of a deletion: what stands for the rows that were shown to go with it; None when not given."""
    given = Given(request, ("along",))
    given.chosen("f", ("json",))
    text = given.text("along", 12)
    if text is not None and not re.fullmatch(r"[0-9a-f]{12}", text):
        raise BadParameter("along", value=text, expected="`along` of the answer to …/items/{id}/along")
    return text


def _after(given: Given, parts: int) -> tuple[int, ...]:
    text = given.text("cursor", 60)
    if text is None:
        return ()
    numbers = tuple(int(part) for part in text.split("-")) if _CURSOR.fullmatch(text) else ()
    if len(numbers) != parts:
        raise BadParameter("cursor", value=text, expected="the cursor of an answer of this list")
    return numbers
