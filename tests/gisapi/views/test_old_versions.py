"""A feature as it was, and putting it back: right, version, answer, refusals. Real commits: one change set a transaction."""

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.gis.geos import MultiLineString
from django.test import Client

from infra.models import Bridge, KmPost, Road, Section
from tests import network
from tests.gisapi.asking import put, read, refused, signed_in
from tests.network import Network, line, up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def net(code_lists: None) -> Network:
    return network.build()


@pytest.fixture
def browser(net: Network) -> Client:
    return signed_in("engineer")


@pytest.fixture
def address(net: Network) -> str:
    return f"/api/collections/bridges/items/{net.near_bridge.public_id}"


def newest(browser: Client, address: str) -> int:
    """The number of the newest change."""
    n: int = read(browser, f"{address}/history")["changes"][0]["n"]
    return n


def renamed(net: Network, name: str = "Cầu Khác") -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name=name)


def revert(browser: Client, address: str, body: Any, etag: str | None = None, **headers: str) -> Any:
    return put(browser, "POST", f"{address}/revert", body, etag, **headers)


def content(browser: Client, address: str) -> dict[str, Any]:
    """What the feature says of itself, without the stamp of its version."""
    properties: dict[str, Any] = read(browser, address)["properties"]
    return {name: value for name, value in properties.items() if name != "recorded_from"}


def item(net: Network, kind: str) -> str:
    """The address of the tiny network's first item of a collection on QL.9T."""
    model = {"km-posts": KmPost, "sections": Section, "bridges": Bridge}[kind]
    first: Any = model._default_manager.filter(road=net.ql).order_by("pk").first()
    return f"/api/collections/{kind}/items/{first.public_id}"


class TestAnOldVersion:
    def test_it_is_the_feature_as_the_item_had_it(self, net: Network, browser: Client, address: str) -> None:
        before = read(browser, address)
        renamed(net)
        version = read(browser, f"{address}/history/{newest(browser, address)}")
        recorded = version.pop("recorded")
        assert version.pop("n") == newest(browser, address)
        assert (version["id"], version["geometry"]) == (before["id"], before["geometry"])
        assert version["properties"] == before["properties"]
        assert recorded["from"] < recorded["to"]

    @pytest.mark.parametrize(
        ("kind", "left_out"),
        [("km-posts", set()), ("sections", {"road_class", "length_m"})],
    )
    def test_every_kind_has_its_own(self, net: Network, browser: Client, kind: str, left_out: set[str]) -> None:
        address = item(net, kind)
        before = read(browser, address)
        {"km-posts": KmPost, "sections": Section}[kind]._default_manager.filter(road=net.ql).update(note="khác")
        version = read(browser, f"{address}/history/{newest(browser, address)}")
        assert version["geometry"] == before["geometry"]
        expected = {k: v for k, v in before["properties"].items() if k not in left_out}
        assert {k: v for k, v in version["properties"].items() if k not in left_out} == expected

    def test_a_road_has_the_length_and_calibration_of_then(self, net: Network, browser: Client) -> None:
        address = f"/api/collections/roads/items/{net.ql.public_id}"
        before = read(browser, address)["properties"]
        Road.objects.filter(pk=net.ql.pk).update(centreline=MultiLineString(line(0, 6000), srid=4326))
        then = read(browser, f"{address}/history/{newest(browser, address)}")["properties"]
        assert then["length_m"] == before["length_m"] == pytest.approx(5000, abs=0.01)
        assert then["calibration"] == before["calibration"]

    def test_its_chainage_is_read_from_the_posts_of_then(self, net: Network, browser: Client, address: str) -> None:
        renamed(net)
        KmPost.objects.filter(road=net.ql, km=10).update(geom=up(100))
        assert read(browser, address)["properties"]["chainage"] == "Km10+400"
        assert read(browser, f"{address}/history/{newest(browser, address)}")["properties"]["chainage"] == "Km10+500"

    def test_the_same_copy_is_not_sent_twice(self, net: Network, browser: Client, address: str) -> None:
        renamed(net)
        path = f"{address}/history/{newest(browser, address)}"
        tag = browser.get(path)["ETag"]
        assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304

    def test_what_there_is_not(self, client: Client, net: Network, browser: Client, address: str) -> None:
        created = newest(browser, address)
        refused(browser.get(f"{address}/history/{created}"), 404, "not-found", "n")
        refused(browser.get(f"{address}/history/999999999999999999"), 404, "not-found", "n")
        refused(browser.get(f"{address}/history/9999999999999999999"), 404, "not-found")
        renamed(net)
        other = f"/api/collections/bridges/items/{net.far_bridge.public_id}/history/{newest(browser, address)}"
        refused(browser.get(other), 404, "not-found", "n")
        refused(client.get(f"{address}/history/{newest(browser, address)}"), 401, "not-signed-in")


