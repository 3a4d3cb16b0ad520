"""Bytes to HTTP: media types, links, ETag and 304, gzip. Knows nothing of what it carries."""

import gzip
import hashlib
import json
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.negotiation import DefaultContentNegotiation

from gisapi.negotiation import MEDIA

GEOJSON = "application/geo+json"
JSON = "application/json"
GZIP_FROM = 1024
"""Bodies shorter than this (bytes) are not worth compressing."""

TITLES = {
    "json": "JSON", "geojson": "GeoJSON", "html": "Trang / Page", "csv": "CSV", "geojsonseq": "GeoJSON sequence", "xlsx": "Excel (XLSX)",
    "gpkg": "GeoPackage", "fgb": "FlatGeobuf", "shp": "Shapefile (ZIP)", "kml": "KML", "kmz": "KMZ",
    "dxf": "DXF", "map": "Bản đồ để gửi / Map to mail (HTML)",
    "qfield": "QField, Mergin Maps (ZIP)",
    "form": "Biểu mẫu quốc gia / National form",
}  # fmt: skip
"""Form → what people call it."""
DOCUMENT = {"json": JSON, "html": MEDIA["html"]}
"""The forms of whatever is no feature."""
_SQUEEZED = '-gzip"'


class Answer(NamedTuple):
    """Status, headers and body of an answer that no framework carries; the body of a 204 or 304 is empty."""

    status: int
    headers: dict[str, str]
    body: bytes


class OneForm(DefaultContentNegotiation):
    """The form of an answer is chosen by `gisapi.negotiation`, not by REST framework's renderers. Nobody is refused: RFC 9110
    lets a server answer with what it has, and a client of GeoJSON that takes nothing else must not meet 406."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        """The only one there is."""
        return renderers[0], renderers[0].media_type


def json_answer(content: Any, *, status: int = 200, media: str = JSON) -> HttpResponse:
    """Python values as JSON."""
    return text_answer(json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False), status=status, media=media)


def text_answer(text: str | bytes, *, status: int = 200, media: str = JSON) -> HttpResponse:
    """Text as it stands. Nothing is kept by caches unless they ask again, and never across visitors."""
    response = HttpResponse(text, status=status, content_type=media)
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Cookie, Accept-Encoding"
    return response


def squeezed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response gzipped at level 1 when the client takes gzip and the body is worth it.

    Other bytes have another strong ETag (RFC 9110, 8.8.3): the same with `-gzip`, which `not_modified` takes for it.
    """
    if len(response.content) > GZIP_FROM and accepts_gzip(request.headers.get("Accept-Encoding", "")):
        response.content = gzip.compress(response.content, compresslevel=1)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        if response.get("ETag", "").startswith('"'):
            response["ETag"] = response["ETag"].removesuffix('"') + _SQUEEZED
    return response


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header takes gzip ("gzip;q=0" does not)."""
    for part in header.lower().split(","):
        name, _, quality = part.strip().partition(";")
        if name.strip() in {"gzip", "*"}:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 when If-None-Match holds this ETag (weak comparison, gzipped or not), else None."""
    # META, not `headers`, which reads all of them: this is most of what a 304 costs.
    held = held_tag(request.META.get("HTTP_IF_NONE_MATCH", ""), etag)
    if held is None:
        return None
    response = HttpResponse(status=304)
    response["ETag"] = held
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Cookie, Accept-Encoding"
    return response


def held_tag(asked: str, etag: str) -> str | None:
    """The tag in an If-None-Match header that stands for this ETag, as the visitor spells it; None when there is none."""
    tags = [tag.strip() for tag in asked.split(",")]
    held = next((tag for tag in tags if tag == "*" or _compared(tag) == _compared(etag)), None)
    return etag if held == "*" else held


def _compared(tag: str) -> str:
    return tag.removeprefix("W/").replace(_SQUEEZED, '"')


def version_of(public_id: str, recorded_from: datetime | None) -> str:
    """Twelve characters that stand for one version of one row."""
    stamp = recorded_from.isoformat() if recorded_from else ""
    return hashlib.blake2b(f"{public_id} {stamp}".encode(), digest_size=6).hexdigest()


def etag_of(version: str, body: str | bytes) -> str:
    """A strong ETag in two parts: the row's version, which writes compare, and the body's, which reads compare.

    A body may change without its row (a km post moved, so the chainage reads differently): a copy of it is then
    stale for a reader, though nobody's edit would be overwritten.
    """
    raw = body.encode() if isinstance(body, str) else body
    return f'"{version}.{hashlib.blake2b(raw, digest_size=6).hexdigest()}"'


def link(
    request: HttpRequest, rel: str, path: str, parameters: tuple[tuple[str, str], ...] = (), **more: str
) -> dict[str, str]:
    """One OGC link with an absolute address."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return {"rel": rel, "href": request.build_absolute_uri(path + query), **({"type": JSON} | more)}


def representations(
    request: HttpRequest,
    form: str | None,
    media: dict[str, str],
    given: tuple[tuple[str, str], ...] = (),
    *,
    path: str | None = None,
) -> list[dict[str, str]]:
    """`self`, the answer in this form, and an `alternate` in each other form of `media` (form → media type).

    Each names its form: an address without `f` answers a browser and a program differently.
    """
    kept = urlencode([pair for pair in given if pair[0] != "f"])
    address = f"{request.build_absolute_uri(path or request.path)}?{kept}{'&' if kept else ''}f="
    return [
        {
            "rel": "self" if name == form else "alternate",
            "href": address + name,
            "type": media[name],
            "title": TITLES[name],
        }
        for name in sorted(media, key=lambda name: name != form)
    ]


def negotiated(response: HttpResponse) -> HttpResponse:
    """The response marked as one of several forms of its address, for the caches between."""
    patch_vary_headers(response, ["Accept"])
    return response
