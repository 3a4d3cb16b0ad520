"""Two writers in each other's way, for real: the one the database ends begins again and is served."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from gisapi.contention import BEGINNINGS, begun_again
from gisapi.errors import Busy
from infra.models import Bridge
from infra.services.acts import CHANGE
from tests import network
from tests.gisapi.asking import put, refused, signed_in
from tests.network import Network
from tests.sql import another_client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def net(code_lists: None) -> Network:
    return network.build()


@pytest.fixture
def other(net: Network) -> Iterator[Any]:
    """Another database client."""
    client = another_client()
    yield client
    client.close()


def waiting(cursor: Any) -> bool:
    cursor.execute("select exists (select from pg_locks where not granted and locktype = 'advisory')")
    return bool(cursor.fetchone()[0])


def test_a_deadlock_is_begun_again(net: Network, other: Any) -> None:
    """The writer holds the bridge and waits for its road's line; the other holds the line and waits for the bridge."""
    browser, pk = signed_in("engineer"), net.near_bridge.pk
    address = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    tag, answers = browser.get(address)["ETag"], []

    def write() -> None:
        answers.append(put(browser, "PATCH", address, {"properties": {"name": "Cầu Mới"}}, tag))
        connection.close()

    with other.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('lrs.line'), %s)", [net.ql.pk])
        writer = threading.Thread(target=write)
        writer.start()
        give_up = time.monotonic() + 10
        while not waiting(cursor):
            assert time.monotonic() < give_up
        cursor.execute(
            "select from bridge where id = %s for update", [pk]
        )  # the database ends the writer's transaction
    other.rollback()
    writer.join(20)
    assert [answer.status_code for answer in answers] == [200], answers[0].content
    assert Bridge.objects.get(pk=pk).name == "Cầu Mới"


def lost() -> OperationalError:
    class Ended(Exception):
        pgcode = "40P01"

    error = OperationalError("deadlock detected")
    error.__cause__ = Ended()
    return error


def test_whoever_always_loses_is_told_to_come_again(
    net: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def losing(*_args: Any, **_facts: Any) -> None:
        tries.append(1)
        raise lost()

    browser = signed_in("engineer")
    address = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    monkeypatch.setitem(CHANGE, "bridge", losing)
    answer = put(browser, "PATCH", address, {"properties": {"name": "X"}}, browser.get(address)["ETag"])
    refused(answer, 503, "busy")
    assert (len(tries), answer["Retry-After"]) == (BEGINNINGS, "1")


def test_other_faults_are_not_tried_again() -> None:
    tries = []

    def broken() -> None:
        tries.append(1)
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError, match="server closed"):
        begun_again(broken)
    assert (len(tries), issubclass(Busy, OperationalError)) == (1, False)
