"""A tile, by hand: no request object is made of it."""

import re
from typing import Any

from django.db import close_old_connections

from gisapi.answers import Answer
from gisapi.params import chosen
from gisapi.tiles.render import Picture
from gisapi.views.tiles import address_of, answered, choosable, layers_named
from infra.errors import DomainError

_ADDRESS = re.compile(r"/tiles/([a-z,-]+)/([0-9]{1,2})/([0-9]{1,8})/([0-9]{1,8})[.](mvt|geojson)")
_QUERY = re.compile(r"(?:properties=([a-z0-9_,]+))?(?:(?:^|&)v=([0-9a-f]{1,40}))?")


def told(environ: dict[str, Any]) -> Answer | None:
    """The answer; None when it is no tile, or not plainly one."""
    address, query = _ADDRESS.fullmatch(environ["PATH_INFO"]), _QUERY.fullmatch(environ.get("QUERY_STRING", ""))
    if address is None or query is None:
        return None
    names, z, x, y, form = address.groups()
    properties, version = query.groups()
    try:
        layers = layers_named(names)
        tile, attributes = address_of(z, x, y), chosen(properties, choosable(layers))
    except DomainError:
        return None
    picture = Picture(layers, tile, form, signed_in=False, chosen=attributes, versioned=version is not None)
    close_old_connections()  # as Django does when a request begins
    return answered(picture, version, environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_ACCEPT_ENCODING", ""))
