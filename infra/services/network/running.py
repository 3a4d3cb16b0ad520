"""What every network operation shares: locked, written, compared, proved; then kept, or shown and undone.

A preview and a commit are the same code. A preview ends as if it had never begun; a commit is refused unless the plan is still the
one that was shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from infra.errors import NotFound, PlanChanged, RuleBroken, Stale
from infra.history import acting_as
from infra.models import Road
from infra.network.behaviours import Asked
from infra.network.effects import Decision, Effects, Noted, compared, digest
from infra.network.standing import Network
from infra.services.network.proof import prove
from infra.services.network.standing import lock, standing, with_partners
from infra.services.rights import require_writer, rights_read_once
from infra.services.writing import database_promises


@dataclass(slots=True)
class Work:
    """One operation being written. `before`: the roads it was told of and those they share a stretch with, as they stood; `roads`: internal ids, new ones too."""

    by: Any
    asked: Asked
    before: Network
    roads: set[int]
    noted: Noted = field(default_factory=lambda: Noted({}, {}, {}))

    def decide(self, kind: str, row_id: int, decision: Decision) -> str | None:
        """What is asked for a thing that needs a decision; noted as undecided when nothing is."""
        public_id = self.before.things[kind, row_id].public_id
        asked = self.asked.of(kind, public_id)
        if asked in decision.choices:
            self.noted.behaviours[kind, row_id] = asked
            return asked
        self.noted.decisions[kind, row_id] = decision
        return None


class Operation(Protocol):
    """One operation with what is asked of it."""

    name: str
    keeps_sections: bool

    def involved(self) -> Sequence[Road]:
        """The roads it is about, the one it is asked of first."""

    def said(self) -> dict[str, Any]:
        """Its facts, JSON-ready: part of the digest."""

    def write(self, work: Work) -> None:
        """Do it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was shown or done, and the digest a commit of it must carry."""

    effects: Effects
    token: str


def operate(
    operation: Operation,
    asked: Asked,
    *,
    by: Any,
    expected: datetime | None = None,
    token: str | None = None,
    permit: Callable[[set[str]], None] = lambda kinds: None,
    reason: str = "",
    client: str = "",
) -> Done:
    """Show an operation (`token` None), or commit the one that was shown under `token` (its road still at version `expected`).

    `permit` may refuse the kinds of what is touched (a token of narrow scope).

    Raises Forbidden, NotFound, RuleBroken (`decision-needed` with the things undecided), OutOfRange, Stale, PlanChanged.
    """
    require_writer(by, "road", "change")
    with acting_as(by, reason, client), rights_read_once(), database_promises():
        roads = operation.involved()
        told = with_partners(road.pk for road in roads)
        lock(told)
        for road in roads:
            _read_again(road)
        if token is not None:
            _require_version(roads[0], expected)
        effects = _written(operation, Work(by, asked, standing(told), told))
        permit({"road", *(effect.kind for effect in effects.things)})
        done = Done(effects, digest([operation.name, operation.said(), sorted(asked.by_name.items())], effects))
        if token is None:
            transaction.set_rollback(True)
        else:
            _require_decided(effects)
            if token != done.token:
                raise PlanChanged(operation=operation.name, now=done.token)
        return done


def _written(operation: Operation, work: Work) -> Effects:
    """The operation done, and what it did; what must hold does."""
    work.asked.check(work.before)
    with carrying():
        operation.write(work)
    place_shared(work.roads)
    effects = compared(work.before, standing(work.roads), work.noted)
    prove(effects, work.before, keeps_sections=operation.keeps_sections)
    return effects


def _read_again(road: Road) -> None:
    """A road as it is now that nobody else changes it. Raises NotFound."""
    try:
        road.refresh_from_db()
    except Road.DoesNotExist as gone:
        raise NotFound(None, kind="road", id=road.public_id) from gone


def _require_version(road: Road, expected: datetime | None) -> None:
    if road.recorded_from != expected:
        raise Stale(None, current=road.recorded_from.isoformat(), expected=expected and expected.isoformat())


def _require_decided(effects: Effects) -> None:
    if effects.undecided:
        told = [
            {"id": e.public_id, "kind": e.kind, "because": e.decision.because, "choices": list(e.decision.choices)}
            for e in effects.undecided
            if e.decision
        ]
        raise RuleBroken("behaviours", rule="decision-needed", count=len(told), undecided=told[:100])


@contextmanager
def carrying() -> Iterator[None]:
    """While it lasts nothing follows a road by trigger: the operation places each thing once. Sections may overlap until its end."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lrs.carrying', 'on', true)")
        cursor.execute("set constraints section_no_overlap, shared_no_overlap deferred")
        yield
        cursor.execute("select set_config('lrs.carrying', 'off', true)")
        connection.check_constraints()
        cursor.execute("set constraints section_no_overlap, shared_no_overlap, km_post_once_a_road immediate")


def place_shared(road_ids: Iterable[int]) -> None:
    """Seek what these roads share on its host anew. Raises IntegrityError where the lines have come apart, see `infra/sql/0028`."""
    with connection.cursor() as cursor:
        cursor.execute("select lrs.place_shared(%s)", [sorted(road_ids)])


def calibrate(road_ids: Iterable[int]) -> None:
    """Read these roads anew by the posts they have now."""
    with connection.cursor() as cursor:
        for road_id in sorted(road_ids):
            cursor.execute("select lrs.calibrate(%s)", [road_id])
