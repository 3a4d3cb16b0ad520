"""What happened, as the API tells it. Real commits: one change set a transaction."""

from typing import Any
from urllib.parse import quote

import psycopg2
import pytest
from django.db import connection
from django.test import Client

from infra.models import Bridge
from tests import network
from tests.gisapi.asking import read, refused, signed_in
from tests.network import Network

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


def patch(browser: Client, address: str, properties: dict[str, Any], **headers: str) -> Any:
    headers["If-Match"] = browser.get(address)["ETag"]
    return browser.patch(address, {"properties": properties}, content_type="application/geo+json", headers=headers)


def test_an_edit_is_told_with_who_why_and_what(browser: Client, address: str) -> None:
    reason = "Đo lại ngoài hiện trường"
    answer = patch(browser, address, {"name": "Cầu Đo Lại"}, **{"X-Change-Reason": quote(reason)})
    assert answer.status_code == 200, answer.content
    latest, created = read(browser, f"{address}/history")["changes"]
    assert (latest["op"], latest["by"], latest["reason"]) == ("changed", "engineer", reason)
    assert latest["changes"] == [{"field": "name", "before": "Cầu Gần", "after": "Cầu Đo Lại"}]
    assert (created["op"], created["by"]) == ("created", None)
    assert created["db_user"]
    assert latest["at"] > created["at"]


def test_internal_ids_are_told_by_their_names(browser: Client, net: Network, address: str) -> None:
    (created,) = read(browser, f"{address}/history")["changes"]
    told = {change["field"]: change["after"] for change in created["changes"]}
    assert told["road"] == net.ql.public_id
    assert not {"id", "road_id", "public_id", "geom_3857"} & set(told)


def test_an_edit_in_psql_is_told_with_its_database_user(browser: Client, net: Network, address: str) -> None:
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with other, other.cursor() as cursor:
        cursor.execute("update bridge set name = 'sửa tay' where id = %s", [net.near_bridge.pk])
    other.close()
    latest = read(browser, f"{address}/history")["changes"][0]
    assert (latest["by"], latest["db_user"]) == (None, connection.settings_dict["USER"])
    assert latest["changes"] == [{"field": "name", "before": "Cầu Gần", "after": "sửa tay"}]


def test_what_was_deleted_keeps_its_history(browser: Client, net: Network, address: str) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).delete()
    latest = read(browser, f"{address}/history")["changes"][0]
    assert (latest["op"], {c["field"]: c["before"] for c in latest["changes"]}["name"]) == ("deleted", "Cầu Gần")


def test_a_refused_edit_leaves_no_trace(browser: Client, address: str) -> None:
    assert patch(browser, address, {"name": "X", "length_m": -1}).status_code == 422
    assert len(read(browser, f"{address}/history")["changes"]) == 1


def test_who_may_read_it(client: Client, browser: Client, address: str) -> None:
    refused(client.get(f"{address}/history"), 401, "not-signed-in")
    refused(browser.get("/api/collections/bridges/items/B-999999/history"), 404, "not-found")
    refused(browser.get("/api/collections/roads/items/B-000001/history"), 404, "not-found")
