"""Lines of roads from files: created, unchanged, drawn anew with the distance told, turned round, refused; and taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from infra.ingest import FileRefused, Plan, Wish, plan_import, run_import
from infra.models import Road
from tests.network import Network, build, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
OWN = Wish(source="Bản đồ thử", kind="road")
Row = dict[str, Any]


@pytest.fixture
def net(db: None) -> Network:
    return build()


def path_of(*metres: float, lon: float = 105.5, right: float = 0.0) -> Any:
    return shapely.LineString([up(m, lon, right).coords for m in metres])


NEW: Row = {"code": "ĐT.31", "name": "Đường mới", "shape": path_of(0, 800, 1600, lon=105.7)}


def planned(path: Path, wish: Wish = OWN) -> Plan:
    return plan_import(path, wish, as_at=TODAY)


def codes(plan: Plan) -> set[str]:
    return {one.code for one in plan.findings}


def test_a_new_road_comes_with_its_line_and_again_changes_nothing(net: Network, file: Callable[..., Path]) -> None:
    path = file(NEW, srid=9209)
    report = run_import(path, OWN, as_at=TODAY)
    assert (report.counts["create"], report.counts["refused"]) == (1, 0), report.summary()
    made = Road.objects.select_related("line").get(code="ĐT.31")
    assert (made.name, made.road_class_id, made.centreline.num_coords) == ("Đường mới", "DT", 3)
    assert made.line.length_m == pytest.approx(1600, abs=0.05)
    assert "line-direction" in {one.code for one in report.findings}
    assert run_import(path, OWN, as_at=TODAY).counts["unchanged"] == 1


def test_a_line_drawn_anew_tells_how_far_it_lies(net: Network, file: Callable[..., Path]) -> None:
    bent = shapely.LineString([up(0).coords, up(2500, right=120).coords, up(5000).coords])
    plan = planned(file({"code": "QL9T", "name": "Quốc lộ thử", "shape": bent}))
    (update,) = [one for one in plan.report.updates if one.field == "centreline"]
    assert (update.before, update.after) == ("5.000 km", "5.006 km, lệch tối đa 120.0 m")
    assert Road.objects.get(code="QL.9T").centreline.num_coords == 2, "a plan writes nothing"


def test_a_line_against_its_road_is_turned_round(net: Network, file: Callable[..., Path]) -> None:
    plan = planned(file({"code": "QL.9T", "name": "Quốc lộ thử", "shape": path_of(5000, 0)}))
    assert "line-turned" in codes(plan)
    assert [one.field for one in plan.report.updates] == ["source"]


REFUSED: list[tuple[str, list[Row], str]] = [
    ("in two rows", [NEW, {**NEW, "shape": path_of(1600, 2400, lon=105.7)}], "road-in-several-rows"),
    ("of no class", [{**NEW, "code": "Đường A"}], "road-class-missing"),
    ("beyond the country", [{**NEW, "shape": shapely.LineString([(100, 9), (101, 9)])}], "line-outside"),
    ("half a metre", [{**NEW, "shape": path_of(0, 0.5, lon=105.7)}], "line-too-short"),
    ("shorter than what stands on it", [{"code": "QL.9T", "name": "x", "shape": path_of(0, 2000)}], "not-accepted"),
    ("without a code", [{**NEW, "code": None}], "required-missing"),
]


@pytest.mark.parametrize(
    ("rows", "code"), [(rows, code) for _, rows, code in REFUSED], ids=[why for why, _, _ in REFUSED]
)
def test_a_row_is_refused_with_its_reason(net: Network, file: Callable[..., Path], rows: list[Row], code: str) -> None:
    before = Road.objects.count()
    plan = planned(file(*rows))
    assert code in codes(plan), plan.report.summary()
    assert plan.report.counts["refused"] == len(rows)
    assert Road.objects.count() == before


def test_parts_that_meet_are_one_and_others_are_told(net: Network, file: Callable[..., Path]) -> None:
    meeting = shapely.MultiLineString([path_of(0, 800, lon=105.7), path_of(800, 1600, lon=105.7)])
    apart = shapely.MultiLineString([path_of(0, 800, lon=105.7), path_of(900, 1600, lon=105.7)])
    whole, parted = planned(file({**NEW, "shape": meeting})), planned(file({**NEW, "shape": apart}))
    assert ("line-in-parts" in codes(whole), "line-in-parts" in codes(parted)) == (False, True)


def test_points_are_no_roads(net: Network, file: Callable[..., Path]) -> None:
    with pytest.raises(FileRefused) as refused:
        planned(file({**NEW, "shape": shapely.Point(105.5, 9.2)}))
    assert refused.value.facts["reason"] == "geometry-not-line"


def test_a_strange_layer_of_lines_is_asked_about_as_roads(net: Network, file: Callable[..., Path]) -> None:
    path = file({"ten_duong": "DT 31", "loai": "Đường tỉnh", "id": 7, "shape": NEW["shape"]}, name="duong.geojson")
    with pytest.raises(FileRefused) as refused:
        planned(path, Wish(source="x"))
    assert refused.value.facts["reason"] == "columns-to-confirm", refused.value.text()
    first, *others = refused.value.facts["evidence"]
    assert {one["kind"] for one in others} == {"section", "waterway"}, "lines may also be stretches of roads, or waters"
    meant = {one["column"]: one["target"] for one in first["columns"]}
    assert (first["kind"], meant["ten_duong"], meant["loai"]) == ("road", "road", "road_class")
    plan = planned(path, Wish(source="x", kind="road", columns=meant))
    assert plan.report.counts["create"] == 1, plan.report.summary()
