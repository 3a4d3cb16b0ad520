"""How the sections of a file fit beside each other and beside those on record. Pure but for how a road is read.

A row that is refused leaves its record where it is, so the rows are judged again until all that are left fit.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infra.errors import ChainageBeforeFirstPost, MeasureBeyondRoad
from infra.ingest.findings import ERROR, NOTICE, Finding, finding
from infra.ingest.laid_lines import GEOMETRY, written
from infra.ingest.locating import RoadBook
from infra.ingest.normalise import Record
from infra.ingest.section_keys import differences
from infra.ingest.section_places import Placed
from infra.ingest.stretches import Extent, gaps, overlaps
from infra.measures import chainage_at
from infra.models import Road, Section
from infra.rules.structure_facts import narrower

GAP_M = 1.0
"""Shorter gaps are slips of the drawing, and not told."""
ENDS = ("from_m", "to_m")
OnRecord = Mapping[int, Sequence[Section]]
"""Internal id of a road → its sections."""


def fitting(placed: Sequence[Placed], on_record: OnRecord) -> tuple[list[Placed], list[tuple[Record, Finding]]]:
    """The rows that fit, and those that are refused with what they lie on."""
    left, said = list(placed), []
    while refused := dict(_overlapping(left, on_record)):
        said += [(one.record, refused[one.record.row]) for one in left if one.record.row in refused]
        left = [one for one in left if one.record.row not in refused]
    return left, said


def gaps_after(placed: Sequence[Placed], on_record: OnRecord, book: RoadBook) -> Iterator[Finding]:
    """Stretches behind a row that no section describes, before the next one begins."""
    rows = {one.record.row: one for one in placed}
    for extents in _extents(placed, on_record).values():
        for before, until_m in gaps(extents, GAP_M):
            if isinstance(before.owner, int):
                one = rows[before.owner]
                span = " – ".join(chainage_words(one.road, at_m, book) for at_m in (before.to_m, until_m))
                words = {"metres": written(until_m - before.to_m), "span": span}
                yield finding("section-gap", NOTICE, row=before.owner, **_said(one.record), **words)


def narrow_formations(placed: Sequence[Placed]) -> Iterator[Finding]:
    """A road's formation is at least as wide as its carriageway."""
    for record in (one.record for one in placed):
        formation, carriageway = record.facts.get("formation_width_m"), record.facts.get("carriageway_width_m")
        if narrower(formation, carriageway):
            at, words = "formation_width_m", {"carriageway": carriageway}
            yield finding("formation-below-carriageway", NOTICE, row=record.row, field=at, value=formation, **words)


def chainage_words(road: Road, at_m: Any, book: RoadBook) -> str:
    """A measure as people read it: `Km11+000 (1000 m)`."""
    metres = f"{round(at_m, 3):.10g} m"
    try:
        return f"{chainage_at(at_m, book.calibration(road)).chainage.text()} ({metres})"
    except (ChainageBeforeFirstPost, MeasureBeyondRoad):
        return metres


def _overlapping(placed: Sequence[Placed], on_record: OnRecord) -> Iterator[tuple[int, Finding]]:
    """The rows that lie on others; of two of which one stays where its record is, the other."""
    rows = {one.record.row: one for one in placed}
    others: dict[int, set[int | str]] = defaultdict(set)
    for extents in _extents(placed, on_record).values():
        for one, other in overlaps(extents):
            for owner, met in ((one.owner, other.owner), (other.owner, one.owner)):
                if isinstance(owner, int) and _moves(rows[owner]):
                    others[owner].add(met)
    sections = {one.public_id: one for several in on_record.values() for one in several}
    for row, met_with in others.items():
        yield row, _overlap(rows[row].record, met_with, sections)


def _overlap(record: Record, others: set[int | str], sections: Mapping[str, Section]) -> Finding:
    rows = sorted(one for one in others if isinstance(one, int))
    if rows:
        return finding("sections-overlap", ERROR, row=record.row, **_said(record), others=", ".join(map(str, rows)))
    named = (sections[one] for one in sorted(str(one) for one in others))
    told = ", ".join(f"{one.public_id} ({round(one.from_m, 3):.10g}–{round(one.to_m, 3):.10g} m)" for one in named)
    return finding("section-in-the-way", ERROR, row=record.row, **_said(record), others=told)


def _extents(placed: Sequence[Placed], on_record: OnRecord) -> dict[int, list[Extent]]:
    """Internal id of a road → what takes it when these rows are written."""
    taken = {one.section.pk for one in placed if one.section is not None}
    found: dict[int, list[Extent]] = defaultdict(list)
    for road_id, sections in on_record.items():
        found[road_id] = [Extent(one.public_id, one.from_m, one.to_m) for one in sections if one.pk not in taken]
    for one in placed:
        found[one.road.pk].append(Extent(one.record.row, one.from_m, one.to_m))
    return found


def _moves(one: Placed) -> bool:
    """Whether a row puts its section where its record is not."""
    return one.section is None or any(each.column in ("road", *ENDS) for each in differences(one, {}))


def _said(record: Record) -> dict[str, str]:
    """Where a row says its stretch, and what stands there."""
    said = record.stretch
    return {"field": said.column, "value": said.value} if said else {"field": GEOMETRY, "value": ""}
