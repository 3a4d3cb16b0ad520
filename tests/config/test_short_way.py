"""The short way of tiles answers as the long way does, only sooner."""

import io
import sys
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client, override_settings

from config import short_way as ours
from config.short_way import short_way
from gisapi.tiles.keeping import room
from tests import network
from tests.gisapi.tiles.test_render import tile_of
from tests.network import Network, up

EMPTY = "/tiles/bridges/14/0/0.mvt"
TILE = "/tiles/bridges/14/{}/{}.mvt".format(*tile_of(105.5, up(500).y, 14))
OF_PAGES = {"Content-Security-Policy", "X-Frame-Options", "Content-Length", "Vary"}
"""What the long way gives every answer: what only a page needs, a length also where there is no body, and the cookie it has read."""

Told = tuple[int, dict[str, str], bytes]


class WentTheLongWay(Exception):
    """Whatever is not answered at once."""


@pytest.fixture
def net(db: None) -> Network:
    return network.build()


@pytest.fixture(autouse=True)
def _in_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its connection is kept, as Django's test client keeps it."""
    monkeypatch.setattr(ours, "close_old_connections", lambda: None)


def refuse(_environ: Any, _start: Any) -> Any:
    raise WentTheLongWay


def short(address: str, method: str = "GET", **headers: str) -> Told:
    """The answer of the short way as a WSGI server gets it. Raises WentTheLongWay."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": unquote(path), "QUERY_STRING": query, "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}  # fmt: skip
    told: list[Any] = []
    body = b"".join(short_way(refuse)(environ, lambda *answer: told.extend(answer)))
    status = int(told[0].split()[0])
    assert told[0] == f"{status} {HTTPStatus(status).phrase}"
    return status, dict(told[1]), body


def long(client: Client, address: str, **headers: str) -> Told:
    answer = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return answer.status_code, dict(answer.headers), answer.content


def alike(told: Told) -> Told:
    status, headers, body = told
    return status, {name: value for name, value in headers.items() if name not in OF_PAGES}, body


@pytest.mark.django_db
class TestTheShortWay:
    @pytest.mark.parametrize(
        "address",
        [
            EMPTY, TILE, f"{TILE}?v=00ff", f"{TILE}?properties=name,id", f"{TILE}?properties=name&v=0f", TILE.replace("mvt", "geojson"),
            TILE.replace("bridges", "roads,km-posts,sections"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("headers", [{}, {"if_none_match": '"x"', "accept_encoding": "gzip"}], ids=["plain", "asked again"])  # fmt: skip
    def test_both_give_the_same_answer(
        self, client: Client, net: Network, address: str, headers: dict[str, str]
    ) -> None:
        assert alike(short(address, **headers)) == alike(long(client, address, **headers))

    def test_the_length_is_told(self, net: Network) -> None:
        _, headers, body = short(TILE)
        assert headers["Content-Length"] == str(len(body))
        assert body

    def test_both_give_the_same_304(self, client: Client, net: Network) -> None:
        etag = client.get(TILE)["ETag"]
        for prepare in (room().clear, lambda: client.get(TILE)):
            prepare()
            told = short(TILE, if_none_match=etag)
            assert told[0] == 304
            assert alike(told) == alike(long(client, TILE, if_none_match=etag))

    def test_at_its_version_it_may_be_kept_for_ever(self, client: Client, net: Network) -> None:
        address = TILE + "?v=" + client.get("/tiles/bridges.json").json()["tiles"][0].partition("?v=")[2]
        for told in (short(address), short(address, if_none_match=client.get(address)["ETag"])):
            assert told[1]["Cache-Control"] == "public, max-age=31536000, immutable"
            assert told[1]["Vary"] == "Accept-Encoding"

    def test_what_fails_is_told_by_the_long_way(
        self, net: Network, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*_: Any) -> Any:
            raise RuntimeError("out of order")

        monkeypatch.setattr(ours, "answered", broken)
        with pytest.raises(WentTheLongWay):
            short(TILE)
        assert "out of order" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/", "/tiles/bridges.json", "/tiles/none/1/0/0.mvt", "/tiles/bridges/1/2/0.mvt", "/tiles/bridges/99/0/0.mvt",
        f"{EMPTY}?colour=red", f"{EMPTY}?properties=note", f"{EMPTY}?v=1&v=2", f"{EMPTY}?properties=namev=1", f"{EMPTY}?v=",
        EMPTY.replace("bridges", "bridges,bridges"), f"{EMPTY}/", EMPTY.replace("14", "١٤"), f"{EMPTY}?v=x%00",
    ],
)  # fmt: skip
def test_what_is_not_plain_goes_the_long_way(address: str) -> None:
    with pytest.raises(WentTheLongWay):
        short(address)


@pytest.mark.parametrize(
    "more",
    [
        {"cookie": "sessionid=1"}, {"authorization": "Bearer x"}, {"host": "evil.example"}, {"host": ""}, {"method": "POST"},
        {"method": "HEAD"},
    ],
)  # fmt: skip
def test_who_must_be_known_or_refused_goes_the_long_way(more: dict[str, str]) -> None:
    with pytest.raises(WentTheLongWay):
        short(EMPTY, **more)


@pytest.mark.django_db
def test_behind_a_proxy_only_what_came_by_https_is_answered() -> None:
    ours._security.cache_clear()
    with override_settings(
        SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
    ):
        assert short(EMPTY, x_forwarded_proto="https")[1]["Strict-Transport-Security"] == "max-age=60"
        with pytest.raises(WentTheLongWay):
            short(EMPTY)
    ours._security.cache_clear()


@pytest.mark.django_db
def test_nothing_but_the_tile_is_asked_of_the_database(django_assert_num_queries: Any) -> None:
    short(EMPTY)
    with django_assert_num_queries(1):
        short(EMPTY)
