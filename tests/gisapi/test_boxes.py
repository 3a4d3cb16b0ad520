"""Boxes in any system become polygons in 4326; corners checked against numbers a reader can verify."""

import re

import pytest

from gisapi.boxes import CRS84, Area, areas_of, crs_named, epsg
from gisapi.errors import BadParameter


def corners(area: Area) -> list[tuple[float, float]]:
    pairs = re.findall(r"(-?[\d.e-]+) (-?[\d.e-]+)", area.ewkt)
    return [(float(x), float(y)) for x, y in pairs]


def test_a_box_in_degrees_is_its_four_corners() -> None:
    (area,) = areas_of((105, 9, 106, 10), CRS84)
    assert area.ewkt == "SRID=4326;POLYGON((105 9,106 9,106 10,105 10,105 9))"
    assert (
        area.inner
        == "SRID=4326;POLYGON((105.0001 9.0001,105.9999 9.0001,105.9999 9.9999,105.0001 9.9999,105.0001 9.0001))"
    )


@pytest.mark.parametrize("box", [(105, 9, 105.0001, 10), (105, 9, 106, 9), (105, 9, 105, 9)])
def test_a_box_too_small_for_it_has_no_inner_one(box: tuple[float, float, float, float]) -> None:
    assert [area.inner for area in areas_of(box, CRS84)] == [None]


def test_a_box_in_metres_has_none_for_it_is_askew_in_degrees() -> None:
    assert [area.inner for area in areas_of((500000, 1000000, 600000, 1100000), epsg(5897))] == [None]


def test_epsg_4326_is_latitude_first() -> None:
    assert areas_of((9, 105, 10, 106), epsg(4326)) == areas_of((105, 9, 106, 10), CRS84)


def test_a_box_across_the_antimeridian_is_two() -> None:
    west, east = areas_of((170, -10, -170, 10), CRS84)
    assert corners(west)[:2] == [(170, -10), (180, -10)]
    assert corners(east)[:2] == [(-180, -10), (-170, -10)]


def test_web_mercator_of_the_whole_square_is_the_whole_world() -> None:
    edge = 20037508.342789244
    (area,) = areas_of((-edge, -edge, edge, edge), epsg(3857))
    lons, lats = zip(*corners(area), strict=True)
    assert (min(lons), max(lons)) == pytest.approx((-180, 180))
    assert (min(lats), max(lats)) == pytest.approx((-85.0511288, 85.0511288))


def test_vn2000_by_the_official_parameters() -> None:
    """X 1026816 Y 579584 in zone 105°00′ lies in the town of Bạc Liêu."""
    (area,) = areas_of((579584, 1026816, 579584, 1026816), epsg(5897))
    assert corners(area)[0] == pytest.approx((105.7262, 9.2846), abs=1e-4)


@pytest.mark.parametrize(
    "box",
    [(105, 10, 106, 9), (105, 9, 181, 10), (-181, 9, 106, 10), (105, -91, 106, 10), (170, 10, -170, -10)],
)
def test_a_box_that_is_none_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(BadParameter) as refused:
        areas_of(box, CRS84)
    assert refused.value.field == "bbox"


def test_metres_have_no_antimeridian() -> None:
    with pytest.raises(BadParameter):
        areas_of((600000, 1000000, 500000, 1100000), epsg(5897))


@pytest.mark.parametrize(
    ("name", "srid"),
    [
        ("CRS84", 4326),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326),
        ("http://www.opengis.net/def/crs/EPSG/0/9207", 9207),
        ("urn:ogc:def:crs:EPSG::5897", 5897),
        ("EPSG:3857", 3857),
        ("4326", 4326),
    ],
)
def test_systems_by_any_of_their_names(name: str, srid: int) -> None:
    assert crs_named("crs", name).srid == srid


@pytest.mark.parametrize(
    "name", ["EPSG:27700", "EPSG:0", "WGS84", "+proj=longlat", "http://evil.example/crs", "5897;DROP"]
)
def test_an_unknown_system_is_refused_by_its_parameter(name: str) -> None:
    with pytest.raises(BadParameter) as refused:
        crs_named("bbox-crs", name)
    assert refused.value.field == "bbox-crs"
    assert CRS84.uri in refused.value.facts["known"]
