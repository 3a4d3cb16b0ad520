"""Rows that are waterways: which it is, what its line would change. One row, one waterway; no road, no chainage, no direction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from infra.ingest.checks import run_checks
from infra.ingest.context import Context
from infra.ingest.drawn_lines import facts_otherwise, geometry_of, row_of, told_otherwise
from infra.ingest.findings import ERROR, TWICE, Finding, finding
from infra.ingest.matching import source_text
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.report import UNCHANGED, Update
from infra.ingest.road_lines import line_findings
from infra.ingest.taking import Change, Taker
from infra.ingest.waterway_keys import WaterwayKeys
from infra.models import Waterway

_OF_ROADS = ("line-in-parts", "line-crosses-itself")
"""Doubtful of what is measured along; a water has arms, and parts where others flow through."""


def judged(records: Sequence[Record], context: Context) -> tuple[tuple[Record, ...], list[Finding]]:
    """The rows without the values nobody could have measured, and what was found."""
    kept, found = run_checks(records, context)
    lines = [one for one in line_findings(records) if one.code not in _OF_ROADS]
    return kept, [*found, *lines, *_twice(records)]


def _twice(records: Sequence[Record]) -> Iterator[Finding]:
    """The same line twice is one water."""
    first: dict[bytes, int] = {}
    for record in records:
        if record.line is None or record.public_id:
            continue
        other = first.setdefault(record.line, record.row)
        if other != record.row:
            name = record.facts.get("name", "")
            yield finding(TWICE, ERROR, row=record.row, field="geometry", value=name, other=other)


@dataclass
class WaterwayLoader(Taker):
    """Takes rows that are waterways."""

    keys: WaterwayKeys = field(kw_only=True)

    def _judge(self, record: Record) -> None:
        if record.public_id:
            refused = self.returned.refusal(record)
            if refused is not None:
                self._refused(record, [refused])
                return
            self._compare(record, self.returned.known[record.public_id], self.returned.told(record))
            return
        told = {**record.facts, "source": source_text(self.order.source, record)}
        if record.line is None:
            self._refuse(record, "required-missing", "geometry")
        elif record.row in self.keys.several:
            candidates = ", ".join(self.keys.several[record.row])
            self._refuse(record, "waterway-ambiguous", "name", value=record.facts["name"], candidates=candidates)
        elif record.row in self.keys.found:
            self._compare(record, self.keys.found[record.row], told)
        else:
            self.new.append((record, {**told, "geom": geometry_of(record.line)}))

    def _compare(self, record: Record, water: Any, told: dict[str, Any]) -> None:
        assert isinstance(water, Waterway)  # noqa: S101 (the kind asked for)
        changed, updates = facts_otherwise(record.row, water, told)
        words = told_otherwise(bytes(water.geom.wkb), record.line) if record.line is not None else None
        if record.line is not None and words is not None:
            changed["geom"] = geometry_of(record.line)
            updates.append(Update(record.row, water.public_id, "geom", *words))
        if changed:
            self.changed.append(Change(record, water, changed, updates))
        else:
            self._settle(record, UNCHANGED, public_id=water.public_id, version=water.recorded_from)

    def _row(self, record: Record) -> PlanRow:
        return row_of(record, str(record.facts.get("name") or record.public_id or ""))
