"""Writing refused: who may, which version, which field; a refusal changes nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import Bridge
from tests.gisapi.asking import put, read, refused, signed_in
from tests.network import Network

BRIDGES = "/api/collections/bridges/items"


def bridge(net: Network) -> Bridge:
    return Bridge.objects.get(pk=net.near_bridge.pk)


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
    told = json.loads(answer.content)
    assert told["field"] == f"properties/{field}"
    assert told["field"] in told["facts"]["more"]
    assert bridge(net).recorded_from == before


def test_all_wrong_fields_are_told_at_once(engineer: Client, address: str, etag: str) -> None:
    facts = refused(
        put(engineer, "PATCH", address, {"properties": {"length_m": "x", "width_m": "y"}}, etag),
        422,
        "field-refused",
        "properties/length_m",
    )
    assert set(facts["more"]) == {"properties/length_m", "properties/width_m"}


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
    facts = refused(
        put(engineer, "POST", "/api/collections/sections/items", body), 422, "rule-broken", "properties/from_m"
    )
    assert facts["rule"] == "section_no_overlap"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{broken", 400, "body-unreadable"),
        (b'{"properties": {"length_m": NaN}}', 400, "body-unreadable"),
        (b'{"properties": {"length_m": 1e400}}', 400, "body-unreadable"),
        (b'{"properties": {"length_m": 1%b}}' % (b"0" * 400), 400, "body-unreadable"),
        (b'{"properties": {"length_m": 1%b}}' % (b"0" * 5000), 400, "body-unreadable"),
        (b'{"properties": {"length_m": 5, "length_m": 50}}', 400, "body-unreadable"),
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
    ids=range(15),
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
