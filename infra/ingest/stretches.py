"""Stretches of roads as rows state them, and how they lie beside each other: ends that meet, overlaps, gaps. Pure."""

from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from infra.ingest.findings import ERROR, TWICE, Finding, finding
from infra.measures import Chainage

if TYPE_CHECKING:
    from infra.ingest.context import Context
    from infra.ingest.normalise import Record

ENDS = ("from", "to")
"""What the names of our columns about the two ends of a stretch begin with."""
MEETING_M = 1.0
"""An end that is drawn this near to a known one is that end: nobody draws to the centimetre. A start this near is the same start."""
SAME_M = 0.0051
"""A chainage is written to the centimetre: an end stated this near to a known one is that end."""
OVERLAP_M = 0.001
"""A millimetre is no overlap (`section_no_overlap`)."""


@dataclass(frozen=True, slots=True)
class End:
    """One end as a row states it: by chainage and as it was written, by measure (`at_m`), by both or not at all."""

    chainage: Chainage | None = None
    text: str = ""
    at_m: float | None = None

    @property
    def said(self) -> bool:
        """Whether the row says anything of it."""
        return self.chainage is not None or self.at_m is not None


@dataclass(frozen=True, slots=True)
class Stated:
    """From where to where, as a row states it. `said_in`: the first of our columns that says it."""

    start: End
    end: End
    said_in: str

    @property
    def text(self) -> str:
        """As people write it."""
        return " – ".join(part for part in self._texts if part)

    @property
    def column(self) -> str:
        """What a finding about both ends names: `stretch` stands for the two columns of chainages as well."""
        return "from_m" if self.said_in == "from_m" else "stretch"

    @property
    def value(self) -> str:
        """What stands in the cells of that column: of two columns one after the other."""
        return {"stretch": self.text, "from_m": self._texts[0]}.get(self.said_in, ", ".join(self._texts))

    @property
    def _texts(self) -> tuple[str, str]:
        start, end = (one.text or (f"{one.at_m:g}" if one.at_m is not None else "") for one in (self.start, self.end))
        return start, end


def stated_stretch(place: Mapping[str, object]) -> Stated | None:
    """What the columns of a row say: one with both ends, two chainages, two measures; None where they say nothing."""
    both = place.get("stretch")
    chainages = both if isinstance(both, tuple) else (place.get("from_chainage"), place.get("to_chainage"))
    start, end = (
        _end(chainage, place.get(measure)) for chainage, measure in zip(chainages, ("from_m", "to_m"), strict=True)
    )
    if not start.said and not end.said:
        return None
    by_measure = start.chainage is None and end.chainage is None
    return Stated(start, end, "stretch" if both else "from_m" if by_measure else "from_chainage")


def _end(chainage: object, measure: object) -> End:
    at_m = float(measure) if isinstance(measure, Decimal) else None
    if not isinstance(chainage, tuple):
        return End(at_m=at_m)
    read, text = chainage
    return End(read, text, at_m)


def same_stretches(records: Sequence["Record"], context: "Context") -> Iterator[Finding]:
    """A stretch that an earlier row says word for word; one stretch with two descriptions is an overlap, found where it lies on the road."""
    first: dict[object, int] = {}
    for record in records:
        if record.stretch is None or record.public_id:
            continue
        road = (record.road.code, record.road.branch) if record.road else None
        said = (road, record.stretch, record.line, tuple(sorted((k, str(v)) for k, v in record.facts.items())))
        if (other := first.setdefault(said, record.row)) != record.row:
            said_at = {"field": record.stretch.column, "value": record.stretch.value}
            yield finding(TWICE, ERROR, row=record.row, **said_at, other=other)


@dataclass(frozen=True, slots=True)
class Extent:
    """Metres of a road that `owner` takes: a row of the file, or the public id of a section that is in none of its rows."""

    owner: int | str
    from_m: float
    to_m: float


def overlaps(extents: Iterable[Extent]) -> Iterator[tuple[Extent, Extent]]:
    """All pairs that share more than a millimetre of one road, the one that begins first before the other."""
    open_ones: list[Extent] = []
    for one in sorted(extents, key=lambda extent: (extent.from_m, extent.to_m)):
        open_ones = [before for before in open_ones if before.to_m - OVERLAP_M > one.from_m]
        yield from ((before, one) for before in open_ones)
        open_ones.append(one)


def gaps(extents: Iterable[Extent], least_m: float) -> Iterator[tuple[Extent, float]]:
    """Sections of one road after which more than `least_m` metres are described by none before the next begins, and where that is."""
    ordered = sorted(extents, key=lambda extent: extent.from_m)
    for before, after in pairwise(ordered):
        if after.from_m - before.to_m > least_m:
            yield before, after.from_m


class Ends:
    """The ends there are on one road, for those of a file to meet."""

    def __init__(self, known: Iterable[float]) -> None:
        self._known = sorted(known)

    def met(self, at_m: float, within_m: float) -> float:
        """The nearest known end within these metres, else this one, which is known from now on."""
        place = bisect(self._known, at_m)
        near = min(self._known[max(place - 1, 0) : place + 1], key=lambda one: abs(one - at_m), default=None)
        if near is not None and abs(near - at_m) <= within_m:
            return near
        insort(self._known, at_m)
        return at_m
