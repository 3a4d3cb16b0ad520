"""The change feed over HTTP: its shape, who hears what, pages, the copy that is still true, what is refused."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from infra.models import Bridge, Culvert, Inspection, Posting, Road, Work
from tests import network
from tests.gisapi.asking import put, read, refused, signed_in
from tests.network import SOURCE, Network

pytestmark = pytest.mark.django_db(transaction=True)
CHANGES = "/api/changes"


@pytest.fixture
def net(code_lists: None) -> Network:
    return network.build()


@pytest.fixture
def engineer(net: Network) -> Client:
    return signed_in("engineer")


@pytest.fixture
def since(client: Client, net: Network) -> str:
    """Where the feed ends before a test writes."""
    return str(read(client, CHANGES, since="now")["cursor"])


def inspection(bridge: Bridge, **facts: Any) -> Inspection:
    return Inspection.objects.create(
        bridge=bridge, inspection_type_id="DK", done_on=date(2026, 3, 5), source=SOURCE, **facts
    )


def following(page: dict[str, Any]) -> str:
    """The address of what comes after a page."""
    return next(str(one["href"]) for one in page["links"] if one["rel"] == "next")


def told(browser: Client, since: str, **query: Any) -> list[list[tuple[str, str, str]]]:
    """(collection, id, op) of each set after a cursor, page by page."""
    sets: list[list[tuple[str, str, str]]] = []
    address, asked = CHANGES, {"since": since, **query}
    while True:
        page = read(browser, address, **asked)
        sets += [[(f["collection"], f["id"], f["op"]) for f in one["features"]] for one in page["changes"]]
        if not page["more"]:
            return sets
        address, asked = following(page), {}


def test_the_shape_of_a_set(client: Client, engineer: Client, net: Network, since: str) -> None:
    address = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    etag = str(engineer.get(address)["ETag"])
    headers = {"X-Change-Reason": "%C4%91o%20l%E1%BA%A1i"}
    assert put(engineer, "PATCH", address, {"properties": {"name": "Khác"}}, etag, **headers).status_code == 200
    page, public = (read(browser, CHANGES, since=since) for browser in (engineer, client))
    assert set(page) == {"changes", "cursor", "more", "links"}
    (one,) = page["changes"]
    assert set(one) == {"at", "complete", "features", "by", "db_user", "reason", "client", "as", "on"}
    assert (one["by"], one["reason"], one["complete"], page["more"]) == ("engineer", "đo lại", True, False)
    (feature,) = one["features"]
    assert set(feature) == {"collection", "id", "op", "etag", "road", "n"}
    assert (feature["op"], feature["road"]) == ("changed", net.ql.public_id)
    newest = read(engineer, f"{address}/history")["changes"][0]
    assert feature["n"] == newest["n"]
    assert put(engineer, "PATCH", address, {"properties": {"name": "Nữa"}}, feature["etag"]).status_code == 200
    (one,) = public["changes"]
    assert set(one) == {"at", "complete", "features"}
    assert set(one["features"][0]) == {"collection", "id", "op", "etag", "road"}


def test_a_copy_that_is_still_true(client: Client, net: Network, since: str) -> None:
    answer = client.get(CHANGES, {"since": since})
    again = client.get(CHANGES, {"since": since}, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Khác")
    later = client.get(CHANGES, {"since": since}, headers={"If-None-Match": answer["ETag"]})
    assert (later.status_code, len(json.loads(later.content)["changes"])) == (200, 1)


class TestRecords:
    def test_they_are_told_with_what_they_are_about(self, engineer: Client, net: Network, since: str) -> None:
        with transaction.atomic():
            seen = inspection(net.near_bridge)
            works = Work.objects.create(
                road=net.ql, from_m=0, to_m=100, kind_id="SCDK", planned_on=date(2026, 1, 1), source=SOURCE
            )
        (one,) = read(engineer, CHANGES, since=since)["changes"]
        features = {f["collection"]: f for f in one["features"]}
        assert {(f["id"], f["op"], f["about"], f["road"]) for f in features.values()} == {
            (seen.public_id, "created", net.near_bridge.public_id, net.ql.public_id),
            (works.public_id, "created", net.ql.public_id, net.ql.public_id),
        }
        item = engineer.get(f"/api/collections/inspections/items/{seen.public_id}")
        assert item["ETag"].startswith(features["inspections"]["etag"].rstrip('"'))

    def test_the_public_hears_only_of_what_it_may_read(self, client: Client, net: Network, since: str) -> None:
        hidden = inspection(net.near_bridge, is_published=False)
        Inspection.objects.filter(pk=hidden.pk).update(condition_reason="vẫn kín")
        assert told(client, since) == []
        Inspection.objects.filter(pk=hidden.pk).update(is_published=True)
        assert told(client, since) == [[("inspections", hidden.public_id, "created")]]
        hidden.delete()
        assert [one[0][2] for one in told(client, since)] == ["created", "deleted"]

    def test_what_is_recorded_of_what_is_hidden_is_hidden(self, client: Client, net: Network, since: str) -> None:
        Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=False)
        inspection(net.near_bridge)
        Road.objects.filter(pk=net.ql.pk).update(is_published=False)
        Posting.objects.create(road=net.ql, from_m=0, to_m=10, sign_id="P115", limit_t=8, source=SOURCE)
        assert not {"inspections", "postings"} & {name for one in told(client, since) for name, _, _ in one}

    @pytest.mark.parametrize("bearer", ["near_bridge", "culvert", "ql"])
    def test_they_are_hidden_and_shown_with_what_they_are_about(
        self, client: Client, engineer: Client, net: Network, bearer: str
    ) -> None:
        asset: Any = getattr(net, bearer)
        column = {Bridge: "bridge", Culvert: "culvert", Road: "road"}[type(asset)]
        along = {"from_m": 0, "to_m": 10} if column == "road" else {}
        made = Posting.objects.create(**{column: asset}, **along, sign_id="P115", limit_t=8, source=SOURCE)
        since = read(client, CHANGES, since="now")["cursor"]
        rows = type(asset)._default_manager.filter(pk=asset.pk)
        rows.update(is_published=False)
        assert told(client, since, collection="postings") == [[("postings", made.public_id, "deleted")]]
        rows.update(is_published=True)
        (shown,) = told(client, since, collection="postings")[1:]
        assert shown == [("postings", made.public_id, "created")]
        assert told(engineer, since, collection="postings") == []
        rows.update(note="x")
        assert len(told(client, since, collection="postings")) == 2

    def test_hidden_bearer_and_record_in_one_set(self, client: Client, net: Network) -> None:
        made = inspection(net.near_bridge)
        since = read(client, CHANGES, since="now")["cursor"]
        with transaction.atomic():
            Inspection.objects.filter(pk=made.pk).update(condition_reason="x")
            Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=False)
        with transaction.atomic():
            Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=True)
            Inspection.objects.filter(pk=made.pk).update(condition_reason="y")
        assert [op for one in told(client, since) for name, _, op in one if name == "inspections"] == [
            "deleted",
            "created",
        ]

    def test_a_bridge_made_with_its_inspection(self, client: Client, net: Network, since: str) -> None:
        with transaction.atomic():
            inspection(Bridge.objects.create(name="Mới", source=SOURCE))
        (one,) = told(client, since)
        assert [(name, op) for name, _, op in one] == [("bridges", "created"), ("inspections", "created")]


class TestPages:
    def test_pages_follow_each_other_through_kinds(self, client: Client, net: Network, since: str) -> None:
        with transaction.atomic():
            for n in range(5):
                inspection(Bridge.objects.create(name=f"b{n}", source=SOURCE))
        assert [len(one) for one in told(client, since, limit=3)] == [3, 3, 3, 1]
        assert len({row for one in told(client, since, limit=3) for row in one}) == 10
        page = read(client, CHANGES, since=since, limit=3)
        assert (page["more"], page["changes"][0]["complete"], len(page["cursor"].split("-"))) == (True, False, 4)

    def test_one_collection(self, client: Client, net: Network, since: str) -> None:
        with transaction.atomic():
            made = inspection(net.near_bridge)
            Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Khác")
        page = read(client, CHANGES, since=since, collection="inspections,works")
        assert [f["id"] for one in page["changes"] for f in one["features"]] == [made.public_id]
        assert "collection=inspections%2Cworks" in following(page)
        assert read(client, following(page))["changes"] == []

    def test_a_deleted_past(self, client: Client, net: Network, since: str) -> None:
        n, mark = since.split("-")
        lost = f"{int(n) + 99}-{mark}"
        refused(client.get(CHANGES, {"since": lost}), 410, "feed-lost", "since")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"since": "hôm qua"}, "since"),
        ({"since": "1523"}, "since"),
        ({"since": "1-9f3a1c2b-5"}, "since"),
        ({"since": "-1-9f3a1c2b"}, "since"),
        ({"since": ""}, "since"),
        ({"limit": "0"}, "limit"),
        ({"limit": "10001"}, "limit"),
        ({"collection": "communes"}, "collection"),
        ({"collection": "bridges,,works"}, "collection"),
        ({"f": "csv"}, "f"),
        ({"from": "1"}, "from"),
    ],
)
def test_what_cannot_be_used_is_named(client: Client, net: Network, query: dict[str, str], field: str) -> None:
    refused(client.get(CHANGES, query), 400, "bad-parameter", field)
