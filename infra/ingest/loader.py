"""One import under way: each row refused, created, updated or left as it is. Rows are taken in portions, what is new written in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Model

from infra.crs import WGS84
from infra.errors import DomainError
from infra.ingest.findings import ERROR, NOTICE, POSITION, Finding, finding
from infra.ingest.locating import RoadBook, Spot, standing
from infra.ingest.mapping import KM_POST, RoadName
from infra.ingest.matching import Keys, changes, differences, source_text
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.report import CREATE, DUPLICATE, REFUSED, UNCHANGED, UPDATE, Update
from infra.ingest.returning import Returned
from infra.models import Asset, PostCalibration, Road
from infra.services.assets import change_asset, create_asset
from infra.services.many_assets import create_assets

LeftOut = tuple[frozenset[int], frozenset[int]]
"""Rows with errors, and those of them that only repeat another (`infra.ingest.findings.left_out`)."""


@dataclass(frozen=True)
class Order:
    """What is to be loaded and how. `by`: the acting user, None for an operator at the shell.

    `planned`: row → fingerprint of the plan that was shown; anything else is refused. None: whatever comes of it.
    """

    kind: str
    source: str
    file: str
    by: Any = None
    dry_run: bool = False
    create_roads: bool = False
    planned: Mapping[int, str] | None = None

    @property
    def reason(self) -> str:
        """What the history says of it."""
        return f"Nhập {self.file}: {self.source}"


@dataclass
class Loaded:
    """What became of the rows. `changeset`: of the history, None when nothing was written or nothing stays."""

    outcomes: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    plan: dict[int, PlanRow] = field(default_factory=dict)
    changeset: int | None = None


@dataclass
class Loader:
    """`made`: row → internal id of the record it made; `new`: the rows of this portion that make one."""

    order: Order
    loaded: Loaded
    book: RoadBook
    keys: Keys
    returned: Returned
    made: dict[int, int] = field(default_factory=dict)
    new: list[tuple[Record, dict[str, Any]]] = field(default_factory=list)

    def take(self, records: Sequence[Record], left_out: LeftOut) -> None:
        """A portion of the rows, in the order of the file."""
        self.book.look_at(spot for record in records if (spot := self._spot(record)) is not None)
        errors, twice = left_out
        for record in records:
            place = record.position
            self.loaded.plan[record.row] = PlanRow(
                record.row, REFUSED, _title(record), lon=place.lon if place else None, lat=place.lat if place else None
            )
            if record.row in errors:
                self._leave_out(record, DUPLICATE if record.row in twice else REFUSED)
                continue
            try:
                self._judge(record)
            except DomainError as problem:  # the services undo the row themselves; the others go on
                self._not_accepted(record, problem)
        self._create()

    def _spot(self, record: Record) -> Spot | None:
        road = self.book.find(record.road) if record.road and record.position and self.order.kind != KM_POST else None
        return (road.pk, record.position.lon, record.position.lat) if road and record.position else None

    def _judge(self, record: Record) -> None:
        """An update is written, an unchanged row is noted; a new one waits for the others of its portion."""
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
            self._leave_out(record, REFUSED)
            self.loaded.findings.append(refused)
            return
        road = None
        if self.returned.names_another_road(record) and (road := self._road(record)) is None:
            return
        self._compare(record, self.returned.known[record.public_id], self.returned.facts(record, road, self.book))

    def _compare(self, record: Record, asset: Asset, facts: dict[str, Any]) -> None:
        """Write what differs, or note that nothing does."""
        found = differences(asset, self.order.kind, facts, self.book)
        if not found:
            self._plan(record, UNCHANGED, {}, asset, asset.public_id, asset.recorded_from)
            return
        changed, version = changes(found, facts), asset.recorded_from
        change_asset(asset, changed, by=self.order.by, expected=version, reason=self.order.reason)
        self._plan(record, UPDATE, changed, asset, asset.public_id, version)
        for one in found:
            told = Update(record.row, asset.public_id, one.column, _told(one.before), _told(one.after))
            self.loaded.updates.append(told)

    def _create(self) -> None:
        """All new rows of the portion together."""
        new, self.new = self.new, []
        if new:
            self._create_all(new)

    def _create_all(self, new: list[tuple[Record, dict[str, Any]]]) -> None:
        """Together; in halves when any of them is refused, so that the others are not, until the one that is wrong says all of why."""
        said = {"by": self.order.by, "reason": self.order.reason}
        try:
            made = create_assets(self.order.kind, [facts for _, facts in new], ground=self.book, **said)
        except DomainError:
            if len(new) > 1:
                middle = len(new) // 2
                self._create_all(new[:middle])
                self._create_all(new[middle:])
            else:
                self._create_one(*new[0], said)
            return
        for (record, facts), asset in zip(new, made, strict=True):
            self._created(record, facts, asset)

    def _create_one(self, record: Record, facts: dict[str, Any], said: dict[str, Any]) -> None:
        try:
            self._created(record, facts, create_asset(self.order.kind, facts, **said))
        except DomainError as problem:
            self._not_accepted(record, problem)

    def _created(self, record: Record, facts: dict[str, Any], asset: Asset) -> None:
        self.made[record.row] = asset.pk
        self._plan(record, CREATE, facts, asset, "", None)

    def _plan(
        self, record: Record, outcome: str, facts: dict[str, Any], asset: Any, public_id: str, version: datetime | None
    ) -> None:
        """Note what becomes of a row, drawn where the record stands after it."""
        row = self.loaded.plan[record.row]
        point = asset.geom if row.lon is None else None
        self.loaded.plan[record.row] = replace(
            row,
            outcome=outcome,
            public_id=public_id,
            version=version,
            facts={name: _json(value) for name, value in facts.items()},
            lon=point.x if point else row.lon,
            lat=point.y if point else row.lat,
        )
        self.loaded.outcomes[record.row] = outcome

    def _road(self, record: Record) -> Road | None:
        """The row's road, made when it may be; None when the row is refused for it."""
        name = record.road or RoadName("")
        roads = self.book.meant(name)
        if len(roads) > 1:
            candidates = ", ".join(f"{road.code}: {road.branch} ({road.public_id})" for road in roads)
            self._refuse(record, "road-ambiguous", "road", value=name.text(), candidates=candidates)
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

    def _facts(self, record: Record, road: Road) -> dict[str, Any] | None:
        """All columns the file gives for this row, its place among them; None when its place refuses it."""
        told = {**record.facts, "source": source_text(self.order.source, record)}
        if self.order.kind == KM_POST:
            post = {**told, "road": road, "km": record.chainage.km if record.chainage else None}
            if record.position is not None:
                post["geom"] = Point(record.position.lon, record.position.lat, srid=WGS84)
            return post
        place = standing(record, road, self.book)
        self.loaded.findings.extend(place.findings)
        if any(one.severity == ERROR for one in place.findings):
            self._leave_out(record, REFUSED)
            return None
        return {**told, **place.facts}

    def _leave_out(self, record: Record, outcome: str) -> None:
        self.loaded.outcomes[record.row] = outcome
        self.loaded.plan[record.row] = replace(self.loaded.plan[record.row], outcome=outcome)

    def _not_accepted(self, record: Record, problem: DomainError) -> None:
        words = ", ".join(f"{name}={value}" for name, value in problem.facts.items())
        self._refuse(record, "not-accepted", problem.field or "", detail=f"{problem.code} ({words})")

    def _refuse(self, record: Record, code: str, at: str, value: object = "", **words: Any) -> None:
        self._leave_out(record, REFUSED)
        self.loaded.findings.append(
            finding(code, ERROR, row=record.row, field=at, value=value or record.stated_text, **words)
        )

    def judge_posts(self, records: Sequence[Record]) -> None:
        """What the database made of the posts just loaded: those that do not calibrate their road are named."""
        if self.order.kind != KM_POST:
            return
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


def _told(value: object) -> str:
    """A column's value in the report."""
    return f"{value.x}, {value.y}" if isinstance(value, Point) else "" if value is None else str(value)


def _title(record: Record) -> str:
    """What a person calls the row: its name or code, road and chainage."""
    name = record.facts.get("name") or record.facts.get("code") or ""
    return " · ".join(
        part for part in (str(name), record.road.text() if record.road else "", record.stated_text) if part
    )


def _json(value: object) -> Any:
    """A fact as the plan keeps it: exact, and the same whenever it is made. A road made for the import has no public id yet."""
    if isinstance(value, Road):
        return f"{value.code}: {value.branch}"
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Point):
        return list(value.tuple)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
