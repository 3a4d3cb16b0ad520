"""Every check finds what it is for on the tiny network, and says nothing where nothing is wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, MultiPolygon, Polygon

from infra.models import AdministrativeUnit, Bridge, Culvert, Inspection, KmPost, ManagingUnit, Posting, Road, Section
from infra.quality.asking import QualityFinding, findings_of, known_at
from infra.quality.registry import CHECKS
from tests import network
from tests.network import SOURCE, Network, up

TODAY = date(2026, 11, 25)


@pytest.fixture
def net(db: None) -> Network:
    built = network.build()
    Inspection.objects.create(
        bridge=built.near_bridge, inspection_type_id="DK", done_on=date(2026, 1, 5), source=SOURCE
    )
    Bridge.objects.update(crossing="SONG_KENH", length_m=72)
    Section.objects.update(condition_on=date(2026, 1, 5))
    return built


def found(row: Any) -> list[QualityFinding]:
    return findings_of(row._meta.db_table, [row.pk], known_at(TODAY))


def bridge(net: Network, **columns: Any) -> Bridge:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(**columns)
    return net.near_bridge


def beside(net: Network, **columns: Any) -> Bridge:
    Bridge.objects.create(road=net.ql, located_by="chainage", at_m=520, name="Cầu Gần 2", source=SOURCE, **columns)
    return net.near_bridge


def signed(net: Network, **columns: Any) -> Bridge:
    Posting.objects.create(bridge=net.near_bridge, source=SOURCE, valid_from=date(2026, 1, 1), **columns)
    return bridge(net, design_load="8T", vertical_clearance_m=4)


def culvert(net: Network, **columns: Any) -> Culvert:
    Culvert.objects.filter(pk=net.culvert.pk).update(**columns)
    return net.culvert


def second_culvert(net: Network) -> Culvert:
    Culvert.objects.create(road=net.ql, located_by="chainage", at_m=1203, source=SOURCE)
    return net.culvert


def section(net: Network, **columns: Any) -> Section:
    row = Section.objects.get(road=net.ql, from_m=2000)
    Section.objects.filter(pk=row.pk).update(**columns)
    return row


def seen(net: Network, **columns: Any) -> Culvert:
    Culvert.objects.filter(pk=net.seen_culvert.pk).update(**columns)
    return net.seen_culvert


def drawn(*points: tuple[float, float], metres: float = 0) -> Callable[[Network], Road]:
    """A road through points given as metres (east of 105.5°E, north of the start)."""

    def road(_: Network) -> Road:
        path = LineString([up(north, right=east).coords for east, north in points], srid=4326)
        return Road.objects.create(
            code="ĐT.9T", road_class_id="DT", source=SOURCE, centreline=MultiLineString(path, srid=4326)
        )

    return road


def ended_unit(net: Network) -> Bridge:
    new = ManagingUnit.objects.create(
        code="MOI", name_vi="Mới", name_en="New", valid_from=date(2025, 3, 1), source=SOURCE
    )
    old = ManagingUnit.objects.create(
        code="CU", name_vi="Cũ", name_en="Old", valid_from=date(2000, 1, 1), valid_to=date(2025, 2, 28), source=SOURCE,
        successor=new,
    )  # fmt: skip
    return bridge(net, managing_unit=old)


def elsewhere(net: Network) -> Bridge:
    box = Polygon.from_bbox((106.0, 9.0, 106.1, 9.1))
    AdministrativeUnit.objects.create(
        code="99001", name_vi="Xã Xa", level_id="COMMUNE", geom=MultiPolygon(box, srid=4326),
        valid_from=date(2025, 7, 1), source=SOURCE,
    )  # fmt: skip
    return net.near_bridge


def closed_road(net: Network) -> Bridge:
    Road.objects.filter(pk=net.ql.pk).update(status="TAM_DONG")
    return net.near_bridge


def shortened(net: Network) -> Section:
    return section(net, to_m=3900)


def post(km: int, **columns: Any) -> Callable[[Network], KmPost]:
    def changed(net: Network) -> KmPost:
        KmPost.objects.filter(road=net.ql, km=km).update(**columns)
        return KmPost.objects.get(road=net.ql, km=km)

    return changed


CASES: list[tuple[str, Callable[[Network], Any], dict[str, Any]]] = [
    ("year-in-future", lambda n: bridge(n, built_year=2027), {"year": 2027}),
    ("opened-before-built", lambda n: bridge(n, built_year=2012, opened_year=2010), {"built": 2012}),
    ("rating-contradicts-condition", lambda n: bridge(n, deck_rating=3), {"decided": "XAU"}),
    ("out-of-range", lambda n: culvert(n, width_m=100), {"most": 20.0}),
    ("width-below-carriageway", lambda n: bridge(n, width_m=7, carriageway_width_m=9), {"carriageway": 9.0}),
    ("span-count-differs", lambda n: bridge(n, span_scheme="48+72+48", length_m=168, span_count=5), {"counted": 3}),
    ("spans-longer-than-bridge", lambda n: bridge(n, span_scheme="3x24", length_m=60), {"sum": 72.0}),
    ("posted-above-load", lambda n: signed(n, sign_id="P115", limit_t=10), {"load_t": 8.0, "limit_t": 10.0}),
    ("posted-above-clearance", lambda n: signed(n, sign_id="P117", limit_m=4.5), {"clearance_m": 4.0}),
    ("duplicate-bridge", beside, {"metres": 20.0, "name": "Cầu Gần 2"}),
    ("duplicate-culvert", second_culvert, {"metres": 3.0}),
    ("round-not-round", lambda n: culvert(n, shape="TRON", width_m=1, height_m=2), {"height": 2.0}),
    ("place-differs-from-chainage", lambda n: seen(n, stated_km=12, stated_m=365), {"metres": 500.0}),
    ("point-differs-from-measure", lambda n: seen(n, at_m=3200), {"metres": 201.0}),
    ("far-from-road", lambda n: seen(n, geom=up(3000, right=80)), {"metres": 80.0}),
    ("outside-communes", elsewhere, {}),
    ("road-closed", closed_road, {"status": "TAM_DONG"}),
    ("managing-unit-ended", ended_unit, {"successor": "MOI"}),
    ("no-crossing", lambda n: bridge(n, crossing=None), {}),
    ("not-on-map", lambda n: Bridge.objects.create(source=SOURCE, name="Cầu Chưa Rõ"), {}),
    ("never-inspected", lambda n: n.far_bridge, {}),
    ("inspection-overdue", lambda n: (Inspection.objects.update(done_on=date(2024, 1, 1)), n.near_bridge)[1], {"months": 34}),
    ("formation-below-carriageway", lambda n: section(n, formation_width_m=6, carriageway_width_m=7), {"value": 6.0}),
    ("date-in-future", lambda n: section(n, condition_on=date(2027, 1, 1)), {"value": "2027-01-01"}),
    ("condition-outdated", lambda n: section(n, condition_on=date(2020, 1, 1)), {"years": 3.0}),
    ("condition-undated", lambda n: section(n, condition_on=None), {}),
    ("section-gap", shortened, {"metres": 100.0, "to": "Km14+000"}),
    ("post-out-of-order", post(12, geom=up(500)), {"km": 12}),
    ("post-far-from-line", post(12, geom=up(2135, right=70)), {"metres": 70.0}),
    ("post-without-position", post(12, geom=None), {"km": 12}),
    ("distance-unusual", post(12, stated_next_m=3000), {"most": 1500.0}),
    ("road-end-not-joined", drawn((500, 1500), (3, 1500)), {"other": "QL.9T", "metres": 3.0}),
    ("road-crosses-itself", drawn((500, 0), (900, 400), (900, 0), (500, 400)), {"count": 1}),
    ("vertex-doubled", drawn((500, 0), (500, 300), (500, 300.02), (500, 600)), {"count": 1}),
    ("spike", drawn((500, 0), (500, 300), (800, 301), (500, 302), (500, 600)), {"count": 1}),
    ("duplicate-road", drawn((4, 100), (4, 3000)), {"other": "QL.9T"}),
]  # fmt: skip


def test_a_sound_network_says_nothing(net: Network) -> None:
    rows = [net.ql, net.near_bridge, net.culvert, net.seen_culvert, *Section.objects.all(), *net.ql.km_posts.all()]
    assert [(one.code, one.id) for row in rows for one in found(row)] == []


def test_every_check_has_a_case() -> None:
    assert {code for code, *_ in CASES} == set(CHECKS)


@pytest.mark.parametrize(("code", "made", "facts"), CASES, ids=[code for code, *_ in CASES])
def test_a_check(net: Network, code: str, made: Callable[[Network], Any], facts: dict[str, Any]) -> None:
    told = [one for one in found(made(net)) if one.code == code]
    assert len(told) == 1, "once, not less, not more"
    assert told[0].severity == CHECKS[code].severity
    for name, value in facts.items():
        assert (
            told[0].facts[name] == pytest.approx(value, abs=0.6)
            if isinstance(value, float)
            else told[0].facts[name] == value
        )


def test_the_line_of_a_fix_ends_the_doubt(net: Network) -> None:
    """Joined, its double vertex and its spike gone: each by the geometry the finding offers."""
    from django.contrib.gis.geos import GEOSGeometry

    for points in (((500, 1500), (3, 1500)), ((500, 0), (500, 300), (500, 300.02), (500, 600)), ((500, 0), (500, 300), (800, 301), (500, 302), (500, 600))):  # fmt: skip
        road = drawn(*points)(net)
        (told,) = found(road)
        assert told.fix
        Road.objects.filter(pk=road.pk).update(
            centreline=GEOSGeometry(str(told.fix["geometry"]).replace("'", '"'), srid=4326)
        )
        assert found(road) == []
        Road.objects.filter(pk=road.pk).delete()
