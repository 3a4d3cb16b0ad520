"""How often somebody may ask: told when it is too often, by whom it is counted, and what is not counted."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from gisapi import throttling
from infra.services.counting import count_requests, forget_counts, requests_counted
from tests.gisapi.asking import put, refused
from tests.network import Network

ROOT = Path(__file__).parents[2]
CODES = "/api/code-lists"
BRIDGES = "/api/collections/bridges/items"


@pytest.fixture
def rates(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Rates of one hour, so that no window ends within a test, and nothing counted yet."""
    settings.RATES = dict.fromkeys(settings.RATES, (1000, 3600))
    monkeypatch.setattr(throttling, "_reads", throttling.Reads())
    found: dict[str, Any] = settings.RATES
    return found


def test_one_too_many_waits(client: Client, net: Network, rates: dict[str, Any]) -> None:
    rates["read"] = (2, 3600)
    assert [client.get(CODES).status_code for _ in range(2)] == [200, 200]
    answer = client.get(CODES)
    refused(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 3600


def test_an_account_and_an_address_are_counted_apart(
    client: Client, engineer: Client, planner: Client, net: Network, rates: dict[str, Any]
) -> None:
    rates["read"] = (1, 3600)
    for browser in (client, engineer, planner):
        assert [browser.get(CODES).status_code for _ in range(2)] == [200, 429]
    assert client.get(CODES, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_reads_writes_batches_and_exports_are_counted_apart(
    engineer: Client, net: Network, rates: dict[str, Any]
) -> None:
    rates.update(read=(1, 3600), write=(1, 3600), batch=(1, 3600), export=(1, 3600))
    address = f"{BRIDGES}/{net.near_bridge.public_id}"
    asked = [
        lambda: engineer.get(CODES),
        lambda: put(engineer, "DELETE", address, b""),
        lambda: engineer.post("/api/changesets", {}, content_type="application/json"),
        lambda: engineer.get(BRIDGES, {"f": "csv"}),
    ]
    for ask in asked:
        answer = ask()
        assert answer.status_code != 429
        answer.getvalue()  # a file is taken whole, and so closed
    assert [ask().status_code for ask in asked] == [429] * 4


def test_tiles_are_not_counted(client: Client, net: Network, rates: dict[str, Any]) -> None:
    rates["read"] = (1, 3600)
    assert {client.get("/tiles/bridges/1/0/0.mvt").status_code for _ in range(5)} == {204}


def test_a_rate_may_be_off(client: Client, net: Network, rates: dict[str, Any]) -> None:
    rates["read"] = None
    assert {client.get(CODES).status_code for _ in range(5)} == {200}


def test_reading_writes_once_in_a_hundredth_of_the_rate(
    client: Client, net: Network, rates: dict[str, Any], django_assert_num_queries: Any
) -> None:
    rates["read"] = (500, 3600)
    for told in (1, 2):
        with django_assert_num_queries(0):
            for _ in range(4):
                client.get("/api/conformance")
        with django_assert_num_queries(1):
            client.get("/api/conformance")
        assert requests_counted("read-address-127.0.0.1", int(time.time()) // 3600 * 3600) == 5 * told


@pytest.mark.django_db
def test_workers_count_reads_together() -> None:
    """Two workers let through the rate and at most a share each, not the rate each."""
    workers, most, share = (throttling.Reads(), throttling.Reads()), 100, 5
    passed = sum(workers[n % 2].one_more("ai", 3600, share) <= most for n in range(300))
    assert most <= passed < most + len(workers) * share
    assert [worker.one_more("ai", 7200, share) for worker in workers] == [1, 1], "another window"


@pytest.mark.django_db
def test_workers_count_together_in_the_database() -> None:
    assert [count_requests("thử", 60), count_requests("thử", 60, 7), count_requests("thử", 120)] == [1, 8, 1]
    assert forget_counts(120) >= 1
    assert [requests_counted("thử", 60), count_requests("thử", 120)] == [0, 2]


@pytest.mark.parametrize("text", ["5", "0/60", "5/0", "x/60", "5/86400", ""])
def test_a_rate_that_is_none_stops_the_start(text: str) -> None:
    command = [sys.executable, "-c", "import config.settings"]
    done = subprocess.run(
        command, cwd=ROOT, env={"RATE_READS": text, "DATABASE_URL": "postgis://x/x", "SECRET_KEY": "x"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "RATE_READS must be like" in done.stderr


def test_the_rates_that_are_set_never_hinder_a_map() -> None:
    """A map asks some ten addresses a second at most; an office of 40 people behind one address does too."""
    most, window_s = configured.RATES["read"]
    assert most / window_s >= 400
