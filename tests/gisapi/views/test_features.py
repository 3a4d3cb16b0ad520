"""Items: every row, once, under every filter; one item with its ETag."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from infra.models import AdministrativeUnit, Bridge, Culvert, KmPost, Road, Section
from tests.gisapi.asking import read, refused
from tests.network import SOURCE, Network, up

BRIDGES = "/api/collections/bridges/items"
MODELS = {"roads": Road, "km-posts": KmPost, "sections": Section, "bridges": Bridge, "culverts": Culvert}


def ids(browser: Client, collection: str, **query: Any) -> list[str]:
    page = read(browser, f"/api/collections/{collection}/items", **query)
    assert page["numberReturned"] == len(page["features"])
    return [feature["id"] for feature in page["features"]]


def every_page(browser: Client, collection: str, limit: int) -> list[str]:
    """Follow the next links to the end."""
    address, seen = f"/api/collections/{collection}/items?limit={limit}", []
    while address:
        assert len(seen) < 1000, "the next links go in circles"
        page = read(browser, address)
        seen += [feature["id"] for feature in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    return seen


@pytest.mark.parametrize("collection", MODELS)
@pytest.mark.parametrize("limit", [1, 2, 3, 10000])
def test_paging_equals_the_table(client: Client, net: Network, collection: str, limit: int) -> None:
    expected = sorted(MODELS[collection].objects.values_list("public_id", flat=True))
    assert expected
    assert every_page(client, collection, limit) == expected


def test_a_page_holds_while_others_edit(client: Client, net: Network) -> None:
    """A row deleted before the cursor and one added after it neither hide nor repeat another."""
    more = [Bridge.objects.create(name=f"Cầu {n}", source=SOURCE) for n in range(4)]
    first = read(client, BRIDGES, limit=3)
    Bridge.objects.filter(public_id=first["features"][0]["id"]).delete()
    added = Bridge.objects.create(name="Cầu sau", source=SOURCE)
    second = read(client, next(link["href"] for link in first["links"] if link["rel"] == "next"))
    assert [feature["id"] for feature in second["features"]] == [
        more[1].public_id,
        more[2].public_id,
        more[3].public_id,
    ][: second["numberReturned"]]
    assert added.public_id in every_page(client, "bridges", 2)


def test_a_page_is_one_statement(client: Client, net: Network, django_assert_num_queries: Any) -> None:
    for collection in (*MODELS, "communes"):
        with django_assert_num_queries(1):
            read(client, f"/api/collections/{collection}/items", limit=50, count="true")


def test_one_item_is_one_statement(client: Client, net: Network, commune: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        read(client, f"{BRIDGES}/{net.near_bridge.public_id}")


def test_the_number_matched_is_told_when_asked(client: Client, net: Network) -> None:
    assert "numberMatched" not in read(client, BRIDGES, limit=1)
    page = read(client, BRIDGES, limit=1, count="true")
    assert (page["numberReturned"], page["numberMatched"]) == (1, 2)


@pytest.mark.parametrize(
    ("collection", "query", "names"),
    [
        ("bridges", {"q": "ho phong"}, ["far_bridge"]),
        ("bridges", {"q": "HỘ PHÒNG"}, ["far_bridge"]),
        ("bridges", {"q": "%"}, []),
        ("bridges", {"q": "_"}, []),
        ("bridges", {"condition": "XAU"}, ["far_bridge"]),
        ("bridges", {"condition": "XAU,TOT"}, ["near_bridge", "far_bridge"]),
        ("bridges", {"condition": "none"}, []),
        ("culverts", {"condition": "none"}, ["seen_culvert"]),
        ("culverts", {"kind": "THOAT_NUOC"}, ["culvert"]),
        ("culverts", {"located_by": "coordinates"}, ["seen_culvert"]),
        ("bridges", {"road": "QL.9T"}, ["near_bridge", "far_bridge"]),
        ("bridges", {"road": "ql9t"}, ["near_bridge", "far_bridge"]),
        ("bridges", {"road": "QL.9TA"}, ["near_bridge", "far_bridge"]),
        ("bridges", {"road": "ĐT.1T"}, []),
        ("bridges", {"road_class": "DT"}, []),
        ("bridges", {"road": "QL.9T", "from": "Km10+500", "to": "Km11"}, ["near_bridge"]),
        ("bridges", {"road": "QL.9T", "from": "Km10+501", "to": "Km12"}, []),
        ("bridges", {"road": "QL.9T", "from": "Km12+365"}, ["far_bridge"]),
        ("bridges", {"road": "QL.9T", "to": "Km12+364"}, ["near_bridge"]),
        ("bridges", {"road": "QL.9T", "from": "Km1", "to": "Km99"}, ["near_bridge", "far_bridge"]),
        ("bridges", {"road": "QL.9T", "from": "Km99"}, []),
        ("bridges", {"unit": "99001"}, ["near_bridge"]),
        ("culverts", {"unit": "99001@2025-07-01"}, ["culvert"]),
        ("roads", {"q": "dt"}, ["gap", "posts_only"]),
        ("roads", {"road_class": "QL"}, ["ql"]),
    ],
)
def test_filters(
    client: Client, net: Network, commune: Any, collection: str, query: dict[str, str], names: list[str]
) -> None:
    assert ids(client, collection, **query) == sorted(getattr(net, name).public_id for name in names)


def test_sections_of_a_range_are_those_it_touches(client: Client, net: Network) -> None:
    """0-2000 TOT, 2000-4000 XAU, 4000-5000 TB; Km11 is at 1000 m, Km14 at 4000 m."""
    page = read(client, "/api/collections/sections/items", road="QL.9T", **{"from": "Km11", "to": "Km14"})
    assert [feature["properties"]["condition"] for feature in page["features"]] == ["TOT", "XAU"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"condition": "XAU"}, ["far_bridge"]),
        ({"condition": "XAU,TOT"}, ["near_bridge", "far_bridge"]),
        ({"condition": "none"}, []),
        ({"condition": "TOT,none"}, ["near_bridge"]),
        ({"road": "QL.9T", "road_class": "QL"}, ["near_bridge", "far_bridge"]),
    ],
)
def test_codes_in_a_box(client: Client, net: Network, query: dict[str, str], names: list[str]) -> None:
    """Compared otherwise than without a box, where an index may serve."""
    assert ids(client, "bridges", bbox="100,5,110,25", **query) == sorted(getattr(net, n).public_id for n in names)


@pytest.mark.parametrize("away", [1e-6, 2e-6, 3e-6])
def test_a_box_ends_where_it_says(client: Client, net: Network, away: float) -> None:
    """PostGIS keeps boxes in single precision: comparing those alone would take a bridge 10 cm outside for one inside."""
    bridge = up(500)
    beside = f"{bridge.x + away!r},{bridge.y - 1},{bridge.x + 1},{bridge.y + 1}"
    around = f"{bridge.x - away!r},{bridge.y - 0.01},{bridge.x + 0.001},{bridge.y + 0.01}"
    assert net.near_bridge.public_id not in ids(client, "bridges", bbox=beside)
    assert ids(client, "bridges", bbox=around) == [net.near_bridge.public_id]


def test_a_box_takes_what_it_meets(client: Client, net: Network) -> None:
    bridge = up(500)
    box = f"{bridge.x - 0.001},{bridge.y - 0.001},{bridge.x + 0.001},{bridge.y + 0.001}"
    assert ids(client, "bridges", bbox=box) == [net.near_bridge.public_id]
    assert ids(client, "bridges", bbox="170,-90,-170,90") == []
    assert ids(client, "bridges", bbox="105.6,-90,105.4,90") == []
    assert len(ids(client, "bridges", bbox="105.4,-90,104.4,90")) == 2


def test_a_box_beside_a_slanting_road_does_not_meet_it(client: Client, net: Network) -> None:
    """ĐT.1T has a gap from 1000 m to 1500 m: a box inside the gap meets nothing, though it lies in the road's envelope."""
    low, high = up(1100, 105.6), up(1400, 105.6)
    assert ids(client, "roads", bbox=f"105.59,{low.y},105.61,{high.y}") == []


