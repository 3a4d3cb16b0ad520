"""Coordinates of a row against its road and its chainage: which of them place it, and what is said of the difference."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString

from infra.models import Culvert, Road
from tests import network
from tests.infra.ingest.conftest import Run
from tests.infra.ingest.forms import culvert_form
from tests.infra.ingest.test_load import imported, lon_lat

Import = Callable[..., Run]


@pytest.fixture
def roads(db: None) -> network.Network:
    return network.build()


@pytest.mark.parametrize(
    ("metres", "right", "located_by", "code", "severity", "said"),
    [
        (700, 0, "coordinates", "gap-to-chainage", "notice", "200 m"),
        (500, 300, "coordinates", "gap-to-road", "notice", "300 m"),
        (500, 2000, "chainage", "gap-to-road", "warning", "2000 m"),
    ],
)
def test_coordinates_against_the_road(
    roads: network.Network, import_file: Import, tmp_path: Path, metres: float, right: float, located_by: str, code: str, severity: str, said: str
) -> None:  # fmt: skip
    run = import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(metres, right=right)]))
    (culvert,) = imported()
    (told,) = run.findings(code)
    assert (culvert.located_by, told["severity"], said in told["cure"]) == (located_by, severity, True)
    assert ("không dùng" in culvert.note) == (severity == "warning")


def test_beyond_a_gap_of_its_road_nothing_is_far_from_its_neighbours(
    roads: network.Network, import_file: Import, tmp_path: Path
) -> None:
    """20 km of another road between two pieces of one: the line of the road says where its chainages go on, not the row before."""
    pieces = MultiLineString(network.line(0, 5000, lon=105.7), network.line(25_000, 30_000, lon=105.7), srid=4326)
    Road.objects.create(code="ĐT.3T", road_class_id="DT", source="x", centreline=pieces, start_km=0, start_m=0)

    def row(at_m: int, **more: Any) -> dict[str, Any]:
        point = network.up(at_m if at_m < 5000 else at_m + 20_000, lon=105.7)
        return {"ly_trinh": f"Km{at_m // 1000}+{at_m % 1000}", "kinh_do": point.x, "vi_do": point.y, **more}

    rows = [row(at_m) for at_m in (500, 1500, 2500, 3500, 5500, 6500)] + [row(7500, vi_do=9.900001)]
    run = import_file(culvert_form(tmp_path / "f.xlsx", rows, road="ĐT.3T: 000", stretch="Km0 : Km10"))
    assert [one["row"] for one in run.findings("far-from-neighbours")] == [18]
    assert Culvert.objects.filter(road__code="ĐT.3T", located_by="coordinates").count() == 6
