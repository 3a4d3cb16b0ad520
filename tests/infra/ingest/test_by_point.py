"""Rows with coordinates alone: the road they lie at is proposed with its distance, or they are refused; the same file again changes nothing."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString

from infra.ingest import FileRefused, Plan, Wish, plan_import, run_import
from infra.models import Culvert, Road
from tests.network import Network, build, line, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
WISH = Wish(
    source="Máy GPS",
    kind="culvert",
    srid=4326,
    columns={"ten": "name", "vi_do": "lat", "kinh_do": "lon", "ly_trinh": "chainage"},
)


@pytest.fixture
def net(db: None) -> Network:
    return build()


def points(path: Path, *rows: tuple[str, Any, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(
            [
                ("ten", "kinh_do", "vi_do", "ly_trinh"),
                *((name, f"{p.x:.7f}", f"{p.y:.7f}", said) for name, p, said in rows),
            ]
        )
    return path


def told(plan: Plan) -> dict[int, tuple[str, str]]:
    codes = {"road-by-point", "no-road-near", "several-roads-near"}
    return {one.row: (one.code, one.severity) for one in plan.findings if one.code in codes and one.row}


def test_the_road_is_the_one_nearby_or_nobody_s(net: Network, tmp_path: Path) -> None:
    Road.objects.create(
        code="ĐT.7T",
        road_class_id="DT",
        source="x",
        centreline=MultiLineString(line(3900, 4900, lon=105.50005), srid=4326),
    )
    path = points(
        tmp_path / "gps.csv",
        ("Cống gần", up(700, right=4), ""),
        ("Cống xa", up(1700, right=30), ""),
        ("Cống ngoài", up(2700, right=400), ""),
        ("Cống giữa hai", up(4400, right=3), ""),
        ("Cống có lý trình", up(800, right=2), "Km10+800"),
    )
    plan = plan_import(path, WISH, as_at=TODAY)
    assert told(plan) == {
        2: ("road-by-point", "notice"),
        3: ("road-by-point", "warning"),
        4: ("no-road-near", "error"),
        5: ("several-roads-near", "error"),
        6: ("road-by-point", "notice"),
    }
    near = next(one for one in plan.findings if one.row == 2 and one.code == "road-by-point")
    assert "QL.9T Km10+700" in near.cure
    assert "4,0 m" in near.cure
    assert plan.cells.columns_of("position") == ("kinh_do", "vi_do"), "as the value is told"


def test_it_stands_at_its_point_and_comes_back_unchanged(net: Network, tmp_path: Path) -> None:
    path = points(tmp_path / "gps.csv", ("Cống GPS", up(700, right=4), ""), ("Cống Hai", up(900, right=4), ""))
    assert run_import(path, WISH, as_at=TODAY).counts["create"] == 2
    made = Culvert.objects.get(name="Cống GPS")
    assert (made.road.code, made.located_by, made.stated_text) == ("QL.9T", "coordinates", "")
    assert (round(made.at_m), round(made.offset_m)) == (700, 4)
    assert run_import(path, WISH, as_at=TODAY).counts["unchanged"] == 2
    assert Culvert.objects.filter(name__in=["Cống GPS", "Cống Hai"]).count() == 2


def test_a_row_without_any_place_is_refused(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "gps.csv"
    path.write_text("ten,kinh_do,vi_do,ly_trinh\nCống,,,\nCống B,105.5,9.2063,\nCống C,,,Km10+700\n", encoding="utf-8")
    plan = plan_import(path, WISH, as_at=TODAY)
    assert plan.report.outcomes == {2: "refused", 3: "create", 4: "refused"}
    (missing,) = [one for one in plan.findings if (one.row, one.severity) == (4, "error")]
    assert (missing.code, missing.field, missing.value) == ("required-missing", "road", ""), (
        "nothing stands in the cell of the road"
    )


def test_waypoints_of_a_gps_are_asked_about_and_placed(net: Network, tmp_path: Path) -> None:
    at = up(1500, right=5)
    path = tmp_path / "tuyen.gpx"
    path.write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
        f'<wpt lat="{at.y:.7f}" lon="{at.x:.7f}"><name>Cầu Khảo Sát</name><desc>mố nứt</desc></wpt></gpx>',
        encoding="utf-8",
    )
    with pytest.raises(FileRefused) as asked:
        plan_import(path, Wish(source="Máy GPS"), as_at=TODAY)
    assert asked.value.facts["reason"] == "columns-to-confirm", asked.value.text()
    evidence = {
        one["kind"]: {c["column"]: c["target"] for c in one["columns"]} for one in asked.value.facts["evidence"]
    }
    assert evidence["bridge"]["name"] == "name"
    wish = Wish(source="Máy GPS", kind="bridge", columns={"name": "name", "desc": "note"})
    plan = plan_import(path, wish, as_at=TODAY)
    assert [one.outcome for one in plan.rows] == ["create"]
