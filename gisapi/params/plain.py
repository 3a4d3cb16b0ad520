"""Endpoints with no parameters of their own but the form of the answer."""

from django.http import HttpRequest

from gisapi.params.given import Given


def tile_format(request: HttpRequest) -> str:
    """`f` of a tile under /api/collections: `mvt` (default) or `geojson`."""
    return Given(request, ()).chosen("f", ("mvt", "geojson")) or "mvt"


def nothing(request: HttpRequest, formats: tuple[str, ...] = ("json",)) -> str:
    """For endpoints without parameters of their own: the format asked for."""
    return Given(request, ()).chosen("f", formats) or formats[0]
