"""Where is it, both ways, on a network whose measures a reader can do in the head."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import KmPost, Road
from tests.gisapi.asking import read, refused
from tests.network import Network, up

LOCATE = "/api/locate"


@pytest.mark.parametrize(
    ("chainage", "at_m", "post"),
    [
        ("Km10+500", 500, 10),
        ("Km11", 1000, 11),
        ("Km11+1100", 2100, 12),
        ("Km12+100", 2235, 12),
        ("km 14 + 250", 4250, 14),
    ],
)
def test_a_chainage_is_a_place(client: Client, net: Network, chainage: str, at_m: float, post: int) -> None:
    place = read(client, LOCATE, road="QL.9T", chainage=chainage)
    assert place["at_m"] == pytest.approx(at_m, abs=0.01)
    assert (place["lon"], place["lat"]) == (pytest.approx(105.5, abs=1e-7), pytest.approx(up(at_m).y, abs=1e-7))
    assert (place["road"], place["road_id"], place["nominal"]) == ("QL.9T", net.ql.public_id, False)
    assert place["post"]["km"] == post


def test_where_a_post_is_missing_the_answer_says_nominal(client: Client, net: Network) -> None:
    place = read(client, LOCATE, road="QL.9T", chainage="Km13+100")
    assert (place["nominal"], place["at_m"]) == (True, pytest.approx(3235, abs=0.01))


def test_there_and_back(client: Client, net: Network) -> None:
    for at_m in (0, 1, 499.99, 1000, 2134, 2135, 3999, 4999):
        (here,) = read(client, LOCATE, lon=105.5, lat=up(at_m).y, road="QL.9T")["candidates"]
        there = read(client, LOCATE, road=here["road_id"], chainage=here["chainage"])
        assert there["at_m"] == pytest.approx(at_m, abs=0.02)


def test_a_road_known_only_by_its_posts_has_measures_but_no_points(client: Client, net: Network) -> None:
    """Km0, then 1100 m to Km1, as the posts state; nobody has drawn the road."""
    for chainage, at_m in (("Km0+1100", 1100), ("Km1+050", 1150)):
        place = read(client, LOCATE, road="ĐT.2T", chainage=chainage)
        assert (place["at_m"], place["nominal"], place["calibration"]) == (at_m, False, "posts")
        assert (place["lon"], place["lat"]) == (None, None)
    (road,) = read(client, "/api/collections/roads/items", q="ĐT.2T")["features"]
    assert (road["properties"]["calibration"], road["properties"]["posts_used"]) == ("posts", 2)


def test_a_road_of_which_nothing_is_known_says_so(client: Client, net: Network) -> None:
    Road.objects.create(code="ĐT.8T", road_class_id="DT", source="x")
    refused(client.get(LOCATE, {"road": "ĐT.8T", "chainage": "Km0+100"}), 422, "not-locatable", "road")


def test_a_place_beside_the_road_has_side_and_offset(client: Client, net: Network) -> None:
    right, left = up(600, right=25), up(600, right=-40)
    (seen,) = read(client, LOCATE, lon=right.x, lat=right.y)["candidates"]
    assert (seen["offset_m"], seen["side"], seen["chainage"][:7]) == (pytest.approx(25, abs=0.05), "PHAI", "Km10+60")
    (seen,) = read(client, LOCATE, lon=left.x, lat=left.y)["candidates"]
    assert (seen["offset_m"], seen["side"]) == (pytest.approx(-40, abs=0.05), "TRAI")
    assert seen["lon"] == pytest.approx(105.5, abs=1e-6)


def test_nearest_first_and_none_out_of_reach(client: Client, net: Network, commune: Any) -> None:
    assert read(client, LOCATE, lon=105.51, lat=up(600).y)["candidates"] == []
    (seen,) = read(client, LOCATE, lon=105.51, lat=up(600).y, within=1200)["candidates"]
    assert (seen["road"], seen["commune"], seen["commune_name"]) == ("QL.9T", "99001", "Xã Thử Đông")
    assert read(client, LOCATE, lon=105.51, lat=up(600).y, within=1200, road="ĐT.1T")["candidates"] == []
    assert read(client, LOCATE, lon=105.55, lat=up(600).y, within=5000, limit=1)["candidates"] == []


@pytest.mark.parametrize(
    ("query", "status", "code", "field", "facts"),
    [
        ({"road": "QL.404", "chainage": "Km1"}, 404, "not-found", "road", {"kind": "road"}),
        (
            {"road": "QL.9T", "chainage": "Km10+1001"},
            422,
            "chainage-beyond-post",
            "chainage",
            {"over_m": 1.0, "next_km": 11, "limit": "post"},
        ),
        (
            {"road": "QL.9T", "chainage": "Km14+1500"},
            422,
            "chainage-beyond-post",
            "chainage",
            {"over_m": 500.0, "limit": "end"},
        ),
        (
            {"road": "QL.9T", "chainage": "Km20"},
            422,
            "chainage-beyond-post",
            "chainage",
            {"last_km": 14, "over_m": 5000, "limit": "end"},
        ),
        (
            {"road": "ĐT.2T", "chainage": "Km2"},
            422,
            "chainage-beyond-post",
            "chainage",
            {"limit": "last-post", "last_km": 1},
        ),
        ({"road": "QL.9T", "chainage": "Km9+500"}, 422, "chainage-before-first-post", "chainage", {"first_km": 10}),
        (
            {"road": "ĐT.2T", "chainage": "Km0+1101"},
            422,
            "chainage-beyond-post",
            "chainage",
            {"over_m": 1, "next_km": 1},
        ),
        ({"road": "QL.9T", "chainage": "111887"}, 400, "bad-parameter", "chainage", {}),
    ],
)
def test_what_is_not_on_the_road_says_by_how_much(
    client: Client, net: Network, query: dict[str, str], status: int, code: str, field: str, facts: dict[str, Any]
) -> None:
    told = refused(client.get(LOCATE, query), status, code, field)
    assert {name: told[name] for name in facts} == facts


def test_a_post_out_of_order_is_not_used(client: Client, net: Network) -> None:
    before = read(client, LOCATE, road="QL.9T", chainage="Km12+100")
    KmPost.objects.create(road=net.ql, km=15, geom=up(50), source="x")
    assert read(client, LOCATE, road="QL.9T", chainage="Km12+100") == before


def test_one_statement_each(client: Client, net: Network, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        client.get(LOCATE, {"road": "QL.9T", "chainage": "Km10+500"})
    with django_assert_num_queries(1):
        answer = client.get(LOCATE, {"lon": 105.5, "lat": up(600).y})
    assert json.loads(answer.content)["candidates"]
