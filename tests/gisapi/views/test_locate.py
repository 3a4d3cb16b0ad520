"""Where is it, both ways, on a network whose measures a reader can do in the head."""

import json
from typing import Any

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from django.test import Client

from infra.models import AdministrativeUnit, KmPost, Road, UnitSuccession
from tests.gisapi.asking import read, refused
from tests.network import Network, line, up

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


def test_a_place_says_what_its_chainage_rests_on(client: Client, net: Network, commune: Any) -> None:
    (seen,) = read(client, LOCATE, lon=105.5, lat=up(1500).y)["candidates"]
    assert seen["counted_from"] == {"km": 11, "real": True, "metres": pytest.approx(500, abs=0.01)}
    assert seen["post"] == {"km": 11, "distance_m": pytest.approx(500, abs=0.01), "stands": "before"}
    assert seen["uncertainty"] == {"m": 10.0, "because": "real-post", "misfit_m": None}
    assert seen["communes_before"] == [{"code": "99000", "name": "Xã Cũ", "district": "", "until": "2025-06-30"}]
    (seen,) = read(client, LOCATE, lon=105.5, lat=up(3235).y)["candidates"]
    assert (seen["chainage"], seen["nominal"], seen["counted_from"]["km"]) == ("Km13+100", True, 13)
    assert seen["post"] == {"km": 14, "distance_m": pytest.approx(765, abs=0.01), "stands": "after"}
    assert seen["uncertainty"] == {
        "m": pytest.approx(241, abs=0.1),
        "because": "between-real-posts",
        "misfit_m": -135.0,
    }
    assert seen["communes_before"] == []


def test_the_old_commune_is_known_where_it_has_an_outline(client: Client, net: Network, commune: Any) -> None:
    AdministrativeUnit.objects.filter(code="99000").update(geom=commune.geom)
    other = AdministrativeUnit.objects.create(
        code="98999", name_vi="Xã Khác", level_id="COMMUNE", valid_from="2004-01-01", valid_to="2025-06-30", source="x"
    )
    UnitSuccession.objects.create(old=other, new=commune, share="1", source="x")
    (seen,) = read(client, LOCATE, lon=105.5, lat=up(1500).y)["candidates"]
    assert [old["code"] for old in seen["communes_before"]] == ["99000"]


def test_a_road_without_posts_seen_gives_no_figure(client: Client, net: Network) -> None:
    place = read(client, LOCATE, road="ĐT.1T", chainage="Km1+500")
    assert (place["calibration"], place["post"]) == ("nominal", None)
    assert place["uncertainty"] == {"m": None, "because": "no-real-post", "misfit_m": None}


def test_a_place_before_the_first_post_has_no_chainage(client: Client, net: Network) -> None:
    KmPost.objects.filter(road=net.ql, km=10).delete()
    (seen,) = read(client, LOCATE, lon=105.5, lat=up(500).y)["candidates"]
    assert (seen["chainage"], seen["counted_from"], seen["uncertainty"]["because"]) == ("", None, "before-first-post")
    assert seen["post"] == {"km": 11, "distance_m": pytest.approx(500, abs=0.01), "stands": "after"}


def test_a_chainage_valid_twice_says_which_post_it_is_counted_from(client: Client, net: Network) -> None:
    """Km12 stands 1135 m after Km11: Km11+1135 and Km12 are one place."""
    long, short = (read(client, LOCATE, road="QL.9T", chainage=text) for text in ("Km11+1135", "Km12"))
    assert long["at_m"] == short["at_m"]
    assert (long["chainage"], long["reads_as"]) == ("Km11+1135", "Km12+000")
    assert (long["counted_from"]["km"], short["counted_from"]["km"]) == (11, 12)
    assert long["post"] == short["post"] == {"km": 12, "distance_m": 0, "stands": "here"}
    assert not long["ambiguous"]


@pytest.fixture
def beside(net: Network) -> Road:
    """ĐT.9T shares QL.9T's line from 1000 m to 2000 m, and runs 20 m to the right of it from there on to 3000 m."""
    course = LineString([up(1000), up(2000), up(2001, right=20), up(3000, right=20)], srid=4326)
    return Road.objects.create(
        code="ĐT.9T",
        road_class_id="DT",
        source="x",
        start_km=0,
        start_m=0,
        centreline=MultiLineString(course, srid=4326),
    )


def test_a_shared_stretch_is_ambiguous_and_both_roads_are_told(client: Client, beside: Road) -> None:
    told = read(client, LOCATE, lon=up(1500, right=3).x, lat=up(1500).y)
    assert (told["ambiguous"], told["in_reach"], told["tolerance_m"]) == (True, 2, 15)
    assert {(c["road"], c["chainage"]) for c in told["candidates"]} == {("QL.9T", "Km11+500"), ("ĐT.9T", "Km0+500")}
    assert [c["apart_m"] for c in told["candidates"]] == [0, 0]