def test_a_box_in_vn2000(client: Client, net: Network) -> None:
    from infra.crs import transform

    x, y = transform(up(500).x, up(500).y, 4326, 5897)
    query = {"bbox": f"{x - 50},{y - 50},{x + 50},{y + 50}", "bbox-crs": "EPSG:5897"}
    assert ids(client, "bridges", **query) == [net.near_bridge.public_id]


def test_coordinates_in_vn2000_agree_with_the_official_parameters(client: Client, net: Network) -> None:
    from infra.crs import transform

    answer = client.get(f"{BRIDGES}/{net.near_bridge.public_id}", {"crs": "http://www.opengis.net/def/crs/EPSG/0/5897"})
    assert answer["Content-Crs"] == "<http://www.opengis.net/def/crs/EPSG/0/5897>"
    expected = transform(up(500).x, up(500).y, 4326, 5897)
    assert json.loads(answer.content)["geometry"]["coordinates"] == pytest.approx(expected, abs=0.01)


def test_latitude_comes_first_in_epsg_4326(client: Client, net: Network) -> None:
    feature = read(client, f"{BRIDGES}/{net.near_bridge.public_id}", crs="EPSG:4326")
    assert feature["geometry"]["coordinates"] == pytest.approx([up(500).y, 105.5], abs=1e-6)


