"""Rows that are structures or posts of a road."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import Point

from infra.crs import WGS84
from infra.ingest.by_point import Near, road_at, roads_near
from infra.ingest.duplicates import possible_duplicates
from infra.ingest.explaining import explained
from infra.ingest.findings import ERROR, NOTICE, POSITION, finding
from infra.ingest.locating import Spot, standing
from infra.ingest.mapping import KM_POST
from infra.ingest.matching import Keys, changes, differences, source_text
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.report import CREATE, DUPLICATE, REFUSED, UNCHANGED, UPDATE, Update
from infra.ingest.taking import Change, Facts, Given, LeftOut, Taker, shown
from infra.models import Asset, PostCalibration, Road
from infra.services.assets import create_asset


@dataclass
class Loader(Taker):
    """`near`: the roads near those rows of this portion that name none."""

    keys: Keys = field(kw_only=True)
    near: dict[int, list[Near]] = field(default_factory=dict)

    def take(self, records: Sequence[Record], left_out: LeftOut) -> None:
        """What the portion will be asked for is looked up for all of it."""
        self.near = roads_near(records)
        self.book.look_at(spot for record in records if (spot := self._spot(record)) is not None)
        super().take(records, left_out)

    def finish(self, records: Sequence[Record], given: Given | None) -> None:
        """What the database made of the posts, what may be here twice, and why coordinates and chainages disagree."""
        if self.order.kind == KM_POST:
            self._judge_posts(records)
        self.loaded.findings += possible_duplicates(self.order.kind, self.made)
        if given is not None:
            findings, positions = given
            self.loaded.findings += explained([*findings, *self.loaded.findings], records, positions, self.book)

    def _row(self, record: Record) -> PlanRow:
        place = record.position
        return PlanRow(
            record.row, REFUSED, _title(record), lon=place.lon if place else None, lat=place.lat if place else None
        )

    def _spot(self, record: Record) -> Spot | None:
        road = self.book.find(record.road) if record.road and record.position and self.order.kind != KM_POST else None
        return (road.pk, record.position.lon, record.position.lat) if road and record.position else None

    def _judge(self, record: Record) -> None:
        """Which record it is, and what it would change."""
        if record.public_id:
            self._judge_returned(record)
            return
        road = self._road(record)
        facts = self._facts(record, road) if road is not None else None
        if road is None or facts is None:
            return
        asset = self.keys.find(record, road)
        if asset is None:
            self.new.append((record, facts))
            return
        self._compare(record, asset, facts)

    def _judge_returned(self, record: Record) -> None:
        """A row that names its record. Its `source` stays: where the other figures come from is not this file's to say."""
        refused = self.returned.refusal(record)
        if refused is not None:
            self._refused(record, [refused])
            return
        road = None
        if self.returned.names_another_road(record) and (road := self._road(record)) is None:
            return
        self._compare(record, self.returned.known[record.public_id], self.returned.facts(record, road, self.book))

    def _compare(self, record: Record, asset: Asset, facts: Facts) -> None:
        """What differs waits for the others of its portion; that nothing does is noted."""
        found = differences(asset, self.order.kind, facts, self.book)
        if not found:
            self._plan(record, UNCHANGED, {}, asset, asset.public_id, asset.recorded_from)
            return
        told = [Update(record.row, asset.public_id, one.column, shown(one.before), shown(one.after)) for one in found]
        self.changed.append(Change(record, asset, changes(found, facts), told))

    def _is_changed(self, change: Change) -> None:
        asset = change.asset
        self._plan(change.record, UPDATE, change.facts, asset, asset.public_id, asset.recorded_from)

    def _is_made(self, record: Record, facts: Facts, asset: Asset) -> None:
        self._plan(record, CREATE, facts, asset, "", None)

    def _plan(
        self, record: Record, outcome: str, facts: Facts, asset: Any, public_id: str, version: datetime | None
    ) -> None:
        """Note what becomes of a row, drawn where the record stands after it."""
        row = self.loaded.plan[record.row]
        point = asset.geom if row.lon is None else None
        place = {"lon": point.x, "lat": point.y} if point else {}
        self._settle(record, outcome, facts, public_id=public_id, version=version, **place)

    def _road(self, record: Record) -> Road | None:
        """The row's road, made when it may be; None when the row is refused for it."""
        if record.road is None and record.position is not None:
            return self._road_there(record)
        if record.road is None:
            self._refuse(record, "required-missing", "road")
            return None
        name = record.road
        roads = self.book.meant(name)
        if len(roads) > 1:
            self._several_meant(record, name.text(), roads)
            return None
        if roads:
            return roads[0]
        if not self.order.create_roads or name.road_class is None:
            self._refuse(record, "road-unknown", "road", value=name.text())
            return None
        facts = {"code": name.code, "branch": name.branch, "name": name.name, "road_class": name.road_class}
        source = f"{self.order.source} (tạo khi nhập {self.order.file})"
        created = create_asset("road", {**facts, "source": source}, by=self.order.by, reason=self.order.reason)
        assert isinstance(created, Road)  # noqa: S101 (the kind asked for)
        self.book.add(name, created)
        self.loaded.findings.append(finding("road-created", NOTICE, row=record.row, field="road", value=name.text()))
        return created

    def _road_there(self, record: Record) -> Road | None:
        road, said = road_at(record, self.near.get(record.row, []))
        if road is None:
            self._refused(record, [said])
        else:
            self.loaded.findings.append(said)
        return road

    def _facts(self, record: Record, road: Road) -> Facts | None:
        """All columns the file gives for this row, its place among them; None when its place refuses it."""
        told = {**record.facts, "source": source_text(self.order.source, record)}
        if self.order.kind == KM_POST:
            post = {**told, "road": road, "km": record.chainage.km if record.chainage else None}
            if record.position is not None:
                post["geom"] = Point(record.position.lon, record.position.lat, srid=WGS84)
            return post
        place = standing(record, road, self.book)
        if any(one.severity == ERROR for one in place.findings):
            self._refused(record, place.findings)
            return None
        self.loaded.findings.extend(place.findings)
        return {**told, **place.facts}

    def _judge_posts(self, records: Sequence[Record]) -> None:
        """Posts just loaded that do not calibrate their road are named."""
        verdicts = {
            (one.road_id, one.km): one.verdict
            for one in PostCalibration.objects.exclude(verdict=PostCalibration.USED).only("road_id", "km", "verdict")
        }
        for record in records:
            road = self.book.find(record.road) if record.road else None
            left_out = self.loaded.outcomes.get(record.row) in (REFUSED, DUPLICATE)
            if road is None or record.chainage is None or left_out:
                continue
            verdict = verdicts.get((road.pk, record.chainage.km))
            if verdict is not None:
                self.loaded.findings.append(
                    finding("post-not-used", NOTICE, row=record.row, field=POSITION, value=verdict, verdict=verdict)
                )


def _title(record: Record) -> str:
    """What a person calls the row: its name or code, road and chainage."""
    name = record.facts.get("name") or record.facts.get("code") or ""
    return " · ".join(
        part for part in (str(name), record.road.text() if record.road else "", record.stated_text) if part
    )
