"""Forms as data: each `*.json` of this folder says of one form or register its version, its columns, their units and rules.

A new form is a new file: nothing else has to be written (docs/adding.md). What a definition says wrongly stops the program, naming file and column.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from infra.ingest.mapping import FieldMap, RoadName, Source
from infra.measures import parse_range

FOLDER = Path(__file__).parent
SCALES: Mapping[str, Decimal] = {
    "": Decimal(1), "m": Decimal(1), "km": Decimal(1000), "cm": Decimal("0.01"), "mm": Decimal("0.001"), "m²": Decimal(1), "cm²": Decimal("0.0001"), "°": Decimal(1), "t": Decimal(1),
}  # fmt: skip
"""Unit of a form's column → what makes its figures ours (metres, square metres, degrees, tonnes)."""
_OF_FORM = {
    "code", "version", "kind", "title", "header_row", "fixed", "srid", "srid_why", "record_column", "credit", "unnamed_is_note", "by_point", "roads", "ignored", "fields",
}  # fmt: skip
_OF_FIELD = {"column", "target", "read", "list", "unit", "label", "required", "zero_unknown"}


def definitions() -> tuple[Source, ...]:
    """Every form of the folder, by file name. Raises ValueError."""
    return tuple(definition(path) for path in sorted(FOLDER.glob("*.json")))


def definition(path: Path) -> Source:
    """One form. Raises ValueError for a member nobody knows or misses, a column told twice, a unit we have no scale for."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    _known(path, "", told, _OF_FORM)
    columns = [one.get("column") for one in told["fields"]]
    if twice := {column for column in columns if columns.count(column) > 1}:
        raise ValueError(f"{path.name}: columns told twice: {', '.join(map(str, sorted(twice)))}")
    fields = tuple(_field(path, one) for one in told.pop("fields"))
    roads = {name: _road(one) for name, one in told.pop("roads", {}).items()}
    return Source(**told, fields=fields, roads=roads)


def _field(path: Path, told: dict[str, Any]) -> FieldMap:
    _known(path, str(told.get("column", "")), told, _OF_FIELD)
    unit = told.pop("unit", "")
    if unit not in SCALES:
        raise ValueError(f"{path.name}: {told['column']}: no unit {unit}: one of {', '.join(filter(None, SCALES))}")
    return FieldMap(**told, scale=SCALES[unit])


def _road(told: dict[str, str]) -> RoadName:
    return RoadName(
        told["code"], name=told["name"], road_class=told["road_class"], stretch=parse_range(told["stretch"])
    )


def _known(path: Path, column: str, told: Mapping[str, Any], known: set[str]) -> None:
    if strange := sorted(set(told) - known):
        raise ValueError(": ".join(filter(None, (path.name, column, f"nobody knows {', '.join(strange)}"))))
