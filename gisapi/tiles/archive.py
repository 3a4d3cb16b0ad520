"""All tiles of some layers in one PMTiles v3 file, as a visitor who is not signed in sees them, all of one instant."""

import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from gisapi.tiles.address import TileAddress
from gisapi.tiles.catalogue import Layer
from gisapi.tiles.render import Picture, found_under, render
from infra.errors import DomainError

Progress = Callable[[int, int, int, int], None]
"""Called with (zoom, tiles looked at, tiles of this zoom to look at, bytes written)."""


class NothingToExport(DomainError):
    """No published row lies in any of the layers. Facts: `layers`."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What a file holds: `tiles` that are not empty, `bytes` of the whole file, `as_at` the instant they show (ISO 8601)."""

    tiles: int
    bytes: int
    as_at: str


def write_archive(
    out: Path, layers: Sequence[Layer], *, max_zoom: int, attribution: str, progress: Progress
) -> Archived:
    """Every tile z0 to `max_zoom` of the layers that is not empty. `out` is replaced at the end or left as it was.

    Raises NothingToExport, and OSError when `out` cannot be written.
    """
    with _in_place_of(out) as file, closing((writer := Writer(file)).tile_f), _one_instant() as as_at:
        deepest: list[TileAddress] = []
        for row in _rows_of_tiles(layers, max_zoom):
            deepest = _write(writer, layers, row, progress) or deepest
        if not deepest:
            raise NothingToExport(layers=[layer.name for layer in layers])
        writer.finalize(_header(deepest), _metadata(layers, max_zoom, attribution, as_at))
    return Archived(writer.addressed_tiles, out.stat().st_size, as_at)


def _write(
    writer: Writer, layers: Sequence[Layer], row: Sequence[TileAddress], progress: Progress
) -> list[TileAddress]:
    """Draw the tiles of one zoom; those that were not empty."""
    written = []
    for looked_at, tile in enumerate(row, 1):
        if body := render(Picture(layers, tile, "mvt", signed_in=False))[-1]:
            writer.write_tile(_id(tile), gzip.compress(body, mtime=0))
            written.append(tile)
        progress(tile.z, looked_at, len(row), writer.offset)
    return written


def _rows_of_tiles(layers: Sequence[Layer], max_zoom: int) -> Iterator[list[TileAddress]]:
    """For each zoom the tiles something may be in, in the order of the file: the four under each that has a row under it.

    What thinning moves is far less than a tile's buffer, so a row seen from below is seen from above.
    """
    row = [TileAddress(0, 0, 0)]
    for zoom in range(max_zoom + 1):
        yield row
        if zoom < max_zoom:
            row = sorted((child for tile in row if found_under(layers, tile) for child in _under(tile)), key=_id)


def _under(tile: TileAddress) -> Iterator[TileAddress]:
    for x in (2 * tile.x, 2 * tile.x + 1):
        for y in (2 * tile.y, 2 * tile.y + 1):
            yield TileAddress(tile.z + 1, x, y)


def _id(tile: TileAddress) -> int:
    return int(zxy_to_tileid(tile.z, tile.x, tile.y))


@contextmanager
def _one_instant() -> Iterator[str]:
    """A transaction that sees one state of the database and writes nothing; the instant it began."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
        yield cursor.fetchone()[0]


@contextmanager
def _in_place_of(out: Path) -> Iterator[IO[bytes]]:
    """A file beside `out` that takes its name once all is written, and is removed when not."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _header(deepest: Sequence[TileAddress]) -> dict[str, Any]:
    """The part the writer does not know: what tiles are, and the degrees (times 10⁷) the deepest ones cover."""
    west, south, east, north = zip(*(tile.degrees for tile in deepest), strict=True)
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_lon_e7": round(min(west) * 1e7), "min_lat_e7": round(min(south) * 1e7),
        "max_lon_e7": round(max(east) * 1e7), "max_lat_e7": round(max(north) * 1e7),
    }  # fmt: skip


def _metadata(layers: Sequence[Layer], max_zoom: int, attribution: str, as_at: str) -> dict[str, Any]:
    return {
        "name": "CầuĐường",
        "description": ", ".join(layer.title_vi for layer in layers),
        "attribution": attribution,
        "type": "overlay",
        "as_at": as_at,
        "vector_layers": [
            {
                "id": layer.name,
                "description": f"{layer.title_vi} / {layer.title_en}",
                "fields": layer.fields,
                "minzoom": layer.min_zoom,
                "maxzoom": max_zoom,
            }
            for layer in layers
            if layer.min_zoom <= max_zoom
        ],
    }