def test_the_tolerance_says_how_near_roads_are_one_place(client: Client, beside: Road) -> None:
    here = {"lon": up(2500, right=8).x, "lat": up(2500).y}
    assert read(client, LOCATE, **here)["ambiguous"] is False
    told = read(client, LOCATE, **here, tolerance=25)
    assert (told["ambiguous"], [c["road"] for c in told["candidates"]]) == (True, ["QL.9T", "ĐT.9T"])
    assert told["candidates"][1]["apart_m"] == pytest.approx(20, abs=0.1)


def test_the_limit_never_hides_what_may_be_meant_as_well(client: Client, beside: Road) -> None:
    told = read(client, LOCATE, lon=105.5, lat=up(1500).y, limit=1)
    assert (len(told["candidates"]), told["ambiguous"]) == (2, True)
    told = read(client, LOCATE, lon=105.5, lat=up(2500).y, limit=1)
    assert (len(told["candidates"]), told["in_reach"]) == (1, 2), "and what it hides is counted"
    assert read(client, LOCATE, lon=105.5, lat=up(1500).y, road="DT9T")["ambiguous"] is False


def test_a_name_of_several_branches_gives_all_that_have_the_chainage(client: Client, net: Network) -> None:
    for branch, length_m in (("001", 3000), ("002", 200)):
        course = MultiLineString(line(0, length_m, lon=105.7), srid=4326)
        Road.objects.create(
            code="QL.9T", branch=branch, road_class_id="QL", source="x", start_km=10, start_m=0, centreline=course
        )
    told = read(client, LOCATE, road="QL.9T", chainage="Km10+500")
    assert (told["ambiguous"], told["branch"]) == (True, "000")
    assert [(c["branch"], round(c["lon"], 6)) for c in told["candidates"]] == [("000", 105.5), ("001", 105.7)]


def test_an_alias_says_which_road_answered(client: Client, net: Network) -> None:
    told = read(client, LOCATE, road="ql 9ta", chainage="Km10+500")
    assert (told["road"], told["answers_to"]) == ("QL.9T", "QL.9TA")
    assert read(client, LOCATE, road="ql 9t", chainage="Km10+500")["answers_to"] == ""


@pytest.mark.parametrize("crs", ["EPSG:5897", "EPSG:9207", "EPSG:3857", "EPSG:4326", "CRS84", "EPSG:4756"])
def test_coordinates_in_and_out_in_any_system(client: Client, net: Network, crs: str) -> None:
    """x is east or longitude, whatever the system's own order."""
    place = read(client, LOCATE, road="QL.9T", chainage="Km10+500", crs=crs)
    assert (place["lon"], place["lat"]) == (pytest.approx(105.5, abs=1e-7), pytest.approx(up(500).y, abs=1e-7))
    seen = read(client, LOCATE, x=place["x"], y=place["y"], crs=crs)
    (seen,) = seen["candidates"]
    assert (seen["at_m"], seen["offset_m"]) == (pytest.approx(500, abs=0.02), pytest.approx(0, abs=0.02))
    assert (seen["x"], seen["crs"]) == (pytest.approx(place["x"], abs=0.02 if place["x"] > 200 else 2e-7), place["crs"])
    assert place["x"] < place["y"] or crs != "EPSG:5897", "north of Bạc Liêu is a million metres, east half of one"
    assert place["crs"].endswith(crs.rpartition(":")[2])


def test_hidden_roads_are_no_candidates(client: Client, beside: Road, engineer: Client) -> None:
    Road.objects.filter(pk=beside.pk).update(is_published=False)
    told = read(client, LOCATE, lon=105.5, lat=up(1500).y)
    assert (told["in_reach"], told["ambiguous"], [c["road"] for c in told["candidates"]]) == (1, False, ["QL.9T"])
    refused(client.get(LOCATE, {"road": "ĐT.9T", "chainage": "Km0+100"}), 404, "not-found", "road")
    assert read(engineer, LOCATE, lon=105.5, lat=up(1500).y)["in_reach"] == 2


@pytest.mark.parametrize(("lon", "lat"), [(0, 90), (180, -90), (-180, 85), (105.5, 89.9999)])
def test_the_ends_of_the_earth_have_no_roads(client: Client, net: Network, lon: float, lat: float) -> None:
    assert read(client, LOCATE, lon=lon, lat=lat, within=5000)["candidates"] == []
