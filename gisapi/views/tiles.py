"""Tiles: address -> freshness token (304?) -> layer SQL -> bytes. Plain Django views: a 304 costs the token alone."""

from django.http import HttpRequest, HttpResponse

from gisapi import params
from gisapi.answers import GEOJSON, json_answer, not_modified, squeezed, text_answer
from gisapi.errors import BadParameter, answers_problems
from gisapi.tiles.address import MAX_ZOOM, TileAddress
from gisapi.tiles.catalogue import LAYERS, Layer
from gisapi.tiles.render import Picture, etag_of, render
from gisapi.tiles.token import read_token
from infra.errors import NotFound

MEDIA = {"mvt": "application/vnd.mapbox-vector-tile", "geojson": GEOJSON}


@answers_problems
def tile(request: HttpRequest, layers: str, z: str, x: str, y: str, form: str) -> HttpResponse:
    """`/tiles/{layer[,layer…]}/{z}/{x}/{y}.mvt|.geojson[?properties=…]`; 204 when nothing is there."""
    named, address = _layers(layers), _address(z, x, y)
    asked = params.tile(request, _choosable(named))
    return _answer(request, Picture(named, address, form, request.user.is_authenticated, asked.chosen))


@answers_problems
def collection_tile(request: HttpRequest, name: str, z: str, row: str, col: str) -> HttpResponse:
    """`/api/collections/{c}/tiles/WebMercatorQuad/{z}/{row}/{col}?f=mvt|geojson` (OGC order: row before column)."""
    named, address = _layers(name, collections_only=True), _address(z, col, row)
    asked = params.tile(request, _choosable(named))
    return _answer(request, Picture(named, address, asked.form, request.user.is_authenticated, asked.chosen))


@answers_problems
def tile_json(request: HttpRequest, layers: str) -> HttpResponse:
    """`/tiles/{layer[,layer…]}.json`: TileJSON 3.0, and for each layer `full_zoom`, from which nothing is left out.

    `below_full_zoom`: the road classes drawn there with the zoom each appears from, and the fields there are. `more`: what
    `properties=` may ask for besides `fields`.
    """
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


def _answer(request: HttpRequest, picture: Picture) -> HttpResponse:
    """The token alone for whoever may have the tile already; else token and body of one instant."""
    if "If-None-Match" in request.headers:
        told = etag_of(read_token(picture.layers, picture.tile), picture)
        if unchanged := not_modified(request, told):
            return unchanged
    token, body = render(picture)
    response = text_answer(body, media=MEDIA[picture.form], status=200 if body else 204)
    response["ETag"] = etag_of(token, picture)
    return squeezed(request, response)


def _choosable(layers: list[Layer]) -> list[str] | None:
    return layers[0].choosable if len(layers) == 1 else None


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
        "more": layer.more.split(),
        "full_zoom": layer.full_zoom,
        "below_full_zoom": {"classes": layer.classes, "fields": list(layer.low)} if layer.low else None,
    }
