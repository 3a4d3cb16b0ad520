"""Tiles that were asked for before: from the workers' memory, through the nginx that the project ships, and as 304.

**Plain** addresses are checked against the database at each request; **versioned** ones (`?v=`, what TileJSON gives and the
map asks) name what they hold.
"""

import http.client
import json

from bench import answers, loads
from bench.figures import Line, Required
from bench.lists import Lists, Tile
from bench.nginx import Nginx
from bench.ours import Ours
from bench.plan import Plan
from bench.tiles import key

TIMES = 50
"""How often a repetition goes through the list of street tiles."""
UNCACHED = (Required("uncached", 5),)
UNCHANGED = (Required(least=4000),)


def measure(plan: Plan, lists: Lists) -> list[Line]:
    """Tiles a second by the cache's state, and 304 a second."""
    tiles = lists.group("street")
    lines = {
        "plain": Line("repeated tiles z14-16, Django alone", "per second", UNCACHED),
        "versioned": Line("the same, versioned addresses", "per second", UNCACHED),
        "plain 304": Line("tiles z14-16 unchanged (304), Django alone", "per second", UNCHANGED),
        "versioned 304": Line("the same, versioned addresses (304)", "per second", UNCHANGED),
        "nginx": Line("repeated tiles z14-16 through nginx", "per second", (Required(least=15_000),)),
    }
    for _ in range(plan.repetitions):
        rate = _uncached(tiles)
        lines["plain"].add("uncached", rate)
        lines["versioned"].add("uncached", rate)
        _cached(tiles, lines)
    return list(lines.values())


def _uncached(tiles: tuple[Tile, ...]) -> float:
    server = Ours(cached=False)
    server.start()
    try:
        loads.over_http(server.port, _asked(server, tiles))
        return loads.over_http(server.port, _asked(server, tiles), times=10).rate
    finally:
        server.stop()


def _cached(tiles: tuple[Tile, ...], lines: dict[str, Line]) -> None:
    """One repetition of everything that a server with its cache answers."""
    server, nginx = Ours(cached=True), Nginx()
    server.start()
    try:
        for kind, version in (("plain", ""), ("versioned", current_version(server.port))):
            asked = _asked(server, tiles, version)
            loads.over_http(server.port, asked, times=8)  # every worker has every tile
            lines[kind].add("ours", loads.over_http(server.port, asked, TIMES).rate)
            lines[f"{kind} 304"].add("ours", _unchanged(server.port, asked))
        nginx.start()
        try:
            loads.over_http(nginx.port, asked)
            lines["nginx"].add("ours", loads.over_http(nginx.port, asked, 4 * TIMES).rate)
        finally:
            nginx.stop()
    finally:
        server.stop()


def _asked(server: Ours, tiles: tuple[Tile, ...], version: str = "") -> list[loads.Request]:
    return [(key(tile), server.own_tile(tile) + version) for tile in tiles]


def current_version(port: int) -> str:
    """`?v=…` of the sections' tiles, out of their TileJSON."""
    address = json.loads(answers.fetch(port, "/tiles/sections.json"))["tiles"][0]
    return "?" + address.partition("?")[2]


def _unchanged(port: int, asked: list[loads.Request]) -> float:
    """304 a second: each tile asked for with the ETag it has. Raises Unequal when an answer is another."""
    requests = [(k, f"{path}\tIf-None-Match: {_etag(port, path)}") for k, path in asked]
    load = loads.over_http(port, requests, TIMES)
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
