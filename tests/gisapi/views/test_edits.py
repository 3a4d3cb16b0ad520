"""Writing: what changes, who may, which version; every refusal changes nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import Bridge, Road, Section
from tests.gisapi.asking import read, refused, signed_in
from tests.network import Network, up

BRIDGES = "/api/collections/bridges/items"


def put(browser: Client, verb: str, address: str, body: Any, etag: str | None = None, **headers: str) -> Any:
    """One write of GeoJSON."""
    if etag is not None:
        headers["If-Match"] = etag
    data = body if isinstance(body, bytes) else json.dumps(body)
    return browser.generic(verb, address, data, content_type="application/geo+json", headers=headers)


@pytest.fixture
def address(net: Network) -> str:
    return f"{BRIDGES}/{net.near_bridge.public_id}"


@pytest.fixture
def etag(engineer: Client, address: str) -> str:
    return str(engineer.get(address)["ETag"])


def bridge(net: Network) -> Bridge:
    return Bridge.objects.get(pk=net.near_bridge.pk)


def test_a_patch_changes_what_it_names_and_answers_the_new_feature(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    answer = put(engineer, "PATCH", address, {"properties": {"name": "Cầu Mới", "width_m": 7.5}}, etag)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["properties"]
    assert (told["name"], told["width_m"], told["length_m"]) == ("Cầu Mới", 7.5, 78)
    assert (bridge(net).name, str(bridge(net).width_m)) == ("Cầu Mới", "7.50")
    assert answer["ETag"] != etag
    assert answer["ETag"] == engineer.get(address)["ETag"]


def test_the_etag_of_an_answer_serves_the_next_write(engineer: Client, address: str, etag: str) -> None:
    second = put(engineer, "PATCH", address, {"properties": {"name": "Hai"}}, etag)["ETag"]
    assert put(engineer, "PATCH", address, {"properties": {"name": "Ba"}}, second).status_code == 200


def test_sending_a_feature_back_unchanged_changes_nothing(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    before = bridge(net).recorded_from
    feature = read(engineer, address)
    for verb in ("PUT", "PATCH"):
        assert put(engineer, verb, address, feature, etag).status_code == 200
    assert bridge(net).recorded_from == before


def test_a_put_empties_what_it_leaves_out_but_does_not_move(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    kept = {"name": "Cầu Gần", "source": "Mạng thử"}
    answer = put(engineer, "PUT", address, {"type": "Feature", "geometry": None, "properties": kept}, etag)
    told = json.loads(answer.content)["properties"] if answer.status_code == 200 else answer.content
    assert answer.status_code == 422, told  # the point of a bridge on its road is not taken away by leaving it out
    answer = put(engineer, "PUT", address, {"type": "Feature", "properties": kept}, etag)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["properties"]
    assert (told["span_scheme"], told["length_m"], told["condition"], told["bridge_type"]) == ("", None, None, None)
    assert (told["chainage"], told["road"], told["status"]) == ("Km10+500", "QL.9T", "DANG_KHAI_THAC")


def test_moving_along_the_road_by_chainage(engineer: Client, net: Network, address: str, etag: str) -> None:
    answer = put(engineer, "PATCH", address, {"properties": {"chainage": "Km11+200"}}, etag)
    feature = json.loads(answer.content)
    assert (feature["properties"]["at_m"], feature["properties"]["chainage"]) == (
        pytest.approx(1200, abs=0.01),
        "Km11+200",
    )
    assert feature["geometry"]["coordinates"] == pytest.approx([105.5, up(1200).y], abs=1e-6)


def test_moving_along_the_road_by_measure_though_the_old_chainage_comes_along(
    engineer: Client, address: str, etag: str
) -> None:
    feature = read(engineer, address)
    feature["properties"]["at_m"] = 700
    answer = put(engineer, "PUT", address, feature, etag)
    assert json.loads(answer.content)["properties"]["chainage"] == "Km10+700"


def test_moving_on_the_map_makes_the_point_the_truth(engineer: Client, address: str, etag: str) -> None:
    spot = up(800, right=12)
    answer = put(engineer, "PATCH", address, {"geometry": {"type": "Point", "coordinates": [spot.x, spot.y]}}, etag)
    assert answer.status_code == 200, answer.content
    feature = json.loads(answer.content)
    assert feature["geometry"]["coordinates"] == pytest.approx([spot.x, spot.y], abs=1e-7)
    assert (feature["properties"]["located_by"], feature["properties"]["offset_m"]) == (
        "coordinates",
        pytest.approx(12, abs=0.05),
    )
    assert feature["properties"]["at_m"] == pytest.approx(800, abs=0.05)


def test_creating_and_deleting(engineer: Client, net: Network) -> None:
    body = {
        "type": "Feature", "geometry": None,
        "properties": {"name": "Cầu Tạm", "road": "ql9t", "chainage": "Km12+100", "source": "Thử", "bridge_type": "BAILEY"},
    }  # fmt: skip
    answer = put(engineer, "POST", BRIDGES, body)
    assert answer.status_code == 201, answer.content
    made = json.loads(answer.content)
    assert answer["Location"].endswith(f"{BRIDGES}/{made['id']}")
    assert (made["properties"]["road"], made["properties"]["at_m"]) == ("QL.9T", pytest.approx(2235, abs=0.01))
    gone = put(engineer, "DELETE", f"{BRIDGES}/{made['id']}", b"", answer["ETag"])
    assert (gone.status_code, gone.content) == (204, b"")
    refused(engineer.get(f"{BRIDGES}/{made['id']}"), 404, "not-found")


def test_roads_and_sections_are_written_the_same_way(engineer: Client, net: Network) -> None:
    line = {"type": "LineString", "coordinates": [[105.7, 9.2], [105.7, 9.25]]}
    road = put(
        engineer, "POST", "/api/collections/roads/items",
        {"type": "Feature", "geometry": line, "properties": {"code": "ĐT.9X", "road_class": "DT", "source": "Thử", "aliases": ["9X"]}},
    )  # fmt: skip
    assert road.status_code == 201, road.content
    made = json.loads(road.content)
    assert (made["geometry"]["type"], made["properties"]["aliases"]) == ("MultiLineString", ["9X"])
    section = put(
        engineer, "POST", "/api/collections/sections/items",
        {"type": "Feature", "properties": {"road": made["id"], "from_m": 0, "to_m": 100, "source": "Thử"}},
    )  # fmt: skip
    assert section.status_code == 201, section.content
    assert Section.objects.filter(road=Road.objects.get(code="ĐT.9X")).count() == 1


def test_without_a_version_nothing_is_written(engineer: Client, net: Network, address: str) -> None:
    for verb, body in (
        ("PATCH", {"properties": {"name": "X"}}),
        ("PUT", {"type": "Feature", "properties": {}}),
        ("DELETE", b""),
    ):
        refused(put(engineer, verb, address, body), 428, "version-needed", "If-Match")
        refused(put(engineer, verb, address, body, "*"), 428, "version-needed", "If-Match")
    assert bridge(net).name == "Cầu Gần"


def test_a_stale_version_gets_both_and_writes_nothing(engineer: Client, net: Network, address: str, etag: str) -> None:
    put(engineer, "PATCH", address, {"properties": {"name": "Người nhanh"}}, etag)
    mine = {"properties": {"name": "Người chậm"}}
    facts = refused(put(engineer, "PATCH", address, mine, etag), 412, "stale", "If-Match")
    assert (facts["current"]["properties"]["name"], facts["yours"]) == ("Người nhanh", mine)
    refused(put(engineer, "DELETE", address, b"", etag), 412, "stale", "If-Match")
    assert bridge(net).name == "Người nhanh"


def test_an_edit_made_in_psql_makes_a_version_stale(engineer: Client, net: Network, address: str, etag: str) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(note="sửa trong QGIS")
    refused(put(engineer, "PATCH", address, {"properties": {"name": "X"}}, etag), 412, "stale", "If-Match")


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE"])
def test_who_may_not_write_is_told_before_anything_else(
    client: Client, planner: Client, net: Network, address: str, verb: str
) -> None:
    answer = put(client, verb, address, b"{broken")
    refused(answer, 401, "not-signed-in")
    assert answer["WWW-Authenticate"]
    facts = refused(put(planner, verb, address, b"{broken"), 403, "forbidden")
    assert "engineer" in facts["needs"]
    refused(put(planner, "POST", BRIDGES, b"{broken"), 403, "forbidden")
    refused(put(client, "POST", BRIDGES, b"{broken"), 401, "not-signed-in")


@pytest.mark.parametrize("role", ["engineer", "supervisor", "administrator"])
def test_each_writing_role_writes(net: Network, address: str, role: str) -> None:
    browser = signed_in(role)
    tag = browser.get(address)["ETag"]
    assert put(browser, "PATCH", address, {"properties": {"name": role}}, tag).status_code == 200


def test_a_write_without_the_csrf_token_is_refused(engineer: Client, net: Network, address: str, etag: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = engineer.cookies
    refused(put(strict, "PATCH", address, {"properties": {"name": "X"}}, etag), 403, "csrf-failed")
    token = read(strict, "/api/session")["csrf"]
    answer = put(strict, "PATCH", address, {"properties": {"name": "X"}}, etag, **{"X-CSRFToken": token})
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize(
    ("properties", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"id": 7}, "id"),
        ({"recorded_from": "2020-01-01"}, "recorded_from"),
        ({"public_id": "B-999999"}, "public_id"),
        ({"chainage_nominal": True}, "chainage_nominal"),
        ({"length_m": "dài"}, "length_m"),
        ({"length_m": -1}, "length_m"),
        ({"length_m": 1e12}, "length_m"),
        ({"length_m": "NaN"}, "length_m"),
        ({"at_m": "Infinity"}, "at_m"),
        ({"at_m": 999999}, "at_m"),
        ({"at_m": -5}, "at_m"),
        ({"span_count": 3.7}, "span_count"),
        ({"span_count": 99999999999}, "span_count"),
        ({"name": {"a": 1}}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"is_published": "có"}, "is_published"),
        ({"status": None}, "status"),
        ({"status": "XXX"}, "status"),
        ({"bridge_type": "XXX"}, "bridge_type"),
        ({"managing_unit": "XXX"}, "managing_unit"),
        ({"road": "QL.404"}, "road"),
        ({"condition_on": "hôm qua"}, "condition_on"),
        ({"deck_rating": 10}, "deck_rating"),
        ({"chainage": "Km99+000"}, "chainage"),
        ({"chainage": "Km10+1001"}, "chainage"),
        ({"chainage": "500"}, "chainage"),
        ({"chainage": "Km10+100", "at_m": 5}, "at_m"),
        ({"source": ""}, "source"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    engineer: Client, net: Network, address: str, etag: str, properties: dict[str, Any], field: str
) -> None:
    before = bridge(net).recorded_from
    answer = put(engineer, "PATCH", address, {"properties": {"note": "x", **properties}}, etag)
    assert answer.status_code == 422, answer.content
    assert json.loads(answer.content)["field"] == field
    assert bridge(net).recorded_from == before


def test_all_wrong_fields_are_told_at_once(engineer: Client, address: str, etag: str) -> None:
    facts = refused(
        put(engineer, "PATCH", address, {"properties": {"length_m": "x", "width_m": "y"}}, etag),
        422,
        "field-refused",
        "length_m",
    )
    assert set(facts["more"]) == {"length_m", "width_m"}


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[105, 9], [106, 9]]},
        {"type": "Point", "coordinates": [500, 9]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["x", 9]},
        {"type": "Nothing"},
        "POINT(105 9)",
        [105, 9],
    ],
)
def test_a_wrong_geometry_is_named(engineer: Client, net: Network, address: str, etag: str, geometry: Any) -> None:
    answer = put(engineer, "PATCH", address, {"geometry": geometry}, etag)
    assert answer.status_code == 422, answer.content
    assert json.loads(answer.content)["field"] == "geometry"
    assert bridge(net).geom == net.near_bridge.geom or bridge(net).at_m == 500


def test_a_sections_geometry_follows_its_road(engineer: Client, net: Network) -> None:
    address = read(engineer, "/api/collections/sections/items")["features"][0]["id"]
    address = f"/api/collections/sections/items/{address}"
    line = {"type": "MultiLineString", "coordinates": [[[105, 9], [106, 9]]]}
    answer = put(engineer, "PATCH", address, {"geometry": line}, engineer.get(address)["ETag"])
    refused(answer, 422, "field-refused", "geometry")


def test_sections_may_not_overlap(engineer: Client, net: Network) -> None:
    body = {"type": "Feature", "properties": {"road": "QL.9T", "from_m": 100, "to_m": 200, "source": "Thử"}}
    facts = refused(put(engineer, "POST", "/api/collections/sections/items", body), 422, "rule-broken", "from_m")
    assert facts["rule"] == "section_no_overlap"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{broken", 400, "body-unreadable"),
        (b'{"properties": {"length_m": NaN}}', 400, "body-unreadable"),
        (b"\xff\xfe", 400, "body-unreadable"),
        (b'{"properties": {"name": "\\ud800"}}', 400, "body-unreadable"),
        (b"[" * 100_000, 400, "body-unreadable"),
        (b"[]", 422, "field-refused"),
        (b'"Feature"', 422, "field-refused"),
        (b"null", 422, "field-refused"),
        (b'{"type": "FeatureCollection", "properties": {}}', 422, "field-refused"),
        (b'{"properties": []}', 422, "field-refused"),
        (b'{"name": "' + b"x" * 5_000_001 + b'"}', 413, "body-too-large"),
    ],
    ids=range(11),
)
def test_a_body_that_is_no_feature(
    engineer: Client, address: str, etag: str, body: bytes, status: int, code: str
) -> None:
    answer = put(engineer, "PATCH", address, body, etag)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (status, code), answer.content[:300]


def test_other_media_types_are_refused(engineer: Client, address: str, etag: str) -> None:
    answer = engineer.generic(
        "PATCH", address, "name=x", content_type="application/x-www-form-urlencoded", headers={"If-Match": etag}
    )
    refused(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize("header", ["%FF", "x" * 501, "%00"])
def test_a_reason_that_is_no_text(engineer: Client, address: str, etag: str, header: str) -> None:
    answer = put(engineer, "PATCH", address, {"properties": {"name": "X"}}, etag, **{"X-Change-Reason": header})
    refused(answer, 400, "bad-parameter", "X-Change-Reason")


@pytest.mark.parametrize("header", ['W/"x"', "x", '"a", "b"', '""'])
def test_an_if_match_that_is_no_strong_etag(engineer: Client, address: str, header: str) -> None:
    refused(put(engineer, "PATCH", address, {"properties": {}}, header), 400, "bad-parameter", "If-Match")


def test_communes_are_not_written_here(engineer: Client, commune: Any) -> None:
    refused(put(engineer, "DELETE", "/api/collections/communes/items/99001", b"", '"x"'), 405, "method-not-allowed")


def test_a_road_that_is_used_stays(engineer: Client, net: Network) -> None:
    address = f"/api/collections/roads/items/{net.ql.public_id}"
    facts = refused(put(engineer, "DELETE", address, b"", engineer.get(address)["ETag"]), 422, "rule-broken")
    assert facts["rule"] == "still-used"
