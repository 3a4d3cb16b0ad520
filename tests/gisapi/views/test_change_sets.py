"""What happened is listed by time, person and place, and undone whole; what was deleted lies in the bin and comes back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from infra.models import Bridge
from tests import network
from tests.gisapi.asking import put, read, refused, signed_in
from tests.gisapi.recording import INSPECTION, RATED, feature, made
from tests.network import Network
from tests.sql import another_client, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def net(code_lists: None) -> Iterator[Network]:
    made_now = network.build()
    network.record(made_now)
    return made_now


@pytest.fixture
def engineer(net: Network) -> Client:
    return signed_in("engineer")


def item(bridge: Bridge) -> str:
    return f"/api/collections/bridges/items/{bridge.public_id}"


def binned(browser: Client, **asked: str) -> set[str]:
    return {one["id"] for one in read(browser, "/api/bin", **asked)["deleted"]}


def told(browser: Client, address: str) -> Any:
    """A feature but for when its version began."""
    whole = read(browser, address)
    del whole["properties"]["recorded_from"]
    return whole


def post(browser: Client, address: str) -> Any:
    return browser.post(address, headers={"X-Change-Reason": "ho%C3%A0n%20t%C3%A1c"})


def test_a_bridge_and_its_records_go_to_the_bin_and_come_back(net: Network, engineer: Client) -> None:
    bridge = item(net.far_bridge)
    inspection, _ = made(engineer, bridge, "inspections", **INSPECTION, **RATED)
    etag = engineer.get(bridge)["ETag"]
    whole = told(engineer, bridge), told(engineer, inspection)
    refusal = refused(put(engineer, "DELETE", bridge, b"", etag), 422, "rule-broken")
    shown = read(engineer, f"{bridge}/along")
    assert (refusal["rule"], refusal["along"]) == ("still-used", shown["along"])
    assert sorted(row["collection"] for row in shown["rows"]) == ["inspections", "inspections", "postings"]
    refused(put(engineer, "DELETE", f"{bridge}?along={'0' * 12}", b"", etag), 412, "stale", "along")
    assert put(engineer, "DELETE", f"{bridge}?along={shown['along']}", b"", etag).status_code == 204
    assert engineer.get(inspection).status_code == 404
    (gone,) = read(engineer, "/api/bin", collection="bridges,inspections,postings", road="QL.9T")["deleted"]
    assert (gone["id"], gone["label"], gone["by"], gone["along"]) == (
        net.far_bridge.public_id, "Cầu Hộ Phòng", "engineer", {"inspections": 2, "postings": 1},
    )  # fmt: skip
    assert gone["geometry"]["type"] == "Point"
    assert gone["id"] not in binned(engineer, bbox="105.59,9.1,105.7,9.3")
    refused(Client().get("/api/bin"), 401, "not-signed-in")
    restored = post(engineer, f"/api/bin/bridges/{net.far_bridge.public_id}/restore")
    assert restored.status_code == 201, restored.content
    assert len(json.loads(restored.content)["restored"]) == 4
    assert (told(engineer, bridge), told(engineer, inspection)) == whole
    assert gone["id"] not in binned(engineer)
    refused(post(engineer, f"/api/bin/bridges/{net.far_bridge.public_id}/restore"), 404, "not-found")


def test_sets_are_found_by_place_and_person_and_undone_unless_something_newer_stands_on_them(
    net: Network, engineer: Client
) -> None:
    client = another_client(application_name="QGIS")
    with client, client.cursor() as cursor:
        cursor.execute("update bridge set at_m = 4500, name = 'Cầu Dời' where id = %s", [net.near_bridge.pk])
    client.close()
    db_user = rows("select session_user")[0][0]
    newest, *_ = read(engineer, "/api/changesets", by=db_user)["changesets"]
    assert (newest["by"], newest["db_user"], newest["client"], newest["rows"]) == (
        None,
        db_user,
        "QGIS",
        {"bridges": 1},
    )
    n = newest["n"]
    before, after = "105.49,9.203,105.51,9.206", "105.49,9.239,105.51,9.242"
    for box, found in ((before, True), (after, True), ("105.59,9.2,105.61,9.3", False)):
        assert (n in [one["n"] for one in read(engineer, "/api/changesets", bbox=box)["changesets"]]) is found, box
    told = read(engineer, f"/api/changesets/{n}")
    (row,) = told["rows"]
    assert {one["field"]: (one["before"], one["after"]) for one in row["changes"]}["name"] == ("Cầu Gần", "Cầu Dời")
    assert row["geometry"]["before"]["coordinates"][1] < row["geometry"]["after"]["coordinates"][1]
    assert told["newer"] == {"count": 0, "changes": []}

    address = item(net.near_bridge)
    put(engineer, "PATCH", address, feature(note="sau đó"), engineer.get(address)["ETag"])
    facts = refused(post(engineer, f"/api/changesets/{n}/revert"), 422, "rule-broken", "n")
    assert facts["newer"] == read(engineer, f"/api/changesets/{n}")["newer"]
    (standing,) = facts["newer"]["changes"]
    assert (standing["collection"], standing["id"], standing["by"], facts["rule"]) == (
        "bridges", net.near_bridge.public_id, "engineer", "newer-changes",
    )  # fmt: skip
    the_undoing_can_be_undone(engineer, net)
    refused(engineer.get("/api/changesets", {"datetime": "2026-11-25"}), 400, "bad-parameter", "datetime")
    first = read(engineer, "/api/changesets", limit=1)
    (following,) = first["links"]
    assert first["changesets"][0]["n"] > read(engineer, following["href"])["changesets"][0]["n"]
    refused(Client().get(f"/api/changesets/{n}"), 401, "not-signed-in")
    refused(post(signed_in("planner"), f"/api/changesets/{n}/revert"), 403, "forbidden")


def the_undoing_can_be_undone(engineer: Client, net: Network) -> None:
    """The newest set undone, and that undone."""
    latest = read(engineer, "/api/changesets", by="engineer")["changesets"][0]["n"]
    for one in (latest, latest + 1):
        assert post(engineer, f"/api/changesets/{one}/revert").status_code == 200
    assert Bridge.objects.get(pk=net.near_bridge.pk).note == "sau đó"


def test_who_edits_is_told_to_the_others_and_nobody_else(net: Network, engineer: Client) -> None:
    lan, address = signed_in("supervisor"), f"/api/presence/bridges/{net.near_bridge.public_id}"
    assert json.loads(engineer.put(address).content)["others"] == []
    (other,) = read(lan, address)["others"]
    assert (other["username"], other["name"]) == ("engineer", "Người thử")
    engineer.put(address)
    assert read(lan, address)["others"] == [other]  # still since then
    rows("update presence set seen_at = now() - interval '61 seconds'")
    assert read(lan, address)["others"] == []
    engineer.put(address)
    assert read(lan, address)["others"][0]["since"] > other["since"]
    assert engineer.delete(address).status_code == 204
    assert read(lan, address)["others"] == []
    refused(Client().get(address), 401, "not-signed-in")
    refused(Client().put(address), 401, "not-signed-in")


def test_whoever_comes_too_late_is_told_what_both_started_from(net: Network, engineer: Client) -> None:
    address = item(net.near_bridge)
    etag = engineer.get(address)["ETag"]
    lan = signed_in("supervisor")
    assert put(lan, "PATCH", address, feature(note="Lan"), etag, **{"X-Change-Reason": "x"}).status_code == 200
    facts = refused(put(engineer, "PATCH", address, feature(length_m=70), etag), 412, "stale", "If-Match")
    assert facts["base"]["properties"]["note"] == ""
    assert facts["current"]["properties"]["note"] == "Lan"
    assert put(engineer, "PATCH", address, feature(length_m=70), facts["etag"]).status_code == 200
    (change,) = facts["since"]
    assert (change["by"], change["reason"]) == ("supervisor", "x")
    assert change["changes"] == [{"field": "note", "before": "", "after": "Lan"}]
    tag = read(lan, f"{address}/along")["along"]
    assert put(lan, "DELETE", f"{address}?along={tag}", b"", lan.get(address)["ETag"]).status_code == 204
    facts = refused(put(engineer, "PATCH", address, feature(length_m=71), etag), 404, "not-found")
    assert (facts["deleted"]["by"], facts["deleted"]["n"] > 0) == ("supervisor", True)
