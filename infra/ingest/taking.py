"""What an import does with its rows whatever they are: one after another, each refused, created, updated or left as it is."""

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
from infra.ingest.report import DUPLICATE, REFUSED, Update
from infra.ingest.returning import Returned
from infra.models import Road
from infra.network.lines import ends_of, length_m

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
class Taker(ABC):
    """One import under way. `made`: row → internal id of the record it made."""

    order: Order
    loaded: Loaded
    book: RoadBook
    returned: Returned
    made: dict[int, int] = field(default_factory=dict)

    def take(self, records: Sequence[Record], left_out: LeftOut) -> None:
        """A portion of the rows, in the order of the file."""
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

    def finish(self, records: Sequence[Record], given: Given | None) -> None:  # noqa: B027 (nothing to say is an answer)
        """What can be said only when all rows are taken. `given`: None where nothing was checked before."""

    @abstractmethod
    def _row(self, record: Record) -> PlanRow:
        """A row before it is judged."""

    @abstractmethod
    def _judge(self, record: Record) -> None:
        """Settle a row. Raises DomainError when the services do not accept it."""

    def _settle(self, record: Record, outcome: str, facts: Mapping[str, Any] | None = None, **shown: Any) -> None:
        """Note what becomes of a row, as the plan shows it."""
        self.loaded.outcomes[record.row] = outcome
        told = {name: _planned(value) for name, value in (facts or {}).items()}
        self.loaded.plan[record.row] = replace(self.loaded.plan[record.row], outcome=outcome, facts=told, **shown)

    def _refuse(self, record: Record, code: str, at: str, value: object = "", **words: Any) -> None:
        found = finding(code, ERROR, row=record.row, field=at, value=value or record.stated_text, **words)
        self._refused(record, [found])

    def _refused(self, record: Record, findings: Iterable[Finding] = ()) -> None:
        self._settle(record, REFUSED)
        self.loaded.findings.extend(findings)

    def _not_accepted(self, record: Record, problem: DomainError) -> None:
        words = ", ".join(f"{name}={value}" for name, value in problem.facts.items())
        self._refuse(record, "not-accepted", problem.field or "", detail=f"{problem.code} ({words})")

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
        return list(value.tuple)
    if isinstance(value, MultiLineString):  # by its length and ends, which differ where lines do
        line = bytes(value.wkb)
        ends = [list(end) for end in ends_of(line)]
        return {"metres": round(length_m(line), 3), "ends": ends, "vertices": value.num_coords}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
