"""A tiny road network whose every measure a reader can do in the head.

Roads run due north along a meridian, which is both a geodesic and a straight line in longitude and
latitude, so a point 1000 m up the road is 1000 m of road from its start.

    QL.9T  105.5°E, 5000 m      Km10 at 0 · Km11 at 1000 · Km12 at 2135 · (Km13 missing) · Km14 at 4000
    ĐT.1T  105.6°E, 1000 m, a gap of 500 m, 1000 m more; no posts, starts at Km0+000: nominal
    ĐT.2T  no centreline, known by two posts: Km0, 1100 m to Km1
"""

import math
from dataclasses import dataclass
from datetime import date

from django.contrib.gis.geos import LineString, MultiLineString, Point

from infra.crs import GEOD
from infra.models import Bridge, Culvert, Inspection, KmPost, Posting, Road, Section, SharedStretch, Waterway, Work

SOURCE = "Mạng thử"
START_LAT = 9.2


def up(metres: float, lon: float = 105.5, right: float = 0.0) -> Point:
    """The point `metres` north of 9.2°N on a meridian, `right` metres east of it (EPSG:4326)."""
    lon, lat, _ = GEOD.fwd(lon, START_LAT, 0, metres)
    if right:
        lon, lat, _ = GEOD.fwd(lon, lat, 90, right)
    return Point(lon, lat, srid=4326)


def line(*metres: float, lon: float = 105.5) -> LineString:
    return LineString([up(m, lon).coords for m in metres], srid=4326)


@dataclass(frozen=True)
class Network:
    """`ql` QL.9T, `gap` ĐT.1T, `posts_only` ĐT.2T, and what stands on QL.9T."""

    ql: Road
    gap: Road
    posts_only: Road
    near_bridge: Bridge  # 500 m: Km10+500
    far_bridge: Bridge  # 2500 m: Km12+365
    culvert: Culvert  # 1200 m: Km11+200
    seen_culvert: Culvert  # by coordinates: 3000 m up, 20 m to the right


def build() -> Network:
    """Write the network to the database (inside the test's transaction)."""
    ql = Road.objects.create(
        code="QL.9T", name="Quốc lộ thử", road_class_id="QL", technical_grade_id="III", source=SOURCE,
        aliases=["QL.9TA"], centreline=MultiLineString(line(0, 5000), srid=4326),
    )  # fmt: skip
    KmPost.objects.bulk_create(
        KmPost(road=ql, km=km, geom=up(at_m), source=SOURCE)
        for km, at_m in {10: 0, 11: 1000, 12: 2135, 14: 4000}.items()
    )
    gap = Road.objects.create(
        code="ĐT.1T", name="Đường tỉnh thử", road_class_id="DT", source=SOURCE, start_km=0, start_m=0,
        centreline=MultiLineString(line(0, 1000, lon=105.6), line(1500, 2500, lon=105.6), srid=4326),
    )  # fmt: skip
    posts_only = Road.objects.create(code="ĐT.2T", name="Đường chưa có tim", road_class_id="DT", source=SOURCE)
    KmPost.objects.create(road=posts_only, km=0, stated_next_m=1100, source=SOURCE)
    KmPost.objects.create(road=posts_only, km=1, source=SOURCE)
    for from_m, to_m, condition in ((0, 2000, "TOT"), (2000, 4000, "XAU"), (4000, 5000, "TB")):
        Section.objects.create(
            road=ql, from_m=from_m, to_m=to_m, pavement_id="BTN", condition_id=condition, lanes=2, source=SOURCE
        )
    return Network(
        ql=ql,
        gap=gap,
        posts_only=posts_only,
        near_bridge=_bridge(ql, "Cầu Gần", 500, "TOT"),
        far_bridge=_bridge(ql, "Cầu Hộ Phòng", 2500, "XAU"),
        culvert=Culvert.objects.create(
            road=ql, located_by="chainage", at_m=1200, kind_id="THOAT_NUOC", condition_id="TB", source=SOURCE
        ),
        seen_culvert=Culvert.objects.create(
            road=ql, located_by="coordinates", geom=up(3000, right=20), at_m=3000, source=SOURCE
        ),
    )


def _bridge(road: Road, name: str, at_m: float, condition: str) -> Bridge:
    return Bridge.objects.create(
        road=road, name=name, located_by="chainage", at_m=at_m, bridge_type_id="T_BTCT", span_scheme="3x24",
        length_m=78, condition_id=condition, source=SOURCE,
    )  # fmt: skip


def winding() -> Road:
    """12 km of bends with a gap in the middle, no post: Km0 at the start."""
    bends = [(105.7 + 0.0005 * n, 9.3 + 0.004 * math.sin(n / 4)) for n in range(160)]
    parts = [LineString(bends[:80], srid=4326), LineString(bends[85:], srid=4326)]
    return Road.objects.create(
        code="ĐT.7T",
        road_class_id="DT",
        source=SOURCE,
        start_km=0,
        start_m=0,
        centreline=MultiLineString(parts, srid=4326),
    )


def guest_of(host: Road) -> Road:
    """ĐT.3T comes from the east, runs with QL.9T from 1000 m to 3000 m of it (500 m to 2500 m of its own), and leaves to the east; Km0 at its start."""
    course = [up(1000, right=500), up(1000), up(3000), up(3000, right=700)]
    return Road.objects.create(
        code="ĐT.3T", name="Đường khách", road_class_id="DT", source=host.source, start_km=0, start_m=0,
        centreline=MultiLineString(LineString([point.coords for point in course], srid=4326), srid=4326),
    )  # fmt: skip


def share(guest: Road, host: Road) -> SharedStretch:
    """The stretch that both run over."""
    return SharedStretch.objects.create(road=guest, host=host, from_m=500, to_m=2500, source=SOURCE)


def water() -> Waterway:
    """Kênh Thử crosses QL.9T 600 m up, from 400 m west of it to 600 m east: 1000 m."""
    course = LineString([up(600, right=-400).coords, up(600).coords, up(600, right=600).coords], srid=4326)
    return Waterway.objects.create(
        name="Kênh Thử", kind_id="KENH", navigation_class_id="IV", width_m=25, source=SOURCE,
        geom=MultiLineString(course, srid=4326),
    )  # fmt: skip


def record(network: Network) -> None:
    """Kênh Thử, and one record of each kind: the far bridge inspected and limited to 8 t, work on the first 2000 m of QL.9T, 2000 m shared with ĐT.3T."""
    water()
    share(guest_of(network.ql), network.ql)
    Inspection.objects.create(
        bridge=network.far_bridge, inspection_type_id="DK", done_on=date(2025, 6, 30), condition_id="XAU", source=SOURCE
    )
    Posting.objects.create(
        bridge=network.far_bridge, sign_id="P115", limit_t=8, valid_from=date(2025, 7, 1), source=SOURCE
    )
    Work.objects.create(
        road=network.ql,
        from_m=0,
        to_m=2000,
        kind_id="SCDK",
        title="Vá mặt đường",
        planned_on=date(2026, 1, 1),
        source=SOURCE,
    )
