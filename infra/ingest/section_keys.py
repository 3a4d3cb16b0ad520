"""Which section on record a row is, and what it would change. Reads the database, writes nothing.

A section is known by its road and where it starts; one that starts where none does, by where it ends: so a boundary moves between
neighbours and both keep their ids. One whose ends are both elsewhere (measured anew, or read by other posts) is the record it mostly
lies on. Each record is given to one row only.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from infra.ingest.matching import Difference
from infra.ingest.section_places import SAME_LINE_M, Placed
from infra.ingest.stretches import MEETING_M, SAME_M, Ends
from infra.models import RoadLine, Section


def sections_of(road_ids: Collection[int]) -> dict[int, list[Section]]:
    """Internal id of a road → its sections in their order."""
    found: dict[int, list[Section]] = defaultdict(list)
    for one in Section.objects.filter(road__in=road_ids).select_related("road").defer("road__centreline", "geom"):
        found[one.road_id].append(one)
    return found


def met(placed: Sequence[Placed], on_record: dict[int, list[Section]]) -> list[Placed]:
    """The rows with their ends put on the ends there are: of sections on record, of each other; drawn ones also on those of their road."""
    lengths = dict(RoadLine.objects.filter(road__in={one.road.pk for one in placed}).values_list("road_id", "length_m"))
    known: dict[int, Ends] = {}
    found = list(placed)
    for n, one in sorted(
        enumerate(placed), key=lambda pair: pair[1].drawn
    ):  # what is stated first: drawn ends go there
        road_id, within_m = one.road.pk, MEETING_M if one.drawn else SAME_M
        if road_id not in known:
            sections = on_record.get(road_id, ())
            known[road_id] = Ends(
                [
                    0.0,
                    *([lengths[road_id]] if road_id in lengths else []),
                    *(end for s in sections for end in (s.from_m, s.to_m)),
                ]
            )
        ends = known[road_id]
        found[n] = replace(one, from_m=ends.met(one.from_m, within_m), to_m=ends.met(one.to_m, within_m))
    return found


def recognised(placed: Sequence[Placed], on_record: dict[int, list[Section]]) -> list[Placed]:
    """The rows with the records they are: all by their start first, then the others by their end, then by what they share."""
    taken = {one.section.pk for one in placed if one.section is not None}
    found = list(placed)
    for key in (_starts_there, _ends_there, _is_mostly):
        for n, one in enumerate(found):
            if one.section is None:
                free = (section for section in on_record.get(one.road.pk, ()) if section.pk not in taken)
                section = next((section for section in free if key(section, one)), None)
                if section is not None:
                    taken.add(section.pk)
                    found[n] = replace(one, section=section)
    return found


def _starts_there(section: Section, one: Placed) -> bool:
    return abs(section.from_m - one.from_m) <= MEETING_M


def _ends_there(section: Section, one: Placed) -> bool:
    return abs(section.to_m - one.to_m) <= MEETING_M


def _is_mostly(section: Section, one: Placed) -> bool:
    """Whether they share more than half of what they take together: of sections that do not overlap only one can."""
    shared_m = min(section.to_m, one.to_m) - max(section.from_m, one.from_m)
    return shared_m > (max(section.to_m, one.to_m) - min(section.from_m, one.from_m)) / 2


def differences(placed: Placed, told: dict[str, Any]) -> list[Difference]:
    """Columns of its record that a row says otherwise. `told`: what it says beside its place."""
    section = placed.section
    assert section is not None  # noqa: S101 (asked for by the caller)
    same_m = SAME_LINE_M if placed.drawn else SAME_M
    place = {"road": placed.road.pk, "from_m": placed.from_m, "to_m": placed.to_m}
    pairs = [(name, _now(section, name), value) for name, value in {**place, **told}.items()]
    return [Difference(*pair) for pair in pairs if not _same(pair[1], pair[2], same_m)]


def _now(section: Section, column: str) -> object:
    return getattr(section, Section._meta.get_field(column).attname)


def _same(before: object, after: object, same_m: float) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return abs(before - after) <= same_m
    return before == after