class TestPuttingItBack:
    def test_a_change_is_undone_as_a_new_change(self, net: Network, browser: Client, address: str) -> None:
        before = read(browser, address)
        renamed(net)
        n, etag = newest(browser, address), browser.get(address)["ETag"]
        answer = revert(browser, address, {"n": n}, etag, **{"X-Change-Reason": quote("sửa nhầm")})
        assert answer.status_code == 200, answer.content
        changed = {k for k, v in read(browser, address)["properties"].items() if v != before["properties"][k]}
        assert (changed, answer.json()) == ({"recorded_from"}, read(browser, address))
        assert answer["ETag"] == browser.get(address)["ETag"] != etag
        latest = read(browser, f"{address}/history")["changes"][0]
        assert (latest["op"], latest["by"], latest["reason"]) == ("changed", "engineer", "sửa nhầm")

    def test_what_was_deleted_comes_back_under_its_id(self, net: Network, browser: Client, address: str) -> None:
        before = read(browser, address)
        etag = browser.get(address)["ETag"]
        browser.delete(address, headers={"If-Match": etag})
        n = newest(browser, address)
        assert refused(revert(browser, address, {"n": n}, etag), 412, "stale", "If-Match")["current"] is None
        answer = revert(browser, address, {"n": n})
        assert answer.status_code == 201, answer.content
        assert answer["Location"].endswith(address)
        changed = {k for k, v in read(browser, address)["properties"].items() if v != before["properties"][k]}
        assert changed == {"recorded_from"}

    def test_whoever_read_an_older_version_is_told(self, net: Network, browser: Client, address: str) -> None:
        etag = browser.get(address)["ETag"]
        renamed(net)
        n = newest(browser, address)
        current = refused(revert(browser, address, {"n": n}, etag), 412, "stale", "If-Match")["current"]
        assert current["properties"]["name"] == "Cầu Khác"
        refused(revert(browser, address, {"n": n}), 428, "version-needed", "If-Match")

    def test_who_may(self, net: Network, client: Client, address: str) -> None:
        renamed(net)
        planner = signed_in("planner")
        body = {"n": newest(planner, address)}
        etag = planner.get(address)["ETag"]
        refused(revert(client, address, body, etag), 401, "not-signed-in")
        refused(revert(planner, address, body, etag), 403, "forbidden")
        assert Bridge.objects.get(pk=net.near_bridge.pk).name == "Cầu Khác"

    @pytest.mark.parametrize(
        ("body", "field"),
        [({}, "n"), ([], "n"), ({"n": "1"}, "n"), ({"n": True}, "n"), ({"n": 0}, "n"), ({"n": 10**30}, "n"),
         ({"n": 1.5}, "n"), ({"n": 10**17}, "n"), ({"n": 1, "m": 2}, "m")],
    )  # fmt: skip
    def test_a_body_that_says_no_change_of_it(self, browser: Client, address: str, body: Any, field: str) -> None:
        refused(revert(browser, address, body, browser.get(address)["ETag"]), 422, "field-refused", field)

    def test_the_change_that_made_it_cannot_be_undone(self, browser: Client, address: str) -> None:
        body = {"n": newest(browser, address)}
        refused(revert(browser, address, body, browser.get(address)["ETag"]), 422, "field-refused", "n")

    def test_communes_are_not_put_back(self, browser: Client, net: Network) -> None:
        refused(revert(browser, "/api/collections/communes/items/99001", {"n": 1}), 405, "method-not-allowed")

    def test_a_place_taken_since_is_named(self, net: Network, browser: Client) -> None:
        address = item(net, "km-posts")
        KmPost.objects.filter(road=net.ql, km=10).update(km=9)
        taken = KmPost.objects.create(road=net.ql, km=10, source="x")
        answer = revert(browser, address, {"n": newest(browser, address)}, browser.get(address)["ETag"])
        facts = refused(answer, 422, "rule-broken", "n")
        assert facts["rule"] == "km_post_once_a_road"
        (standing,) = facts["newer"]["changes"]
        assert (standing["kind"], standing["id"], standing["op"]) == ("km_post", taken.public_id, "created")

    def test_a_stretch_taken_since_is_named(self, net: Network, browser: Client) -> None:
        address = item(net, "sections")
        Section.objects.filter(road=net.ql, from_m=0).update(to_m=1000)
        between = Section.objects.create(road=net.ql, from_m=1000, to_m=2000, source="x")
        answer = revert(browser, address, {"n": newest(browser, address)}, browser.get(address)["ETag"])
        facts = refused(answer, 422, "rule-broken", "n")
        assert facts["rule"] == "section_no_overlap"
        assert [row["id"] for row in facts["newer"]["changes"]] == [between.public_id]

    def test_a_road_gone_since_is_named(self, net: Network, browser: Client) -> None:
        bridge = Bridge.objects.create(name="Lẻ", road=net.gap, located_by="chainage", at_m=10, source="x")
        address = f"/api/collections/bridges/items/{bridge.public_id}"
        Bridge.objects.filter(pk=bridge.pk).delete()
        Road.objects.filter(pk=net.gap.pk).delete()
        answer = revert(browser, address, {"n": newest(browser, address)})
        facts = refused(answer, 422, "rule-broken", "n")
        (standing,) = facts["newer"]["changes"]
        assert (standing["kind"], standing["id"], standing["op"]) == ("road", net.gap.public_id, "deleted")
        assert not Bridge.objects.filter(pk=bridge.pk).exists()

    def test_what_was_changed_since_goes_back_only_when_it_is_named(
        self, net: Network, browser: Client, address: str
    ) -> None:
        before = content(browser, address)
        renamed(net, "Một")
        first = newest(browser, address)
        renamed(net, "Hai")
        last = newest(browser, address)
        etag = browser.get(address)["ETag"]
        for through in ({}, {"through": first}):
            facts = refused(revert(browser, address, {"n": first} | through, etag), 422, "rule-broken", "n")
            (newer,) = facts["newer"]["changes"]
            assert (facts["rule"], newer["n"], newer["collection"]) == ("newer-changes", last, "bridges")
        both = {"n": first, "fields": ["name"], "through": last}
        refused(revert(browser, address, both, etag), 422, "field-refused", "through")
        assert read(browser, address)["properties"]["name"] == "Hai"
        assert revert(browser, address, {"n": first, "through": last}, etag).status_code == 200
        assert content(browser, address) == before

    def test_nothing_stands_in_the_way_once_it_was_put_back_itself(
        self, net: Network, browser: Client, address: str
    ) -> None:
        before = content(browser, address)
        renamed(net, "Một")
        first = newest(browser, address)
        renamed(net, "Hai")
        for n in (newest(browser, address), first):
            assert revert(browser, address, {"n": n}, browser.get(address)["ETag"]).status_code == 200
        assert content(browser, address) == before

    def test_a_road_shortened_since_is_named(self, net: Network, browser: Client) -> None:
        Bridge.objects.filter(pk=net.far_bridge.pk).update(at_m=10)
        Section.objects.filter(road=net.ql, from_m__gte=1000).delete()
        Section.objects.filter(road=net.ql).update(to_m=1000)
        net.ql.culverts.all().delete()
        Road.objects.filter(pk=net.ql.pk).update(centreline=MultiLineString(line(0, 2000), srid=4326))
        address = f"/api/collections/bridges/items/{net.far_bridge.public_id}"
        changes = read(browser, f"{address}/history")["changes"]
        moved = next(c["n"] for c in changes if {"field": "at_m", "before": 2500.0, "after": 10.0} in c["changes"])
        asked = {"n": moved, "through": changes[0]["n"]}
        facts = refused(revert(browser, address, asked, browser.get(address)["ETag"]), 422, "rule-broken", "n")
        assert facts["rule"] == "event_within_road"
        assert [row["id"] for row in facts["newer"]["changes"]] == [net.ql.public_id]
