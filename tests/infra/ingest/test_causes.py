"""Why coordinates and chainage disagree: each cause made by hand, on the tiny network."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.crs import WGS84, transform
from infra.ingest.causes import Disagreement, causes_of
from infra.ingest.positions import Position, apart_m
from infra.models import KmPost, Road
from tests import network
from tests.infra.ingest.conftest import Run
from tests.infra.ingest.forms import culvert_form

HERE = (105.5, 9.2)


def apart(lon: float, lat: float, srid: int = WGS84, **more: Any) -> Disagreement:
    position = Position(lon, lat, srid)
    return Disagreement(1, position, HERE, apart_m(position, Position(*HERE, WGS84)), **more)


def read_as(srid: int, meant: int) -> tuple[float, float]:
    """Where the place comes to lie when its coordinates in `meant` are read in `srid`."""
    return transform(*transform(*HERE, WGS84, meant), srid, WGS84)


@pytest.mark.parametrize(
    ("one", "cause", "fact"),
    [
        (apart(*read_as(5897, 9209), srid=5897), "wrong-zone", ("srid", 9209)),
        (apart(*read_as(WGS84, 4756)), "wrong-datum", ("srid", 4756)),
        (apart(105.8, 9.2), "digit", ("position", [105.5, 9.2])),
        (apart(105.5, 9.203, other_road="ĐT.1T"), "wrong-road", ("road", "ĐT.1T")),
        (apart(105.5, 9.203, read="Km10+332"), "unknown", ("chainage", "Km10+332")),
    ],
)
def test_a_cause_is_told_with_what_puts_it_right(one: Disagreement, cause: str, fact: tuple[str, Any]) -> None:
    found = causes_of([one])[1]
    assert found.cause == cause
    assert found.facts[fact[0]] == fact[1]


def test_axes_swapped_within_the_country() -> None:
    """Km 1,167 north and 1,167 east are both in Việt Nam only near 500 km east: made there by hand."""
    x, y = transform(*HERE, WGS84, 5897)
    turned = transform(y, x, 5897, WGS84)
    assert causes_of([apart(*turned, srid=5897)])[1].cause == "axes-swapped"


def test_rows_shifted_together_tell_of_a_post() -> None:
    rows = [
        Disagreement(n, Position(105.5, 9.2135, WGS84), HERE, 200, along_m=metres)
        for n, metres in enumerate((190.0, 200.0, 210.0, -400.0), 1)
    ]
    assert [causes_of(rows)[n].cause for n in (1, 2, 3, 4)] == ["post-error"] * 3 + ["unknown"]


def test_the_report_names_the_other_road(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    built = network.build()
    KmPost.objects.create(road=built.gap, km=10, geom=network.up(0, lon=105.6), source="thử")
    point = network.up(500, lon=105.6)
    row = {"kinh_do": round(point.x, 7), "vi_do": round(point.y, 7)}
    (told,) = import_file(culvert_form(tmp_path / "f.xlsx", [row])).findings("km-gps-cause")
    assert (told["facts"]["cause"], told["facts"]["road"]) == ("wrong-road", "ĐT.1T")
    assert told["facts"]["metres"] == pytest.approx(11_000, rel=0.01)
    assert "sửa tuyến thành ĐT.1T" in told["cure"]


def test_a_name_of_two_roads_is_refused_with_both(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    network.build()
    Road.objects.create(code="ĐT.7T", road_class_id="DT", aliases=["QL.9TA"], source="thử")
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{}], road="QL.9TA"))
    (told,) = run.findings("road-ambiguous")
    assert run.counts == (0, 0, 0, 1)
    assert "QL.9T" in told["cure"]
    assert "ĐT.7T" in told["cure"]