def test_a_bridge_as_its_card_shows_it(client: Client, net: Network, commune: Any) -> None:
    feature = read(client, f"{BRIDGES}/{net.near_bridge.public_id}")
    told = feature["properties"]
    assert feature["geometry"]["coordinates"] == pytest.approx([105.5, up(500).y], abs=1e-6)
    assert (told["name"], told["road"], told["road_id"]) == ("Cầu Gần", "QL.9T", net.ql.public_id)
    assert (told["chainage"], told["chainage_nominal"], told["at_m"]) == ("Km10+500", False, 500)
    assert (told["commune"], told["commune_name"], told["position_gap_m"]) == ("99001", "Xã Thử Đông", 0)
    assert (told["bridge_type"], told["span_scheme"], told["length_m"], told["condition"]) == (
        "T_BTCT",
        "3x24",
        78,
        "TOT",
    )


def test_a_road_says_what_it_is_calibrated_by(client: Client, net: Network) -> None:
    told = read(client, f"/api/collections/roads/items/{net.ql.public_id}")["properties"]
    assert (told["length_m"], told["posts_used"], told["posts_refused"]) == (pytest.approx(5000, abs=0.01), 4, 0)
    assert (told["start_chainage"], told["end_chainage"], told["calibration"]) == ("Km10+000", "Km14+1000", "partly")


def test_a_section_says_its_chainages(client: Client, net: Network) -> None:
    (feature, *_rest) = read(client, "/api/collections/sections/items", condition="XAU")["features"]
    told = feature["properties"]
    assert (told["from_chainage"], told["to_chainage"], told["length_m"]) == ("Km11+1000", "Km14+000", 2000)


def test_a_commune_says_what_it_was_formed_from(client: Client, commune: AdministrativeUnit) -> None:
    told = read(client, "/api/collections/communes/items/99001")["properties"]
    assert told["formed_from"] == [{"code": "99000", "name_vi": "Xã Cũ", "share": 0.75}]
    old = read(client, "/api/collections/communes/items/99000@2004-01-01")
    assert (old["geometry"], old["properties"]["valid_to"]) == (None, "2025-06-30")
    refused(client.get("/api/collections/communes/items/99000"), 404, "not-found")


def test_communes_are_those_in_force_unless_asked(client: Client, commune: AdministrativeUnit) -> None:
    assert ids(client, "communes") == ["99001"]
    assert ids(client, "communes", validity="old") == ["99000@2004-01-01"]
    assert sorted(ids(client, "communes", validity="all")) == ["99000@2004-01-01", "99001"]


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ({"road": "QL.404"}, "road", "unknown"),
        ({"unit": "404"}, "unit", "unknown"),
        ({"unit": "99009"}, "unit", "no-outline"),
    ],
)
def test_an_unknown_name_is_not_an_empty_answer(
    client: Client, net: Network, commune: Any, query: dict[str, str], field: str, reason: str
) -> None:
    AdministrativeUnit.objects.create(
        code="99009", name_vi="Xã Chưa Vẽ", level_id="COMMUNE", valid_from=date(2004, 1, 1), source=SOURCE
    )
    assert refused(client.get(BRIDGES, query), 400, "bad-parameter", field)["reason"] == reason


def test_an_old_unit_is_what_it_went_into_and_the_answer_says_so(client: Client, net: Network, commune: Any) -> None:
    """Three quarters of 99000 went into the commune that holds the near bridge: all that is known of its outline."""
    told = read(client, BRIDGES, unit="99000")
    assert (told["approximate"], [row["id"] for row in told["features"]]) == ("unit", [net.near_bridge.public_id])
    assert "approximate" not in read(client, BRIDGES, unit="99001")


def test_an_etag_spares_the_body_until_something_changes(client: Client, net: Network) -> None:
    address = f"{BRIDGES}/{net.near_bridge.public_id}"
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Cầu Khác")
    changed = client.get(address, headers={"If-None-Match": etag})
    assert (changed.status_code, json.loads(changed.content)["properties"]["name"]) == (200, "Cầu Khác")


def test_an_etag_changes_when_only_what_is_derived_changes(client: Client, net: Network) -> None:
    """Moving a km post changes the chainage of every bridge after it, but not their rows."""
    address = f"{BRIDGES}/{net.near_bridge.public_id}"
    etag = client.get(address)["ETag"]
    KmPost.objects.filter(road=net.ql, km=10).update(geom=up(100))
    again = client.get(address, headers={"If-None-Match": etag})
    assert json.loads(again.content)["properties"]["chainage"] == "Km10+400"
    assert again["ETag"].split(".")[0] == etag.split(".")[0]


def test_large_answers_are_squeezed_for_those_who_take_it(client: Client, net: Network) -> None:
    import gzip

    plain = client.get(BRIDGES)
    squeezed = client.get(BRIDGES, headers={"Accept-Encoding": "br, gzip"})
    assert squeezed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(squeezed.content))["features"] == json.loads(plain.content)["features"]
    assert "Content-Encoding" not in client.get(BRIDGES, headers={"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize(
    "address", ["/api/collections/tunnels/items", "/api/collections/tunnels", f"{BRIDGES}/B-999999", f"{BRIDGES}/1%00"]
)
def test_what_is_not_there_is_not_found(client: Client, db: None, address: str) -> None:
    refused(client.get(address), 404, "not-found")
