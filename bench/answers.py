"""Whether everyone answers the same: a bench that compares unequal work is void.

Every tile of every server is read once before it is timed. It must hold at least the sections that meet the tile and at
most those within the widest margin anyone draws, and have exactly the attributes asked for.
"""

import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass

from bench import cluster, mvt
from bench.lists import Box, Tile
from bench.plan import COLUMNS, ROOT
from gisapi.tiles.catalogue import EXACT, LAYERS


class Unequal(Exception):
    """Someone answered with more or less than was asked for. The text says who, what and how much."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many features an answer must hold at least and may hold at most; `lines` at least where some are merged."""

    least: int
    most: int
    lines: int = 0

    @property
    def merged(self) -> "Held":
        """The same of an answer that may hold several as one."""
        return Held(self.lines, self.most)


def held(tiles: Sequence[Tile]) -> dict[Tile, Held]:
    """What the tiles hold, counted by the database."""
    merged = {"exact": str(EXACT), "apart": "{" + ",".join(LAYERS["sections"].classes) + "}"}
    rows = cluster.query_file(ROOT / "bench" / "held.sql", tiles=json.dumps(tiles), **merged)
    return {tile: Held(*map(int, row)) for tile, row in zip(tiles, rows, strict=True)}


def held_in_boxes(boxes: Sequence[Box], limit: int, conditions: tuple[str, ...]) -> list[Held]:
    """How many features a page of each box must have, counted by the database; some servers compare boxes only."""
    given = {"boxes": json.dumps(boxes), "conditions": "{" + ",".join(conditions) + "}"}
    rows = cluster.query_file(ROOT / "bench" / "held_boxes.sql", **given)
    return [Held(min(int(least), limit), min(int(most), limit)) for least, most in rows]


def fetch(port: int, path: str) -> bytes:
    """The body of one answer. Raises Unequal when the status is neither 200 nor 204."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status not in (200, 204):
        raise Unequal(f"{path}: {response.status} {body[:200]!r}")
    return body


def check_tile(who: str, tile: Tile, body: bytes, expected: Held, columns: frozenset[str] = frozenset(COLUMNS)) -> None:
    """Raises Unequal when a tile holds too few or too many sections, or other attributes than asked for."""
    found = mvt.contents(body)
    if not expected.least <= found.features <= expected.most:
        raise Unequal(f"{who}, tile {tile}: {found.features} sections, not {expected.least} to {expected.most}")
    if found.features and found.keys != columns:
        raise Unequal(f"{who}, tile {tile}: attributes {sorted(found.keys ^ columns)} too many or missing")


def check_features(who: str, path: str, body: bytes, expected: Held) -> None:
    """Raises Unequal when a FeatureCollection has too few or too many features."""
    found = len(json.loads(body)["features"])
    if not expected.least <= found <= expected.most:
        raise Unequal(f"{who}, {path}: {found} features, not {expected.least} to {expected.most}")
