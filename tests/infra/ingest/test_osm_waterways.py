"""Waterways of an OpenStreetMap extract: ways of one name that meet as one line, the attribution and the number in every record."""

import json
from datetime import date
from pathlib import Path

import pytest

from infra.ingest import Plan, Wish, plan_import, run_import
from infra.models import Waterway
from tests.infra.ingest.test_osm import CREDIT, Way, pbf
from tests.network import Network, build, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
WISH = Wish(source="OSM 2026-11", kind="waterway")
ABOVE: Way = (21, (2, 3), {"waterway": "river", "name": "Sông Thử"})
WAYS: list[Way] = [
    ABOVE,
    (20, (1, 2), {"waterway": "river", "name": "Sông Thử"}),
    (22, (8, 9), {"waterway": "drain", "width": "2.5"}),
    (23, (4, 5), {"waterway": "canal", "name": "Sông Thử"}),
    (24, (6, 7), {"waterway": "weir", "name": "Đập"}),
]


@pytest.fixture
def net(db: None) -> Network:
    return build()


def rows(plan: Plan) -> list[tuple[str, str]]:
    return [(one.title, one.outcome) for one in plan.rows]


def test_ways_of_one_name_that_meet_are_one_water(net: Network, tmp_path: Path) -> None:
    extract = pbf(tmp_path / "song.osm.pbf", WAYS)
    plan = plan_import(extract, WISH, as_at=TODAY)
    assert rows(plan) == [("Sông Thử", "create"), ("", "create"), ("Sông Thử", "create")]
    assert any("1 đối tượng waterway" in str(one.value) for one in plan.findings if one.code == "reader-remark")
    assert run_import(extract, WISH, as_at=TODAY).counts["create"] == 3
    river, drain, elsewhere = Waterway.objects.order_by("source")
    assert (river.name, river.kind_id, river.geom.num_geom, river.geom.num_coords) == ("Sông Thử", "SONG", 1, 3)
    assert (drain.name, drain.kind_id, str(drain.width_m)) == ("", "MUONG", "2.50")
    assert (elsewhere.name, elsewhere.kind_id) == ("Sông Thử", "KENH")
    assert [one.source for one in (river, drain, elsewhere)] == [
        f"OSM 2026-11 · {CREDIT} [osm_waterway={n}]" for n in (20, 22, 23)
    ]
    assert run_import(extract, WISH, as_at=TODAY).counts["unchanged"] == 3


def test_a_way_that_was_cut_off_is_an_update_of_its_water(net: Network, tmp_path: Path) -> None:
    run_import(pbf(tmp_path / "song.osm.pbf", WAYS), WISH, as_at=TODAY)
    (update,) = plan_import(pbf(tmp_path / "ngan.osm.pbf", WAYS[1:]), WISH, as_at=TODAY).report.updates
    assert (update.field, update.before, update.after) == ("geom", "2.000 km", "1.000 km, lệch tối đa 1000.0 m")


def test_another_number_is_another_water(net: Network, tmp_path: Path) -> None:
    """The same line under another way: the extract says that it is not that one."""
    run_import(pbf(tmp_path / "song.osm.pbf", [ABOVE]), WISH, as_at=TODAY)
    plan = plan_import(pbf(tmp_path / "khac.osm.pbf", [(99, *ABOVE[1:])]), WISH, as_at=TODAY)
    assert rows(plan) == [("Sông Thử", "create")]


def test_a_map_without_numbers_goes_on_with_the_same_water(net: Network, tmp_path: Path) -> None:
    """It gives the water its own source: the report says so before anything is written."""
    run_import(pbf(tmp_path / "song.osm.pbf", WAYS), WISH, as_at=TODAY)
    path = tmp_path / "song.geojson"
    coordinates = [list(up(metres, 105.8).coords) for metres in (0, 1000, 1900)]
    feature = {
        "type": "Feature",
        "properties": {"name": "Sông Thử", "kind": "Sông"},
        "geometry": {"type": "LineString", "coordinates": coordinates},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    plan = plan_import(path, Wish(source="Sở", kind="waterway"), as_at=TODAY)
    assert [(one.field, one.after) for one in plan.report.updates] == [
        ("source", "Sở"), ("geom", "1.900 km, lệch tối đa 100.0 m"),
    ]  # fmt: skip
