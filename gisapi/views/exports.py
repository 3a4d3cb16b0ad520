"""A whole selected set as one file: made first, sent afterwards.

It is made into a file without a name, so that nothing is left of it whatever happens, and its length is known: the server ends a broken stream as
if it were whole, so that a set cut short could not be told from all of it (docs/decisions/0016).
"""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from gisapi.collections import Collection
from gisapi.errors import TooManyExports
from gisapi.forms import delimited, exchange, field_device, geofiles, national, sequence, share, workbook
from gisapi.forms.export import Export
from gisapi.negotiation import MEDIA
from gisapi.params import ItemsQuery
from gisapi.params.moments import ZONE
from gisapi.queries.compose import told
from gisapi.queries.conditions import conditions
from gisapi.queries.unloading import Deadline

WRITERS: dict[str, Callable[[Any, Export], None]] = {
    "csv": delimited.write,
    "geojsonseq": sequence.write,
    "xlsx": workbook.write,
    "gpkg": geofiles.write_gpkg,
    "fgb": geofiles.write_fgb,
    "shp": exchange.write_shp,
    "kml": exchange.write_kml,
    "kmz": exchange.write_kmz,
    "dxf": exchange.write_dxf,
    "form": national.write,
    "map": share.write,
    "qfield": field_device.write,
}
ENDINGS = {"geojsonseq": "geojsons", "form": "xlsx", "shp": "shp.zip", "map": "map.html", "qfield": "qfield.zip"}
"""Form → the ending of its files where it is another: the one GDAL and QGIS know such a file by."""
_CHUNK = 1 << 18
_places = threading.BoundedSemaphore(settings.EXPORTS_AT_ONCE)


class Sent:
    """The bytes of a file, once. `close()` gives the file and the place among the exports back, however often it is called."""

    def __init__(self, file: Any, done: Callable[[], None]) -> None:
        self._file, self._done = file, done

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def close(self) -> None:
        """Nothing is left of it."""
        if not self._file.closed:
            self._file.close()
            self._done()


@contextmanager
def place_among_exports() -> Iterator[None]:
    """For a file that is made in memory and small. Raises TooManyExports when this process is making as many as it may."""
    if not _places.acquire(blocking=False):
        raise TooManyExports(limit=settings.EXPORTS_AT_ONCE)
    try:
        yield
    finally:
        _places.release()


def exported(request: HttpRequest, collection: Collection, query: ItemsQuery) -> Any:
    """The set as a file of its form. Raises TooManyExports when this process is making as many as it may."""
    if request.method == "HEAD":
        return _named(HttpResponse(content_type=_media(query)), collection, query)
    if not _places.acquire(blocking=False):
        raise TooManyExports(limit=settings.EXPORTS_AT_ONCE)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by Sent)
    try:
        WRITERS[query.form](file, export_of(request, collection, query))
        length = file.seek(0, 2)
        file.seek(0)
    except BaseException:
        file.close()
        _places.release()
        raise
    response = StreamingHttpResponse(Sent(file, _places.release), content_type=_media(query))
    response["Content-Length"] = str(length)
    return _named(response, collection, query)


def export_of(request: Any, collection: Collection, query: ItemsQuery) -> Export:
    """What is exported, as this visitor may read it."""
    signed_in = request.user.is_authenticated
    selected = conditions(collection, query.selection, signed_in=signed_in)
    fields = told(collection, query.columns, signed_in=signed_in)
    return Export(collection, query, selected, fields, request.build_absolute_uri(), Deadline(), signed_in)


def _media(query: ItemsQuery) -> str:
    return MEDIA[query.form] + ("; charset=utf-8; header=present" if query.form == "csv" else "")


def _named(response: Any, collection: Collection, query: ItemsQuery) -> Any:
    return named(response, collection.name, ENDINGS.get(query.form, query.form))


def named(response: Any, name: str, ending: str) -> Any:
    """The file by what it holds and the day it was made on, kept by nobody."""
    today = datetime.now(ZONE).date()
    response["Content-Disposition"] = f'attachment; filename="{name}_{today}.{ending}"'
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Cookie, Accept"
    return response
