"""What rows that are lines share: the line for the database, where the plan shows it, what a file says otherwise."""

from collections.abc import Mapping
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiLineString
from django.db.models import Model

from infra.crs import WGS84
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.report import REFUSED, Update
from infra.ingest.shapes import farthest_m
from infra.ingest.taking import shown
from infra.models import Asset
from infra.network.lines import length_m

SAME_LINE_M = 0.02
"""Lines nowhere farther apart are one: files keep seven decimals of a degree."""


def geometry_of(line: bytes) -> MultiLineString:
    """The line as the database takes it."""
    read = GEOSGeometry(memoryview(line), srid=WGS84)
    assert isinstance(read, MultiLineString)  # noqa: S101 (`in_wgs84` makes it one)
    return read


def told_otherwise(own: bytes, line: bytes) -> tuple[str, str] | None:
    """A line beside the one on record, in words (before, after); None where they are one."""
    metres = farthest_m(own, line)
    if metres <= SAME_LINE_M:
        return None
    before, after = (f"{length_m(one) / 1000:.3f} km" for one in (own, line))
    return before, f"{after}, lệch tối đa {metres:.1f} m"


def facts_otherwise(row: int, asset: Any, told: Mapping[str, Any]) -> tuple[dict[str, Any], list[Update]]:
    """The columns a row says otherwise than the record, and how the report tells each."""
    changed = {name: value for name, value in told.items() if _now(asset, name) != _plain(value)}
    updates = [
        Update(row, asset.public_id, name, shown(_now(asset, name)), shown(_plain(value)))
        for name, value in changed.items()
    ]
    return changed, updates


def row_of(record: Record, title: str) -> PlanRow:
    """A row before it is judged, shown at the middle of its line."""
    return PlanRow(record.row, REFUSED, title, **on_map(record.line))


def on_map(line: bytes | None) -> dict[str, Any]:
    """Where a plan shows a line: drawn as it is, found at the middle of it."""
    if line is None or shapely.is_empty(shape := shapely.from_wkb(line)):
        return {}
    middle: Any = shapely.line_interpolate_point(getattr(shape, "geoms", [shape])[0], 0.5, normalized=True)
    return {"lon": middle.x, "lat": middle.y, "line": line}


def _now(asset: Asset, name: str) -> object:
    return getattr(asset, asset._meta.get_field(name).attname)


def _plain(value: object) -> object:
    return value.pk if isinstance(value, Model) else value
