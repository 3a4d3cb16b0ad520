"""Freshness: a token that changes with every committed edit under a tile, whoever made it.

The database sums the marks its triggers left (`infra/sql/0005_freshness.sql`). A body's token is read in the body's own
statement: read after it, an edit could be counted that the body lacks, and the body would be kept as fresh; read
before it, one token would stand for two bodies.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from gisapi.tiles.address import CELL_ZOOM, TileAddress
from gisapi.tiles.catalogue import Layer

FRESHNESS = "fresh.token(%(token_layers)s, %(first_x)s, %(first_y)s, %(last_x)s, %(last_y)s)"
"""An expression: the token of some layers under a tile's drawn box (see `token_parameters`)."""


LOW = "low"
"""What `low.on_road` marks: a road's class or publication, which below full detail is drawn with its bridges too."""


def token_parameters(layers: Sequence[Layer], tile: TileAddress) -> dict[str, Any]:
    """What FRESHNESS names. Below full detail lines are merged along whole roads: an edit anywhere in the layers counts."""
    names = [layer.name for layer in layers]
    if any(layer.is_low(tile.z) for layer in layers):
        names, (first_x, first_y, last_x, last_y) = [*names, LOW], (0, 0, 2**CELL_ZOOM - 1, 2**CELL_ZOOM - 1)
    else:
        first_x, first_y, last_x, last_y = tile.cells
    return {"token_layers": names, "first_x": first_x, "first_y": first_y, "last_x": last_x, "last_y": last_y}


def read_token(layers: Sequence[Layer], tile: TileAddress) -> str:
    """The token alone: what a visitor who has the tile already costs. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FRESHNESS}", token_parameters(layers, tile))
        return str(cursor.fetchone()[0])
