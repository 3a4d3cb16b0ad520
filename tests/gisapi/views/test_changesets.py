"""Many changes as one: all or nothing, in order, every fault told at its place."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from gisapi.contention import BEGINNINGS
from infra.history import changes_to
from infra.models import Bridge, Road, Section, WriteRight
from tests import network
from tests.gisapi.asking import read, refused, signed_in
from tests.network import Network, up

SETS = "/api/changesets"


def send(browser: Client, *changes: Any, query: str = "", comment: str = "thử", **headers: str) -> Any:
    body = {"comment": comment, "changes": list(changes)}
    return browser.post(f"{SETS}{query}", body, content_type="application/json", headers=headers)


def create(collection: str, name: str | None = None, geometry: Any = None, /, **properties: Any) -> dict[str, Any]:
    feature = {"type": "Feature", "geometry": geometry, "properties": {"source": "Thử", **properties}}
    return {"action": "create", "collection": collection, "feature": feature} | ({"id": name} if name else {})


def update(browser: Client, collection: str, feature_id: str, **properties: Any) -> dict[str, Any]:
    etag = browser.get(f"/api/collections/{collection}/items/{feature_id}")["ETag"]
    return {
        "action": "update", "collection": collection, "id": feature_id, "if_match": etag,
        "feature": {"properties": properties},
    }  # fmt: skip


def delete(browser: Client, collection: str, feature_id: str) -> dict[str, Any]:
    change = update(browser, collection, feature_id)
    del change["feature"]
    return {**change, "action": "delete"}


LINE = {"type": "LineString", "coordinates": [[105.7, 9.2], [105.7, 9.25]]}


def test_a_road_and_what_stands_on_it_in_one_set(engineer: Client, net: Network) -> None:
    answer = send(
        engineer,
        create("roads", "$moi", LINE, code="ĐT.9X", road_class="DT"),
        create("sections", None, None, road="$moi", from_m=0, to_m=100),
        create("bridges", "$cau", None, road="$moi", at_m=50, name="Cầu Mới"),
        update(engineer, "bridges", net.near_bridge.public_id, name="Đổi tên"),
        delete(engineer, "culverts", net.culvert.public_id),
    )
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["changes"]
    assert [(row["index"], row["action"]) for row in told] == [
        (0, "create"), (1, "create"), (2, "create"), (3, "update"), (4, "delete"),
    ]  # fmt: skip
    road = Road.objects.get(code="ĐT.9X")
    assert (told[0]["id"], told[0]["name"], "name" in told[1]) == (road.public_id, "$moi", False)
    assert Section.objects.filter(road=road).count() == Bridge.objects.filter(road=road).count() == 1
    assert Bridge.objects.get(pk=net.near_bridge.pk).name == "Đổi tên"
    refused(engineer.get(f"/api/collections/culverts/items/{net.culvert.public_id}"), 404, "not-found")
    for row in told[:4]:
        assert row["etag"] == engineer.get(f"/api/collections/{row['collection']}/items/{row['id']}")["ETag"]


def faulty(stale: Any) -> list[Any]:
    """One good change, then one of every kind of fault."""
    return [
        create("bridges", None, None, name="Tốt", road="QL.9T", at_m=10),
        create("bridges", None, None, width_m="rộng", length_m=-1, colour="đỏ"),
        create("bridges", None, None, road="QL.9T", at_m=99999),
        create("bridges", None, {"type": "Point", "coordinates": [500, 9]}),
        create("bridges", None, None, road="QL.404", at_m=1),
        create("culverts", None, None, built_year=1700, skew_deg=120),
        stale,
        {"action": "update", "collection": "bridges", "id": "B-999999", "if_match": '"x"', "feature": {}},
        {"action": "move", "collection": "bridges"},
        {"action": "delete", "collection": "communes", "id": "1", "if_match": '"x"'},
        "không phải thay đổi",
        create("roads", "$hong", LINE, code="", road_class="DT"),
        create("sections", None, None, road="$hong", from_m=0, to_m=1),
        create("sections", None, None, road="$khong-co", from_m=0, to_m=1),
    ]


def test_every_fault_is_told_at_its_place_and_nothing_is_written(engineer: Client, net: Network) -> None:
    stale = update(engineer, "bridges", net.far_bridge.public_id, name="Cũ")
    Bridge.objects.filter(pk=net.far_bridge.pk).update(note="người khác")
    before = Bridge.objects.count(), Road.objects.count()
    answer = send(engineer, *faulty(stale))
    facts = refused(answer, 422, "changes-refused", "changes/1/feature/properties/width_m")
    failed = {row["index"]: (row["code"], row["field"]) for row in facts["failures"]}
    at = "feature/properties"
    assert failed == {
        1: ("field-refused", f"changes/1/{at}/width_m"),
        2: ("measure-beyond-road", f"changes/2/{at}/at_m"),
        3: ("field-refused", "changes/3/feature/geometry"),
        4: ("field-refused", f"changes/4/{at}/road"),
        5: ("rule-broken", f"changes/5/{at}/built_year"),
        6: ("stale", "changes/6/if_match"),
        7: ("not-found", "changes/7/id"),
        8: ("field-refused", "changes/8/action"),
        9: ("field-refused", "changes/9/collection"),
        10: ("field-refused", "changes/10"),
        11: ("rule-broken", f"changes/11/{at}/code"),
        12: ("field-refused", f"changes/12/{at}/road"),
        13: ("field-refused", f"changes/13/{at}/road"),
    }
    assert facts["count"] == 13
    assert {f"changes/1/{at}/width_m", f"changes/1/{at}/colour", f"changes/5/{at}/skew_deg"} <= set(facts["more"])
    assert (Bridge.objects.count(), Road.objects.count()) == before


def test_a_dry_run_shows_what_would_change_and_writes_nothing(engineer: Client, net: Network) -> None:
    near = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    before = engineer.get(near).content
    answer = send(
        engineer,
        update(engineer, "bridges", net.near_bridge.public_id, name="Thử", chainage="Km11+200"),
        create("culverts", "$c", None, road="QL.9T", at_m=70),
        delete(engineer, "culverts", net.culvert.public_id),
        query="?dry-run=true",
    )
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)
    assert told["dry_run"] is True
    moved, made, gone = told["changes"]
    assert moved["differences"]["properties/name"] == {"before": "Cầu Gần", "after": "Thử"}
    assert moved["differences"]["properties/chainage"] == {"before": "Km10+500", "after": "Km11+200"}
    assert "geometry" in moved["differences"]
    assert (made["id"], made["name"], made["differences"]["properties/at_m"]["after"]) == (None, "$c", 70)
    assert gone["differences"]["properties/at_m"] == {"before": 1200, "after": None}
    assert engineer.get(near).content == before
    assert engineer.get(f"/api/collections/culverts/items/{net.culvert.public_id}").status_code == 200
    wrong = create("bridges", None, None, length_m=-1)
    refused(
        send(engineer, wrong, query="?dry-run=true"), 422, "changes-refused", "changes/0/feature/properties/length_m"
    )


def test_one_row_is_written_once_in_a_set(engineer: Client, net: Network) -> None:
    change = update(engineer, "bridges", net.near_bridge.public_id, name="A")
    facts = refused(send(engineer, change, change), 422, "changes-refused", "changes/1/id")
    assert facts["failures"][0]["facts"]["reason"] == "changed before in this set"
    twice = create("roads", "$r", LINE, code="ĐT.1", road_class="DT"), create("bridges", "$r", None)
    refused(send(engineer, *twice), 422, "changes-refused", "changes/1/id")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"action": "update", "collection": "bridges", "id": "B-1", "feature": {}}, "if_match"),
        ({"action": "update", "collection": "bridges", "if_match": '"x"', "feature": {}}, "id"),
        ({"action": "delete", "collection": "bridges", "id": "B-1", "if_match": '"x"', "feature": {}}, "feature"),
        ({"action": "create", "collection": "bridges"}, "feature"),
        ({"action": "create", "collection": "bridges", "feature": {}, "if_match": '"x"'}, "if_match"),
        ({"action": "create", "collection": "bridges", "feature": {}, "id": "B-000001"}, "id"),
        ({"action": "create", "collection": "bridges", "feature": {}}, "feature/type"),
        ({"action": "create", "collection": "bridges", "feature": {}, "loại": 1}, "loại"),
        ({"action": "update", "collection": "bridges", "id": "B-1", "if_match": "*", "feature": {}}, "if_match"),
        ({"action": "update", "collection": "bridges", "id": "B-1", "if_match": "x", "feature": {}}, "if_match"),
        ({"action": "create", "collection": "bridges", "feature": {"type": "Feature", "properties": []}}, "feature/properties"),
        ({"action": [], "collection": {}}, "action"),
        (None, ""),
    ],
)  # fmt: skip
def test_a_change_that_is_none(engineer: Client, net: Network, change: Any, field: str) -> None:
    refused(send(engineer, change), 422, "changes-refused", f"changes/0/{field}".rstrip("/"))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "changes"),
        ({"changes": []}, "changes"),
        ({"changes": "x"}, "changes"),
        ({"changes": [{}] * 1001}, "changes"),
        ({"changes": [{}], "comment": "x" * 501}, "comment"),
        ({"changes": [{}], "comment": "\x00"}, "comment"),
        ({"changes": [{}], "thêm": 1}, "thêm"),
        ([], None),
    ],
)
def test_a_body_that_is_no_set(engineer: Client, net: Network, body: Any, field: str | None) -> None:
    refused(engineer.post(SETS, body, content_type="application/json"), 422, "field-refused", field)


def test_who_may_not_write_one_of_them_writes_none(net: Network, engineer: Client, client: Client) -> None:
    refused(send(client, {}), 401, "not-signed-in")
    WriteRight.objects.filter(role__name="engineer").update(kind="bridge")
    near = net.near_bridge.public_id
    sent = update(engineer, "bridges", near, name="A"), create("culverts", None, None, road="QL.9T", at_m=1)
    facts = refused(send(engineer, *sent), 422, "changes-refused", "changes/1")
    assert [(row["status"], row["code"], row["facts"]["kind"]) for row in facts["failures"]] == [
        (403, "forbidden", "culvert")
    ]
    assert Bridge.objects.get(pk=net.near_bridge.pk).name == "Cầu Gần"


def test_an_unknown_parameter_and_format(engineer: Client, net: Network) -> None:
    refused(send(engineer, query="?x=1"), 400, "bad-parameter", "x")
    refused(send(engineer, query="?dry-run=maybe"), 400, "bad-parameter", "dry-run")
    refused(send(engineer, query="?f=html"), 400, "bad-parameter", "f")


def test_geometries_are_in_the_system_the_header_names(engineer: Client, net: Network) -> None:
    spot = up(800, right=12)
    point = {"type": "Point", "coordinates": [spot.y, spot.x]}
    answer = send(
        engineer, create("bridges", None, point, road="QL.9T"), **{"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/4326>"}
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    made = Bridge.objects.get(public_id=json.loads(answer.content)["changes"][0]["id"])
    assert made.geom.distance(spot) < 1e-9


def test_a_set_under_a_key_is_written_once(engineer: Client, net: Network) -> None:
    change = create("culverts", None, None, road="QL.9T", at_m=70)
    answers = [send(engineer, change, **{"Idempotency-Key": "k"}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert read(engineer, "/api/collections/culverts/statistics")["total"]["count"] == 3


class TestCommitted:
    """What only a real commit shows."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def net(self, code_lists: None) -> Network:
        return network.build()

    def test_a_set_is_one_change_set_of_the_history(self, net: Network) -> None:
        browser = signed_in("engineer")
        near, far = net.near_bridge.public_id, net.far_bridge.public_id
        sent = [update(browser, "bridges", name, name="Cùng lúc") for name in (near, far)]
        assert send(browser, *sent, comment="đợt sửa tháng 7").status_code == 200
        newest = [changes_to(Bridge.objects.get(public_id=name))[0] for name in (near, far)]
        assert {(change.by, change.reason) for change in newest} == {("engineer", "đợt sửa tháng 7")}

    def test_a_dry_run_leaves_no_trace(self, net: Network) -> None:
        browser = signed_in("engineer")
        sent = update(browser, "bridges", net.near_bridge.public_id, name="Thử")
        before = len(changes_to(net.near_bridge))
        assert send(browser, sent, query="?dry-run=true").status_code == 200
        assert len(changes_to(net.near_bridge)) == before

    def test_a_race_is_begun_again_whole(self, net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
        from gisapi.views import changeset_acts
        from tests.gisapi.test_contention import lost

        tries: list[int] = []
        honest = changeset_acts.CHANGE["bridge"]

        def losing_once(*args: Any, **facts: Any) -> Any:
            tries.append(1)
            if len(tries) == 2:
                raise lost()
            return honest(*args, **facts)

        monkeypatch.setitem(changeset_acts.CHANGE, "bridge", losing_once)
        browser = signed_in("engineer")
        near, far = net.near_bridge.public_id, net.far_bridge.public_id
        answer = send(browser, *(update(browser, "bridges", name, name="Lại") for name in (near, far)))
        assert (answer.status_code, len(tries)) == (200, 4), answer.content
        assert Bridge.objects.filter(name="Lại").count() == 2
        monkeypatch.setitem(changeset_acts.CHANGE, "bridge", lambda *_a, **_f: (_ for _ in ()).throw(lost()))
        refused(send(browser, update(browser, "bridges", near, name="Thua")), 503, "busy")
        assert BEGINNINGS == 3
        assert User.objects.count() == 1


def test_what_would_be_doubtful_is_told_of_each_change(engineer: Client, net: Network) -> None:
    near = net.near_bridge.public_id
    changes = (
        create("bridges", "$doi", None, road=net.ql.public_id, at_m=505, name="Cầu Gần"),
        update(engineer, "bridges", net.far_bridge.public_id, built_year=2010, opened_year=2005),
    )
    tried = send(engineer, *changes, query="?dry-run=true").json()["changes"]
    assert "duplicate-bridge" in {one["code"] for one in tried[0]["findings"]}
    assert {"opened-before-built"} <= {one["code"] for one in tried[1]["findings"]}
    done = send(engineer, *changes).json()["changes"]
    twin = next(one for one in done[0]["findings"] if one["code"] == "duplicate-bridge")
    assert (twin["id"], near in str(twin["facts"])) == (done[0]["id"], True)
