"""Where a row's section lies on its road: from the chainages or measures it states, else from its line. Writes nothing.

Stated ends go before a drawn line, which is then only compared. A row that comes back from a file of ours states what it no longer says
as it was exported; the rest of it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection

from infra.ingest.findings import ERROR, NOTICE, WARNING, Finding, finding
from infra.ingest.laid_lines import GEOMETRY, Laid, about_line, said_of, written
from infra.ingest.locating import GAP_TO_CHAINAGE_M, GAP_TO_ROAD_M, RoadBook, beyond_words, measure
from infra.ingest.normalise import Record
from infra.ingest.shapes import farthest_m
from infra.ingest.stretches import MEETING_M, OVERLAP_M, End
from infra.measures import TOLERANCE_M
from infra.models import Road, Section
from infra.services.placing import FAR_M

SAME_MEASURE_M = 0.0011
"""Our files tell measures to the millimetre."""
SAME_LINE_M = 0.05
"""A line nowhere farther from the section's own is the one that was exported."""

_EXPORTED = "select id, coalesce(lrs.chainage(road_id, from_m), ''), coalesce(lrs.chainage(road_id, to_m), '') from section where id = any(%s)"


@dataclass(frozen=True)
class Placed:
    """A row on its road. `drawn`: its ends are those of a line; `section`: the record it is; `findings`: what is to be said, an error refuses it."""

    record: Record
    road: Road
    from_m: float = 0.0
    to_m: float = 0.0
    drawn: bool = False
    section: Section | None = None
    findings: tuple[Finding, ...] = field(default=())

    @property
    def refused(self) -> bool:
        """Whether it cannot stand there."""
        return any(one.severity == ERROR for one in self.findings)


def exported_chainages(sections: Sequence[Any]) -> dict[int, tuple[str, str]]:
    """Internal id → the chainages our files give the ends of these sections."""
    if not sections:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_EXPORTED, [[one.pk for one in sections]])
        return {row_id: (start, end) for row_id, start, end in cursor.fetchall()}


def is_drawn_there(section: Section, line: bytes) -> bool:
    """Whether a line is the section's own."""
    return section.geom is not None and farthest_m(bytes(section.geom.wkb), line) <= SAME_LINE_M


def place_new(record: Record, road: Road, laid: Laid | None, book: RoadBook) -> Placed:
    """A row that names no record."""
    stated = record.stretch
    if stated is not None and stated.start.said and stated.end.said:
        return _compared(_stated(record, (stated.start, stated.end), road, book), laid)
    if laid is None:
        missing = "from_chainage" if stated is None or not stated.start.said else "to_chainage"
        return Placed(record, road, findings=(finding("required-missing", ERROR, row=record.row, field=missing),))
    return _drawn(record, laid)


def place_returned(
    record: Record, section: Section, road: Road, laid: Laid | None, was: tuple[str, str], book: RoadBook
) -> Placed:
    """A row that names its record. `laid`: its line where it is no longer that of the record."""
    now, stated = (section.from_m, section.to_m), record.stretch
    anew: list[End | None] = [None, None]
    if stated is not None:
        ends = (stated.start, stated.end)
        elsewhere = road.pk != section.road_id
        anew = [one if elsewhere else _restated(one, *told) for one, *told in zip(ends, was, now, strict=True)]
    if not any(anew):
        if laid is not None:
            return replace(_drawn(record, laid), section=section)
        return Placed(record, road, *now, section=section)
    kept = [one or End(at_m=at_m) for one, at_m in zip(anew, now, strict=True)]
    placed = replace(_stated(record, (kept[0], kept[1]), road, book), section=section)
    return _compared(placed, laid)


def _restated(end: End, was: str, now: float) -> End | None:
    """The end where the row says it otherwise than our file did: by its chainage, else by its measure."""
    if end.chainage is not None and end.text != was:
        return End(end.chainage, end.text)
    if end.at_m is not None and abs(end.at_m - now) > SAME_MEASURE_M:
        return End(at_m=end.at_m)
    return None


