"""Rows that are sections: each laid on its road, then judged together, because whether one fits depends on its neighbours.

All updates are written before the database looks for overlaps (`section_no_overlap` waits), so a boundary between two rows may move.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from infra.errors import DomainError
from infra.ingest.drawn_lines import on_map, row_of
from infra.ingest.findings import ERROR, finding
from infra.ingest.laid_lines import Laid, laid_on_roads, road_along
from infra.ingest.matching import Difference, source_text
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.report import CREATE, UNCHANGED, UPDATE, Update
from infra.ingest.section_fitting import ENDS, chainage_words, fitting, gaps_after, narrow_formations
from infra.ingest.section_keys import differences, met, recognised, sections_of
from infra.ingest.section_places import Placed, exported_chainages, is_drawn_there, place_new, place_returned
from infra.ingest.taking import Given, LeftOut, Taker, shown
from infra.models import Road, Section
from infra.services.assets import change_asset, create_asset
from infra.services.many_assets import create_assets
from infra.services.writing import database_promises

PORTION = 500


@dataclass
class Written:
    """What one attempt to write came to: row → the record and its differences, and the rows the services refuse."""

    records: dict[int, tuple[Section, list[Difference]]] = field(default_factory=dict)
    refused: dict[int, DomainError] = field(default_factory=dict)


@dataclass
class SectionLoader(Taker):
    """`placed`: the rows that lie on a road, until `finish` judges them; `laid`: the lines of this portion; `was`: chainages our files gave."""

    placed: list[Placed] = field(default_factory=list)
    laid: dict[int, list[Laid]] = field(default_factory=dict)
    was: dict[int, tuple[str, str]] = field(default_factory=dict)
    on_record: dict[int, list[Section]] = field(default_factory=dict)

    def take(self, records: Sequence[Record], left_out: LeftOut) -> None:
        """Lines are laid together; nothing is written yet."""
        wanted = [record for record in records if record.row not in left_out[0]]
        known = [self.returned.known[one.public_id] for one in wanted if one.public_id in self.returned.known]
        self.was = exported_chainages(known)
        self.laid = laid_on_roads(
            [(one.row, self._road_id(one), one.line) for one in wanted if one.line is not None and self._asks(one)]
        )
        super().take(records, left_out)

    def finish(self, records: Sequence[Record], given: Given | None) -> None:
        """Recognise, judge and write all rows; again without those that are refused, until none is."""
        self.on_record = sections_of({one.road.pk for one in self.placed})
        placed = recognised(met(self.placed, self.on_record), self.on_record)
        while True:
            placed, found = fitting(placed, self.on_record)
            for record, why in found:
                self._refused(record, [why])
            with transaction.atomic():
                done = self._write(placed)
                transaction.set_rollback(bool(done.refused))
            if not done.refused:
                break
            by_row = {one.record.row: one.record for one in placed}
            for row, problem in done.refused.items():
                self._not_accepted(by_row[row], problem)
            placed = [one for one in placed if one.record.row not in done.refused]
        self._tell(placed, done)

    def _row(self, record: Record) -> PlanRow:
        road = record.road.text() if record.road else ""
        title = " · ".join(part for part in (record.public_id, road, record.stated_text) if part)
        return row_of(record, title)

    def _judge(self, record: Record) -> None:
        """Lay the row on its road, or refuse it."""
        placed = self._returned(record) if record.public_id else self._new(record)
        if placed is None:
            return
        self.loaded.findings.extend(placed.findings)
        if placed.refused:
            self._refused(record)
        else:
            self.placed.append(placed)

    def _new(self, record: Record) -> Placed | None:
        laid = self.laid.get(record.row, [])
        if record.road is None and record.line is not None:
            along, refused = road_along(record, laid)
            if along is None:
                self._refused(record, [refused] if refused else [])
                return None
            return place_new(record, along.road, along, self.book)
        road = self._road(record)
        return place_new(record, road, laid[0] if laid else None, self.book) if road else None

    def _returned(self, record: Record) -> Placed | None:
        """A row that names its record."""
        refused = self.returned.refusal(record)
        if refused is not None:
            self._refused(record, [refused])
            return None
        section: Any = self.returned.known[record.public_id]
        road = self._road(record) if self.returned.names_another_road(record) else section.road
        if road is None:
            return None
        laid = self.laid.get(record.row, [])
        return place_returned(record, section, road, laid[0] if laid else None, self.was[section.pk], self.book)

    def _road(self, record: Record) -> Road | None:
        """The road a row names; None when it is refused for it. None is made: a section needs a line or posts to lie on."""
        if record.road is None:
            self._refused(record, [finding("road-not-given", ERROR, row=record.row, field="road")])
            return None
        roads = self.book.meant(record.road)
        if len(roads) > 1:
            self._several_meant(record, record.road.text(), roads)
        elif not roads:
            self._refuse(record, "road-unknown", "road", value=record.road.text())
        return roads[0] if len(roads) == 1 else None

    def _road_id(self, record: Record) -> int | None:
        known: Any = self.returned.known.get(record.public_id)
        if known is not None and not self.returned.names_another_road(record):
            return int(known.road_id)
        road = self.book.find(record.road) if record.road else None
        return road.pk if road else None

    def _asks(self, record: Record) -> bool:
        """Whether the line of a row says anything: not that of a record which is drawn so, nor of a road that is not one."""
        known: Any = self.returned.known.get(record.public_id)
        if known is not None and record.line is not None and is_drawn_there(known, record.line):
            return False
        return record.road is None or self._road_id(record) is not None

    def _write(self, placed: Sequence[Placed]) -> Written:
        """Updates first, all of them before overlaps are looked for, then what is new."""
        done = Written()
        with database_promises(), connection.cursor() as cursor:
            cursor.execute("set constraints section_no_overlap deferred")
            for one in placed:
                if one.section is not None:
                    self._write_change(one, done)
            if done.refused:
                return done
            cursor.execute("set constraints section_no_overlap immediate")
        new = [one for one in placed if one.section is None]
        for first in range(0, len(new), PORTION):
            self._write_new(new[first : first + PORTION], done)
        return done

    def _write_change(self, one: Placed, done: Written) -> None:
        section: Any = one.section
        found = differences(one, self._told(one.record))
        done.records[one.record.row] = (section, found)
        if not found:
            return
        changes = {each.column: one.road if each.column == "road" else each.after for each in found}
        try:
            change_asset(section, changes, expected=section.recorded_from, **self._said())
        except DomainError as problem:
            done.refused[one.record.row] = problem

    def _write_new(self, new: Sequence[Placed], done: Written) -> None:
        """Together; one by one when any is refused, so that each says why."""
        many = [{**self._told(one.record), "road": one.road, "from_m": one.from_m, "to_m": one.to_m} for one in new]
        try:
            made: Sequence[Any] = create_assets(self.order.kind, many, ground=self.book, **self._said())
        except DomainError:
            made = []
        for n, one in enumerate(new):
            try:
                section: Any = made[n] if made else create_asset(self.order.kind, many[n], **self._said())
                done.records[one.record.row] = (section, [])
            except DomainError as problem:
                done.refused[one.record.row] = problem

    def _told(self, record: Record) -> dict[str, Any]:
        """What a row says beside its place. The `source` of a row that names its record stays: where its figures come from is not this file's to say."""
        if record.public_id:
            return self.returned.told(record)
        return {**record.facts, "source": source_text(self.order.source, record)}

    def _tell(self, placed: Sequence[Placed], done: Written) -> None:
        """What became of every row that was written or need not be."""
        ids = [section.pk for section, _ in done.records.values()]
        shapes = dict(Section.objects.filter(pk__in=ids).values_list("pk", "geom"))
        for one in placed:
            section, found = done.records[one.record.row]
            geom = shapes.get(section.pk)
            place = on_map(bytes(geom.wkb)) if geom else {}
            if one.section is None:
                self.made[one.record.row] = section.pk
                facts = {**self._told(one.record), "road": one.road, "from_m": one.from_m, "to_m": one.to_m}
                self._settle(one.record, CREATE, facts, **place)
                continue
            facts = {each.column: each.after for each in found}
            outcome = UPDATE if found else UNCHANGED
            known = {"public_id": section.public_id, "version": section.recorded_from}
            self._settle(one.record, outcome, facts, **known, **place)
            self.loaded.updates += [self._update(one, each) for each in found]
        self.loaded.findings += [*gaps_after(placed, self.on_record, self.book), *narrow_formations(placed)]

    def _update(self, one: Placed, found: Difference) -> Update:
        section: Any = one.section
        if found.column in ENDS:
            words = (
                chainage_words(section.road, found.before, self.book),
                chainage_words(one.road, found.after, self.book),
            )
        elif found.column == "road":
            words = (section.road.code, one.road.code)
        else:
            words = (shown(found.before), shown(found.after))
        return Update(one.record.row, section.public_id, found.column, *words)
