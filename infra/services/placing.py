"""Where an asset stands: from what a person gives (chainage, measure or a point) to the columns that say so."""

from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection

from infra.errors import MeasureBeyondRoad, NotFound, NotLocatable, RuleBroken
from infra.measures import TOLERANCE_M, Calibration, measure_of, parse_chainage
from infra.models import Asset, Road, RoadLine
from infra.models.structures import BY_CHAINAGE, BY_COORDINATES
from infra.services.calibration import calibration_of

FAR_M = 1000.0
"""A point farther than this from the road it is said to stand on is refused as a slip."""


_MEANT = """
select id, public_id, code, branch, name, managing_unit_id from (
  select r.*, rank() over (order by c.rank, c.rank = 1 and r.branch <> '000') as place from roads_named(array[%s]) c join road r on r.id = c.road_id) s
 where place = 1 order by code, branch, id
"""
"""The roads a name means most of all, without their centrelines."""


def road_named(text: str) -> Road:
    """The road of this public id, code or alias in any writing (`QL1`, `ql.1`), as every reader of names is told it (`roads_named`).

    A public id goes before a code, a code before an alias, and of one code the road itself before its branches. Raises NotFound,
    and RuleBroken `ambiguous-road` with the `candidates` (code, branch, id, name) when several are equally meant.
    """
    roads = list(Road.objects.raw(_MEANT, [text]))
    if not roads:
        raise NotFound("road", kind="road", id=text)
    if len(roads) > 1:
        candidates = [{"id": r.public_id, "code": r.code, "branch": r.branch, "name": r.name} for r in roads]
        raise RuleBroken("road", rule="ambiguous-road", value=text, candidates=candidates)
    return roads[0]


class Ground:
    """What places are read from: the database, at every question. Whoever places many brings one that has asked for all at once."""

    def calibration(self, road: Road) -> Calibration:
        """How the road is read."""
        return calibration_of(road)

    def nearest(self, road: Road, point: Point) -> tuple[float, float] | None:
        """The measure and the offset (m, right of rising chainage) of a point (EPSG:4326); None without a centreline."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select at_m, offset_m from lrs.locate(%s, ST_GeomFromEWKB(%s))", [road.pk, bytes(point.ewkb)]
            )
            found = cursor.fetchone()
        return None if found is None or found[0] is None else found


_DATABASE = Ground()


def placed(asset: Asset, changes: dict[str, Any], ground: Ground = _DATABASE) -> dict[str, Any]:
    """Replace `chainage`, `at_m` or `geom` in the changes of a structure by all the columns of its place.

    A chainage or measure makes the road the truth, a point makes the point the truth; with both, the
    point is the truth and the measure stays as given (their disagreement is shown, not hidden).
    Raises what `measure_of` raises, MeasureBeyondRoad, NotLocatable, RuleBroken (point far from its road).
    """
    columns = dict(changes)
    chainage, at_m, point = columns.pop("chainage", None), columns.get("at_m"), columns.get("geom")
    if not chainage and at_m is None and point is None:
        return columns
    road = columns["road"] if "road" in columns else getattr(asset, "road", None)
    if chainage:
        columns |= _from_chainage(road, chainage, ground)
    elif at_m is not None:
        columns |= _from_measure(road, at_m)
    if point is not None:
        columns |= _from_point(road, point, columns.get("at_m"), ground)
    return columns


def _from_chainage(road: Road | None, text: str, ground: Ground) -> dict[str, Any]:
    if road is None:
        raise NotLocatable(None, road=None, chainage=text)
    chainage = parse_chainage(text)
    calibration = ground.calibration(road)
    if not calibration.posts:
        raise NotLocatable(None, road=road.code, chainage=text)
    place = measure_of(chainage, calibration)
    stated = {"stated_km": chainage.km, "stated_m": chainage.m, "stated_text": text.strip()}
    return {"located_by": BY_CHAINAGE, "at_m": place.at_m, **stated}


def _from_measure(road: Road | None, at_m: float) -> dict[str, Any]:
    if road is None:
        raise NotLocatable(None, road=None, at_m=at_m)
    length_m = RoadLine.objects.filter(road=road).values_list("length_m", flat=True).first()
    if at_m < 0 or (length_m is not None and at_m > length_m + TOLERANCE_M):
        raise MeasureBeyondRoad(road=road.code, at_m=at_m, length_m=length_m, over_m=round(at_m - (length_m or 0), 2))
    return {"located_by": BY_CHAINAGE, "at_m": at_m}


def _from_point(road: Road | None, point: Point, at_m: float | None, ground: Ground) -> dict[str, Any]:
    columns: dict[str, Any] = {"located_by": BY_COORDINATES, "geom": point, "at_m": at_m, "offset_m": 0.0}
    if road is None:
        return columns
    found = ground.nearest(road, point)
    if found is None:
        return columns
    nearest_m, offset_m = found
    if abs(offset_m) > FAR_M:
        raise RuleBroken(
            "geometry", rule="far-from-road", road=road.code, offset_m=round(abs(offset_m), 1), limit_m=FAR_M
        )
    return {**columns, "at_m": nearest_m if at_m is None else at_m, "offset_m": round(offset_m, 2)}
