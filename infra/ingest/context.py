"""What the checks may know besides the rows. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from infra.ingest.normalise import Record
from infra.ingest.sources import FormHeader


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks may know besides the rows: the form's header, the kind and the day of the import.

    `on_their_roads`: which of some rows stand, by their coordinates, where their chainage is on a road that is on record.
    """

    kind: str
    header: FormHeader
    as_at: date
    on_their_roads: Callable[[Sequence[Record]], frozenset[int]] = lambda records: frozenset()


def by_road(records: Sequence[Record]) -> dict[tuple[str, str], list[Record]]:
    """Rows by (road code, branch), in the order of the file; without those on record already, which are not judged by their neighbours."""
    roads: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.road and not record.public_id:
            roads[record.road.code, record.road.branch].append(record)
    return roads
