"""Layer SQL to bytes: MVT or GeoJSON out of the same rows. Every row under the tile is in it: there is no LIMIT.

The SQL is put together from files of this package and names of the catalogue; all else that comes from a request is a
parameter. Several layers in one MVT are their bytes one after the other (a tile is a list of layers).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gisapi.tiles.address import BUFFER, EXTENT, MAX_ZOOM, TileAddress
from gisapi.tiles.binary import Row, Statement, copied, prepared
from gisapi.tiles.catalogue import Layer, band_of
from gisapi.tiles.token import FRESHNESS, NO_VERSION, VERSION, token_parameters, told
from gisapi.tiles.token import TYPES as TOKEN_TYPES

_MVT = """(SELECT ST_AsMVT(f, '{name}', %(extent)s, 'geom') FROM (
SELECT {fields}ST_AsMVTGeom(geom, tile.box, %(extent)s, %(buffer)s, true) AS geom
  FROM (SELECT ST_MakeEnvelope(%(x0)s, %(y0)s, %(x1)s, %(y1)s, 3857)::box2d AS box) AS tile, (
{rows}) AS rows) AS f)"""
"""ST_AsMVT leaves out rows whose geometry is NULL (outside, or too small to see); asking for that here would clip each twice."""

_GEOJSON = """(SELECT string_agg('{{"type":"Feature","geometry":' || ST_AsGeoJSON(ST_Transform(geom, 4326), 7, 0)
  || ',"properties":' || (to_jsonb(f) - 'geom' || jsonb_build_object('layer', '{name}')) || '}}', ',') FROM (
SELECT {fields}ST_ClipByBox2D(geom, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) AS geom
  FROM (
{rows}) AS rows) AS f WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom))"""

FEW_FROM = 13
"""From this zoom on a tile holds so little that planning its statement would cost more than running it."""
TYPES = TOKEN_TYPES | {"z": "int", "band": "int", "extent": "int", "buffer": "int", "signed_in": "boolean"}
"""PostgreSQL types of the parameters that are no float8."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is asked for: which layers of which tile, in which form, who looks, and the attributes chosen if any.

    `versioned`: its address names a version, so the current one is wanted beside the token.
    """

    layers: Sequence[Layer]
    tile: TileAddress
    form: str
    signed_in: bool
    chosen: tuple[str, ...] | None = None
    versioned: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from every other picture; the instant aside."""
        return tuple(row.name for row in self.layers), self.tile, self.form, self.signed_in, self.chosen

    @property
    def statement(self) -> Statement:
        """Token and each layer shown at this zoom, in one statement."""
        z = self.tile.z
        drawn = [row for row in self.layers if row.shown_at(z)]
        return _statement(
            self.form,
            self.versioned,
            tuple((row.name, tuple(row.fields_at(z, self.chosen)), row.sql(z)) for row in drawn),
        )


@lru_cache(maxsize=256)
def _statement(form: str, versioned: bool, drawn: tuple[tuple[str, tuple[str, ...], str], ...]) -> Statement:
    template = _MVT if form == "mvt" else _GEOJSON
    parts = [
        template.format(name=name, fields="".join(f"{field}, " for field in fields), rows=sql)
        for name, fields, sql in drawn
    ]
    return Statement.of("SELECT " + ",\n".join((FRESHNESS, VERSION if versioned else NO_VERSION, *parts)))


def render(picture: Picture) -> tuple[str, str, bytes]:
    """(freshness token, version, body), all of one statement and so of one instant.

    The version is "" unless the picture is versioned; the body b"" when nothing is under the tile.
    """
    token, version, *found = _read(picture)
    bodies = [part for part in found if part]
    if picture.form == "geojson" and bodies:
        bodies = [b'{"type":"FeatureCollection","features":[', b",".join(bodies), b"]}"]
    return told(token), told(version), b"".join(bodies)


def _read(picture: Picture) -> Row:
    parameters = _parameters(picture) | token_parameters(picture.layers, picture.tile)
    if picture.form == "mvt" and picture.tile.z >= FEW_FROM:
        return prepared(picture.statement, parameters, dict.fromkeys(parameters, "float8") | TYPES)
    return copied(picture.statement, parameters)


def found_under(layers: Sequence[Layer], tile: TileAddress) -> bool:
    """Whether a published row of some layer lies under the tile's drawn box, at whatever zoom it is drawn."""
    parameters = _parameters(Picture(layers, tile, "mvt", signed_in=False))
    (found,) = prepared(_finding(tuple(layers)), parameters, dict.fromkeys(parameters, "float8") | TYPES)
    return found == b"true"


@lru_cache(maxsize=64)
def _finding(layers: tuple[Layer, ...]) -> Statement:
    return Statement.of("SELECT (" + " OR ".join(f"EXISTS (\n{row.sql(MAX_ZOOM)})" for row in layers) + ")::text")


def _parameters(picture: Picture) -> dict[str, Any]:
    """Everything the layers' SQL may name. The box to draw and, with its buffer, the box to look in."""
    tile = picture.tile
    west, south, east, north = tile.drawn_box
    x0, y0, x1, y1 = tile.box
    classes = {f"{row.name}_classes": row.classes_at(tile.z) for row in picture.layers if row.is_low(tile.z)}
    return classes | {
        "z": tile.z, "band": band_of(tile.z), "grid_m": tile.grid_m, "extent": EXTENT, "buffer": BUFFER,
        "signed_in": picture.signed_in,
        "west": west, "south": south, "east": east, "north": north, "x0": x0, "y0": y0, "x1": x1, "y1": y1,
    }  # fmt: skip


def etag_of(token: str, picture: Picture) -> str:
    """The weak ETag: what the rows are (token), how they are drawn and who looks."""
    tile = picture.tile
    told = repr((token, _looks(tuple(picture.layers)), *picture.key[2:], tile.z, tile.x, tile.y))
    return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'


def stamp_of(version: str, layers: Sequence[Layer], *, signed_in: bool) -> str:
    """What an address carries as `v`: the rows of whole layers (version), how they are drawn and who looks."""
    told = repr((version, _looks(tuple(layers)), signed_in))
    return hashlib.blake2b(told.encode(), digest_size=9).hexdigest()


@lru_cache(maxsize=64)
def _looks(layers: tuple[Layer, ...]) -> str:
    """A digest of all that decides how rows of some layers become bytes."""
    told = [(row.name, row.sql(0), row.sql(MAX_ZOOM), repr(row)) for row in layers]
    return hashlib.blake2b(repr((told, _MVT, _GEOJSON, EXTENT, BUFFER)).encode(), digest_size=12).hexdigest()