def _stated(record: Record, ends: tuple[End, End], road: Road, book: RoadBook) -> Placed:
    """A row at the measures of two ends, with what is wrong with them."""
    found: list[float] = []
    findings: list[Finding] = []
    column, value = (record.stretch.column, record.stretch.value) if record.stretch else ("stretch", "")
    apart = record.stretch is None or record.stretch.said_in == "from_chainage"
    for end, name in zip(ends, ("from_chainage", "to_chainage"), strict=True):
        at_m, wrong = _at(end, road, book)
        found.append(at_m)
        if wrong:
            at, said = (name, end.text) if apart else (column, value)
            words = {"road": road.code, "detail": wrong}
            findings.append(finding("chainage-beyond-road", ERROR, row=record.row, field=at, value=said, **words))
        elif end.chainage is not None and end.at_m is not None and abs(end.at_m - at_m) > MEETING_M:
            words = {"metres": written(abs(end.at_m - at_m))}
            findings.append(
                finding("stretch-measure-differs", NOTICE, row=record.row, field=name, value=end.text, **words)
            )
    if not findings and found[1] - found[0] <= OVERLAP_M:
        findings.append(finding("stretch-not-forward", ERROR, row=record.row, field=column, value=value))
    from_m, to_m = found
    return Placed(record, road, from_m, to_m, findings=tuple(findings))


def _at(end: End, road: Road, book: RoadBook) -> tuple[float, str]:
    """The measure of an end, and in words why it has none. A chainage goes before a measure."""
    calibration = book.calibration(road)
    if end.chainage is not None:
        at_m, problem = measure(end.chainage, calibration)
        if problem is not None:
            return 0.0, beyond_words(problem)
        if at_m is not None:
            return at_m, ""
    if end.at_m is None:
        return 0.0, "tuyến chưa có cột Km hay lý trình điểm đầu"
    if end.at_m < 0:
        return 0.0, "trước điểm đầu tuyến"
    if calibration.length_m is not None and end.at_m > calibration.length_m + TOLERANCE_M:
        return 0.0, f"vượt cuối tuyến {written(end.at_m - calibration.length_m)} m"
    return end.at_m, ""


def _drawn(record: Record, laid: Laid) -> Placed:
    """A row that stands where its line lies."""
    if laid.aside_m > FAR_M:
        words = {"road": laid.road.code, "metres": round(laid.aside_m)}
        return Placed(record, laid.road, findings=(finding("gap-to-road", ERROR, row=record.row, field=GEOMETRY, **words),))  # fmt: skip
    findings = tuple(said_of(record, laid))
    if laid.to_m - laid.from_m <= OVERLAP_M:
        findings = (finding("stretch-not-forward", ERROR, row=record.row, field=GEOMETRY),)
    return Placed(record, laid.road, laid.from_m, laid.to_m, drawn=True, findings=findings)


def _compared(placed: Placed, laid: Laid | None) -> Placed:
    """A row that states its ends, with how its line disagrees."""
    if laid is None or placed.refused:
        return placed
    return replace(placed, findings=(*placed.findings, *_disagreeing(placed, laid)))


def _disagreeing(placed: Placed, laid: Laid) -> Iterator[Finding]:
    row = placed.record.row
    if laid.aside_m > GAP_TO_ROAD_M:
        severity = WARNING if laid.aside_m > FAR_M else NOTICE
        words = {"road": laid.road.code, "metres": round(laid.aside_m)}
        yield finding("gap-to-road", severity, row=row, field=GEOMETRY, **words)
    yield from about_line(placed.record, laid)
    apart_m = max(abs(laid.from_m - placed.from_m), abs(laid.to_m - placed.to_m))
    if apart_m > GAP_TO_CHAINAGE_M:
        words = {"metres": round(apart_m), "span": laid.span}
        value = placed.record.stated_text
        yield finding("stretch-line-differs", NOTICE, row=row, field=GEOMETRY, value=value, **words)
