"""What a history needs besides the history: which row a public id was given to, and names for internal ids."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from gisapi.queries.statements import all_rows, one_row
from infra.history import Version

REFERENCES = ("road_id", "managing_unit_id")


def row_once_called(kind: str, public_id: str) -> int | None:
    """The internal id of a row, deleted or not, or None."""
    row = one_row("row_once_called", {"kind": kind, "id": public_id})
    return row["row_id"] if row else None


def names_of(references: Iterable[tuple[str, Any]]) -> dict[tuple[str, Any], str]:
    """(column, internal id) → the public name of what it points to."""
    asked = list(references)
    roads, units = ([value for column, value in asked if column == name] for name in REFERENCES)
    rows = all_rows("names_of_rows", {"roads": roads, "units": units})
    return {(row["what"], row["id"]): row["name"] for row in rows}


_CHAINAGES = {"at_m": "chainage", "from_m": "from_chainage", "to_m": "to_chainage"}
_OF_A_ROAD, _OF_A_POST = ("length_m", "calibration"), ("at_m", "offset_m", "verdict")


def properties_then(kind: str, row_id: int, version: Version) -> dict[str, Any]:
    """The properties of a version as the item shows them, as far as they are recorded; chainages from the posts of then.

    Read at the last instant of the version: just before the change that ended it.
    """
    columns = dict(version.columns)
    road_id, unit_id = columns.pop("road_id", None), columns.pop("managing_unit_id", None)
    measures = {name: columns[name] for name in _CHAINAGES if columns.get(name) is not None}
    then = one_row(
        "histories_then",
        {
            "at": version.ended - timedelta(microseconds=1),
            "road_id": road_id,
            "unit_id": unit_id,
            "line_of": row_id if kind == "road" else None,
            "post_id": row_id if kind == "km_post" else None,
            "names": list(measures),
            "measures": list(measures.values()),
        },
    )
    if then is None:
        raise LookupError("histories_then must return one row")
    properties = columns | {name: round(value, 3) for name, value in measures.items()}
    if kind != "road":
        properties |= {"road": then["road"], "road_id": then["road_id"]}
    if "managing_unit_id" in version.columns:
        properties["managing_unit"] = then["managing_unit"]
    if any(name in version.columns for name in _CHAINAGES):
        read = json.loads(then["chainages"] or "{}")
        properties |= {said: read.get(name, "") for name, said in _CHAINAGES.items() if name in version.columns}
        properties["chainage_nominal"] = then["chainage_nominal"]
    derived = {"road": _OF_A_ROAD, "km_post": _OF_A_POST}.get(kind, ())
    return properties | {name: then[name] for name in derived}
