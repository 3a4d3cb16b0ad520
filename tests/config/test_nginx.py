"""The nginx configuration as nginx itself reads it: what it keeps, and whom it lets pass by."""

import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.serving import free_port

CONFIGURATION = Path("config/nginx/cauduong.conf")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
TILE = "/tiles/bridges/14/1/1.mvt"
FRAME = "{user} daemon off; error_log stderr; pid {folder}/pid; events {{}} http {{ access_log off; include {folder}/site.conf; {temp} }}"
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


class Application(BaseHTTPRequestHandler):
    """Answers as the application does: versioned tiles public and immutable to strangers, private to whom it knows."""

    asked: list[str] = []

    def do_GET(self) -> None:
        known = self.headers["Cookie"] or self.headers["Authorization"]
        self.asked.append(self.path)
        body = f"{len(self.asked)} for {known or 'anyone'}".encode()
        age = "max-age=31536000, immutable" if "v=" in self.path else None
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", f"{'private' if known else 'public'}, {age}" if age else "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


def site(folder: Path, application: int, port: int) -> Path:
    """The configuration with its ports, its cache and nothing else changed; the file nginx is started with."""
    text = CONFIGURATION.read_text("utf-8")
    for theirs, ours in (
        ("/var/cache/nginx/cauduong", f"{folder}/cache"), ("127.0.0.1:8000", f"127.0.0.1:{application}"),
        ("listen 80", f"listen 127.0.0.1:{port}"), ("cauduong.example", "127.0.0.1"),
    ):  # fmt: skip
        assert theirs in text
        text = text.replace(theirs, ours)
    (folder / "site.conf").write_text(text)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temp = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "" if os.geteuid() else "user root;"  # else its workers are nobody, who may not write into our folder
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, temp=temp, user=user))
    return folder / "nginx.conf"


@pytest.fixture
def front(tmp_path: Path) -> Iterator[str]:
    """A running nginx before an application; its address."""
    Application.asked = []
    application = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=application.serve_forever, daemon=True).start()
    port = free_port()
    started = [str(NGINX), "-p", str(tmp_path), "-c", str(site(tmp_path, application.server_port, port))]
    subprocess.run([*started, "-t"], check=True, capture_output=True)
    with subprocess.Popen(started, stderr=subprocess.DEVNULL) as nginx:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        nginx.terminate()
    application.shutdown()
    application.server_close()


def get(address: str, **headers: str) -> tuple[str, str]:
    """(body, X-Cache)."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
        return answer.read().decode(), answer.headers["X-Cache"] or ""


def test_a_versioned_tile_is_kept_for_anyone_and_nobody_known_meets_it(front: str) -> None:
    address = f"{front}{TILE}?v=a"
    assert get(address) == ("1 for anyone", "MISS")
    assert get(address) == ("1 for anyone", "HIT")
    assert get(address, Cookie="sessionid=s") == ("2 for sessionid=s", "BYPASS")
    assert get(address, Authorization="Bearer b") == ("3 for Bearer b", "BYPASS")
    assert get(address, Cookie="lang=vi") == ("1 for anyone", "HIT")
    assert get(f"{front}{TILE}?v=b") == ("4 for anyone", "MISS")


def test_what_someone_known_asked_first_is_kept_for_nobody(front: str) -> None:
    address = f"{front}{TILE}?v=a"
    assert get(address, Cookie="sessionid=s")[0] == "1 for sessionid=s"
    assert get(address) == ("2 for anyone", "MISS")


def test_an_address_without_a_version_is_asked_of_the_application_each_time(front: str) -> None:
    assert [get(f"{front}{TILE}")[0] for _ in range(2)] == ["1 for anyone", "2 for anyone"]
