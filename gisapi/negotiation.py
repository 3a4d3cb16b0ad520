"""Which form of an answer a client takes: `f` says it, else `Accept`, else the first form there is. Pure.

Only a form that `Accept` names itself can win, and only by a higher quality than the first: a client of JSON, or one that takes anything,
never meets another; a client that takes nothing we have gets the first all the same (RFC 9110 lets a server answer with what it has).
"""

from collections.abc import Sequence

MEDIA = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "html": "text/html",
    "csv": "text/csv",
    "geojsonseq": "application/geo+json-seq",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
    "fgb": "application/vnd.flatgeobuf",
    "shp": "application/zip",
    "kml": "application/vnd.google-earth.kml+xml",
    "kmz": "application/vnd.google-earth.kmz",
    "dxf": "image/vnd.dxf",
    "map": "text/html",
    "qfield": "application/zip",
    "form": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Form → media type."""
_JSON = ("json", "geojson")


def accepted(header: str, forms: Sequence[str]) -> str:
    """The form of an Accept header, the first one where it names none of them."""
    best, quality = forms[0], max((_quality(header, MEDIA[form]) for form in forms if form in _JSON), default=0.0)
    for form in forms:
        if (found := _quality(header, MEDIA[form])) > quality:
            best, quality = form, found
    return best


def _quality(header: str, media: str) -> float:
    """The q of a media type named in an Accept header; 0 when it is not named, or unreadable."""
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name == media:
            return _q(parameters)
    return 0.0


def _q(parameters: Sequence[str]) -> float:
    given = [text.removeprefix("q=") for text in parameters if text.startswith("q=")]
    if not given:
        return 1.0
    digits = given[0].replace(".", "", 1)
    return min(float(given[0]), 1.0) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else 0.0
