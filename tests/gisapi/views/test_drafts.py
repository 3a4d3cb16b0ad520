"""Drafts: collected, seen by their members only, reviewed, and let in as one change set or not at all."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from infra.history import changes_to
from infra.models import AdministrativeUnit, Bridge, Culvert, DraftEvent, Road, WriteRight
from tests import network
from tests.gisapi.asking import read, refused, signed_in
from tests.gisapi.drafting import DRAFTS, added, begun, led, send
from tests.gisapi.views.test_changesets import LINE, create, delete, update
from tests.network import Network

SECRET = "Cầu Còn Giữ Kín"


@pytest.fixture
def supervisor(db: None) -> Client:
    return signed_in("supervisor")


@pytest.fixture
def drafter(db: None) -> Client:
    """Somebody who may propose and nothing else."""
    role = Group.objects.create(name="nguoi-soan")
    WriteRight.objects.create(role=role, act="draft")
    return signed_in("nguoi-soan")


@pytest.fixture
def submitted(drafter: Client, net: Network) -> int:
    """A draft of two edits, to be reviewed."""
    draft = begun(drafter)
    added(drafter, draft, update(drafter, "bridges", net.near_bridge.public_id, name=SECRET))
    added(drafter, draft, delete(drafter, "culverts", net.culvert.public_id))
    led(drafter, draft, "submit", text="Xin duyệt")
    return draft


def there(net: Network) -> bool:
    """Whether the culvert that the draft deletes is still there."""
    return Culvert.objects.filter(pk=net.culvert.pk).exists()


def test_coordinates_of_another_system_are_refused_and_never_taken_for_degrees(drafter: Client, net: Network) -> None:
    address, entry = (
        f"{DRAFTS}/{begun(drafter)}/changes",
        create("culverts", road=net.ql.public_id, at_m=700, source="x"),
    )
    for verb in (drafter.post, drafter.put):
        path = address if verb == drafter.post else f"{address}/1"
        answer = verb(
            path,
            entry,
            content_type="application/json",
            headers={"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/9215>", "If-Match": '"1"'},
        )
        assert "CRS84" in refused(answer, 400, "bad-parameter", "Content-Crs")["expected"]
    assert added(drafter, int(address.split("/")[-2]), entry)["changes"]


def test_from_two_edits_to_one_change_set(drafter: Client, supervisor: Client, net: Network, submitted: int) -> None:
    bridge = net.near_bridge
    refused(send(drafter, "POST", f"/{submitted}/accept", version="4"), 403, "forbidden")
    assert (Bridge.objects.get(pk=bridge.pk).name, there(net)) == (bridge.name, True)
    asked = read(supervisor, DRAFTS)["drafts"]
    assert [(row["id"], row["state"], row["you"]) for row in asked] == [(submitted, "submitted", ["reviewer"])]
    assert send(supervisor, "POST", f"/{submitted}/comments", {"text": "Ảnh đâu?"}).status_code == 201
    refused(send(supervisor, "POST", f"/{submitted}/return", {}, version="4"), 422, "field-refused", "reason")
    assert led(supervisor, submitted, "return", reason="Thiếu ảnh")["state"] == "returned"
    led(drafter, submitted, "submit")
    checked = send(supervisor, "POST", f"/{submitted}/check").json()
    assert checked["passes"]
    assert checked["changes"][0]["differences"] == {"properties/name": {"before": bridge.name, "after": SECRET}}
    assert checked["changes"][1]["differences"]["geometry"]["after"] is None
    told = led(supervisor, submitted, "accept", text="Đạt")
    assert (told["state"], told["changeset"] is not None) == ("accepted", True)
    bridge.refresh_from_db()
    assert (bridge.name, there(net)) == (SECRET, False)
    assert [(row["said"], row["by"], row["text"]) for row in told["events"]] == [
        ("created", "nguoi-soan", ""), ("submitted", "nguoi-soan", "Xin duyệt"), ("commented", "supervisor", "Ảnh đâu?"),
        ("returned", "supervisor", "Thiếu ảnh"), ("submitted", "nguoi-soan", ""), ("accepted", "supervisor", "Đạt"),
    ]  # fmt: skip
    refused(send(supervisor, "POST", f"/{submitted}/accept", version=str(told["version"])), 422, "rule-broken")


def test_a_moved_base_refuses_the_whole_and_tells_what_moved(
    drafter: Client, supervisor: Client, engineer: Client, net: Network, submitted: int
) -> None:
    address = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    faster = {"properties": {"note": "đã sơn lại"}}
    headers = {"If-Match": engineer.get(address)["ETag"]}
    assert engineer.patch(address, faster, content_type="application/json", headers=headers).status_code == 200
    answer = send(supervisor, "POST", f"/{submitted}/accept", version="4")
    facts = refused(answer, 422, "changes-refused", "changes/0/if_match")
    assert [(row["index"], row["status"], row["code"]) for row in facts["failures"]] == [(0, 412, "stale")]
    assert there(net)
    assert read(supervisor, f"{DRAFTS}/{submitted}")["state"] == "submitted"
    checked = send(supervisor, "POST", f"/{submitted}/check").json()
    assert not checked["passes"]
    first, second = checked["changes"]
    assert first["moved"] == {"properties/note": {"before": "", "after": "đã sơn lại"}}
    assert first["differences"] == {"properties/name": {"before": net.near_bridge.name, "after": SECRET}}
    assert (first["failure"]["code"], "failure" in second) == ("stale", False)
    led(drafter, submitted, "withdraw")
    told = read(drafter, f"{DRAFTS}/{submitted}")
    again = update(drafter, "bridges", net.near_bridge.public_id, name=SECRET)
    path = f"/{submitted}/changes/{told['changes'][0]['change']}"
    assert send(drafter, "PUT", path, again, version=str(told["version"])).status_code == 200
    led(drafter, submitted, "submit")
    assert led(supervisor, submitted, "accept")["state"] == "accepted"
    assert Bridge.objects.get(pk=net.near_bridge.pk).note == "đã sơn lại"


def test_what_others_made_of_a_version_that_the_reviewer_has_not_seen_is_not_let_in(
    drafter: Client, supervisor: Client, submitted: int
) -> None:
    refused(send(supervisor, "POST", f"/{submitted}/accept", version="3"), 412, "stale", "If-Match")
    refused(send(supervisor, "POST", f"/{submitted}/accept"), 428, "version-needed", "If-Match")
    refused(send(supervisor, "POST", f"/{submitted}/accept", version="x"), 400, "bad-parameter", "If-Match")


def test_who_may_only_draft_changes_nothing_at_once(drafter: Client, net: Network) -> None:
    change = update(drafter, "bridges", net.near_bridge.public_id, name="Tại chỗ")
    answer = drafter.post("/api/changesets", {"changes": [change]}, content_type="application/json")
    assert refused(answer, 422, "changes-refused", "changes/0")["failures"][0]["code"] == "forbidden"
    told = read(drafter, "/api/session")["user"]
    assert (told["may_edit"], len(told["may_draft"]), told["may_review"]) == ([], 10, [])


def test_a_road_and_what_stands_on_it_by_name_in_another_order(
    engineer: Client, supervisor: Client, net: Network
) -> None:
    draft = begun(engineer)
    added(engineer, draft, create("bridges", None, None, road="$moi", at_m=50, name="Cầu Mới"))
    told = added(engineer, draft, create("roads", "$moi", LINE, code="ĐT.9X", road_class="DT"))
    checked = send(engineer, "POST", f"/{draft}/check").json()
    assert checked["changes"][0]["failure"]["field"] == "feature/properties/road"
    order = [row["change"] for row in reversed(told["changes"])]
    assert send(engineer, "PUT", f"/{draft}/changes", {"order": order}, version="3").status_code == 200
    refused(send(engineer, "PUT", f"/{draft}/changes", {"order": order[:1]}, version="4"), 422, "rule-broken", "order")
    led(engineer, draft, "submit")
    led(supervisor, draft, "accept")
    assert Road.objects.get(code="ĐT.9X").pk == Bridge.objects.get(name="Cầu Mới").road_id


def test_a_change_is_tried_when_it_comes(engineer: Client, net: Network) -> None:
    draft, bridge = begun(engineer), net.near_bridge.public_id
    path = f"/{draft}/changes"
    wrong = update(engineer, "bridges", bridge, built_year=1700)
    refused(send(engineer, "POST", path, wrong), 422, "rule-broken", "feature/properties/built_year")
    stale = update(engineer, "bridges", bridge, name="x") | {"if_match": '"cu"'}
    refused(send(engineer, "POST", path, stale), 412, "stale", "If-Match")
    told = added(engineer, draft, update(engineer, "bridges", bridge, name="x"))
    answer = send(engineer, "POST", path, update(engineer, "bridges", bridge, name="y"))
    assert refused(answer, 422, "rule-broken", "id")["change"] == told["changes"][0]["change"]
    gone = f"{path}/{told['changes'][0]['change']}"
    assert send(engineer, "DELETE", gone, version="2").json()["changes"] == []
    refused(send(engineer, "DELETE", gone, version="3"), 404, "not-found")
    refused(send(engineer, "POST", f"/{draft}/submit", version="3"), 422, "rule-broken")


def test_members_write_in_it_and_are_let_out_again(engineer: Client, drafter: Client, net: Network) -> None:
    draft = begun(engineer)
    refused(drafter.get(f"{DRAFTS}/{draft}"), 404, "not-found")
    assert send(engineer, "POST", f"/{draft}/members", {"username": "nguoi-soan"}).json()["members"] == ["nguoi-soan"]
    refused(send(engineer, "POST", f"/{draft}/members", {"username": "ai-do"}), 404, "not-found", "username")
    added(drafter, draft, update(drafter, "bridges", net.near_bridge.public_id, name=SECRET))
    refused(send(drafter, "POST", f"/{draft}/submit", version="2"), 403, "forbidden")
    refused(send(drafter, "POST", f"/{draft}/members", {"username": "engineer"}), 403, "forbidden")
    assert send(engineer, "DELETE", f"/{draft}/members/nguoi-soan").status_code == 204
    refused(drafter.get(f"{DRAFTS}/{draft}"), 404, "not-found")
    assert len(read(engineer, f"{DRAFTS}/{draft}")["changes"]) == 1


@pytest.mark.parametrize(("role", "may"), [("supervisor", False), ("administrator", True)])
def test_who_wrote_in_it_lets_it_in_only_where_the_role_says_so(net: Network, role: str, may: bool) -> None:
    author = signed_in(role)
    draft = begun(author)
    added(author, draft, update(author, "bridges", net.near_bridge.public_id, name=SECRET))
    led(author, draft, "submit")
    answer = send(author, "POST", f"/{draft}/accept", version="3")
    assert (answer.status_code == 200) is may
    assert (Bridge.objects.get(pk=net.near_bridge.pk).name == SECRET) is may


def test_what_was_said_is_not_rewritten(submitted: int) -> None:
    with pytest.raises(Exception, match="only ever added to"):
        DraftEvent.objects.filter(draft=submitted).update(text="")


def test_a_stranger_and_a_reader_see_none_of_it(
    client: Client, planner: Client, engineer: Client, submitted: int
) -> None:
    refused(client.get(f"{DRAFTS}/{submitted}"), 401, "not-signed-in")
    for browser in (planner, engineer):
        assert read(browser, DRAFTS) == {"drafts": [], "more": False}
        for path in ("", "/changes", "/members", "/comments"):
            refused(browser.get(f"{DRAFTS}/{submitted}{path}"), 404, "not-found")
        for act in ("check", "submit", "withdraw", "return", "accept", "comments"):
            body: Any = {"reason": "x"} if act == "return" else {"text": "x"}
            refused(send(browser, "POST", f"/{submitted}/{act}", body, version="4"), 404, "not-found")


def test_a_list_asks_as_much_for_many_as_for_few(drafter: Client, supervisor: Client, net: Network) -> None:
    asked = []
    for bridge in (net.near_bridge, net.far_bridge):
        draft = begun(drafter)
        added(drafter, draft, update(drafter, "bridges", bridge.public_id, name="x"))
        led(drafter, draft, "submit")
        with CaptureQueriesContext(connection) as queries:
            assert len(read(supervisor, DRAFTS)["drafts"]) == len(asked) + 1
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("inside", "status"), [(True, 200), (False, 404)])
def test_a_bounded_reviewer_sees_what_lies_within(
    drafter: Client, net: Network, commune: AdministrativeUnit, inside: bool, status: int
) -> None:
    role = Group.objects.create(name="duyet-xa")
    WriteRight.objects.create(role=role, act="review", commune=commune)
    draft, bridge = begun(drafter), net.near_bridge if inside else net.far_bridge
    added(drafter, draft, update(drafter, "bridges", bridge.public_id, name=SECRET))
    led(drafter, draft, "submit")
    reviewer = signed_in("duyet-xa")
    assert reviewer.get(f"{DRAFTS}/{draft}").status_code == status
    assert [row["id"] for row in read(reviewer, DRAFTS)["drafts"]] == [draft] * inside
    assert send(reviewer, "POST", f"/{draft}/accept", version="3").status_code == status


def test_what_becomes_of_it_must_lie_within_too(drafter: Client, net: Network, commune: AdministrativeUnit) -> None:
    role = Group.objects.create(name="duyet-xa")
    WriteRight.objects.create(role=role, act="review", commune=commune)
    draft = begun(drafter)
    added(drafter, draft, update(drafter, "bridges", net.near_bridge.public_id, at_m=2500))
    led(drafter, draft, "submit")
    answer = send(signed_in("duyet-xa"), "POST", f"/{draft}/accept", version="3")
    failure = refused(answer, 422, "changes-refused", "changes/0")["failures"][0]
    assert (failure["code"], failure["facts"]["action"], failure["facts"]["version"]) == (
        "forbidden",
        "review",
        "becomes",
    )


def test_who_may_propose_nothing_begins_no_draft(planner: Client) -> None:
    facts = refused(send(planner, "POST", "", {"title": "x"}), 403, "forbidden")
    assert (facts["action"], facts["needs"]) == ("draft", ["administrator", "engineer", "supervisor"])


def test_a_closed_account_has_no_more_drafts_let_in(supervisor: Client, submitted: int) -> None:
    User.objects.filter(username="nguoi-soan").update(is_active=False)
    answer = send(supervisor, "POST", f"/{submitted}/accept", version="4")
    assert refused(answer, 422, "changes-refused", "changes/0")["failures"][0]["code"] == "forbidden"


class TestWhatIsCommitted:
    """A change set of the history is one committed transaction."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def test_it_is_the_authors_and_says_who_let_it_in(self, code_lists: None) -> None:
        net = network.build()
        author, reviewer = signed_in("engineer"), signed_in("supervisor")
        draft, names = begun(author), (net.near_bridge.public_id, net.far_bridge.public_id)
        for name in names:
            added(author, draft, update(author, "bridges", name, name=SECRET))
        led(author, draft, "submit")
        with connection.cursor() as cursor:
            cursor.execute("select coalesce(max(id), 0) from history.changeset")
            (before,) = cursor.fetchone()
        changeset = led(reviewer, draft, "accept")["changeset"]
        newest = [changes_to(Bridge.objects.get(public_id=name))[0] for name in names]
        said = {(change.by, change.reason, change.client) for change in newest}
        assert said == {("engineer", "Sửa theo hồ sơ", f"draft {draft}, reviewed by supervisor")}
        with connection.cursor() as cursor:
            cursor.execute("select distinct changeset from history.bridge where op = 'U' and changeset > %s", [before])
            assert cursor.fetchall() == [(changeset,)]
