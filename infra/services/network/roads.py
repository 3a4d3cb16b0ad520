"""The roads an operation draws, makes and takes away."""

from typing import Any

from django.contrib.gis.geos import GEOSGeometry, MultiLineString
from django.db import connection

from infra.errors import DomainError, MeasureBeyondRoad, NotFound, NotLocatable, RuleBroken
from infra.measures import TOLERANCE_M, measure_of, parse_chainage
from infra.models import ManagingUnit, Road
from infra.network.lines import apart_m, ends_of, length_m, snapped
from infra.services.calibration import calibration_of
from infra.services.checking import check
from infra.services.network.running import Work
from infra.services.rights import require_right_to

SHORTEST_M = 1.0
"""A road, or a rest of one, shorter than this is no road."""
MEETING_M = 15.0
"""Lines whose ends lie within this of each other meet (metres)."""
_NAMED = ("code", "branch", "name")


def measure_said(road: Road, said: Any, field: str) -> float:
    """Metres from the road's start: of a number as it is, of a chainage by the posts. Raises what `measure_of` raises, MeasureBeyondRoad."""
    whole_m = length_of(road)
    try:
        at_m = said if isinstance(said, int | float) else measure_of(parse_chainage(said), calibration_of(road)).at_m
    except DomainError as wrong:
        wrong.field = field
        raise
    if not -TOLERANCE_M <= at_m <= whole_m + TOLERANCE_M:
        raise MeasureBeyondRoad(
            field, road=road.code, at_m=at_m, length_m=whole_m, over_m=round(max(-at_m, at_m - whole_m), 2)
        )
    return float(min(max(at_m, 0.0), whole_m))


def length_of(road: Road) -> float:
    """Metres. Raises NotLocatable: a road without a centreline has nothing to operate on."""
    with connection.cursor() as cursor:
        cursor.execute("select length_m from road_line where road_id = %s", [road.pk])
        row = cursor.fetchone()
    if row is None:
        raise NotLocatable(None, road=road.code)
    return float(row[0])


def stretch(road_id: int, from_m: float, to_m: float) -> bytes:
    """The line of a road between two measures, as WKB."""
    with connection.cursor() as cursor:
        cursor.execute("select ST_AsBinary(lrs.stretch(%s, %s, %s))", [road_id, from_m, to_m])
        return bytes(cursor.fetchone()[0])


def point_at(road_id: int, at_m: float) -> bytes:
    """The point of a road at a measure, as EWKB."""
    with connection.cursor() as cursor:
        cursor.execute("select ST_AsEWKB(lrs.point_at(%s, %s))", [road_id, at_m])
        return bytes(cursor.fetchone()[0])


def change_start(work: Work, road: Road, km: int, metres: float) -> None:
    """State another chainage of the first metre."""
    require_right_to(work.by, road, "change", version="was")
    road.start_km, road.start_m = km, metres
    check(road)
    road.save(update_fields=["start_km", "start_m"])


def draw(work: Work, road: Road, line: bytes, **columns: Any) -> None:
    """Give a road its new centreline, and whatever else of it changes."""
    require_right_to(work.by, road, "change", version="was")
    road.centreline = _geometry(line)
    for name, value in columns.items():
        setattr(road, name, value)
    check(road)
    road.save(update_fields=["centreline", *columns])
    require_right_to(work.by, road, "change", version="becomes")


def made(work: Work, like: Road, facts: dict[str, Any], line: bytes, at_m: float) -> Road:
    """A new road on a stretch of another that begins at `at_m`: the same in all that `facts` do not say, its chainage running on.

    `facts`: code, branch, name, managing_unit (code). Without a code or branch it is the next free branch of the same code.
    """
    km, metres = reading(like, at_m)
    road = Road(
        **{f.attname: getattr(like, f.attname) for f in Road._meta.concrete_fields if f.name not in _OWN},
        centreline=_geometry(line),
        start_km=km,
        start_m=metres,
    )
    for name in _NAMED:
        setattr(road, name, facts.get(name) or getattr(road, name))
    if not facts.get("branch") and road.code == like.code:
        road.branch = _free_branch(road.code)
    elif not facts.get("branch"):
        road.branch = "000"
    if unit := facts.get("managing_unit"):
        road.managing_unit = unit_named(unit)
    check(road)
    road.save()
    road.refresh_from_db()
    require_right_to(work.by, road, "create", version="becomes")
    work.roads.add(road.pk)
    return road


_OWN = {"id", "public_id", "recorded_from", "centreline", "start_km", "start_m", "aliases"}


def unit_named(code: str) -> ManagingUnit:
    """Raises NotFound."""
    unit = ManagingUnit.objects.filter(code=code).first()
    if unit is None:
        raise NotFound("managing_unit", kind="managing_unit", id=code)
    return unit


def take_away(work: Work, road: Road) -> None:
    """Delete a road that nothing stands on any more; history keeps it."""
    require_right_to(work.by, road, "delete", version="was")
    road.delete()


def centreline(road: Road) -> bytes:
    """The line of a road as WKB."""
    return bytes(road.centreline.wkb)


def require_meeting(field: str, first: bytes, second: bytes) -> None:
    """Raises RuleBroken `apart` when the second line does not begin where the first ends."""
    distance_m = apart_m(ends_of(first)[1], ends_of(second)[0])
    if distance_m > MEETING_M:
        raise RuleBroken(field, rule="apart", apart_m=round(distance_m, 1), limit_m=MEETING_M)


def met(field: str, line: bytes, *, after: bytes | None = None, before: bytes | None = None) -> bytes:
    """A drawn line whose ends are put exactly on the end of the line it comes `after` and the start of the one it comes `before`.

    Raises RuleBroken `apart` where they do not meet.
    """
    if after is not None:
        require_meeting(field, after, line)
    if before is not None:
        require_meeting(field, line, before)
    return snapped(line, ends_of(after)[1] if after else None, ends_of(before)[0] if before else None)


def earlier_start(road: Road, line: bytes) -> dict[str, Any]:
    """The stated start of a road that now begins with `line`: as many metres less, where there are as many to count back."""
    if road.start_km is None:
        return {}
    start_m = 1000 * road.start_km + float(road.start_m) - length_m(line)
    return {"start_km": int(start_m // 1000), "start_m": round(start_m % 1000, 2)} if start_m >= 0 else {}


def reading(road: Road, at_m: float) -> tuple[int | None, float | None]:
    """The kilometre and the metres read at a measure; None where the road reads none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select km, round(greatest(%s - at_m, 0)::numeric, 2) from road_post where road_id = %s and at_m <= %s order by at_m desc limit 1",
            [at_m, road.pk, at_m + TOLERANCE_M],
        )
        return cursor.fetchone() or (None, None)


def _free_branch(code: str) -> str:
    taken = set(Road.objects.filter(code=code).values_list("branch", flat=True))
    return next(branch for n in range(1, 1000) if (branch := f"{n:03}") not in taken)


def _geometry(line: bytes) -> MultiLineString:
    """A centreline, of one part too: what is drawn by hand comes as a line."""
    read = GEOSGeometry(memoryview(line), srid=4326)
    return read if isinstance(read, MultiLineString) else MultiLineString(read, srid=4326)
