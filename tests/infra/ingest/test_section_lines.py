"""Sections from lines: laid on the road that is named or that they lie along, their ends put on the ends there are; compared where both are given.

QL.9T runs due north, 5000 m, with sections 0–2000, 2000–4000, 4000–5000 m; ĐT.1T beside it has none.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.contrib.gis.geos import MultiLineString

from infra.ingest import FileRefused, Plan, Wish, plan_import, run_import
from infra.models import Road, Section
from tests.network import SOURCE, Network, build, line, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
OWN = Wish(source=SOURCE, kind="section")
Row = dict[str, Any]


@pytest.fixture
def net(db: None) -> Network:
    return build()


def drawn(*metres: float, right: float = 0.0, lon: float = 105.5, **facts: Any) -> Row:
    """A line along a meridian, `right` metres east of it, with columns."""
    shape = shapely.LineString([up(m, lon, right).coords for m in metres])
    return {"road": "", "from_chainage": "", "to_chainage": "", "pavement": "BTN", **facts, "shape": shape}


def planned(path: Path, wish: Wish = OWN) -> Plan:
    return plan_import(path, wish, as_at=TODAY)


def said(plan: Plan, row: int = 1) -> dict[str, str]:
    """Code → severity of what is said of a row."""
    return {one.code: one.severity for one in plan.findings if one.row == row}


def cure(plan: Plan, code: str) -> str:
    (told,) = [one.cure for one in plan.findings if one.code == code]
    return told


def extents(road: Road) -> list[tuple[float, float]]:
    return [(round(one.from_m, 2), round(one.to_m, 2)) for one in Section.objects.filter(road=road)]


def test_lines_along_a_road_are_its_sections(net: Network, file: Callable[..., Path]) -> None:
    """In VN-2000, one drawn against the road, the second 60 cm short of the first: they meet, and end where the road does."""
    rows = [drawn(1, 700, lon=105.6), drawn(2499.5, 1500, 1000, 700.6, lon=105.6)]
    rows[1]["shape"] = shapely.MultiLineString([drawn(2499.5, 1500, lon=105.6)["shape"], drawn(1000, 700.6, lon=105.6)["shape"]])  # fmt: skip
    path = file(*rows, srid=9209)
    report = run_import(path, OWN, as_at=TODAY)
    assert report.counts["create"] == 2, report.summary()
    assert extents(net.gap) == [(0, 700), (700, 2000)], "the gap of 500 m has no length"
    told = {(one.row, one.code): one.severity for one in report.findings}
    assert told == {(1, "stretch-by-line"): "notice", (2, "stretch-by-line"): "notice", (2, "stretch-turned"): "notice"}
    again = run_import(path, OWN, as_at=TODAY)
    assert again.counts["unchanged"] == 2, again.summary()


def test_a_line_says_which_section_it_is(net: Network, file: Callable[..., Path]) -> None:
    """Its ends within a metre of those on record: the same section, only its lanes are new. Others are redrawn to 1800 m."""
    plan = planned(file(drawn(0.4, 1999.3, right=4, road="QL.9T", lanes=4)))
    assert [(one.field, one.after) for one in plan.report.updates] == [("lanes", "4")]
    assert "Km10+000.40 – Km11+999.30, cách tim tuyến nhiều nhất 4,0 m" in cure(plan, "stretch-by-line")
    moved = planned(file(drawn(0, 1800), drawn(1800, 4000)))
    assert [one.outcome for one in moved.rows] == ["update", "update"], moved.report.summary()
    assert {(one.field, one.after) for one in moved.report.updates} == {
        ("to_m", "Km11+800 (1800 m)"),
        ("from_m", "Km11+800 (1800 m)"),
    }


BESIDE: list[tuple[str, Row, dict[str, str]]] = [
    ("14 m beside", drawn(0, 2000, right=14), {"stretch-by-line": "notice"}),
    ("30 m beside: somebody looks", drawn(0, 2000, right=30), {"stretch-by-line": "warning"}),
    ("70 m beside", drawn(0, 2000, right=70), {"no-road-near": "error"}),
    ("70 m beside, the road named", drawn(0, 2000, right=70, road="QL.9T"), {"stretch-by-line": "warning"}),
    ("2 km beside, the road named", drawn(0, 2000, right=2000, road="QL.9T"), {"gap-to-road": "error"}),
    ("from a place to itself", drawn(700, 700), {"stretch-not-forward": "error"}),
    ("on a road without a line", drawn(0, 2000, road="ĐT.2T"), {"required-missing": "error"}),
]


@pytest.mark.parametrize(("row", "told"), [case[1:] for case in BESIDE], ids=[case[0] for case in BESIDE])
def test_how_far_a_line_may_lie_from_its_road(
    net: Network, file: Callable[..., Path], row: Row, told: dict[str, str]
) -> None:
    plan = planned(file(row))
    assert said(plan) == told, plan.report.summary()
    assert plan.rows[0].outcome == ("refused" if "error" in told.values() else "unchanged")


def test_of_two_roads_alike_neither_is_taken(net: Network, file: Callable[..., Path]) -> None:
    """ĐT.7T runs 5 m beside QL.9T from 1000 m to 3000 m; only a line beyond it is sure, or one that names its road."""
    beside = MultiLineString(line(1000, 3000, lon=105.500045), srid=4326)
    Road.objects.create(code="ĐT.7T", road_class_id="DT", source="x", start_km=0, start_m=0, centreline=beside)
    plan = planned(file(drawn(1000, 2000), drawn(2000, 4000), drawn(1000, 2000, road="ĐT.7T")))
    assert [one.outcome for one in plan.rows] == ["refused", "unchanged", "create"], plan.report.summary()
    told = cure(plan, "several-roads-near")
    assert "QL.9T: 000 (0 m)" in told
    assert "ĐT.7T: 000 (5 m)" in told


def test_a_line_that_went_another_way_is_doubted(net: Network, file: Callable[..., Path]) -> None:
    """There and back again: its ends are 2000 m apart, it is 3000 m long."""
    plan = planned(file(drawn(0, 1500, 1000, 2000, road="QL.9T")))
    assert said(plan)["stretch-length-differs"] == "warning"
    assert "dài 3000,0 m, còn đoạn trên tuyến dài 2000,0 m" in cure(plan, "stretch-length-differs")


def test_stated_ends_go_before_a_line_and_are_compared(net: Network, file: Callable[..., Path]) -> None:
    stated = {"road": "QL.9T", "from_chainage": "Km10+000", "to_chainage": "Km11+1000"}
    agreeing, shifted, far = (
        planned(file(drawn(*ends, right=right, **stated)))
        for ends, right in (((0, 2030), 0.0), ((300, 2200), 0.0), ((0, 2000), 120.0))
    )
    assert [one.report.counts["unchanged"] for one in (agreeing, shifted, far)] == [1, 1, 1]
    assert said(agreeing) == {}
    assert said(shifted) == {"stretch-line-differs": "notice"}
    assert "lệch nhau tới 300 m (theo đường vẽ: Km10+300 – Km12+065)" in cure(shifted, "stretch-line-differs")
    assert said(far) == {"gap-to-road": "notice"}


def test_a_record_that_comes_back_says_what_is_otherwise(net: Network, file: Callable[..., Path]) -> None:
    """Its own line says nothing; a line drawn anew does, and so does a chainage, which goes before it."""
    first, second, third = Section.objects.filter(road=net.ql)
    own = {one.public_id: shapely.from_wkb(bytes(one.geom.wkb)) for one in (first, second, third)}
    rows = [
        {**drawn(0, 1), "public_id": first.public_id, "to_chainage": "Km11+900", "shape": own[first.public_id]},
        {**drawn(1900, 4000), "public_id": second.public_id},
        {**drawn(0, 1), "public_id": third.public_id, "shape": own[third.public_id]},
    ]
    plan = planned(file(*rows))
    assert [one.outcome for one in plan.rows] == ["update", "update", "unchanged"], plan.report.summary()
    assert [(one.row, one.field, one.after) for one in plan.report.updates] == [
        (1, "to_m", "Km11+900 (1900 m)"),
        (2, "from_m", "Km11+900 (1900 m)"),
    ]
    assert said(plan, 1) == {}


def test_points_are_no_sections(net: Network, file: Callable[..., Path]) -> None:
    with pytest.raises(FileRefused) as refused:
        planned(file({**drawn(0, 1), "shape": shapely.Point(105.5, 9.2)}))
    assert refused.value.facts["reason"] == "geometry-not-line"
