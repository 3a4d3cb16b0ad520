"""Tiles: address -> freshness token (304?) -> layer SQL -> bytes. Plain Django views: a 304 costs the token alone."""

from functools import partial

from django.http import HttpRequest, HttpResponse

from gisapi import params
from gisapi.answers import GEOJSON, json_answer, not_modified, squeezed, text_answer
from gisapi.errors import BadParameter, answers_problems
from gisapi.tiles.address import MAX_ZOOM, TileAddress
from gisapi.tiles.catalogue import LAYERS, Layer
from gisapi.tiles.render import render
from gisapi.tiles.token import etag_of, read_token
from infra.errors import NotFound

MEDIA = {"mvt": "application/vnd.mapbox-vector-tile", "geojson": GEOJSON}


@answers_problems
def tile(request: HttpRequest, layers: str, z: str, x: str, y: str, form: str) -> HttpResponse:
    """`/tiles/{layer[,layer…]}/{z}/{x}/{y}.mvt|.geojson`; 204 when nothing is there."""
    params.nothing(request)
    return _answer(request, _layers(layers), _address(z, x, y), form)


@answers_problems
def collection_tile(request: HttpRequest, name: str, z: str, row: str, col: str) -> HttpResponse:
    """`/api/collections/{c}/tiles/WebMercatorQuad/{z}/{row}/{col}?f=mvt|geojson` (OGC order: row before column)."""
    form = params.tile_format(request)
    return _answer(request, _layers(name, collections_only=True), _address(z, col, row), form)


@answers_problems
def tile_json(request: HttpRequest, layers: str) -> HttpResponse:
    """`/tiles/{layer[,layer…]}.json`: TileJSON 3.0; `classes` says from which zoom a road class is drawn."""
    params.nothing(request)
    named = _layers(layers)
    address = request.build_absolute_uri(f"/tiles/{layers}/")
    return json_answer(
        {
            "tilejson": "3.0.0",
            "name": ", ".join(layer.title_vi for layer in named),
            "scheme": "xyz",
            "tiles": [address + "{z}/{x}/{y}.mvt"],
            "data": [address + "{z}/{x}/{y}.geojson"],
            "minzoom": min(layer.min_zoom for layer in named),
            "maxzoom": MAX_ZOOM,
            "vector_layers": [_described(layer) for layer in named],
        }
    )


def _answer(request: HttpRequest, layers: list[Layer], address: TileAddress, form: str) -> HttpResponse:
    """The token alone for whoever may have the tile already; else token and body of one instant."""
    signed_in = request.user.is_authenticated
    told = partial(etag_of, layers=layers, tile=address, form=form, signed_in=signed_in)
    if "If-None-Match" in request.headers and (unchanged := not_modified(request, told(read_token(layers, address)))):
        return unchanged
    token, body = render(layers, address, form, signed_in=signed_in)
    response = text_answer(body, media=MEDIA[form], status=200 if body else 204)
    response["ETag"] = told(token)
    return squeezed(request, response)


def _layers(names: str, *, collections_only: bool = False) -> list[Layer]:
    """The layers of "roads,sections": each known, none twice."""
    known = [name for name, layer in LAYERS.items() if layer.collection or not collections_only]
    asked = names.split(",")
    if unknown := [name for name in asked if name not in known]:
        raise NotFound("layer", kind="layer", id=unknown[0], known=known)
    if len(set(asked)) < len(asked):
        raise BadParameter("layer", value=names, expected="each layer once")
    return [LAYERS[name] for name in asked]


def _address(z: str, x: str, y: str) -> TileAddress:
    for name, text in (("z", z), ("x", x), ("y", y)):
        if not (text.isascii() and text.isdigit() and len(text) <= 8):
            raise BadParameter(name, value=text[:20], expected="a whole number")
    try:
        return TileAddress(int(z), int(x), int(y))
    except ValueError as error:
        raise BadParameter(str(error), value=f"{z}/{x}/{y}", expected=f"z 0-{MAX_ZOOM}, x and y below 2^z") from error


def _described(layer: Layer) -> dict[str, object]:
    return {
        "id": layer.name,
        "description": f"{layer.title_vi} / {layer.title_en}",
        "fields": layer.fields,
        "minzoom": layer.min_zoom,
        "maxzoom": MAX_ZOOM,
        "classes": layer.classes,
    }
