"""How a road, and each thing along it, stands at one moment: what an operation is compared by. Plain facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LINEAR = ("section", "inspection", "posting", "work", "shared_stretch")
POINTS = ("bridge", "culvert")
KINDS = ("km_post", *LINEAR, *POINTS)
"""Kinds that stand along a road, in the order they are told."""


@dataclass(frozen=True, slots=True)
class RoadStanding:
    """Lengths in metres; `sections_m`: of all its sections together; `starts`, `ends`: chainages, None where none is read."""

    id: int
    public_id: str
    code: str
    branch: str
    name: str
    managing_unit: str | None
    length_m: float
    starts: str | None
    ends: str | None
    sections_m: float
    calibration: str
    recorded_from: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing along a road. `to_m` None: a point. `wkb`: its place (EPSG:4326); `size_m`: how long a structure is.

    `km`, `verdict`: of a post. `in_force`: of a posting, ISO 8601 `2026-01-15/..`. `located_by`: of a structure.
    `host_id`, `host_from_m`, `host_to_m`, `host_chainage`, `host_to_chainage`: of a shared stretch, where it lies on its host.
    """

    kind: str
    id: int
    public_id: str
    name: str
    road_id: int
    from_m: float | None
    to_m: float | None
    chainage: str | None
    to_chainage: str | None
    side: str | None
    offset_m: float | None
    located_by: str | None
    size_m: float
    km: int | None
    verdict: str | None
    in_force: str | None
    wkb: bytes | None
    recorded_from: datetime
    host_id: int | None = None
    host_from_m: float | None = None
    host_to_m: float | None = None
    host_chainage: str | None = None
    host_to_chainage: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """Some roads and all that stands along them: internal id → road, (kind, internal id) → thing."""

    roads: Mapping[int, RoadStanding]
    things: Mapping[tuple[str, int], Standing]

    def of(self, kind: str) -> list[Standing]:
        """The things of one kind, in the order of their ids."""
        return [thing for thing in self.things.values() if thing.kind == kind]

    def along(self, road_id: int, kind: str) -> list[Standing]:
        """Those of them that stand along one road."""
        return [thing for thing in self.of(kind) if thing.road_id == road_id]
