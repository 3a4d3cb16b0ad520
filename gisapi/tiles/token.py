"""Freshness: a token that changes with every committed edit under a tile, whoever made it.

The database sums the marks its triggers left (`infra/sql/0005_freshness.sql`). A body's token is read in the body's own
statement: read after it, an edit could be counted that the body lacks, and the body would be kept as fresh; read
before it, one token would stand for two bodies.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from gisapi.tiles import binary
from gisapi.tiles.address import CELL_ZOOM, TileAddress
from gisapi.tiles.binary import Statement
from gisapi.tiles.catalogue import Layer

FRESHNESS = "fresh.token(%(token_layers)s, %(first_x)s, %(first_y)s, %(last_x)s, %(last_y)s)"
"""An expression: the token of some layers under a tile's drawn box (see `token_parameters`)."""


VERSION = f"fresh.token(%(version_layers)s, 0, 0, {2**CELL_ZOOM - 1}, {2**CELL_ZOOM - 1})"
"""An expression: what changes with every edit anywhere in some layers."""
NO_VERSION = "''::text"
TYPES = {
    "token_layers": "text[]", "version_layers": "text[]", "first_x": "int", "first_y": "int", "last_x": "int", "last_y": "int",
}  # fmt: skip
"""PostgreSQL types of what FRESHNESS and VERSION name."""
LOW = "low"
"""What `low.on_road` marks: a road's class or publication, which below full detail is drawn with its bridges too."""


def token_parameters(layers: Sequence[Layer], tile: TileAddress) -> dict[str, Any]:
    """What FRESHNESS and VERSION name. Below the zoom of the cells lines are merged farther than one: an edit anywhere counts.

    From there on lines that are one begin in one cell, and what is edited is marked in each cell it lies in: another cell shows
    nothing of it.
    """
    names = [layer.name for layer in layers]
    if tile.z < CELL_ZOOM and any(layer.is_low(tile.z) for layer in layers):
        counted, (first_x, first_y, last_x, last_y) = [*names, LOW], (0, 0, 2**CELL_ZOOM - 1, 2**CELL_ZOOM - 1)
    else:
        counted, (first_x, first_y, last_x, last_y) = names, tile.cells
    cells = {"first_x": first_x, "first_y": first_y, "last_x": last_x, "last_y": last_y}
    return {"token_layers": counted, "version_layers": [*names, LOW], **cells}


def read_token(layers: Sequence[Layer], tile: TileAddress, *, versioned: bool = False) -> tuple[str, str]:
    """(token, version) alone: what a visitor who has the tile already costs. One statement; "" unless `versioned`."""
    asked = _asking(f"{FRESHNESS}, {VERSION if versioned else NO_VERSION}")
    token, current = binary.read(asked, token_parameters(layers, tile))
    return told(token), told(current)


def read_version(layers: Sequence[Layer]) -> str:
    """The version of some layers now."""
    (version,) = binary.read(_asking(VERSION), {"version_layers": [*(layer.name for layer in layers), LOW]})
    return told(version)


def told(column: bytes | None) -> str:
    """A token or version as it comes: ASCII."""
    return (column or b"").decode()


@cache
def _asking(columns: str) -> Statement:
    return Statement.of(f"SELECT {columns}", TYPES)
