"""Layer SQL to bytes: MVT or GeoJSON out of the same rows. Every row under the tile is in it: there is no LIMIT.

The SQL is put together from files of this package only; all that comes from a request is a parameter.
Several layers in one MVT are their bytes one after the other (a tile is a list of layers).
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from gisapi.tiles.address import BUFFER, EXTENT, TileAddress
from gisapi.tiles.catalogue import Layer
from gisapi.tiles.token import FRESHNESS, token_parameters

_MVT = """(SELECT coalesce(ST_AsMVT(f, '{name}', %(extent)s, 'geom'), '') FROM (
SELECT {fields}, ST_AsMVTGeom(geom, ST_MakeEnvelope(%(x0)s, %(y0)s, %(x1)s, %(y1)s, 3857), %(extent)s, %(buffer)s, true) AS geom
  FROM (
{rows}) AS rows) AS f WHERE geom IS NOT NULL)"""

_GEOJSON = """(SELECT string_agg('{{"type":"Feature","geometry":' || ST_AsGeoJSON(ST_Transform(geom, 4326), 7, 0)
  || ',"properties":' || (to_jsonb(f) - 'geom' || jsonb_build_object('layer', '{name}')) || '}}', ',') FROM (
SELECT {fields}, ST_ClipByBox2D(geom, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) AS geom
  FROM (
{rows}) AS rows) AS f WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom))"""


def render(layers: Sequence[Layer], tile: TileAddress, form: str, *, signed_in: bool) -> tuple[str, bytes]:
    """(freshness token, body): both of one statement and so of one instant; b"" when nothing is under the tile."""
    drawn = [layer for layer in layers if layer.shown_at(tile.z)]
    template = _MVT if form == "mvt" else _GEOJSON
    parts = [template.format(name=row.name, fields=", ".join(row.fields), rows=row.sql) for row in drawn]
    text = "SELECT " + ",\n".join((FRESHNESS, *parts))
    with connection.cursor() as cursor:
        cursor.execute(text, _parameters(drawn, tile, signed_in=signed_in) | token_parameters(layers, tile))
        token, *found = cursor.fetchone()
    if form == "mvt":
        return token, b"".join(bytes(part) for part in found)
    features = ",".join(part for part in found if part)
    return token, f'{{"type":"FeatureCollection","features":[{features}]}}'.encode() if features else b""


def _parameters(layers: Sequence[Layer], tile: TileAddress, *, signed_in: bool) -> dict[str, Any]:
    """Everything the layers' SQL may name. The box to draw and, with its buffer, the box to look in."""
    west, south, east, north = tile.drawn_box
    x0, y0, x1, y1 = tile.box
    classes = {f"{layer.name.replace('-', '_')}_classes": layer.classes_at(tile.z) for layer in layers}
    return classes | {
        "z": tile.z, "grid_m": tile.grid_m, "extent": EXTENT, "buffer": BUFFER, "signed_in": signed_in,
        "west": west, "south": south, "east": east, "north": north, "x0": x0, "y0": y0, "x1": x1, "y1": y1,
    }  # fmt: skip
