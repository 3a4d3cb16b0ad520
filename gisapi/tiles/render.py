"""Layer SQL to bytes: MVT or GeoJSON out of the same rows. Every row under the tile is in it: there is no LIMIT.

The SQL is put together from files of this package and names of the catalogue; all else that comes from a request is a
parameter. Several layers in one MVT are their bytes one after the other (a tile is a list of layers).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gisapi.tiles.address import BUFFER, EXTENT, TileAddress
from gisapi.tiles.binary import one_row
from gisapi.tiles.catalogue import Layer, band_of
from gisapi.tiles.token import FRESHNESS, token_parameters

_MVT = """(SELECT ST_AsMVT(f, '{name}', %(extent)s, 'geom') FROM (
SELECT {fields}ST_AsMVTGeom(geom, tile.box, %(extent)s, %(buffer)s, true) AS geom
  FROM (SELECT ST_MakeEnvelope(%(x0)s, %(y0)s, %(x1)s, %(y1)s, 3857)::box2d AS box) AS tile, (
{rows}) AS rows) AS f WHERE geom IS NOT NULL)"""

_GEOJSON = """(SELECT string_agg('{{"type":"Feature","geometry":' || ST_AsGeoJSON(ST_Transform(geom, 4326), 7, 0)
  || ',"properties":' || (to_jsonb(f) - 'geom' || jsonb_build_object('layer', '{name}')) || '}}', ',') FROM (
SELECT {fields}ST_ClipByBox2D(geom, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) AS geom
  FROM (
{rows}) AS rows) AS f WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom))"""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is asked for: which layers of which tile, in which form, who looks, and the attributes chosen if any."""

    layers: Sequence[Layer]
    tile: TileAddress
    form: str
    signed_in: bool
    chosen: Sequence[str] | None = None

    @property
    def parts(self) -> list[tuple[Layer, list[str], str]]:
        """What is drawn of it: each layer shown at this zoom with its attributes and its SQL."""
        z = self.tile.z
        return [(row, row.fields_at(z, self.chosen), row.sql(z)) for row in self.layers if row.shown_at(z)]


def render(picture: Picture) -> tuple[str, bytes]:
    """(freshness token, body): both of one statement and so of one instant; b"" when nothing is under the tile."""
    template = _MVT if picture.form == "mvt" else _GEOJSON
    parts = [
        template.format(name=layer.name, fields="".join(f"{name}, " for name in fields), rows=sql)
        for layer, fields, sql in picture.parts
    ]
    parameters = _parameters(picture) | token_parameters(picture.layers, picture.tile)
    token, *found = one_row("SELECT " + ",\n".join((FRESHNESS, *parts)), parameters)
    bodies = [part for part in found if part]
    if picture.form == "geojson" and bodies:
        bodies = [b'{"type":"FeatureCollection","features":[', b",".join(bodies), b"]}"]
    return (token or b"").decode(), b"".join(bodies)


def _parameters(picture: Picture) -> dict[str, Any]:
    """Everything the layers' SQL may name. The box to draw and, with its buffer, the box to look in."""
    tile = picture.tile
    west, south, east, north = tile.drawn_box
    x0, y0, x1, y1 = tile.box
    classes = {f"{layer.name.replace('-', '_')}_classes": layer.classes_at(tile.z) for layer in picture.layers}
    return classes | {
        "z": tile.z, "band": band_of(tile.z), "grid_m": tile.grid_m, "extent": EXTENT, "buffer": BUFFER,
        "signed_in": picture.signed_in,
        "west": west, "south": south, "east": east, "north": north, "x0": x0, "y0": y0, "x1": x1, "y1": y1,
    }  # fmt: skip


def etag_of(token: str, picture: Picture) -> str:
    """The weak ETag: what the rows are (token), how they are drawn (SQL, attributes, classes) and who looks."""
    tile = picture.tile
    drawn = [(layer.name, fields, sql, layer.classes_at(tile.z)) for layer, fields, sql in picture.parts]
    told = repr((token, drawn, picture.form, picture.signed_in, tile.z, tile.x, tile.y))
    return f'W/"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'
