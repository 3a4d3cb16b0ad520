"""Whoever is measured: an HTTP server on this machine, how it starts, and how it is asked for a tile or for features."""

import http.client
import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.lists import Box, Tile
from bench.plan import KEPT, PORTS, WORKERS

PATIENCE_S = 60


class Subject(ABC):
    """One server. `title` names it with its version; a method that returns None says that it cannot do that."""

    name: str
    title: str
    slow_tiles = False
    """Seconds a tile: asked for a few only."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return PORTS[self.name]

    @abstractmethod
    def start(self) -> None:
        """Starts it with two workers; returns when it answers."""

    @abstractmethod
    def stop(self) -> None:
        """Ends it."""

    @abstractmethod
    def tile(self, tile: Tile) -> str:
        """The path of a tile of sections with COLUMNS."""

    @abstractmethod
    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str | None:
        """The path of up to `limit` sections in a box as GeoJSON; only in these conditions."""


class Peer(Subject):
    """A peer: a process of ours, installed under .local/bench, its output in a log there."""

    process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def install(self) -> None:
        """Everything it needs, in a place of its own."""

    @abstractmethod
    def command(self) -> list[str]:
        """What starts it."""

    def environment(self) -> dict[str, str]:
        """What its environment has beside ours."""
        return {}

    def start(self) -> None:
        self.install()
        log = KEPT / "logs" / f"{self.name}.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                self.command(),
                cwd=KEPT,
                env={**os.environ, **self.environment()},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until_it_answers(self.port, self.process, log)

    def stop(self) -> None:
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


@contextmanager
def running(subjects: list[Subject]) -> Iterator[None]:
    """All of them started; all ended afterwards, whatever happens."""
    try:
        for subject in subjects:
            print(f"==> bench: starting {subject.title}", flush=True)
            subject.start()
        yield
    finally:
        for subject in subjects:
            subject.stop()


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns at the first answer of any status; raises RuntimeError with the end of the log when none comes."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.3)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"nothing answers on port {port}; {log} ends with:\n{log.read_text()[-2000:]}")


def python_environment(name: str, packages: tuple[str, ...]) -> Path:
    """A virtual environment with exactly these packages under .local/bench/peers; made again when they change."""
    home = KEPT / "peers" / name
    wanted, stamp = "\n".join(packages), home / "packages.txt"
    if not stamp.is_file() or stamp.read_text() != wanted:
        print(f"==> bench: installing {packages[0]}", flush=True)
        subprocess.run(["python3", "-m", "venv", "--clear", home], check=True)
        subprocess.run(
            [home / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *packages], check=True
        )
        stamp.write_text(wanted)
    return home


def gunicorn(home: Path, port: int, application: str) -> list[str]:
    """What starts a WSGI application in a virtual environment: two workers of two threads, connections kept."""
    bind = f"127.0.0.1:{port}"
    options = ["--workers", str(WORKERS), "--threads", "2", "--bind", bind, "--keep-alive", "60"]
    return [str(home / "bin/gunicorn"), *options, application]
