"""The short way of tiles answers as the long way does, only sooner."""

import pytest
from django.test import Client

from tests.gisapi.asking import refused

TILE = "/tiles/bridges/14/0/0.mvt"
COOKIE = {"Cookie": "lang=vi"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", [TILE, "/tiles/bridges/99/0/0.mvt", "/tiles/bridges/5/0/0.geojson", "/tiles/none.mvt"]
)
def test_both_ways_give_the_same_answer(client: Client, address: str) -> None:
    short, long = client.get(address), client.get(address, headers=COOKIE)
    assert (short.status_code, short.content) == (long.status_code, long.content)
    without = {"Content-Security-Policy", "X-Frame-Options"}  # of pages; a tile is none
    assert {name: long[name] for name in long.headers if name not in without} == dict(short.headers)


def test_it_is_taken(client: Client) -> None:
    assert "Content-Security-Policy" not in client.get(TILE).headers
    assert "Content-Security-Policy" in client.get(TILE, headers=COOKIE).headers
    assert "Content-Security-Policy" in client.get("/tiles/bridges.json").headers


def test_a_strangers_host_is_refused(client: Client) -> None:
    refused(client.get(TILE, headers={"Host": "evil.example"}), 400, "bad-request")
