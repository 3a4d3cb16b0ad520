"""Network operations over HTTP: shown, then committed as shown; refused when the network moved meanwhile."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from infra.models import Bridge, ManagingUnit, Posting, Section, WriteRight
from tests import network
from tests.gisapi.asking import refused, signed_in
from tests.network import Network, up

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
    feed = f"/api/changes?since={browser.get('/api/changes?since=now').json()['cursor']}"
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
    page = browser.get(f"{address}/history", {"f": "html"}).content.decode()
    assert "Thực địa thay đổi" in page
    assert "Sửa sai sót" in page
    sets = browser.get("/api/changesets?limit=2").json()["changesets"]
    fed = browser.get(feed).json()["changes"]
    assert [(one["as"], one["on"]) for one in sets] == [(one["as"], one["on"]) for one in reversed(fed)] == told[:2]
    assert not any("as" in one for one in Client().get(feed).json()["changes"])


def test_each_verb_does_as_the_documentation_says(net: Network, engineer: Client) -> None:
    """On the tiny network, in a row: merge a split back, turn round and back, extend, draw anew, recalibrate, hand over."""
    road = net.ql.public_id
    new = committed(engineer, road, "split", {"at": 3500})["roads"][1]["id"]
    whole = committed(engineer, road, "merge", {"with": new})
    assert [(r["after"] or {}).get("length_m") for r in whole["roads"]] == [5000.0, None]
    assert [row["behaviour"] for row in whole["assets"] if row["after"] is None] == ["joined"]

    turned = committed(engineer, road, "reverse", {})
    posts = {row["before"]["km"]: row["after"]["km"] for row in turned["assets"] if row["collection"] == "km-posts"}
    assert posts == {10: 14, 11: 13, 12: 12, 14: 10}
    assert {row["moved_m"] for row in turned["assets"]} == {0.0}
    committed(engineer, road, "reverse", {})

    longer = {"type": "LineString", "coordinates": [up(5000).coords, up(5600).coords]}
    assert committed(engineer, road, "extend", {"geometry": longer})["roads"][0]["after"]["to"] == "Km15+600"
    away = {"type": "LineString", "coordinates": [up(7000).coords, up(8000).coords]}
    assert (
        refused(post(engineer, road, "extend", {"geometry": away}, dry_run=True), 422, "rule-broken", "geometry")[
            "rule"
        ]
        == "apart"
    )

    bypass = {"type": "LineString", "coordinates": [up(2200).coords, up(2500, right=200).coords, up(2800).coords]}
    body: dict[str, Any] = {"geometry": bypass, "from": 2200, "to": 2800}
    plan = shown(engineer, road, "realign", body)
    undecided = [row for row in plan["assets"] if row["decision"]]
    assert [(row["id"], row["decision"]["because"]) for row in undecided] == [
        (net.far_bridge.public_id, "far_from_line")
    ]
    body["behaviours"] = {net.far_bridge.public_id: "retire"}
    stood = Bridge.objects.get(pk=net.far_bridge.pk).geom
    done = committed(engineer, road, "realign", body)
    retired = Bridge.objects.get(pk=net.far_bridge.pk)
    assert (retired.status_id, retired.geom.equals_exact(stood, 1e-9)) == ("DA_THAY_THE", True)
    assert done["roads"][0]["after"]["length_m"] == pytest.approx(5600 + 2 * (300**2 + 200**2) ** 0.5 - 600, abs=1)
    culvert = next(row for row in done["assets"] if row["id"] == net.seen_culvert.public_id)
    assert (culvert["moved_m"], culvert["behaviour"]) == (0.0, "stay_put")


def test_a_post_that_is_added_changes_what_is_read_not_where_things_stand(net: Network, engineer: Client) -> None:
    road = net.ql.public_id
    plan = shown(engineer, road, "recalibrate", {"posts": [{"km": 13, "at": 2900}]})
    read = {row["id"]: row["after"]["chainage"] for row in plan["assets"] if row["collection"] == "culverts"}
    assert read == {net.seen_culvert.public_id: "Km13+100"}
    assert [row["moved_m"] for row in plan["assets"] if row["before"]] == [0.0] * len(
        [r for r in plan["assets"] if r["before"]]
    )
    body = {"posts": [{"km": 13, "at": 2900}], "behaviours": {"culverts": "keep_chainage"}}
    kept = committed(engineer, road, "recalibrate", body)
    assert "Km12+865" not in [row["after"]["chainage"] for row in kept["assets"] if row["collection"] == "culverts"]
    refused(
        post(engineer, road, "recalibrate", {"posts": [{"km": 13}]}, dry_run=True), 422, "field-refused", "posts/0/km"
    )
    refused(
        post(engineer, road, "recalibrate", {"posts": [{"id": "P-999999", "km": 2}]}, dry_run=True),
        422,
        "field-refused",
        "posts/0/id",
    )


def test_a_stretch_is_handed_over_to_a_manager_as_a_road_of_its_own(net: Network, engineer: Client) -> None:
    ManagingUnit.objects.create(
        code="HUYEN", name_vi="Ban quản lý", name_en="Board", valid_from="2020-01-01", source="x"
    )
    body = {"from": "Km11+000", "to": "Km12+000", "managing_unit": "HUYEN"}
    roads = committed(engineer, net.ql.public_id, "transfer", body)["roads"]
    told = [(r["after"]["branch"], r["after"]["from"], r["after"]["to"], r["after"]["managing_unit"]) for r in roads]
    assert told == [
        ("000", "Km10+000", "Km10+1000", None),
        ("001", "Km11+000", "Km12+135", "HUYEN"),
        ("002", "Km12+000", "Km14+1000", None),
    ]
    refused(
        post(engineer, net.ql.public_id, "transfer", {"from": 100, "to": 500, "managing_unit": "?"}, dry_run=True),
        422,
        "field-refused",
        "managing_unit",
    )


def test_a_stretch_is_closed_and_a_part_of_it_opened(net: Network, engineer: Client) -> None:
    road = net.ql.public_id
    closed = committed(engineer, road, "close", {"from": 1000, "to": 3000, "on": "2026-01-15"})["assets"]
    assert [(row["after"]["from_m"], row["after"]["to_m"], row["after"]["in_force"]) for row in closed] == [
        (1000, 3000, "2026-01-15/..")
    ]
    opened = committed(engineer, road, "open", {"from": 1500, "to": 2500, "on": "2026-03-01"})["assets"]
    told = sorted((row["after"]["from_m"], row["after"]["to_m"], row["after"]["in_force"]) for row in opened)
    assert told == [(1000, 1500, "2026-01-15/.."), (1500, 2500, "2026-01-15/2026-02-28"), (2500, 3000, "2026-01-15/..")]
    assert {row["sign"] for row in Posting.objects.values("sign")} == {"P101"}
    facts = refused(
        post(engineer, road, "open", {"to": 900, "on": "2026-03-01"}, dry_run=True), 422, "rule-broken", "from"
    )
    assert facts["rule"] == "not-closed"


def test_a_right_is_asked_of_every_row(net: Network) -> None:
    """A right to roads alone does not move what stands on them."""
    browser = signed_in("")
    user = User.objects.get(username="khach")
    for act in ("create", "change"):
        WriteRight.objects.create(user=user, act=act, kind="road")
    facts = refused(post(browser, net.ql.public_id, "split", {"at": 3500}, dry_run=True), 403, "forbidden")
    assert facts["kind"] != "road"
