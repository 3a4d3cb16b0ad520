"""Tiles: address -> held body or freshness token (304?) -> layer SQL -> bytes. Plain Django views: a 304 costs the token alone."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from gisapi import params
from gisapi.answers import GEOJSON, accepts_gzip, not_modified, text_answer
from gisapi.authentication import is_known
from gisapi.errors import BadParameter, answers_problems
from gisapi.params import TileQuery
from gisapi.tiles.address import MAX_ZOOM, TileAddress
from gisapi.tiles.catalogue import LAYERS, Layer
from gisapi.tiles.keeping import Kept, room
from gisapi.tiles.render import Picture, etag_of, render, stamp_of
from gisapi.tiles.token import read_token
from infra.errors import NotFound

MEDIA = {"mvt": "application/vnd.mapbox-vector-tile", "geojson": GEOJSON}
FOR_EVER = "max-age=31536000, immutable"


@answers_problems
def tile(request: HttpRequest, layers: str, z: str, x: str, y: str, form: str) -> HttpResponse:
    """`/tiles/{layer[,layer…]}/{z}/{x}/{y}.mvt|.geojson[?properties=…][&v=…]`; 204 when nothing is there."""
    named, address = layers_named(layers), address_of(z, x, y)
    return _answer(request, named, address, replace(params.tile(request, choosable(named)), form=form))


@answers_problems
def collection_tile(request: HttpRequest, name: str, z: str, row: str, col: str) -> HttpResponse:
    """`/api/collections/{c}/tiles/WebMercatorQuad/{z}/{row}/{col}?f=mvt|geojson` (OGC order: row before column)."""
    named, address = layers_named(name, collections_only=True), address_of(z, col, row)
    return _answer(request, named, address, params.tile(request, choosable(named)))


def layers_named(names: str, *, collections_only: bool = False) -> list[Layer]:
    """The layers of "roads,sections": each known, none twice; of a collection, the one."""
    known = [name for name, layer in LAYERS.items() if layer.collection or not collections_only]
    asked = [names] if collections_only else names.split(",")
    if unknown := [name for name in asked if name not in known]:
        raise NotFound("layer", kind="layer", id=unknown[0], known=known)
    if len(set(asked)) < len(asked):
        raise BadParameter("layer", value=names, expected="each layer once")
    return [LAYERS[name] for name in asked]


def choosable(layers: list[Layer]) -> list[str] | None:
    """What `properties=` may name; None with several layers."""
    return layers[0].choosable if len(layers) == 1 else None


def address_of(z: str, x: str, y: str) -> TileAddress:
    """The address three texts name. Raises BadParameter naming the one that is wrong."""
    for name, text in (("z", z), ("x", x), ("y", y)):
        if not (text.isascii() and text.isdigit() and len(text) <= 8):
            raise BadParameter(name, value=text[:20], expected="a whole number")
    try:
        return TileAddress(int(z), int(x), int(y))
    except ValueError as error:
        raise BadParameter(str(error), value=f"{z}/{x}/{y}", expected=f"z 0-{MAX_ZOOM}, x and y below 2^z") from error


def _answer(request: HttpRequest, layers: list[Layer], address: TileAddress, asked: TileQuery) -> HttpResponse:
    signed_in = is_known(request)
    picture = Picture(layers, address, asked.form, signed_in, asked.chosen, versioned=asked.version is not None)
    if "HTTP_IF_NONE_MATCH" in request.META and room().get(picture.key) is None:
        token, _ = read_token(layers, address)
        if unchanged := not_modified(request, etag_of(token, picture)):
            return unchanged
    kept = _current(picture, asked.version)
    return _sent(request, picture, kept, for_ever=kept.version == asked.version)


def _current(picture: Picture, version: str | None) -> Kept:
    """The tile as it is now: the one held, if its version is asked for or its token still holds, else drawn anew."""
    held = room().get(picture.key)
    if held is not None and held.version == version:
        return held
    if held is not None:
        token, now = read_token(picture.layers, picture.tile, versioned=picture.versioned)
        if token == held.token:
            held = replace(held, version=_stamp(picture, now))
            room().put(picture.key, held)
            return held
    token, now, body = render(picture)
    drawn = Kept(token, _stamp(picture, now), body)
    room().put(picture.key, drawn)
    return drawn


def _stamp(picture: Picture, version: str) -> str:
    return stamp_of(version, picture.layers, signed_in=picture.signed_in) if picture.versioned else ""


def _sent(request: HttpRequest, picture: Picture, kept: Kept, *, for_ever: bool) -> HttpResponse:
    """The answer. At its very version a tile never changes: it may be kept for ever, by all if all may see it."""
    etag = etag_of(kept.token, picture)
    response = not_modified(request, etag)
    if response is None:
        form = kept.sent(accepts_gzip=accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")))
        if form.squeezed and not kept.squeezed:
            room().put(picture.key, form)
        response = text_answer(form.body, media=MEDIA[picture.form], status=200 if form.body else 204)
        response["ETag"] = etag
        if form.squeezed:
            response["Content-Encoding"] = "gzip"
    if for_ever:
        response["Cache-Control"] = f"{'private' if picture.signed_in else 'public'}, {FOR_EVER}"
        response["Vary"] = "Cookie, Authorization, Accept-Encoding" if picture.signed_in else "Accept-Encoding"
    return response
