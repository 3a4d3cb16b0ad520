"""The query string: what is read, and that whatever is not understood is refused by name."""

import pytest
from django.test import RequestFactory

from gisapi import params
from gisapi.collections import COLLECTIONS
from gisapi.errors import BadParameter
from infra.measures import Chainage

BRIDGES = COLLECTIONS["bridges"]


def items(query: str, collection: str = "bridges") -> params.ItemsQuery:
    return params.items(RequestFactory().get(f"/?{query}"), COLLECTIONS[collection])


def test_nothing_asked_is_the_first_hundred() -> None:
    query = items("")
    assert (query.limit, query.after, query.count, query.crs.srid) == (None, None, False, 4326)
    assert query.selection == params.Selection()


def test_everything_at_once() -> None:
    query = items(
        "bbox=105,9,106,10&q=ho+phong&road=QL.1&from=Km10&to=Km12%2B365&condition=XAU,none&unit=31825&limit=5&count=true"
    )
    assert [area.ewkt for area in query.selection.areas] == [
        "SRID=4326;POLYGON((105.0 9.0,106.0 9.0,106.0 10.0,105.0 10.0,105.0 9.0))"
    ]
    assert (query.selection.q, query.selection.road, query.selection.unit) == ("ho phong", "QL.1", "31825")
    assert (query.selection.from_chainage, query.selection.to_chainage) == (Chainage(10, 0), Chainage(12, 365))  # type: ignore[arg-type]
    assert query.selection.values == (("condition", ("XAU", "none")),)
    assert (query.limit, query.count) == (5, True)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("colour=red", "colour"),
        ("Condition=XAU", "Condition"),
        ("limit=0", "limit"),
        ("limit=10001", "limit"),
        ("limit=-1", "limit"),
        ("limit=1_0", "limit"),
        ("limit=１０", "limit"),
        ("limit=10&limit=20", "limit"),
        ("limit=", "limit"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,x", "bbox"),
        ("bbox=nan,1,2,3", "bbox"),
        ("bbox=1,2,inf,3", "bbox"),
        ("bbox=105,9,106,10&bbox-crs=EPSG:9999", "bbox-crs"),
        ("crs=EPSG:27700", "crs"),
        ("cursor=%25%25%25", "cursor"),
        ("cursor=WyJyb2FkcyIsICJSLTAwMDAwMSJd", "cursor"),
        ("from=Km10", "road"),
        ("road=QL.1&from=111887", "from"),
        ("road=QL.1&to=abc", "to"),
        ("unit=%27%3B--", "unit"),
        ("condition=", "condition"),
        ("condition=XAU,,TB", "condition"),
        ("count=yes", "count"),
        ("f=doc", "f"),
        ("q=%00", "q"),
        ("q=%ED%A0%80", None),
        ("pavement=BTN", "pavement"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(query: str, field: str | None) -> None:
    if field is None:
        assert items(query).selection.q  # bytes that are no UTF-8 arrive as replacement characters, which is text
        return
    with pytest.raises(BadParameter) as refused:
        items(query)
    assert refused.value.field == field


def test_an_unknown_parameter_is_told_the_known_ones() -> None:
    with pytest.raises(BadParameter) as refused:
        items("colour=red")
    assert {"bbox", "condition", "limit", "cursor"} <= set(refused.value.facts["known"])


def test_six_numbers_are_a_box_with_heights() -> None:
    assert items("bbox=105,9,-5,106,10,5").selection.areas == items("bbox=105,9,106,10").selection.areas


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "lon"),
        ("lon=105", "lat"),
        ("lat=9", "lon"),
        ("road=QL.1", "chainage"),
        ("chainage=Km1", "road"),
        ("road=QL.1&chainage=Km1&lon=105&lat=9", "chainage"),
        ("road=QL.1&chainage=12", "chainage"),
        ("lon=181&lat=9", "lon"),
        ("lon=105&lat=9&within=-1", "within"),
        ("lon=105&lat=9&limit=51", "limit"),
        ("lon=105&lat=9&radius=5", "radius"),
        ("lon=105&lat=9&tolerance=101", "tolerance"),
        ("x=579584&y=1026816", "crs"),
        ("x=579584&crs=EPSG:5897", "y"),
        ("y=1026816&crs=EPSG:5897", "x"),
        ("x=579584&lat=9&crs=EPSG:5897", "lat"),
        ("x=579584&y=1026816&crs=EPSG:27700", "crs"),
        ("x=1026816&y=579584&crs=EPSG:5897", "x"),
        ("x=9.2&y=105.5&crs=EPSG:4326", "x"),
        ("x=1e8&y=1e8&crs=EPSG:5897", "x"),
        ("x=nan&y=1&crs=EPSG:5897", "x"),
        ("road=QL.1&chainage=Km1&x=1&y=2&crs=EPSG:5897", "chainage"),
    ],
)
def test_locate_says_which_parameter_is_missing_or_wrong(query: str, field: str) -> None:
    with pytest.raises(BadParameter) as refused:
        params.locate(RequestFactory().get(f"/?{query}"))
    assert refused.value.field == field


def test_within_nought_metres_is_not_the_default() -> None:
    asked, telling = params.locate(RequestFactory().get("/?lon=105&lat=9&within=0&tolerance=0"))
    assert isinstance(asked, params.NearPoint)
    assert (asked.within_m, telling.within_m, telling.tolerance_m) == (0, 0, 0)


@pytest.mark.parametrize("by", ["name", "condition,colour", "condition;drop table bridge"])
def test_only_allowed_columns_group(by: str) -> None:
    with pytest.raises(BadParameter) as refused:
        params.statistics(RequestFactory().get("/", {"group-by": by}), BRIDGES)
    assert refused.value.field == "group-by"
