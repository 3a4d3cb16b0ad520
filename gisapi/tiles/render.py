"""Layer SQL to bytes: MVT or GeoJSON out of the same rows. Every row under the tile is in it: there is no LIMIT.

The SQL is put together from files of this package and names of the catalogue; all else that comes from a request is a
parameter. Several layers in one MVT are their bytes one after the other (a tile is a list of layers).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gisapi.tiles import binary
from gisapi.tiles.address import BUFFER, COARSE, EXTENT, TileAddress
from gisapi.tiles.binary import Statement
from gisapi.tiles.catalogue import ID_DIGITS, LAYERS, Layer
from gisapi.tiles.token import FRESHNESS, NO_VERSION, VERSION, token_parameters, told
from gisapi.tiles.token import TYPES as TOKEN_TYPES

_TILE = """WITH tile AS NOT MATERIALIZED (
SELECT {around} AS around, {box}::box2d AS box, %(grid_m)s AS grid_m)
"""
_AROUND = "ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)"
_BOX = "ST_MakeEnvelope(%(x0)s, %(y0)s, %(x1)s, %(y1)s, 3857)"
"""The box to look in, the box to draw. Behind a SELECT of their own they are unknown to whoever plans: PostgreSQL then takes the
plan for any box to be as good as one for each, and plans once a connection. As they are, each tile is planned for its box."""

_MVT = """(SELECT ST_AsMVT(f, '{name}', {extent}, 'geom'{feature_id}) FROM (
SELECT {fields}ST_AsMVTGeom(geom, tile.box, {extent}, {buffer}, true) AS geom
  FROM tile, (
{rows}) AS rows) AS f)"""
"""ST_AsMVT leaves out rows whose geometry is NULL (outside, or too small to see); asking for that here would clip each twice."""

_GEOJSON = """(SELECT string_agg('{{"type":"Feature"' || {feature_id} || ',"geometry":' || ST_AsGeoJSON(ST_Transform(geom, 4326), 7, 0)
  || ',"properties":' || (to_jsonb(f) - '{{geom,number}}'::text[] || jsonb_build_object('layer', '{name}')) || '}}', ',') FROM (
SELECT {fields}ST_ClipByBox2D(geom, tile.around) AS geom
  FROM tile, (
{rows}) AS rows) AS f WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom))"""
_PUBLIC_ID = """coalesce(',"id":"{letter}-' || repeat('0', {digits} - length(number::text)) || number || '"', '')"""

FEW_FROM = 14
"""From this zoom on a tile holds so little that planning its statement would cost more than running it."""
TYPES = (
    TOKEN_TYPES
    | {"z": "int", "signed_in": "boolean"}
    | {f"{name}_classes": "text[]" for name, row in LAYERS.items() if row.low}
)
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
        parts = tuple((row, row.is_low(z, self.chosen), tuple(row.fields_at(z, self.chosen))) for row in drawn)
        return _statement(self.form, self.versioned, self.planned_once, parts)

    @property
    def planned_once(self) -> bool:
        """Whether its statement is planned for any box."""
        return self.tile.z >= FEW_FROM


@lru_cache(maxsize=256)
def _statement(
    form: str, versioned: bool, planned_once: bool, drawn: tuple[tuple[Layer, bool, tuple[str, ...]], ...]
) -> Statement:
    parts = [_part(form, *layer) for layer in drawn]
    columns = ",\n".join((FRESHNESS, VERSION if versioned else NO_VERSION, *parts))
    return Statement.of(_with_tile(f"SELECT {columns}", planned_once=planned_once), TYPES)


def _part(form: str, layer: Layer, is_low: bool, fields: tuple[str, ...]) -> str:
    """The expression for the bytes of one layer."""
    sql, coarse = layer.rows(is_low=is_low), COARSE if is_low else 1
    numbered = bool(layer.letter) and (form == "geojson" or "id" not in fields)
    columns = "".join(f"{field}, " for field in (*fields, *(["number"] if numbered else [])))
    if form == "mvt":
        feature_id = ", 'number'" if numbered else ""
        return _MVT.format(
            name=layer.name,
            fields=columns,
            rows=sql,
            feature_id=feature_id,
            extent=EXTENT // coarse,
            buffer=BUFFER // coarse,
        )
    feature_id = _PUBLIC_ID.format(letter=layer.letter, digits=ID_DIGITS) if numbered else "''"
    return _GEOJSON.format(name=layer.name, fields=columns, rows=sql, feature_id=feature_id)


def _with_tile(select: str, *, planned_once: bool) -> str:
    around, box = (f"(SELECT {part})" if planned_once else part for part in (_AROUND, _BOX))
    return _TILE.format(around=around, box=box) + select


def render(picture: Picture) -> tuple[str, str, bytes]:
    """(freshness token, version, body), all of one statement and so of one instant.

    The version is "" unless the picture is versioned; the body b"" when nothing is under the tile.
    """
    token, version, *found = _read(picture)
    bodies = [part for part in found if part]
    if picture.form == "geojson" and bodies:
        bodies = [b'{"type":"FeatureCollection","features":[', b",".join(bodies), b"]}"]
    return told(token), told(version), b"".join(bodies)


def _read(picture: Picture) -> binary.Row:
    parameters = _parameters(picture) | token_parameters(picture.layers, picture.tile)
    return binary.read(picture.statement, parameters, planned_once=picture.planned_once)


def found_under(layers: Sequence[Layer], tile: TileAddress) -> bool:
    """Whether a published row of some layer lies under the tile's drawn box, at whatever zoom it is drawn."""
    (found,) = binary.read(_finding(tuple(layers)), _parameters(Picture(layers, tile, "mvt", signed_in=False)))
    return found == b"true"


@lru_cache(maxsize=64)
def _finding(layers: tuple[Layer, ...]) -> Statement:
    found = " OR ".join(f"EXISTS (\n{row.rows()})" for row in layers)
    return Statement.of(_with_tile(f"SELECT ({found})::text", planned_once=True), TYPES)


def _parameters(picture: Picture) -> dict[str, Any]:
    """Everything the layers' SQL may name. The box to draw and, with its buffer, the box to look in."""
    tile = picture.tile
    west, south, east, north = tile.drawn_box
    x0, y0, x1, y1 = tile.box
    classes = {f"{row.name}_classes": row.classes_at(tile.z) for row in picture.layers if row.low}
    return classes | {
        "z": tile.z, "grid_m": tile.grid_m, "signed_in": picture.signed_in,
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
    told = [(row.name, row.rows(is_low=bool(row.low)), row.rows(), repr(row)) for row in layers]
    return hashlib.blake2b(
        repr((told, _MVT, _GEOJSON, _PUBLIC_ID, EXTENT, BUFFER, COARSE)).encode(), digest_size=12
    ).hexdigest()
