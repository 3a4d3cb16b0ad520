"""The product served as `make run` serves it, by one worker process of its own, for tests that must not share its memory or its threads."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Served:
    """`address`: of the site; `pid`: of its one worker."""

    address: str
    pid: int


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def database_url(parameters: dict[str, Any], name: str) -> str:
    """DATABASE_URL of a database of this name on the server that psycopg2 reaches by these parameters."""
    user = quote(str(parameters.get("user") or ""))
    if parameters.get("password"):
        user += f":{quote(str(parameters['password']))}"
    port = f"&port={parameters['port']}" if parameters.get("port") else ""
    return f"postgis://{user}@/{name}?host={parameters.get('host') or ''}{port}"


@contextmanager
def served(url: str, **environment: str) -> Iterator[Served]:
    """The site on this database, answering; ended with the block."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "config.serve", "127.0.0.1", str(port), "1"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, **environment},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/api/session", server)
        yield Served(address, _worker(server.pid))
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert server.poll() is None, "the server ended; its log is above"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"{address} does not answer")


def _worker(server: int) -> int:
    """The child that serves."""
    children = [
        int(child)
        for task in Path(f"/proc/{server}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return max(children, key=lambda pid: memory_kb(pid, "VmRSS"))


def memory_kb(pid: int, what: str) -> int:
    """A line of /proc/<pid>/status in kB: VmRSS, resident now; VmHWM, the most since `forget_peak`."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{what}:"))


def forget_peak(pid: int) -> None:
    """The peak of resident memory begins anew at what is resident now (proc(5), clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
