"""/api/checks: a proposal is judged and nothing is written; the worklist is whole, page by page; a write tells what is doubtful."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from infra.models import Bridge
from tests.gisapi.asking import put, read, refused
from tests.network import Network, up

CHECKS = "/api/checks"


def proposed(browser: Client, body: dict[str, Any]) -> Any:
    return browser.post(CHECKS, body, content_type="application/json")


def codes(told: Any) -> set[str]:
    return {one["code"] for one in told["findings"]}


def everything(browser: Client, **query: Any) -> list[tuple[str, str]]:
    """(asset, code) of every page."""
    told, found = read(browser, CHECKS, **query), []
    while True:
        found += [(one["properties"]["id"], one["properties"]["code"]) for one in told["features"]]
        following = [link["href"] for link in told["links"] if link["rel"] == "next"]
        if not following:
            return found
        told = read(browser, following[0].removeprefix("http://testserver"))


def test_a_proposed_change_is_judged_and_nothing_is_written(engineer: Client, net: Network) -> None:
    bridge = net.near_bridge
    feature = {"properties": {"chainage": "Km12+350", "width_m": 7, "carriageway_width_m": 9}}
    body = {"collection": "bridges", "id": bridge.public_id, "feature": feature}
    told = proposed(engineer, body).json()
    assert told["refused"] is None
    assert codes(told) >= {"width-below-carriageway", "duplicate-bridge"}
    (near,) = [one for one in told["findings"] if one["code"] == "duplicate-bridge"]
    assert (near["severity"], near["facts"]["other"], near["facts"]["metres"]) == (
        "warning",
        net.far_bridge.public_id,
        15,
    )
    assert near["place"]["coordinates"][1] == pytest.approx(up(2485).y, abs=1e-6)
    assert Bridge.objects.get(pk=bridge.pk).at_m == 500
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from history.bridge where id = %s and op = 'U'", [bridge.pk])
        assert cursor.fetchone() == (0,)


def test_a_refusal_is_told_as_saving_would_tell_it(engineer: Client, net: Network) -> None:
    body = {"collection": "bridges", "id": net.near_bridge.public_id, "feature": {"properties": {"built_year": 2099}}}
    told = proposed(engineer, body).json()
    assert (told["refused"]["status"], told["refused"]["field"]) == (422, "properties/built_year")
    assert told["refused"]["facts"]["rule"] == "year-in-future"
    etag = engineer.get(f"/api/collections/bridges/items/{net.near_bridge.public_id}")["ETag"]
    answer = put(
        engineer, "PATCH", f"/api/collections/bridges/items/{net.near_bridge.public_id}", body["feature"], etag
    )
    assert refused(answer, 422, "rule-broken", "properties/built_year")["rule"] == "year-in-future"


def test_an_error_that_stood_before_stops_nobody(engineer: Client, net: Network, address: str) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(built_year=2099)
    etag = engineer.get(address)["ETag"]
    answer = put(engineer, "PATCH", address, {"properties": {"name": "Cầu Mới"}}, etag)
    assert answer.status_code == 200
    assert "year-in-future" in {one["code"] for one in answer.json()["findings"]}


def test_a_new_asset_is_judged_before_it_is_there(engineer: Client, net: Network) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(up(1201).coords)},
               "properties": {"road": "QL.9T", "source": "Khảo sát"}}  # fmt: skip
    told = proposed(engineer, {"collection": "culverts", "feature": feature}).json()
    assert "duplicate-culvert" in codes(told)
    assert net.culvert.__class__.objects.count() == 2


def test_the_worklist_is_whole_whatever_the_page(engineer: Client, net: Network) -> None:
    whole = everything(engineer)
    assert (net.near_bridge.public_id, "never-inspected") in whole
    assert everything(engineer, limit=1) == whole
    assert len(set(whole)) == len(whole)
    north = everything(engineer, bbox="105.4,9.22,105.55,9.3", collection="bridges")
    assert {asset for asset, _ in north} == {net.far_bridge.public_id}
    assert {code for _, code in everything(engineer, code="never-inspected,no-crossing")} == {
        "never-inspected",
        "no-crossing",
    }
    assert everything(engineer, severity="error") == []
    assert everything(engineer, road="ĐT.1T") == []


def test_who_may_ask(client: Client, planner: Client, net: Network) -> None:
    refused(client.get(CHECKS), 401, "not-signed-in")
    assert everything(planner)
    body = {"collection": "bridges", "id": net.near_bridge.public_id, "feature": {"properties": {"name": "x"}}}
    refused(proposed(planner, body), 403, "forbidden")
    refused(planner.get(CHECKS, {"code": "khong-co"}), 400, "bad-parameter", "code")
    refused(planner.get(CHECKS, {"collection": "communes"}), 400, "bad-parameter", "collection")


def test_what_was_let_stand_is_quiet_until_its_facts_change(engineer: Client, planner: Client, net: Network) -> None:
    bridge = {"collection": "bridges", "id": net.near_bridge.public_id}

    def judge(browser: Client, act: str, **body: Any) -> Any:
        return browser.post(f"{CHECKS}/{act}", bridge | body, content_type="application/json")

    Bridge.objects.filter(pk=net.near_bridge.pk).update(width_m=7, carriageway_width_m=9)
    code = {"code": "width-below-carriageway"}
    one = (net.near_bridge.public_id, "width-below-carriageway")
    refused(judge(planner, "accept", **code, reason="x"), 403, "forbidden")
    refused(judge(engineer, "accept", **code), 422, "rule-broken", "reason")
    refused(judge(engineer, "accept", code="spike", reason="x"), 404, "not-found", "code")
    assert judge(engineer, "accept", **code, reason="Lề cầu nằm ngoài").status_code == 204
    assert one not in everything(engineer)
    (told,) = [
        feature["properties"] for feature in read(engineer, CHECKS, accepted="true", code=code["code"])["features"]
    ]
    assert told["accepted"] == "Lề cầu nằm ngoài"
    Bridge.objects.filter(pk=net.near_bridge.pk).update(width_m=6)
    assert one in everything(engineer), "another width is another doubt"
    Bridge.objects.filter(pk=net.near_bridge.pk).update(width_m=7)
    assert judge(engineer, "reopen", **code).status_code == 204
    assert one in everything(engineer)
    Bridge.objects.filter(pk=net.near_bridge.pk).update(built_year=2099)
    assert (
        refused(judge(engineer, "accept", code="year-in-future", reason="x"), 422, "rule-broken", "code")["rule"]
        == "error-stands"
    )
