"""What a history needs besides the history: which row a public id was given to, and names for internal ids."""

from collections.abc import Iterable
from typing import Any

from gisapi.queries.statements import all_rows, one_row

REFERENCES = ("road_id", "bridge_id", "culvert_id", "managing_unit_id")


def row_once_called(kind: str, public_id: str) -> int | None:
    """The internal id of a row, deleted or not, or None."""
    row = one_row("row_once_called", {"kind": kind, "id": public_id})
    return row["row_id"] if row else None


def names_of(references: Iterable[tuple[str, Any]]) -> dict[tuple[str, Any], str]:
    """(column, internal id) → the public name of what it points to."""
    asked = list(references)
    by_column = {name: [value for column, value in asked if column == name] for name in REFERENCES}
    rows = all_rows("names_of_rows", by_column)
    return {(row["what"], row["id"]): row["name"] for row in rows}
