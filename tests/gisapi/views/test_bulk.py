"""One value for many: shown with what it changes and what it may not, written as it was shown or not at all, and put back row by row."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from infra.models import Bridge, ManagingUnit, WriteRight
from tests.gisapi.asking import put, read, refused, signed_in
from tests.network import Network

BULK = "/api/collections/bridges/bulk"


def ask(browser: Client, body: dict[str, Any], *, dry_run: bool, address: str = BULK) -> Any:
    path = f"{address}?dry-run=true" if dry_run else address
    return browser.post(path, body, content_type="application/json")


def shown(browser: Client, body: dict[str, Any], address: str = BULK) -> Any:
    answer = ask(browser, body, dry_run=True, address=address)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.django_db(transaction=True)
def test_shown_then_written_as_one_change_and_put_back(code_lists: None, net: Network, engineer: Client) -> None:
    body = {"select": {"road": "QL.9T"}, "set": {"crossing": "SONG_KENH", "width_m": 7.5}, "comment": "khảo sát"}
    told = shown(engineer, body)
    assert (told["matched"], told["changing"], told["unchanged"], told["refusing"]) == (2, 2, 0, 0)
    assert told["rows"][0] == {"id": net.near_bridge.public_id, "before": {"crossing": None, "width_m": None}}
    assert not Bridge.objects.filter(crossing="SONG_KENH").exists()
    refused(ask(engineer, body, dry_run=False), 428, "version-needed", "token")
    done = ask(engineer, {**body, "token": told["token"]}, dry_run=False)
    assert done.status_code == 200, done.content
    assert set(Bridge.objects.values_list("crossing", "width_m")) == {("SONG_KENH", 7.5)}
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct changeset), max(c.reason) from history.bridge h join history.changeset c on c.id = h.changeset where op = 'U' and h.id = any (%s)",
            [[net.near_bridge.pk, net.far_bridge.pk]],
        )
        assert cursor.fetchone() == (1, "khảo sát")
    assert shown(engineer, body)["unchanged"] == 2
    item = f"/api/collections/bridges/items/{net.far_bridge.public_id}"
    newest = read(engineer, f"{item}/history")["changes"][0]
    etag = engineer.get(item)["ETag"]
    assert put(engineer, "POST", f"{item}/revert", {"n": newest["n"]}, etag).status_code == 200
    assert Bridge.objects.get(pk=net.far_bridge.pk).crossing_id is None


def test_what_was_shown_and_is_no_more_is_not_written(engineer: Client, net: Network) -> None:
    body = {"select": {"filter": "condition='XAU'"}, "set": {"note": "xem lại"}}
    token = shown(engineer, body)["token"]
    Bridge.objects.filter(pk=net.far_bridge.pk).update(name="Cầu Khác")
    refused(ask(engineer, {**body, "token": token}, dry_run=False), 412, "stale", "token")
    refused(
        ask(engineer, {**body, "set": {"note": "khác"}, "token": shown(engineer, body)["token"]}, dry_run=False),
        412,
        "stale",
        "token",
    )
    assert not Bridge.objects.filter(note__gt="").exists()


def test_one_refused_row_refuses_all_and_says_why(engineer: Client, net: Network) -> None:
    Bridge.objects.filter(pk=net.far_bridge.pk).update(deck_rating=3)
    ids = [net.near_bridge.public_id, net.far_bridge.public_id]
    body = {"ids": ids, "set": {"condition": "KHA"}}
    told = shown(engineer, body)
    assert [(one["id"], one["facts"]["rule"], one["field"]) for one in told["refused"]] == [
        (ids[1], "condition-follows-ratings", "properties/condition")
    ]
    facts = refused(ask(engineer, {**body, "token": told["token"]}, dry_run=False), 422, "bulk-refused", None)
    assert facts["refused"][0]["id"] == ids[1]
    assert Bridge.objects.get(pk=net.near_bridge.pk).condition_id == "TOT"
    future = shown(engineer, {"ids": ids, "set": {"built_year": 2099}})
    assert {one["facts"]["rule"] for one in future["refused"]} == {"year-in-future"}
    negative = shown(engineer, {"ids": ids, "set": {"width_m": -3}})
    assert [(one["facts"]["rule"], one["facts"]["low"]) for one in negative["refused"]] == [("invalid", 0)] * 2


def test_rights_are_asked_row_by_row(net: Network) -> None:
    browser = signed_in("")
    unit = ManagingUnit.objects.create(code="HAT1", name_vi="Hạt 1", name_en="One", valid_from="2025-01-01", source="x")
    WriteRight.objects.create(user=User.objects.get(username="khach"), act="change", kind="bridge", managing_unit=unit)
    Bridge.objects.filter(pk=net.near_bridge.pk).update(managing_unit=unit)
    told = shown(browser, {"select": {"road": "QL.9T"}, "set": {"note": "x"}})
    assert (told["changing"], [(one["id"], one["code"]) for one in told["refused"]]) == (
        1,
        [(net.far_bridge.public_id, "forbidden")],
    )
    handed_over = shown(browser, {"ids": [net.near_bridge.public_id], "set": {"managing_unit": None}})
    assert [one["facts"]["version"] for one in handed_over["refused"]] == ["becomes"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"set": {"note": "x"}}, "select"),
        ({"select": {}, "set": {"at_m": 3}}, "set/at_m"),
        ({"select": {}, "set": {"width_m": "rộng"}}, "set/width_m"),
        ({"select": {"bbox": "1,2"}, "set": {"note": "x"}}, "select/bbox"),
        ({"select": {"mau": "do"}, "set": {"note": "x"}}, "select/mau"),
        ({"ids": ["B-999999"], "set": {"note": "x"}}, "ids"),
        ({"select": {}, "set": {}}, "set"),
    ],
)
def test_a_wrong_body_is_refused_at_its_field(engineer: Client, net: Network, body: dict[str, Any], field: str) -> None:
    refused(ask(engineer, body, dry_run=True), 422, "field-refused", field)


def test_a_code_that_is_none_and_records(engineer: Client, net: Network) -> None:
    refused(
        ask(engineer, {"select": {}, "set": {"crossing": "TRANG"}}, dry_run=True), 422, "rule-broken", "set/crossing"
    )
    refused(
        ask(engineer, {"select": {}, "set": {"note": "x"}}, dry_run=True, address="/api/collections/works/bulk"),
        422,
        "field-refused",
        "set",
    )
    answer = ask(engineer, {"select": {}, "set": {"note": "x"}}, dry_run=True, address="/api/collections/communes/bulk")
    assert json.loads(answer.content)["status"] == 405


def test_what_the_new_value_would_leave_doubtful_is_shown_and_nothing_else(engineer: Client, net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(built_year=2010, carriageway_width_m=8)
    told = shown(engineer, {"select": {"road": "QL.9T"}, "set": {"width_m": 7}})
    found = [(one["id"], one["code"], one["field"]) for one in told["findings"]]
    assert found == [(net.near_bridge.public_id, "width-below-carriageway", "properties/width_m")]
    assert not Bridge.objects.filter(width_m=7).exists(), "looked at and taken back"
    assert (
        "findings"
        not in ask(
            engineer, {"select": {"road": "QL.9T"}, "set": {"width_m": 7}, "token": told["token"]}, dry_run=False
        ).json()
    )
