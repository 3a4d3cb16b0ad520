"""The rows of `POST /locate`: many questions in one body, each read by itself; one that cannot be read fails alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gisapi.boxes import Crs, crs_named
from gisapi.errors import BadParameter, FieldRefused
from gisapi.params.places import PLACE_NAMES, NearPoint, Telling, asked_of
from gisapi.typed import AtChainage
from infra.errors import DomainError

MOST_ROWS = 10_000
NAMES = ("id", *PLACE_NAMES, "crs")
"""What a row may hold, and the columns a table may have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question: what the sender calls it, the question or why there is none, the system its answer is told in as well."""

    id: str | int | float | None
    asked: AtChainage | NearPoint | DomainError
    crs: Crs | None


def rows_of(body: Any, telling: Telling) -> list[Row]:
    """The rows of a body `{"rows": [...]}` in their order. A body of another shape is refused whole, naming the place."""
    if not isinstance(body, dict):
        raise FieldRefused("body", reason='an object {"rows": [...]} is expected')
    if unknown := [name for name in body if name != "rows"]:
        raise FieldRefused(unknown[0][:60], reason="unknown", known=["rows"])
    rows = body.get("rows")
    if not isinstance(rows, list) or not rows:
        raise FieldRefused("rows", reason="a list of 1 row or more is expected")
    if len(rows) > MOST_ROWS:
        raise FieldRefused("rows", reason="too many", most=MOST_ROWS, rows=len(rows))
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            raise FieldRefused(f"rows[{at}]", reason="an object is expected")
    return [_row(row, telling) for row in rows]


def _row(given: Mapping[str, Any], telling: Telling) -> Row:
    name, crs = None, telling.crs
    try:
        if unknown := [key for key in given if key not in NAMES]:
            raise BadParameter(unknown[0][:60], known=list(NAMES))
        name = _id(given.get("id"))
        said = {key: text for key in (*PLACE_NAMES, "crs") if (text := _text(key, given.get(key)))}
        crs = crs_named("crs", said.pop("crs")) if "crs" in said else crs
        return Row(name, asked_of(said, telling, crs), crs)
    except DomainError as refused:
        return Row(name, refused, crs)


def _id(value: Any) -> str | int | float | None:
    """Told back as it came, so that the sender finds his row again."""
    if isinstance(value, bool) or not (value is None or isinstance(value, str | int | float)) or len(str(value)) > 200:
        raise BadParameter("id", expected="text or a number, at most 200 characters")
    return value


def _text(name: str, value: Any) -> str:
    """A cell's text without surrounding blanks; "" where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadParameter(name, expected="text or a number")
    text = str(value).strip()
    if len(text) > 200 or "\x00" in text:
        raise BadParameter(
            name, value=text[:60].replace("\x00", ""), expected="at most 200 characters, none of them NUL"
        )
    return text
