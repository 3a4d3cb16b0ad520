"""Which waterway on record a row is. A water has no number that everybody keeps: it is known by that of its source, else by its line,
else by its name where one of that name flows. Reads the database, writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import Polygon

from infra.crs import WGS84
from infra.ingest.drawn_lines import SAME_LINE_M
from infra.ingest.normalise import Record
from infra.ingest.shapes import farthest_m
from infra.models import Waterway

BESIDE_DEGREES = 0.0005
"""Some 50 m: a water drawn anew still meets what was drawn of it before."""
SAME_DEGREES = 1e-6
"""Boxes of lines that are one differ by no more."""


@dataclass
class WaterwayKeys:
    """Row → the waterway it is, of those that were there before the import; each is given to one row only. `several`: row → ids of those it may be."""

    found: dict[int, Waterway] = field(default_factory=dict)
    several: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, records: Iterable[Record], taken: Iterable[int] = ()) -> "WaterwayKeys":
        """Of all rows at once: no row takes by its name what another is by its number or its line. `taken`: internal ids that rows name."""
        keys = cls()
        asked = [record for record in records if record.line is not None and not record.public_id]
        if not asked:
            return keys
        used = set(taken)
        keys._take(_by_number(asked, used), used)
        near = _Near.read(asked, used)
        keys._take(((one, near.same(one)) for one in asked if one.row not in keys.found), used)
        for one in asked:
            if one.row not in keys.found and one.facts.get("name"):
                free = [water for water in near.beside(one) if water.pk not in used]
                keys._take([(one, free)] if len(free) == 1 else [], used)
                if len(free) > 1:
                    keys.several[one.row] = sorted(water.public_id for water in free)
        return keys

    def _take(self, offered: Iterable[tuple[Record, Sequence[Waterway]]], used: set[int]) -> None:
        for record, waters in offered:
            free = next((water for water in waters if water.pk not in used), None)
            if free is not None:
                used.add(free.pk)
                self.found[record.row] = free


def _by_number(records: Sequence[Record], used: set[int]) -> list[tuple[Record, list[Waterway]]]:
    """By the source's own number, which `source` ends with."""
    numbered = {f"[{record.record}]": record for record in records if record.record}
    if not numbered:
        return []
    known: dict[str, list[Waterway]] = {}
    for water in Waterway.objects.filter(source__endswith="]").exclude(pk__in=used).order_by("pk"):
        number = water.source[water.source.rindex("[") :]
        if number in numbered:
            known.setdefault(number, []).append(water)
    return [(record, known.get(number, [])) for number, record in numbered.items()]


@dataclass(frozen=True)
class _Near:
    """The waterways around some rows."""

    waters: Sequence[Waterway]
    boxes: Any
    tree: Any

    @classmethod
    def read(cls, records: Sequence[Record], used: set[int]) -> "_Near":
        west, south, east, north = shapely.total_bounds(_shapes(record.line for record in records))
        corners = (west - BESIDE_DEGREES, south - BESIDE_DEGREES, east + BESIDE_DEGREES, north + BESIDE_DEGREES)
        box = Polygon.from_bbox(corners)
        box.srid = WGS84
        waters = list(Waterway.objects.filter(geom__bboverlaps=box).exclude(pk__in=used).order_by("pk"))
        lines = _shapes(bytes(water.geom.wkb) for water in waters)
        return cls(waters, shapely.bounds(lines), shapely.STRtree(lines))

    def same(self, record: Record) -> list[Waterway]:
        """Those whose line is the row's."""
        line: Any = shapely.from_wkb(record.line)
        alike = (
            self.waters[n]
            for n in sorted(self.tree.query(line, predicate="dwithin", distance=SAME_DEGREES))
            if np.allclose(self.boxes[n], line.bounds, rtol=0, atol=SAME_DEGREES)
        )
        own = _bytes(record)
        return [one for one in alike if _may_be(record, one) and farthest_m(bytes(one.geom.wkb), own) <= SAME_LINE_M]

    def beside(self, record: Record) -> list[Waterway]:
        """Those of the row's name that its line meets or nearly meets."""
        line: Any = shapely.from_wkb(record.line)
        met = sorted(self.tree.query(line, predicate="dwithin", distance=BESIDE_DEGREES))
        near = (self.waters[n] for n in met)
        return [one for one in near if one.name == record.facts["name"] and _may_be(record, one)]


def _may_be(record: Record, water: Waterway) -> bool:
    """Another number of a source is another water."""
    return not (record.record and water.source.endswith("]"))


def _shapes(lines: Iterable[bytes | None]) -> Any:
    return shapely.from_wkb(np.array([line for line in lines if line is not None], dtype=object))


def _bytes(record: Record) -> bytes:
    assert record.line is not None  # noqa: S101 (rows without one are not asked)
    return record.line
