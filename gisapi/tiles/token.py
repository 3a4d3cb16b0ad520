"""Freshness: a token that changes with every committed edit under a tile, whoever made it.

The database sums the marks its triggers left (`infra/sql/0005_freshness.sql`). A body's token is read in the body's own
statement: read after it, an edit could be counted that the body lacks, and the body would be kept as fresh; read
before it, one token would stand for two bodies.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import connection

from gisapi.tiles.address import TileAddress
from gisapi.tiles.catalogue import Layer

FRESHNESS = "fresh.token(%(token_layers)s, %(first_x)s, %(first_y)s, %(last_x)s, %(last_y)s)"
"""An expression: the token of some layers under a tile's drawn box (see `token_parameters`)."""


def token_parameters(layers: Sequence[Layer], tile: TileAddress) -> dict[str, Any]:
    """What FRESHNESS names."""
    first_x, first_y, last_x, last_y = tile.cells
    cells = {"first_x": first_x, "first_y": first_y, "last_x": last_x, "last_y": last_y}
    return {"token_layers": [layer.name for layer in layers], **cells}


def read_token(layers: Sequence[Layer], tile: TileAddress) -> str:
    """The token alone: what a visitor who has the tile already costs. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FRESHNESS}", token_parameters(layers, tile))
        return str(cursor.fetchone()[0])


def etag_of(token: str, layers: Sequence[Layer], tile: TileAddress, form: str, *, signed_in: bool) -> str:
    """The weak ETag: what the rows are (token), how they are drawn (SQL, classes) and who looks."""
    drawn = [(layer.name, layer.sql, layer.classes_at(tile.z)) for layer in layers]
    told = repr((token, drawn, form, signed_in, tile.z, tile.x, tile.y))
    return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'
