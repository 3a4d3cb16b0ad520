"""The server as it is started: loaded once and shared by its workers, without what only commands and exports need."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ABSENT = ("openpyxl", "pmtiles", "pyogrio", "xlsxwriter", "granian", "fixtures")
"""Loaded where they are used, by a command or an export; granian, because its allocator is told how to behave before."""
LOADED = "import json, sys; import config.serve; from django.urls import get_resolver; get_resolver().check(); print(json.dumps(sorted(sys.modules)))"


def test_nothing_is_loaded_that_requests_do_not_need() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    loaded = json.loads(told.stdout)
    assert "gisapi.views.tiles" in loaded
    assert [name for name in ABSENT if name in loaded] == []


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The first process of a server that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "config.serve", "127.0.0.1", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_workers_share_what_was_loaded_before_them(server: int) -> None:
    """More than half of what a worker holds is the first process's as well."""
    for worker in _workers(server):
        held = Path(f"/proc/{worker}/smaps_rollup").read_text()
        kb = {name: int(n) for name, n in re.findall(r"^(\w+):\s+(\d+) kB", held, re.MULTILINE)}
        assert kb["Shared_Dirty"] > kb["Private_Dirty"]


def test_a_worker_that_dies_is_replaced(server: int) -> None:
    before = _workers(server)
    os.kill(before[0], signal.SIGKILL)
    until = time.monotonic() + 30
    while (now := _workers(server)) == before or len(now) < 2:
        assert time.monotonic() < until, f"still {now}"
        time.sleep(0.1)


def _workers(first: int) -> list[int]:
    return sorted(int(pid) for pid in Path(f"/proc/{first}/task/{first}/children").read_text().split())


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/conformance", timeout=5).close()
        except OSError:
            assert time.monotonic() < until, "no answer"
            time.sleep(0.2)
        else:
            return
