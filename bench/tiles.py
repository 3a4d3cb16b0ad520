"""Uncached tiles: the same columns at everyone, and the product's own tile of few attributes; low zooms; cheap tiles among dense ones."""

from collections.abc import Callable

from bench import answers, loads
from bench.figures import Line, Required
from bench.lists import Lists, Tile
from bench.ours import Ours
from bench.plan import ROOT, Plan
from bench.subjects import Peer, Subject
from gisapi.tiles.catalogue import LAYERS

TIMES = {"street": 20, "high": 2}
PEER_TIMES = {"street": 8, "high": 1}
"""How often a repetition goes through the list of a group: long enough for a rate, whatever the server's."""
SLOW_TILES = 16
"""How many tiles a server is asked for that takes seconds a tile."""
OWN_COLUMNS = frozenset(LAYERS["sections"].fields)

SAME = {"street": (Required("best", 2.5), Required("raw", 0.6)), "high": (Required("best", 1.5), Required("raw", 0.9))}
OWN = {"street": (Required("best", 3.5),), "high": (Required("best", 4.0),)}
ZOOMS = {"street": "z14-16", "high": "z10-16"}


def measure(plan: Plan, lists: Lists, ours: Ours, peers: list[Peer]) -> list[Line]:
    """Tiles a second of both groups: same columns, and own tile. Raises Unequal before anything is timed."""
    lines = []
    for group in ("street", "high"):
        tiles = lists.group(group)
        able = [peer for peer in peers if not (peer.slow_tiles and group == "high")]
        _check(tiles, ours, able)
        same = Line(f"tiles {ZOOMS[group]}, same columns", "per second", SAME[group])
        own = Line(f"tiles {ZOOMS[group]}, own tile", "per second", OWN[group])
        for _ in range(plan.repetitions):
            _repeat(group, tiles, ours, able, same, own)
        for line in (same, own):
            line.remarks |= {peer.name: "not asked" for peer in peers if peer not in able}
        lines += [same, own]
    return lines


def _repeat(group: str, tiles: tuple[Tile, ...], ours: Ours, peers: list[Peer], same: Line, own: Line) -> None:
    """One repetition of everyone, one after the other."""
    times = TIMES[group]
    same.add("ours", _rate(ours, tiles, ours.tile, times))
    own.add("ours", _rate(ours, tiles, ours.own_tile, times))
    same.add("raw", _raw("tile.sql", tiles, times))
    own.add("raw", _raw("own_tile.sql", tiles, times))
    for peer in peers:
        if peer.slow_tiles and same.median(peer.name):
            continue  # once is enough of a server that takes seconds a tile
        asked, often = (tiles[:SLOW_TILES], 1) if peer.slow_tiles else (tiles, PEER_TIMES[group])
        rate = _rate(peer, asked, peer.tile, often)
        same.add(peer.name, rate)
        own.add(peer.name, rate)


def _rate(subject: Subject, tiles: tuple[Tile, ...], path: Callable[[Tile], str], times: int) -> float:
    return loads.over_http(subject.port, [(key(tile), path(tile)) for tile in tiles], times).rate


def _raw(file: str, tiles: tuple[Tile, ...], times: int) -> float:
    """Tiles a second of a statement over prepared connections."""
    requests = [(key(tile), "\t".join(map(str, tile))) for tile in tiles]
    return loads.over_database((ROOT / "bench" / file).read_text(), requests, times).rate


def _check(tiles: tuple[Tile, ...], ours: Ours, peers: list[Peer]) -> None:
    """Every tile of everyone once: what it holds, and that it holds what was asked for."""
    expected = answers.held(tiles)
    for tile in tiles:
        answers.check_tile(ours.title, tile, answers.fetch(ours.port, ours.tile(tile)), expected[tile])
        own = answers.fetch(ours.port, ours.own_tile(tile))
        answers.check_tile(f"{ours.title}, own tile", tile, own, expected[tile].merged, OWN_COLUMNS)
    for peer in peers:
        for tile in tiles[:SLOW_TILES] if peer.slow_tiles else tiles:
            answers.check_tile(peer.title, tile, answers.fetch(peer.port, peer.tile(tile)), expected[tile])


def key(tile: Tile) -> str:
    """A tile as the key of a request: z/x/y."""
    return "/".join(map(str, tile))
