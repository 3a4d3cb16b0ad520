"""Tiles that were asked for before: from the tile cache, through the nginx that the project ships, and as 304."""

import http.client

from bench import answers, loads
from bench.figures import Line, Required
from bench.lists import Lists, Tile
from bench.ours import Ours
from bench.plan import Plan
from bench.tiles import key

TIMES = 50
"""How often a repetition goes through the list of street tiles."""


def measure(plan: Plan, lists: Lists) -> list[Line]:
    """Tiles a second by the cache's state, and 304 a second."""
    tiles = lists.group("street")
    repeated = Line("repeated tiles z14-16, Django alone", "per second", (Required("uncached", 5),))
    unchanged = Line("tiles z14-16 unchanged (304), Django alone", "per second", (Required(least=4000),))
    for _ in range(plan.repetitions):
        repeated.add("uncached", _tiles(Ours(cached=False), tiles, times=10))
        server = Ours(cached=True)
        server.start()
        try:
            loads.over_http(server.port, _paths(server, tiles), times=8)  # every worker has every tile
            repeated.add("ours", loads.over_http(server.port, _paths(server, tiles), TIMES).rate)
            unchanged.add("ours", _unchanged(server, tiles))
        finally:
            server.stop()
    return [repeated, unchanged]


def _tiles(server: Ours, tiles: tuple[Tile, ...], times: int) -> float:
    server.start()
    try:
        loads.over_http(server.port, _paths(server, tiles))
        return loads.over_http(server.port, _paths(server, tiles), times).rate
    finally:
        server.stop()


def _paths(server: Ours, tiles: tuple[Tile, ...]) -> list[loads.Request]:
    return [(key(tile), server.own_tile(tile)) for tile in tiles]


def _unchanged(server: Ours, tiles: tuple[Tile, ...]) -> float:
    """304 a second: each tile asked for with the ETag it has. Raises Unequal when an answer is another."""
    requests = [(k, f"{path}\tIf-None-Match: {_etag(server.port, path)}") for k, path in _paths(server, tiles)]
    load = loads.over_http(server.port, requests, TIMES)
    if others := {answer.status for answer in load.answers} - {304}:
        raise answers.Unequal(f"304 expected, {others} given")
    return load.rate


def _etag(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    finally:
        connection.close()
    return response.headers["ETag"]
