"""Lines of roads: which road a row is, what its line would change, and the same checks that drawing has. One row, one road.

A line runs in the direction of rising chainage. Of a road on record the file's line is turned round where it runs the other way, and
that is said; of a new one nobody can tell, so a person is asked to look.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import shapely

from infra.ingest.drawn_lines import facts_otherwise, geometry_of, row_of, told_otherwise
from infra.ingest.findings import ERROR, NOTICE, WARNING, Finding, finding
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.positions import VIETNAM
from infra.ingest.report import REFUSED, UNCHANGED, Update
from infra.ingest.taking import Change, Facts, LeftOut, Taker
from infra.models import Road
from infra.network.lines import apart_m, ends_of, length_m, turned

SHORTEST_M = 1.0
_AT_ONCE = 5000
"""Lines unfolded together."""


def line_findings(records: Sequence[Record]) -> list[Finding]:
    """What is wrong with the lines themselves, and roads that stand in several rows."""
    found: list[Finding] = []
    rows = Counter(record.road.text() for record in records if record.road and not record.public_id)
    for record in records:
        if record.road and rows[record.road.text()] > 1 and not record.public_id:
            count = rows[record.road.text()]
            found.append(
                finding(
                    "road-in-several-rows", ERROR, row=record.row, field="road", value=record.road.text(), count=count
                )
            )
    lines = [(record.row, record.line) for record in records if record.line is not None]
    for first in range(0, len(lines), _AT_ONCE):
        found.extend(_of_lines(lines[first : first + _AT_ONCE]))
    return found


def _of_lines(lines: Sequence[tuple[int, bytes]]) -> Iterable[Finding]:
    """Lines asked together: a question to each alone costs more than the answer."""
    shapes = shapely.from_wkb([line for _, line in lines])
    inside, simple = shapely.covers(shapely.box(*VIETNAM), shapes), shapely.is_simple(shapes)
    parts, corners = shapely.get_num_geometries(shapes), shapely.bounds(shapes)
    for n, (row, line) in enumerate(lines):
        if not inside[n]:
            west, south = corners[n][:2]
            yield finding("line-outside", ERROR, row=row, field="geometry", value=f"{west:.5f}, {south:.5f}")
        if (metres := length_m(line)) < SHORTEST_M:
            yield finding("line-too-short", ERROR, row=row, field="geometry", value=round(metres, 2))
        if not simple[n]:
            yield finding("line-crosses-itself", NOTICE, row=row, field="geometry")
        if parts[n] > 1:
            yield finding("line-in-parts", WARNING, row=row, field="geometry", value=parts[n], count=parts[n])


@dataclass
class RoadLoader(Taker):
    """Takes rows that are roads. `known`: internal id → road with its line, of those this portion names."""

    known: dict[int, Road] = field(default_factory=dict)

    def take(self, records: Sequence[Record], left_out: LeftOut) -> None:
        """The roads of the portion are read together."""
        named = {road.pk for record in records if record.road for road in self.book.meant(record.road)}
        returned = {self.returned.known[one.public_id].pk for one in records if one.public_id in self.returned.known}
        self.known = Road.objects.in_bulk(named | returned)
        super().take(records, left_out)

    def _judge(self, record: Record) -> None:
        road = self._road(record)
        if isinstance(road, Road):
            self._compare(record, road)
        elif self.loaded.outcomes.get(record.row) != REFUSED:
            self._create(record)

    def _road(self, record: Record) -> Road | None:
        """The road a row is, None for a new one or a row that is refused."""
        if record.public_id:
            refused = self.returned.refusal(record)
            if refused is not None:
                self._refused(record, [refused])
                return None
            return self.known[self.returned.known[record.public_id].pk]
        if record.road is None:
            self._refuse(record, "required-missing", "road")
            return None
        meant = self.book.meant(record.road)
        if len(meant) > 1:
            self._several_meant(record, record.road.text(), meant)
            return None
        return self.known[meant[0].pk] if meant else None

    def _create(self, record: Record) -> None:
        name = record.road
        facts: Facts = {**record.facts, "source": self.order.source}
        if name is not None:
            facts = {"code": name.code, "branch": name.branch, "road_class": name.road_class, **facts}
        if not facts.get("road_class"):
            self._refuse(record, "road-class-missing", "road_class", value=name.text() if name else "")
            return
        if record.line is not None:
            facts["centreline"] = geometry_of(record.line)
            self.loaded.findings.append(finding("line-direction", NOTICE, row=record.row, field="geometry"))
        self.new.append((record, facts))

    def _compare(self, record: Record, road: Road) -> None:
        told = self.returned.told(record) if record.public_id else {**record.facts, "source": self.order.source}
        changed, updates = facts_otherwise(record.row, road, told)
        if record.line is not None and (drawn := self._drawn(record, road)) is not None:
            line, words = drawn
            changed["centreline"] = geometry_of(line)
            updates.append(Update(record.row, road.public_id, "centreline", *words))
        if changed:
            self.changed.append(Change(record, road, changed, updates))
        else:
            self._settle(record, UNCHANGED, public_id=road.public_id, version=road.recorded_from)

    def _drawn(self, record: Record, road: Road) -> tuple[bytes, tuple[str, str]] | None:
        """The file's line in the road's direction, and the difference in words; None where it is the line there is."""
        assert record.line is not None  # noqa: S101 (asked for by the caller)
        line = record.line
        if road.centreline is None:
            return line, ("", f"{length_m(line) / 1000:.3f} km")
        own = bytes(road.centreline.wkb)
        if _runs_against(own, line):
            line = turned(line)
            self.loaded.findings.append(
                finding("line-turned", NOTICE, row=record.row, field="geometry", value=road.code)
            )
        words = told_otherwise(own, line)
        return (line, words) if words is not None else None

    def _row(self, record: Record) -> PlanRow:
        name = str(record.facts.get("name") or "")
        title = " · ".join(part for part in (record.road.text() if record.road else record.public_id, name) if part)
        return row_of(record, title)


def _runs_against(own: bytes, line: bytes) -> bool:
    (a, b), (c, d) = ends_of(own), ends_of(line)
    return apart_m(a, d) + apart_m(b, c) < apart_m(a, c) + apart_m(b, d)
