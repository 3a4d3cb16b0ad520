"""One request by both ways: the short one as a WSGI server asks it, the long one by Django's client."""

import io
import sys
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from django.test import Client

from config.short_way import short_way

Told = tuple[int, dict[str, str], bytes]


class WentTheLongWay(Exception):
    """Whatever is not answered at once."""


def refuse(_environ: Any, _start: Any) -> Any:
    raise WentTheLongWay


def short(address: str, method: str = "GET", **headers: str) -> Told:
    """The answer of the short way as a WSGI server gets it. Raises WentTheLongWay."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": unquote(path), "QUERY_STRING": query, "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}  # fmt: skip
    told: list[Any] = []
    body = b"".join(short_way(refuse)(environ, lambda *answer: told.extend(answer)))
    status = int(told[0].split()[0])
    assert told[0] == f"{status} {HTTPStatus(status).phrase}"
    names = [name for name, _ in told[1]]
    assert len(set(names)) == len(names), "a header was told twice"
    return status, dict(told[1]), body


def long(client: Client, address: str, **headers: str) -> Told:
    answer = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return answer.status_code, dict(answer.headers), answer.content
