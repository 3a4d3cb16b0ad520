"""What an import does with its rows whatever they are: one after another, each refused, created, updated or left as it is."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.gis.geos import MultiLineString, Point
from django.db.models import Model

from infra.errors import DomainError
from infra.ingest.findings import ERROR, Finding, finding
from infra.ingest.locating import RoadBook
from infra.ingest.normalise import Record
from infra.ingest.plan import PlanRow
from infra.ingest.positions import Position
from infra.ingest.report import CREATE, DUPLICATE, REFUSED, UPDATE, Update
from infra.ingest.returning import Returned
from infra.models import Asset, Road
from infra.network.lines import length_m
from infra.services.assets import change_asset, create_asset
from infra.services.many_assets import change_assets, create_assets

LeftOut = tuple[frozenset[int], frozenset[int]]
"""Rows with errors, and those of them that only repeat another (`infra.ingest.findings.left_out`)."""
Facts = dict[str, Any]
"""Column → value, as the services take them."""
New = tuple[Record, Facts]
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


@dataclass(frozen=True)
class Change:
    """A row that changes a record. `asset`: as it was read; `facts`: what is written; `updates`: as the report tells it."""

    record: Record
    asset: Asset
    facts: Facts
    updates: Sequence[Update]


@dataclass
class Taker(ABC):
    """One import under way. `made`: row → internal id of the record it made; `new`, `changed`: the rows of this portion that make or change one."""

    order: Order
    loaded: Loaded
    book: RoadBook
    returned: Returned
    made: dict[int, int] = field(default_factory=dict)
    new: list[New] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)

    def take(self, records: Sequence[Record], left_out: LeftOut) -> None:
        """A portion of the rows, in the order of the file; they are written when the whole portion is judged."""
        errors, twice = left_out
        for record in records:
            self.loaded.plan[record.row] = self._row(record)
            if record.row in errors:
                self._settle(record, DUPLICATE if record.row in twice else REFUSED)
                continue
            try:
                self._judge(record)
            except DomainError as problem:  # the services undo the row themselves; the others go on
                self._not_accepted(record, problem)
        changed, self.changed = self.changed, []
        self._change(changed)
        new, self.new = self.new, []
        self._make(new)

    def finish(self, records: Sequence[Record], given: Given | None) -> None:  # noqa: B027 (nothing to say is an answer)
        """What can be said only when all rows are taken. `given`: None where nothing was checked before."""

    @abstractmethod
    def _row(self, record: Record) -> PlanRow:
        """A row before it is judged."""

    @abstractmethod
    def _judge(self, record: Record) -> None:
        """Settle a row, or put it with `new` or `changed`. Raises DomainError when the services do not accept it."""

    def _is_made(self, record: Record, facts: Facts, asset: Asset) -> None:
        """Settle a row that has made a record."""
        self._settle(record, CREATE, facts)

    def _is_changed(self, change: Change) -> None:
        """Settle a row that has changed its record."""
        asset = change.asset
        self._settle(change.record, UPDATE, change.facts, public_id=asset.public_id, version=asset.recorded_from)

    def _make(self, new: Sequence[New]) -> None:
        """Together; in halves when any of them is refused, so that the others are not, until the one that is wrong says all of why."""
        if len(new) == 1:
            self._make_one(*new[0])
        elif new:
            try:
                made = create_assets(self.order.kind, [facts for _, facts in new], ground=self.book, **self._said())
            except DomainError:
                middle = len(new) // 2
                self._make(new[:middle])
                self._make(new[middle:])
                return
            for (record, facts), asset in zip(new, made, strict=True):
                self._has_made(record, facts, asset)

    def _make_one(self, record: Record, facts: Facts) -> None:
        try:
            self._has_made(record, facts, create_asset(self.order.kind, facts, **self._said()))
        except DomainError as problem:
            self._not_accepted(record, problem)

    def _change(self, changed: Sequence[Change]) -> None:
        """As `_make`."""
        if len(changed) == 1:
            self._change_one(changed[0])
        elif changed:
            try:
                told = [(one.asset, one.facts) for one in changed]
                change_assets(self.order.kind, told, ground=self.book, **self._said())
            except DomainError:
                middle = len(changed) // 2
                self._change(changed[:middle])
                self._change(changed[middle:])
                return
            for one in changed:
                self._has_changed(one)

    def _change_one(self, one: Change) -> None:
        try:
            change_asset(one.asset, one.facts, expected=one.asset.recorded_from, **self._said())
            self._has_changed(one)
        except DomainError as problem:
            self._not_accepted(one.record, problem)

    def _said(self) -> dict[str, Any]:
        return {"by": self.order.by, "reason": self.order.reason}

    def _has_changed(self, one: Change) -> None:
        self.loaded.updates += one.updates
        self._is_changed(one)

    def _has_made(self, record: Record, facts: Facts, asset: Asset) -> None:
        self.made[record.row] = asset.pk
        self._is_made(record, facts, asset)

    def _settle(self, record: Record, outcome: str, facts: Mapping[str, Any] | None = None, **shown: Any) -> None:
        """Note what becomes of a row, as the plan shows it."""
        self.loaded.outcomes[record.row] = outcome
        told = {name: _planned(value) for name, value in (facts or {}).items()}
        self.loaded.plan[record.row] = replace(self.loaded.plan[record.row], outcome=outcome, facts=told, **shown)

    def _refuse(self, record: Record, code: str, at: str, value: object = "", **words: Any) -> None:
        found = finding(code, ERROR, row=record.row, field=at, value=value, **words)
        self._refused(record, [found])

    def _refused(self, record: Record, findings: Iterable[Finding] = ()) -> None:
        self._settle(record, REFUSED)
        self.loaded.findings.extend(findings)

    def _not_accepted(self, record: Record, problem: DomainError) -> None:
        words = ", ".join(f"{name}={value}" for name, value in problem.facts.items())
        said = {"value": record.stated_text, "detail": f"{problem.code} ({words})"}
        self._refuse(record, "not-accepted", problem.field or "", **said)

    def _several_meant(self, record: Record, name: str, roads: Sequence[Road]) -> None:
        candidates = ", ".join(f"{road.code}: {road.branch} ({road.public_id})" for road in roads)
        self._refuse(record, "road-ambiguous", "road", value=name, candidates=candidates)


def shown(value: object) -> str:
    """A column's value in the report."""
    return f"{value.x}, {value.y}" if isinstance(value, Point) else "" if value is None else str(value)


def _planned(value: object) -> Any:
    """A fact as the plan keeps it: exact, and the same whenever it is made. A road made for the import has no public id yet."""
    if isinstance(value, Road):
        return f"{value.code}: {value.branch}"
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Point):
        return [value.x, value.y]
    if isinstance(value, MultiLineString):  # told by its length, known by its vertices
        line = bytes(value.wkb)
        return f"{length_m(line):.3f} m, {hashlib.blake2b(line, digest_size=12).hexdigest()}"
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
