"""Đóng đường, mở đường: a stretch is closed to all vehicles from a day on, and opened again.

A closure is what stands at its ends: the sign P.101 "Đường cấm", a posting with its days. So every map, list, export and routing that
obeys postings knows of it, and history keeps who closed what and when.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from infra.errors import RuleBroken
from infra.measures import TOLERANCE_M
from infra.models import Posting, Road
from infra.network.carrying import Stretch
from infra.services.network.carrying import move_stretches
from infra.services.network.roads import length_of, measure_said
from infra.services.network.rows import copy, update
from infra.services.network.running import Work
from infra.services.postings import post_limit

NO_ENTRY = "P101"


@dataclass(frozen=True, slots=True)
class Close:
    """`from_`..`to` (chainages or metres; None: the road's ends) is closed from `on` through `until` (None: until it is opened)."""

    road: Road
    on: date
    from_: str | float | None = None
    to: str | float | None = None
    until: date | None = None
    decision_number: str = ""
    name = "close"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        return {"from": self.from_, "to": self.to, "on": self.on, "until": self.until, "by": self.decision_number}

    def write(self, work: Work) -> None:
        """One posting more."""
        from_m, to_m = _ends(self.road, self.from_, self.to)
        facts = {"sign": NO_ENTRY, "from_m": from_m, "to_m": to_m, "valid_from": self.on, "valid_to": self.until}
        post_limit(self.road, {**facts, "decision_number": self.decision_number, "source": self.name}, by=work.by)


@dataclass(frozen=True, slots=True)
class Open:
    """`from_`..`to` is open from `on`: whatever closed it ends the day before; what was closed beside it stays closed."""

    road: Road
    on: date
    from_: str | float | None = None
    to: str | float | None = None
    name = "open"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        return {"from": self.from_, "to": self.to, "on": self.on}

    def write(self, work: Work) -> None:
        """Each closure in force is kept for the part that is opened, with a last day; the rest of it goes on as a copy."""
        from_m, to_m = _ends(self.road, self.from_, self.to)
        closed = self._closed(from_m, to_m)
        if not closed:
            raise RuleBroken("from", rule="not-closed", from_m=from_m, to_m=to_m, on=self.on.isoformat())
        rest = [
            (posting.pk, Stretch(self.road.pk, *part))
            for posting in closed
            for part in ((posting.from_m, from_m), (to_m, posting.to_m))
            if part[1] - part[0] > TOLERANCE_M
        ]
        copy(work, "posting", rest)
        inside = [(p.pk, Stretch(self.road.pk, max(from_m, p.from_m), min(to_m, p.to_m))) for p in closed]
        move_stretches(work, "posting", inside)
        last_day = self.on - timedelta(days=1)
        update(work, "posting", ("valid_to",), ("date",), [(posting.pk, last_day) for posting in closed])

    def _closed(self, from_m: float, to_m: float) -> list[Posting]:
        """The closures on the stretch that began before the day and last to it."""
        found = Posting.objects.filter(road=self.road, sign=NO_ENTRY, from_m__lt=to_m, to_m__gt=from_m).order_by("id")
        begun = [posting for posting in found if posting.valid_from is None or posting.valid_from < self.on]
        return [posting for posting in begun if posting.valid_to is None or posting.valid_to >= self.on]


def _ends(road: Road, from_: str | float | None, to: str | float | None) -> tuple[float, float]:
    """A stretch in metres. Raises what `measure_said` raises, RuleBroken `turned-round`."""
    length_m = length_of(road)
    from_m = 0.0 if from_ is None else measure_said(road, from_, "from")
    to_m = length_m if to is None else measure_said(road, to, "to")
    if to_m - from_m <= TOLERANCE_M:
        raise RuleBroken("to", rule="turned-round", from_m=from_m, to_m=to_m)
    return from_m, to_m
