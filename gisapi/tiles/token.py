"""Freshness: a token that changes with every committed edit under a tile, whoever made it.

The database sums the marks its triggers left (`infra/sql/0005_freshness.sql`). Read it BEFORE the body:
a body read first could miss an edit that the token already counts, and would be kept as fresh.
"""

import hashlib
from collections.abc import Sequence

from django.db import connection

from gisapi.tiles.address import TileAddress
from gisapi.tiles.catalogue import Layer


def read_token(layers: Sequence[Layer], tile: TileAddress) -> str:
    """The token of some layers under a tile's drawn box. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fresh.token(%s, %s, %s, %s, %s)", [[layer.name for layer in layers], *tile.cells])
        return str(cursor.fetchone()[0])


def etag_of(token: str, layers: Sequence[Layer], tile: TileAddress, form: str, *, signed_in: bool) -> str:
    """The weak ETag: what the rows are (token), how they are drawn (SQL, classes) and who looks."""
    drawn = [(layer.name, layer.sql, layer.classes_at(tile.z)) for layer in layers]
    told = repr((token, drawn, form, signed_in, tile.z, tile.x, tile.y))
    return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'
