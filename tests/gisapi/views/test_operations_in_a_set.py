"""Network operations, and deletions with what goes along, as changes of a set or of a draft: done as they were shown, or not at all."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from infra.models import Bridge, Posting, Road, WriteRight
from tests import network
from tests.gisapi.asking import read, refused, signed_in
from tests.gisapi.drafting import DRAFTS, added, begun, led, send
from tests.gisapi.test_authentication import bearer, token
from tests.gisapi.views.test_changesets import delete, update
from tests.gisapi.views.test_changesets import send as send_set
from tests.gisapi.views.test_network import ROADS, shown
from tests.network import Network

SPLIT = {"at": "Km12+400", "behaviours": {"bridges": "tail"}}


def operate(browser: Client, road: str, operation: str, body: Any) -> dict[str, Any]:
    """The change that does what is shown now."""
    token = shown(browser, road, operation, body)["token"]
    return {
        "action": "operate", "collection": "roads", "id": road, "if_match": browser.get(f"{ROADS}/{road}")["ETag"],
        "operation": operation, "body": body, "token": token,
    }  # fmt: skip


@pytest.fixture
def drafter(db: None) -> Client:
    """Somebody who may propose and nothing else."""
    role = Group.objects.create(name="nguoi-soan")
    WriteRight.objects.create(role=role, act="draft")
    return signed_in("nguoi-soan")


def test_a_split_and_an_edit_of_what_it_carries_are_one_set(engineer: Client, net: Network) -> None:
    far = net.far_bridge.public_id
    answer = send_set(
        engineer,
        operate(engineer, net.ql.public_id, "split", SPLIT),
        update(engineer, "bridges", far, name="Cầu Sau Tách"),
    )
    assert answer.status_code == 200, answer.content
    split, edit = answer.json()["changes"]
    new = split["effect"]["roads"][1]["id"]
    bridge = Bridge.objects.select_related("road").get(pk=net.far_bridge.pk)
    assert (bridge.road.public_id, bridge.name) == (new, "Cầu Sau Tách")
    assert [split["action"], edit["action"]] == ["operate", "update"]
    assert engineer.get(f"{ROADS}/{net.ql.public_id}")["ETag"] == split["etag"]
    assert engineer.get(f"/api/collections/bridges/items/{far}")["ETag"] == edit["etag"]


def test_it_is_done_as_shown_or_nothing_is(engineer: Client, net: Network) -> None:
    change, far = operate(engineer, net.ql.public_id, "split", SPLIT), net.far_bridge.public_id
    before = update(engineer, "bridges", far, name="Trước Khi Tách")
    facts = refused(send_set(engineer, before, change), 422, "changes-refused", "changes/1/token")
    assert facts["failures"][0]["code"] == "plan-changed"
    assert Bridge.objects.get(pk=net.far_bridge.pk).name == net.far_bridge.name
    assert Road.objects.filter(code="QL.9T").count() == 1
    tried = send_set(engineer, change, query="?dry-run=true").json()["changes"][0]
    assert (tried["effect"]["undecided"], tried["effect"]["roads"][1]["name"]) == (0, "$1")
    assert Road.objects.filter(code="QL.9T").count() == 1, "tried, not done"


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"operation": "cut"}, "operation"),
        ({"body": {"at": "giữa"}}, "body/at"),
        ({"body": {**SPLIT, "comment": "vì sao"}}, "body/comment"),
        ({"body": {"at": 2500, "behaviours": {"bridges": "retire"}}}, "body/behaviours/bridges"),
        ({"token": "0" * 32}, "token"),
        ({"collection": "bridges"}, "collection"),
        ({"feature": {}}, "feature"),
        ({"along": "0" * 12}, "along"),
    ],
)
def test_what_is_wrong_is_told_at_its_path(engineer: Client, net: Network, wrong: Any, path: str) -> None:
    change = operate(engineer, net.ql.public_id, "split", SPLIT) | wrong
    refused(send_set(engineer, change), 422, "changes-refused", f"changes/0/{path}")


def test_a_road_that_moved_is_stale(engineer: Client, net: Network) -> None:
    change = operate(engineer, net.ql.public_id, "reverse", {})
    assert send_set(engineer, update(engineer, "roads", net.ql.public_id, name="Đổi tên")).status_code == 200
    refused(send_set(engineer, change), 422, "changes-refused", "changes/0/if_match")


def test_who_may_only_propose_has_a_split_let_in(drafter: Client, net: Network) -> None:
    supervisor, draft = signed_in("supervisor"), begun(drafter)
    road, change = net.ql.public_id, operate(drafter, net.ql.public_id, "split", SPLIT)
    held = added(drafter, draft, change)["changes"][0]
    assert (held["entry"]["operation"], held["base"]["id"]) == ("split", road)
    assert Road.objects.filter(code="QL.9T").count() == 1
    checked = send(drafter, "POST", f"/{draft}/check").json()
    assert checked["passes"]
    assert [one["name"] for one in checked["changes"][0]["effect"]["roads"]] == [road, "$1"]
    led(drafter, draft, "submit")
    led(supervisor, draft, "accept")
    assert Road.objects.filter(code="QL.9T").count() == 2
    assert Bridge.objects.get(pk=net.far_bridge.pk).road.branch == "001"


def test_a_token_lets_in_only_what_it_may_write(drafter: Client, net: Network) -> None:
    supervisor, draft = signed_in("supervisor"), begun(drafter)
    added(drafter, draft, operate(drafter, net.ql.public_id, "split", SPLIT))
    led(drafter, draft, "submit")
    narrow = bearer(token(User.objects.get(username="supervisor"), "write:road"))
    version = str(read(supervisor, f"{DRAFTS}/{draft}")["version"])
    answer = send(Client(), "POST", f"/{draft}/accept", version=version, **narrow)
    facts = refused(answer, 422, "changes-refused", "changes/0")
    assert [one["code"] for one in facts["failures"]] == ["scope-missing"]
    assert Road.objects.filter(code="QL.9T").count() == 1


def test_a_draft_whose_plan_moved_is_planned_anew(drafter: Client, engineer: Client, net: Network) -> None:
    draft, road = begun(drafter), net.ql.public_id
    change = added(drafter, draft, operate(drafter, road, "split", SPLIT))["changes"][0]["change"]
    assert send_set(engineer, update(engineer, "bridges", net.far_bridge.public_id, name="Đổi")).status_code == 200
    checked = send(drafter, "POST", f"/{draft}/check").json()
    assert (checked["passes"], checked["changes"][0]["failure"]["code"]) == (False, "plan-changed")
    version = str(read(drafter, f"{DRAFTS}/{draft}")["version"])
    again = operate(drafter, road, "split", SPLIT)
    assert again["token"] == checked["changes"][0]["failure"]["facts"]["now"]
    assert send(drafter, "PUT", f"/{draft}/changes/{change}", again, version=version).status_code == 200
    assert send(drafter, "POST", f"/{draft}/check").json()["passes"]


def test_a_road_is_one_change_of_a_draft(drafter: Client, net: Network) -> None:
    draft = begun(drafter)
    added(drafter, draft, update(drafter, "roads", net.ql.public_id, name="Tên mới"))
    split = operate(drafter, net.ql.public_id, "split", SPLIT)
    facts = refused(send(drafter, "POST", f"/{draft}/changes", split), 422, "rule-broken", "id")
    assert facts["rule"] == "draft-change-once"


def test_a_bridge_goes_with_its_records_or_not_at_all(drafter: Client, net: Network) -> None:
    supervisor, draft, bridge = signed_in("supervisor"), begun(drafter), net.far_bridge
    network.record(net)
    goes = read(drafter, f"/api/collections/bridges/items/{bridge.public_id}/along")
    change = delete(drafter, "bridges", bridge.public_id)
    refused(send(drafter, "POST", f"/{draft}/changes", change), 422, "rule-broken")
    refused(send(drafter, "POST", f"/{draft}/changes", change | {"along": "0" * 12}), 412, "stale", "along")
    added(drafter, draft, change | {"along": goes["along"]})
    assert send(drafter, "POST", f"/{draft}/check").json()["changes"][0]["along"] == 2
    Posting.objects.create(bridge=bridge, sign_id="P115", limit_t=6, valid_from="2026-01-01", source="Thử")
    led(drafter, draft, "submit")
    version = str(read(supervisor, f"{DRAFTS}/{draft}")["version"])
    refused(send(supervisor, "POST", f"/{draft}/accept", version=version), 422, "changes-refused", "changes/0/along")
    assert (Bridge.objects.filter(pk=bridge.pk).exists(), Posting.objects.count()) == (True, 2)
