"""What cannot be right, one function a check. Pure: records in, findings out.

Two rounds: `POSITION_CHECKS` decide which coordinates are believed; `ROW_CHECKS` then look at the rest, so that no
distance is measured from a coordinate nobody believes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from infra.ingest.completing import unused_position
from infra.ingest.context import Context, by_road
from infra.ingest.findings import ERROR, NOTICE, POSITION, WARNING, Finding, finding
from infra.ingest.limits import bridge_widths, out_of_range, texts_too_long, years
from infra.ingest.mapping import KM_POST
from infra.ingest.normalise import Record
from infra.ingest.positions import Placed, far_from_neighbours, same_positions
from infra.ingest.post_checks import post_distances, posts_in_order
from infra.ingest.stretches import same_stretches
from infra.measures import Chainage

Check = Callable[[Sequence[Record], Context], Iterator[Finding]]

SAME_PLACE_M = 100.0


def long_metres(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """`Km5+1089` is good only where post Km6 stands that far on."""
    for record in records:
        if record.chainage and record.chainage.is_long:
            yield finding("chainage-long", NOTICE, row=record.row, field="chainage", value=record.stated_text)


def stated_stretch(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Rows outside the stretch the form's header states; when most are, it is the header that is wrong."""
    stretch, text = context.header.stretch, context.header.stretch_text
    if text and stretch is None:
        yield finding("chainage-unreadable", NOTICE, row=context.header.stretch_row, field="Đoạn", value=text)
    located = [record for record in records if record.chainage]
    outside = [record for record in located if _outside(record.chainage, stretch or _road_stretch(record))]
    if stretch and len(outside) > len(located) / 2:
        first, last = (pick(record.chainage for record in located if record.chainage) for pick in (min, max))
        words = {"count": len(outside), "total": len(located), "span": f"{first.text()} : {last.text()}"}
        yield finding("stretch-too-short", NOTICE, row=context.header.stretch_row, field="Đoạn", value=text, **words)
        return
    for record in outside:
        start, end = stretch or _road_stretch(record) or (None, None)
        written = f"{start.text()} : {end.text()}" if start and end else text
        yield finding(
            "outside-stated-stretch",
            NOTICE,
            row=record.row,
            field="chainage",
            value=record.stated_text,
            stretch=written,
        )


def _road_stretch(record: Record) -> tuple[Chainage, Chainage] | None:
    return record.road.stretch if record.road else None


def _outside(chainage: Chainage | None, stretch: tuple[Chainage, Chainage] | None) -> bool:
    return chainage is not None and stretch is not None and not stretch[0] <= chainage <= stretch[1]


def duplicates(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """The same row twice is refused; two structures at one chainage are two structures, and said."""
    first: dict[object, Record] = {}
    for record in records:
        if record.road is None or record.chainage is None or record.public_id:
            continue
        place = (record.road.code, record.road.branch, record.chainage)
        other = first.setdefault(place, record)
        if other is record:
            continue
        if context.kind == KM_POST:
            yield finding("post-twice", ERROR, row=record.row, field="km", value=record.stated_text, other=other.row)
        elif (other.facts, other.position) == (record.facts, record.position):
            yield finding(
                "duplicate-row", ERROR, row=record.row, field="chainage", value=record.stated_text, other=other.row
            )
        else:
            yield finding(
                "same-chainage", NOTICE, row=record.row, field="chainage", value=record.stated_text, other=other.row
            )


def public_ids_twice(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Two rows for one record: nobody can say which of them holds."""
    first: dict[str, int] = {}
    for record in records:
        if record.public_id and (other := first.setdefault(record.public_id, record.row)) != record.row:
            yield finding(
                "public-id-twice", ERROR, row=record.row, field="public_id", value=record.public_id, other=other
            )


def believed_positions(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Positions shared by two chainages, and positions their neighbours cannot be reached from."""
    for rows in by_road(records).values():
        placed = [Placed(r.row, r.chainage, r.position) for r in rows if r.chainage and r.position]
        shared = list(same_positions(placed, SAME_PLACE_M))
        yield from shared
        doubtful = {one.row for one in shared}
        yield from far_from_neighbours([one for one in placed if one.row not in doubtful])


POSITION_CHECKS: tuple[Check, ...] = (believed_positions,)
ROW_CHECKS: tuple[Check, ...] = (
    out_of_range,
    years,
    texts_too_long,
    long_metres,
    stated_stretch,
    duplicates,
    same_stretches,
    public_ids_twice,
    bridge_widths,
    posts_in_order,
    post_distances,
)


def run_checks(records: Sequence[Record], context: Context) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """All checks; the records come back without the values and positions that warnings took out."""
    doubts = _upheld([one for check in POSITION_CHECKS for one in check(records, context)], records, context)
    believed = _without(records, doubts)
    found = [one for check in ROW_CHECKS for one in check(believed, context)]
    return _without(believed, found), (*doubts, *found)


def _upheld(doubts: list[Finding], records: Sequence[Record], context: Context) -> list[Finding]:
    """Without the doubts about rows that stand where the line of their road says: on a road with a gap neighbours are farther apart than
    their chainages."""
    doubted = {one.row for one in doubts}
    there = context.on_their_roads([record for record in records if record.row in doubted]) if doubted else frozenset()
    return [one for one in doubts if one.row not in there]


def _without(records: Sequence[Record], findings: Sequence[Finding]) -> tuple[Record, ...]:
    taken: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.severity == WARNING and one.row is not None:
            taken[one.row].append(one)
    return tuple(_stripped(record, taken[record.row]) if record.row in taken else record for record in records)


def _stripped(record: Record, warnings: Sequence[Finding]) -> Record:
    """The record without what the warnings are about; an unused position is kept in words, in the note."""
    gone = {one.field for one in warnings}
    facts = {name: value for name, value in record.facts.items() if name not in gone}
    if POSITION not in gone or record.position is None:
        return replace(record, facts=facts)
    words = unused_position(f"{record.position.lon}, {record.position.lat}")
    facts["note"] = "; ".join(str(part) for part in (facts.get("note"), words) if part)
    return replace(record, facts=facts, position=None)
