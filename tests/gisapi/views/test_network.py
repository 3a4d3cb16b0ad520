"""Network operations over HTTP: shown, then committed as shown; refused when the network moved meanwhile."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import Bridge, Section
from tests import network
from tests.gisapi.asking import refused, signed_in
from tests.network import Network

ROADS = "/api/collections/roads/items"


def post(browser: Client, road: str, verb: str, body: Any, *, dry_run: bool = False, **headers: str) -> Any:
    path = f"{ROADS}/{road}/{verb}" + ("?dry-run=true" if dry_run else "")
    return browser.generic("POST", path, json.dumps(body), content_type="application/json", headers=headers)


def shown(browser: Client, road: str, verb: str, body: Any) -> Any:
    answer = post(browser, road, verb, body, dry_run=True)
    assert answer.status_code == 200, answer.content
    return answer.json()


def committed(browser: Client, road: str, verb: str, body: Any, **headers: str) -> Any:
    """What was shown, committed with the road's ETag."""
    token, etag = shown(browser, road, verb, body)["token"], browser.get(f"{ROADS}/{road}")["ETag"]
    answer = post(browser, road, verb, {**body, "token": token}, **{"If-Match": etag, **headers})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_split_is_shown_whole_and_committed_as_shown(net: Network, engineer: Client) -> None:
    road, body = net.ql.public_id, {"at": "Km12+400", "behaviours": {"bridges": "tail"}}
    plan = shown(engineer, road, "split", {"at": "Km12+400"})
    assert [r["name"] for r in plan["roads"]] == [road, "$1"]
    assert [(r["after"]["from"], r["after"]["to"]) for r in plan["roads"]] == [
        ("Km10+000", "Km12+400"),
        ("Km12+400", "Km14+1000"),
    ]
    bridge = next(row for row in plan["assets"] if row["id"] == net.far_bridge.public_id)
    assert bridge["decision"] == {"because": "straddles", "choices": ["head", "tail"]}
    assert Section.objects.count() == 3, "a preview writes nothing"
    facts = refused(_commit(engineer, road, {"at": "Km12+400"}, plan["token"]), 422, "rule-broken", "behaviours")
    assert [row["id"] for row in facts["undecided"]] == [net.far_bridge.public_id]

    done = committed(engineer, road, "split", body)
    new = done["roads"][1]["id"]
    assert Bridge.objects.get(pk=net.far_bridge.pk).road.public_id == new
    cut = [row for row in done["assets"] if row["copy_of"]]
    assert [(row["collection"], row["after"]["from"], row["after"]["to"]) for row in cut] == [
        ("sections", "Km12+400", "Km14+000")
    ]


def _commit(browser: Client, road: str, body: Any, token: str) -> Any:
    etag = browser.get(f"{ROADS}/{road}")["ETag"]
    return post(browser, road, "split", {**body, "token": token}, **{"If-Match": etag})


def test_what_was_shown_is_done_or_nothing(net: Network, engineer: Client) -> None:
    road, body = net.ql.public_id, {"at": 3500}
    plan = shown(engineer, road, "split", body)
    Bridge.objects.create(road=net.ql, name="Cầu Mới", located_by="chainage", at_m=4200, source="x")
    refused(_commit(engineer, road, body, plan["token"]), 412, "plan-changed", "token")
    refused(post(engineer, road, "split", {**body, "token": plan["token"]}), 428, "version-needed", "If-Match")
    etag = engineer.get(f"{ROADS}/{road}")["ETag"]
    refused(post(engineer, road, "split", body, **{"If-Match": etag}), 428, "version-needed", "token")
    net.ql.name = "Khác"
    net.ql.save()
    refused(
        post(engineer, road, "split", {**body, "token": plan["token"]}, **{"If-Match": etag}), 412, "stale", "If-Match"
    )
    refused(post(engineer, road, "split", {"at": 9000}, dry_run=True), 422, "measure-beyond-road", "at")
    refused(post(engineer, road, "split", {"at": "Km12+x"}, dry_run=True), 422, "chainage-unreadable", "at")
    refused(
        post(engineer, road, "split", {"at": 10, "behaviours": {"bridges": "fly"}}, dry_run=True),
        422,
        "rule-broken",
        "behaviours/bridges",
    )
    refused(post(Client(), road, "split", body, dry_run=True), 401, "not-signed-in")


@pytest.mark.django_db(transaction=True)
def test_a_write_says_whether_the_world_changed_or_the_record_was_wrong(code_lists: None) -> None:
    """Of every write: a verb and a plain change alike."""
    net, browser = network.build(), signed_in("engineer")
    address = f"{ROADS}/{net.ql.public_id}"
    said = {"If-Match": browser.get(address)["ETag"]}
    patch = {"data": json.dumps({"properties": {"name": "Đúng"}}), "content_type": "application/merge-patch+json"}
    refused(
        browser.patch(address, **patch, headers=said | {"X-Change-As": "wish"}), 400, "bad-parameter", "X-Change-As"
    )
    for on in ({}, {"X-Change-On": "15/1/2026"}):
        refused(
            browser.patch(address, **patch, headers=said | {"X-Change-As": "change", **on}),
            400,
            "bad-parameter",
            "X-Change-On",
        )
    assert browser.patch(address, **patch, headers=said | {"X-Change-As": "correction"}).status_code == 200
    committed(
        browser, net.ql.public_id, "split", {"at": 3500}, **{"X-Change-As": "change", "X-Change-On": "2026-01-15"}
    )
    told = [(row["as"], row["on"]) for row in browser.get(f"{address}/history").json()["changes"]]
    assert told == [("change", "2026-01-15"), ("correction", None), (None, None)]
