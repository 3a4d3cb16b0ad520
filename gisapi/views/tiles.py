"""Tiles: address -> held body or freshness token (304?) -> layer SQL -> bytes. Plain Django views: a 304 costs the token alone.

`answered` knows no request: `config/short_way/` calls it for visitors who need no session.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from gisapi import params
from gisapi.answers import GEOJSON, Answer, accepts_gzip, held_tag
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
    return _response(request, named, address, replace(params.tile(request, choosable(named)), form=form))


@answers_problems
def collection_tile(request: HttpRequest, name: str, z: str, row: str, col: str) -> HttpResponse:
    """`/api/collections/{c}/tiles/WebMercatorQuad/{z}/{row}/{col}?f=mvt|geojson` (OGC order: row before column)."""
    named, address = layers_named(name, collections_only=True), address_of(z, col, row)
    return _response(request, named, address, params.tile(request, choosable(named)))


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


def _response(request: HttpRequest, layers: list[Layer], address: TileAddress, asked: TileQuery) -> HttpResponse:
    picture = Picture(layers, address, asked.form, is_known(request), asked.chosen, versioned=asked.version is not None)
    told = answered(
        picture, asked.version, request.META.get("HTTP_IF_NONE_MATCH"), request.META.get("HTTP_ACCEPT_ENCODING", "")
    )
    response = HttpResponse(told.body, status=told.status, headers=told.headers)
    if "Content-Type" not in told.headers:
        del response["Content-Type"]
    return response


def answered(picture: Picture, version: str | None, if_none_match: str | None, accept_encoding: str) -> Answer:
    """The answer to whoever asks for a picture, perhaps at a version, with these headers."""
    if if_none_match is not None and room().get(picture.key) is None:
        token, _ = read_token(picture.layers, picture.tile)
        if tag := held_tag(if_none_match, etag_of(token, picture)):
            return Answer(304, _headers(picture, tag, for_ever=False), b"")
    kept = _current(picture, version)
    etag, for_ever = etag_of(kept.token, picture), kept.version == version
    if if_none_match is not None and (tag := held_tag(if_none_match, etag)):
        return Answer(304, _headers(picture, tag, for_ever=for_ever), b"")
    headers = _headers(picture, etag, for_ever=for_ever)
    form = kept.sent(accepts_gzip=accepts_gzip(accept_encoding))
    if form.squeezed:
        headers["Content-Encoding"] = "gzip"
        if not kept.squeezed:
            room().put(picture.key, form)
    headers["Content-Type"] = MEDIA[picture.form]
    return Answer(200 if form.body else 204, headers, form.body)


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


def _headers(picture: Picture, etag: str, *, for_ever: bool) -> dict[str, str]:
    """At its very version a tile never changes: it may be kept for ever, by all if all may see it."""
    if not for_ever:
        return {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Cookie, Authorization, Accept-Encoding"}
    whose, vary = (
        ("private", "Cookie, Authorization, Accept-Encoding") if picture.signed_in else ("public", "Accept-Encoding")
    )
    return {"ETag": etag, "Cache-Control": f"{whose}, {FOR_EVER}", "Vary": vary}
