"""The short way of tiles answers as the long way does, only sooner."""

from typing import Any

import pytest
from django.test import Client

from config.short_way import tiles as ours
from gisapi.tiles.keeping import room
from tests.config.short_way.asking import Told, WentTheLongWay, long, short
from tests.gisapi.tiles.test_render import tile_of
from tests.network import Network, up

EMPTY = "/tiles/bridges/14/0/0.mvt"
TILE = "/tiles/bridges/14/{}/{}.mvt".format(*tile_of(105.5, up(500).y, 14))
OF_PAGES = {"Content-Security-Policy", "X-Frame-Options", "Content-Length", "Vary"}
"""What the long way gives every answer: what only a page needs, a length also where there is no body, and the cookie it has read."""


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


@pytest.mark.django_db
def test_nothing_but_the_tile_is_asked_of_the_database(django_assert_num_queries: Any) -> None:
    short(EMPTY)
    with django_assert_num_queries(1):
        short(EMPTY)
