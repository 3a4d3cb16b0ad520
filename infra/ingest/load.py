"""Records into the database, in one transaction, through the services. A dry run does everything and rolls back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.db.models import Model

from infra.crs import WGS84
from infra.errors import DomainError, PlanMoved
from infra.history import acting_as
from infra.ingest.cells import CodeList
from infra.ingest.duplicates import possible_duplicates
from infra.ingest.explaining import explained
from infra.ingest.findings import ERROR, NOTICE, POSITION, Finding, finding
from infra.ingest.locating import RoadBook, standing
from infra.ingest.mapping import KM_POST, RoadName
from infra.ingest.matching import Keys, changes, differences, source_text
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow, moved
from infra.ingest.positions import Position
from infra.ingest.report import CREATE, DUPLICATE, REFUSED, UNCHANGED, UPDATE, Update
from infra.models import CODE_LISTS, PostCalibration, Road
from infra.services.assets import change_asset, create_asset

CLIENT = "import_data"
MOVED_TOLD = 100
Progress = Callable[[int, int], None]
LeftOut = tuple[frozenset[int], frozenset[int]]
"""Rows with errors, and those of them that only repeat another (`infra.ingest.findings.left_out`)."""
Given = tuple[Sequence[Finding], Mapping[int, Position]]
"""What the checks before have found, and the coordinates as the file has them."""


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


@dataclass
class Loaded:
    """What became of the rows. `changeset`: of the history, None when nothing was written or nothing stays."""

    outcomes: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    plan: dict[int, PlanRow] = field(default_factory=dict)
    changeset: int | None = None


def code_lists() -> dict[str, CodeList]:
    """All code lists with their labels and other spellings."""
    lists = {}
    for name, model in CODE_LISTS.items():
        rows = model._default_manager.values_list("code", "label_vi", "label_en", "facts")
        lists[name] = CodeList.of(name, [(code, (vi, en, *facts.get("also", ()))) for code, vi, en, facts in rows])
    return lists


def load(
    records: Sequence[Record],
    left_out: LeftOut,
    order: Order,
    progress: Progress | None = None,
    given: Given | None = None,
) -> Loaded:
    """Load all records but the refused ones. Nothing is written when anything unexpected fails, or on a dry run.

    Raises PlanMoved, and then nothing is written, when a row would become something else than `order.planned` says.
    """
    loaded = Loaded()
    reason = f"Nhập {order.file}: {order.source}"
    with transaction.atomic():
        with acting_as(order.by, reason, CLIENT):
            loader = _Loader(
                order, reason, loaded, RoadBook.read(record.road for record in records if record.road), Keys(order.kind)
            )
            for done, record in enumerate(records, 1):
                loader.take(record, left_out)
                if progress is not None:
                    progress(done, len(records))
            loader.judge_posts(records)
            loaded.findings += possible_duplicates(order.kind, loader.made)
            if given is not None:
                findings, positions = given
                loaded.findings += explained([*findings, *loaded.findings], records, positions, loader.book)
        if order.planned is not None and (rows := moved(order.planned, loaded.plan.values())):
            raise PlanMoved(None, count=len(rows), rows=rows[:MOVED_TOLD])
        if order.dry_run:
            transaction.set_rollback(True)
        elif {CREATE, UPDATE} & set(loaded.outcomes.values()):
            loaded.changeset = _changeset()
    return loaded


def _changeset() -> int:
    """The change set of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select history.current_changeset()")
        return int(cursor.fetchone()[0])


@dataclass
class _Loader:
    """One import under way."""

    order: Order
    reason: str
    loaded: Loaded
    book: RoadBook
    keys: Keys
    made: dict[int, int] = field(default_factory=dict)

    def take(self, record: Record, left_out: LeftOut) -> None:
        """One row: refused, created, updated or unchanged."""
        place = record.position
        self.loaded.plan[record.row] = PlanRow(
            record.row, REFUSED, _title(record), lon=place.lon if place else None, lat=place.lat if place else None
        )
        errors, twice = left_out
        if record.row in errors:
            self._leave_out(record, DUPLICATE if record.row in twice else REFUSED)
            return
        try:
            outcome = self._write(record)
        except DomainError as problem:  # the services undo the row themselves; the others go on
            words = ", ".join(f"{name}={value}" for name, value in problem.facts.items())
            self._refuse(record, "not-accepted", problem.field or "", detail=f"{problem.code} ({words})")
            return
        if outcome is not None:
            self.loaded.outcomes[record.row] = outcome

    def _write(self, record: Record) -> str | None:
        road = self._road(record)
        if road is None:
            return None
        facts = self._facts(record, road)
        if facts is None:
            return None
        asset = self.keys.find(record, road)
        if asset is None:
            made = create_asset(self.order.kind, facts, by=self.order.by, reason=self.reason)
            self.made[record.row] = made.pk
            self._plan(record, CREATE, facts, made, "", None)
            return CREATE
        found = differences(asset, self.order.kind, facts)
        if not found:
            self._plan(record, UNCHANGED, {}, asset, asset.public_id, asset.recorded_from)
            return UNCHANGED
        self._plan(record, UPDATE, changes(found, facts), asset, asset.public_id, asset.recorded_from)
        change_asset(asset, changes(found, facts), by=self.order.by, expected=asset.recorded_from, reason=self.reason)
        for one in found:
            told = Update(record.row, asset.public_id, one.column, _told(one.before), _told(one.after))
            self.loaded.updates.append(told)
        return UPDATE

    def _plan(
        self, record: Record, outcome: str, facts: dict[str, Any], asset: Any, public_id: str, version: Any
    ) -> None:
        """Note what becomes of a row, drawn where the record stands after it."""
        row = replace(
            self.loaded.plan[record.row],
            outcome=outcome,
            public_id=public_id,
            version=version,
            facts={name: _json(value) for name, value in facts.items()},
        )
        if row.lon is None and asset.geom is not None:
            row = replace(row, lon=asset.geom.x, lat=asset.geom.y)
        self.loaded.plan[record.row] = row

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
        created = create_asset("road", {**facts, "source": source}, by=self.order.by, reason=self.reason)
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
            self.loaded.outcomes[record.row] = REFUSED
            return None
        return {**told, **place.facts}

    def _leave_out(self, record: Record, outcome: str) -> None:
        self.loaded.outcomes[record.row] = outcome
        self.loaded.plan[record.row] = replace(self.loaded.plan[record.row], outcome=outcome)

    def _refuse(self, record: Record, code: str, at: str, value: object = "", **words: Any) -> None:
        self.loaded.outcomes[record.row] = REFUSED
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
            if road is None or record.chainage is None or self.loaded.outcomes.get(record.row) in (REFUSED, DUPLICATE):
                continue
            verdict = verdicts.get((road.pk, record.chainage.km))
            if verdict is not None:
                words = {"verdict": verdict}
                self.loaded.findings.append(
                    finding("post-not-used", NOTICE, row=record.row, field=POSITION, value=verdict, **words)
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
        return [value.x, value.y]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
