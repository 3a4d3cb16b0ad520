"""Roads a file names, and where its rows stand on them. Reads the database, writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection

from infra.crs import WGS84
from infra.errors import ChainageBeforeFirstPost, ChainageBeyondPost
from infra.ingest.completing import unused_position
from infra.ingest.findings import ERROR, NOTICE, POSITION, WARNING, Finding, finding
from infra.ingest.mapping import RoadName
from infra.ingest.normalise import Record
from infra.measures import Calibration, Chainage, measure_of
from infra.models import Road
from infra.services.calibration import calibration_of
from infra.services.placing import FAR_M, Ground

GAP_TO_ROAD_M = 100.0
GAP_TO_CHAINAGE_M = 50.0
"""From these metres on, a position that disagrees with its road or its chainage is reported."""


_NAMED = "select c.said, c.rank, c.road_id from roads_named(%s) c"
"""What each name means, by the one rule for all who read a road by name."""


_NEAREST = """
select s.road_id, s.lon, s.lat, l.at_m, l.offset_m from unnest(%s::bigint[], %s::float8[], %s::float8[]) s (road_id, lon, lat)
  left join lateral lrs.locate(s.road_id, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326)) l on true
"""
"""Where many points are nearest to a road each: measure and offset, null without a centreline."""
Spot = tuple[int, float, float]


@dataclass
class RoadBook(Ground):
    """The roads a file names, as `roads_named` reads the names. Calibrations are read once a road, nearest places for many rows at once."""

    named: dict[str, list[tuple[int, Road]]] = field(default_factory=dict)
    calibrations: dict[int, Calibration] = field(default_factory=dict)
    spots: dict[Spot, tuple[float, float] | None] = field(default_factory=dict)

    @classmethod
    def read(cls, names: Iterable[RoadName]) -> "RoadBook":
        """The roads of these names without their lines."""
        book = cls()
        with connection.cursor() as cursor:
            cursor.execute(_NAMED, [sorted({name.code for name in names})])
            meant = cursor.fetchall()
        roads = Road.objects.defer("centreline").in_bulk({road_id for _, _, road_id in meant})
        for said, rank, road_id in meant:
            book.named.setdefault(said, []).append((rank, roads[road_id]))
        return book

    def add(self, name: RoadName, road: Road) -> None:
        """A road made for the import."""
        self.named.setdefault(name.code, []).append((0, road))

    def meant(self, name: RoadName) -> list[Road]:
        """The roads of that branch the name means most of all: none, one, or several that it cannot tell apart."""
        found = [(rank, road) for rank, road in self.named.get(name.code, ()) if road.branch == name.branch]
        best = min((rank for rank, _ in found), default=0)
        return [road for rank, road in found if rank == best]

    def find(self, name: RoadName) -> Road | None:
        """The one road of that name and branch."""
        roads = self.meant(name)
        return roads[0] if len(roads) == 1 else None

    def look_at(self, spots: Iterable[Spot]) -> None:
        """Ask for the nearest places of these points in one statement; those asked for before are forgotten."""
        asked = sorted(set(spots))
        self.spots = {}
        if not asked:
            return
        with connection.cursor() as cursor:
            cursor.execute(_NEAREST, [list(column) for column in zip(*asked, strict=True)])
            for road_id, lon, lat, at_m, offset_m in cursor.fetchall():
                self.spots[road_id, lon, lat] = None if at_m is None else (at_m, offset_m)

    def nearest(self, road: Road, point: Point) -> tuple[float, float] | None:
        """As asked for already, else asked now."""
        spot = (road.pk, point.x, point.y)
        return self.spots[spot] if spot in self.spots else super().nearest(road, point)

    def calibration(self, road: Road) -> Calibration:
        """How the road is read."""
        if road.pk not in self.calibrations:
            self.calibrations[road.pk] = calibration_of(road)
        return self.calibrations[road.pk]


@dataclass(frozen=True)
class Standing:
    """`facts`: the place as the services take it; `findings`: how it disagrees; an error means the row is refused."""

    facts: dict[str, Any]
    findings: tuple[Finding, ...]


def standing(record: Record, road: Road, book: RoadBook) -> Standing:
    """Where a structure stands: its coordinates where they are believed, else its chainage, else only what is stated."""
    chainage, calibration = record.chainage, book.calibration(road)
    if chainage is None:
        return _by_point(record, road, book)
    facts: dict[str, Any] = {
        "road": road,
        "stated_km": chainage.km,
        "stated_m": chainage.m,
        "stated_text": record.stated_text,
    }
    findings: list[Finding] = []
    at_m, problem = measure(chainage, calibration)
    findings = [] if problem is None else [_unplaced(record, road, problem, calibration)]
    if any(one.severity == ERROR for one in findings):
        return Standing(facts, tuple(findings))
    if at_m is not None:
        facts["chainage"] = record.stated_text
    if record.position is not None:
        point = Point(record.position.lon, record.position.lat, srid=WGS84)
        doubts = list(_gaps(record, road, point, at_m, book))
        findings += doubts
        if not any(one.severity == WARNING for one in doubts):
            return Standing({**facts, "geom": point, "source_srid": record.position.srid}, tuple(findings))
        unused = unused_position(f"{point.x}, {point.y}")
        facts["note"] = "; ".join(str(part) for part in (record.facts.get("note"), unused) if part)
    if at_m is None or calibration.length_m is None:
        findings.append(finding("not-on-map", NOTICE, row=record.row, field=POSITION, road=road.code))
    return Standing(facts, tuple(findings))


def _by_point(record: Record, road: Road, book: RoadBook) -> Standing:
    """A row that states no chainage stands at its coordinates; one without either nowhere."""
    if record.position is None:
        return Standing({}, (finding("required-missing", ERROR, row=record.row, field="chainage"),))
    point = Point(record.position.lon, record.position.lat, srid=WGS84)
    facts = {"road": road, "geom": point, "source_srid": record.position.srid}
    return Standing(facts, tuple(_gaps(record, road, point, None, book)))


def _unplaced(
    record: Record, road: Road, problem: ChainageBeyondPost | ChainageBeforeFirstPost, calibration: Calibration
) -> Finding:
    """Off a road whose ends are known: refused. Past the next post, or past the posts of a road without a line: not located."""
    off_the_road = calibration.length_m is not None and problem.facts.get("limit") != "post"
    code, severity = ("chainage-beyond-road", ERROR) if off_the_road else ("chainage-not-locatable", NOTICE)
    words = {"road": road.code, "detail": beyond_words(problem)}
    return finding(code, severity, row=record.row, field="chainage", value=record.stated_text, **words)


def measure(
    chainage: Chainage, calibration: Calibration
) -> tuple[float | None, ChainageBeyondPost | ChainageBeforeFirstPost | None]:
    """The measure of a chainage (m), or what keeps it from being one; both None on a road that nothing is read by."""
    if not calibration.posts:
        return None, None
    try:
        return measure_of(chainage, calibration).at_m, None
    except (ChainageBeyondPost, ChainageBeforeFirstPost) as problem:
        return None, problem


def beyond_words(problem: ChainageBeyondPost | ChainageBeforeFirstPost) -> str:
    """What keeps a chainage from being on its road, as a finding tells it."""
    facts = problem.facts
    if isinstance(problem, ChainageBeforeFirstPost):
        return (
            f"trước cột đầu tiên (Km{facts['first_km']})"
            if facts.get("first_km") is not None
            else "trước điểm đầu tuyến"
        )
    if facts.get("limit") == "post":
        return f"vượt cột Km{facts['next_km']} {facts['over_m']} m"
    return f"vượt cuối tuyến {facts['over_m']} m"


def _gaps(record: Record, road: Road, point: Point, at_m: float | None, book: RoadBook) -> Iterator[Finding]:
    """How far the coordinates are from the road, and along it from the chainage (m). Beyond FAR_M they are not used."""
    found = book.nearest(road, point)
    if found is None:
        return
    nearest_m, offset_m = found
    value = f"{point.x}, {point.y}"
    if abs(offset_m) > GAP_TO_ROAD_M:
        severity = WARNING if abs(offset_m) > FAR_M else NOTICE
        words = {"road": road.code, "metres": round(abs(offset_m))}
        yield finding("gap-to-road", severity, row=record.row, field=POSITION, value=value, **words)
    if at_m is not None and abs(offset_m) <= FAR_M and abs(nearest_m - at_m) > GAP_TO_CHAINAGE_M:
        yield finding(
            "gap-to-chainage", NOTICE, row=record.row, field=POSITION, value=value, metres=round(abs(nearest_m - at_m))
        )
