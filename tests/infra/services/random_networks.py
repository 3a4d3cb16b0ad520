"""Random small networks: roads of bends and gaps with what stands along them, and guests that run over them."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, LineString, MultiLineString
from hypothesis import strategies as st

from infra.crs import GEOD
from infra.models import Bridge, Culvert, KmPost, Road, Section, SharedStretch, Work
from infra.network.lines import ends_of, joined, turned
from infra.services.network.roads import stretch
from infra.services.network.standing import standing
from tests.sql import rows

SOURCE = "Mạng ngẫu nhiên"
GUEST = "ĐH.9R"


@dataclass(frozen=True)
class Plan:
    """A road of bends (degrees turned at each vertex, metres between) with what stands along it, as shares of its length."""

    bends: tuple[tuple[float, float], ...]
    gap_after: int | None
    cuts: tuple[float, ...]
    bridges: tuple[tuple[float, bool, str], ...]
    posts: tuple[float, ...]
    works: tuple[tuple[float, float], ...]
    guest: tuple[float, float, bool] | None = None


shares = st.floats(0.02, 0.98)
plans = st.builds(
    Plan,
    bends=st.lists(st.tuples(st.floats(-60, 60), st.floats(60, 900)), min_size=2, max_size=7).map(tuple),
    gap_after=st.one_of(st.none(), st.integers(1, 2)),
    cuts=st.lists(shares, max_size=4, unique=True).map(lambda cuts: tuple(sorted(cuts))),
    bridges=st.lists(st.tuples(shares, st.booleans(), st.sampled_from(["TRAI", "PHAI", "GIUA"])), max_size=4).map(tuple),
    posts=st.lists(shares, max_size=3, unique=True).map(lambda places: tuple(sorted(places))),
    works=st.lists(st.tuples(shares, shares).filter(lambda ends: ends[1] - ends[0] > 0.05), max_size=2).map(tuple),
    guest=st.one_of(st.none(), st.tuples(shares, shares, st.booleans()).filter(lambda guest: guest[1] - guest[0] > 0.05)),
)  # fmt: skip


def built(plan: Plan) -> Road:
    """The plan in the database: sections from cut to cut, bridges by chainage or by coordinates 3 m beside, posts, works, a guest over it."""
    lon, lat, azimuth, parts = 105.5, 9.2, 0.0, [[(105.5, 9.2)]]
    for n, (turn, metres) in enumerate(plan.bends):
        azimuth += turn
        lon, lat, _ = GEOD.fwd(lon, lat, azimuth, metres)
        parts[-1].append((lon, lat))
        if plan.gap_after == n and n + 1 < len(plan.bends):
            lon, lat, _ = GEOD.fwd(lon, lat, azimuth, 200)
            parts.append([(lon, lat)])
    line = MultiLineString([LineString(part) for part in parts], srid=4326)
    road = Road.objects.create(code="ĐT.9R", road_class_id="DT", source=SOURCE, start_km=3, start_m=0, centreline=line)
    length_m = standing([road.pk]).roads[road.pk].length_m
    ends = [0.0, *(cut * length_m for cut in plan.cuts), length_m]
    for n, (from_m, to_m) in enumerate(pairwise(ends)):
        if to_m - from_m > 1:
            Section.objects.create(road=road, from_m=from_m, to_m=to_m, lanes=n + 1, source=SOURCE)
    for n, (share, by_chainage, side) in enumerate(plan.bridges):
        at_m = share * length_m
        place = (
            {"located_by": "chainage"} if by_chainage else {"located_by": "coordinates", "geom": beside(road, at_m, 3)}
        )
        kind = (Bridge, Culvert)[n % 2]
        kind.objects.create(road=road, at_m=at_m, offset_m=3, side_id=side, source=SOURCE, **place)
    for n, share in enumerate(plan.posts):
        KmPost.objects.create(road=road, km=4 + n, geom=beside(road, share * length_m, 2), source=SOURCE)
    for from_share, to_share in plan.works:
        Work.objects.create(
            road=road, from_m=from_share * length_m, to_m=to_share * length_m, kind_id="SCDK", planned_on="2026-01-01",
            cost_vnd=1_000_001, source=SOURCE,
        )  # fmt: skip
    if plan.guest:
        _guest(road, *(share * length_m for share in plan.guest[:2]), backwards=plan.guest[2])
    return road


def _guest(host: Road, from_m: float, to_m: float, *, backwards: bool) -> None:
    """A road over a stretch of another and 100 m beyond it at its start, counted with it or against it."""
    over = stretch(host.pk, from_m, to_m)
    over = turned(over) if backwards else over
    lon, lat = ends_of(over)[0]
    before = shapely.to_wkb(shapely.LineString([GEOD.fwd(lon, lat, 200, 100)[:2], (lon, lat)]))
    line = GEOSGeometry(memoryview(joined([before, over])), srid=4326)
    guest = Road.objects.create(code=GUEST, road_class_id="DT", source=SOURCE, centreline=line)
    SharedStretch.objects.create(road=guest, host=host, from_m=100, to_m=100 + to_m - from_m, source=SOURCE)


def beside(road: Road, at_m: float, right_m: float) -> Any:
    return GEOSGeometry(rows("select ST_AsEWKT(lrs.point_at(%s, %s, %s))", road.pk, at_m, right_m)[0][0])
