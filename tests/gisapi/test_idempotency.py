"""A POST that comes twice under one key is done once; what is kept is kept with the change, or not at all."""

import json
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from infra.models import Bridge, IdempotencyKey
from infra.services import idempotency
from infra.services.idempotency import take_key
from tests import network
from tests.gisapi.asking import put, refused, signed_in
from tests.network import Network

BRIDGES = "/api/collections/bridges/items"
BODY = {"type": "Feature", "properties": {"name": "Cầu Một Lần", "road": "QL.9T", "at_m": 900, "source": "Thử"}}


def post(browser: Client, key: str, body: Any = BODY, path: str = BRIDGES, **headers: str) -> Any:
    return put(browser, "POST", path, body, **{"Idempotency-Key": key}, **headers)


def bridges() -> int:
    return Bridge.objects.filter(name="Cầu Một Lần").count()


def test_the_same_request_is_answered_not_done_again(engineer: Client, net: Network) -> None:
    first, second = post(engineer, "a-1"), post(engineer, "a-1")
    assert (first.status_code, second.status_code, bridges()) == (201, 201, 1)
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    for name in ("Location", "ETag", "Content-Type", "Content-Crs"):
        assert first[name] == second[name]
    assert first.content == second.content


def test_without_a_key_it_is_done_twice_and_another_key_is_another_request(engineer: Client, net: Network) -> None:
    put(engineer, "POST", BRIDGES, BODY)
    put(engineer, "POST", BRIDGES, BODY)
    post(engineer, "a-1")
    post(engineer, "a-2")
    assert bridges() == 4


def test_a_key_given_to_another_request_is_refused(engineer: Client, net: Network) -> None:
    post(engineer, "a-1")
    other = {**BODY, "properties": {**BODY["properties"], "at_m": 901}}
    for answer in (
        post(engineer, "a-1", other),
        post(engineer, "a-1", path="/api/collections/culverts/items"),
        post(engineer, "a-1", **{"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/5897>"}),
    ):
        assert refused(answer, 422, "idempotency-key-reused", "Idempotency-Key") == {"request": f"POST {BRIDGES}"}
    assert bridges() == 1


def test_a_key_is_its_holders_own(engineer: Client, net: Network) -> None:
    post(engineer, "a-1")
    assert "Idempotency-Replayed" not in post(signed_in("supervisor"), "a-1")
    assert bridges() == 2


def test_a_refused_request_keeps_nothing(engineer: Client, net: Network) -> None:
    wrong = {**BODY, "properties": {**BODY["properties"], "at_m": -1}}
    assert post(engineer, "a-1", wrong).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert post(engineer, "a-1").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 101, "có dấu", "a b"])
def test_a_key_that_is_none(engineer: Client, net: Network, key: str) -> None:
    refused(post(engineer, key), 400, "bad-parameter", "Idempotency-Key")


def test_a_key_is_forgotten_after_a_day(engineer: Client, net: Network) -> None:
    post(engineer, "a-1")
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in post(engineer, "a-1")
    assert bridges() == 2
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    post(engineer, "a-2")
    call_command("forget_expired", verbosity=0)
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["a-2"]


class TestTogether:
    """Two at the same moment, for real."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def net(self, code_lists: None) -> Network:
        return network.build()

    def test_of_eight_at_once_one_is_done(self, net: Network) -> None:
        browser, answers = signed_in("engineer"), []
        start = threading.Barrier(8)

        def write() -> None:
            own = Client()
            own.cookies = browser.cookies
            start.wait()
            answers.append(post(own, "a-1"))
            connection.close()

        writers = [threading.Thread(target=write) for _ in range(8)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(30)
        assert [answer.status_code for answer in answers] == [201] * 8
        assert sorted(answer.get("Idempotency-Replayed", "") for answer in answers) == ["", *["true"] * 7]
        assert bridges() == 1
        assert len({json.loads(answer.content)["id"] for answer in answers}) == 1

    def test_who_waits_too_long_is_told_so(self, net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(idempotency, "WAIT_S", 1)
        browser, answers = signed_in("engineer"), []
        user = IdempotencyKey._meta.get_field("user").related_model.objects.get()

        def write() -> None:
            answers.append(post(browser, "a-1"))
            connection.close()

        with transaction.atomic():
            assert take_key(user, "a-1", request="x", body_hash="x") is None
            writer = threading.Thread(target=write)
            writer.start()
            began = time.monotonic()
            writer.join(20)
            transaction.set_rollback(True)
        refused(answers[0], 409, "in-progress", "Idempotency-Key")
        assert answers[0]["Retry-After"] == "1"
        assert time.monotonic() - began < 15
        assert post(browser, "a-1").status_code == 201
