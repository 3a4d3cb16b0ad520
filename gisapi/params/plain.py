"""Endpoints with no parameters of their own but the form of the answer."""

from django.http import HttpRequest

from gisapi.boxes import Crs, epsg
from gisapi.params.given import Given, form_of
from infra.crs import WEB_MERCATOR

DOCUMENT = ("json", "html")
"""Forms of what both programs and people read."""
EXPORTS = frozenset({"csv", "dxf", "fgb", "form", "geojsonseq", "gpkg", "kml", "kmz", "map", "qfield", "shp", "xlsx"})
"""Forms that are files to take away: they are counted as exports."""


def nothing(request: HttpRequest, formats: tuple[str, ...] = ("json",)) -> str:
    """For endpoints without parameters of their own: the format asked for."""
    return Given(request, ()).form(formats)


def dry_run(request: HttpRequest) -> bool:
    """`dry-run` of a changeset: try it, say what would change, write nothing."""
    given = Given(request, ("dry-run",))
    given.chosen("f", ("json",))
    return given.chosen("dry-run", ("true", "false")) == "true"


def map_crs(request: HttpRequest) -> Crs:
    """The coordinate system a map is drawn in; Web Mercator unless `crs` says another."""
    given = Given(request, ("crs",))
    given.chosen("f", ("qgz",))
    return epsg(WEB_MERCATOR) if given.text("crs") is None else given.crs("crs")


def export_asked(request: HttpRequest) -> bool:
    """Whether the form asked for is a file to take away. Judges nothing: the endpoint does."""
    return form_of(request) in EXPORTS


def written(request: HttpRequest) -> Crs:
    """A write of a feature: the coordinate system to answer in."""
    given = Given(request, ("crs",))
    given.chosen("f", ("json", "geojson"))
    return given.crs("crs")
