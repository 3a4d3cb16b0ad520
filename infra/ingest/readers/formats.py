"""What a file is, by its first bytes: nothing is opened by a driver that these do not name."""

import re
import zipfile
from pathlib import Path
from typing import IO

from infra.ingest.refusal import FileRefused

HEAD_BYTES = 4096
_XML_ROOTS = {b"kml": "kml", b"gpx": "gpx", b"FeatureCollection": "gml", b"osm": "osm"}
_XML_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]+)[\s>]")
_JSON_TYPE = re.compile(rb'"type"\s*:\s*"([^"]*)"')
_FEATURES_FIRST = re.compile(rb'\{\s*"features"\s*:\s*\[')
_TYPE_MARKS = (b"<!DOCTYPE", b"<!ENTITY")
_CHUNK = 1 << 20
_DXF = re.compile(rb"(?:999\r?\n.*\r?\n)?\s*0\r?\nSECTION")
_BEFORE_TEXT = b" \t\r\n\x1e"
"""Blanks, and what stands before each record of a sequence of JSON texts (RFC 7464)."""
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_BY_MAGIC = {
    b"SQLite format 3\x00": "gpkg",
    b"\x00\x00\x27\x0a": "shp",
    b"fgb\x03": "fgb",
    b"\xd0\xcf\x11\xe0": "xls",
    b"AutoCAD Binary DXF": "dxf",
}


def format_of(path: Path) -> str:
    """xlsx, xls, ods, csv, zip, kmz, gpkg, geojson, shp, tab, mif, kml, gpx, gml, fgb, dxf, osm. Raises FileRefused."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        raise FileRefused("empty-file", file=path.name)
    suffix = path.suffix.lower()
    if head.startswith(b"PK\x03\x04") or suffix in {".xlsx", ".xlsm"}:
        return _zipped(path, head)
    for magic, name in _BY_MAGIC.items():
        if head.startswith(magic):
            return name
    if head[4:].startswith(b"\x0a\x09OSMHeader"):
        return "osm"
    return _text(path, head.lstrip(b"\xef\xbb\xbf").lstrip(_BEFORE_TEXT), suffix)


def _zipped(path: Path, head: bytes) -> str:
    if _OPENDOCUMENT in head[:200]:
        return "ods"
    if not zipfile.is_zipfile(path):
        return "xlsx"  # torn: its reader says so
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        raise FileRefused("file-damaged", file=path.name, detail=str(problem)) from problem
    if "xl/workbook.xml" in names:
        return "xlsx"
    if path.suffix.lower() == ".kmz":
        return "kmz"
    if path.suffix.lower() == ".zip":
        return "zip"
    raise FileRefused("format-unknown", file=path.name, value=path.suffix)


def _text(path: Path, text: bytes, suffix: str) -> str:
    if text[:1] == b"<":
        return _xml(path, text)
    if text[:1] == b"{":
        return _json(path, text)
    if text.lower().startswith(b"!table"):
        return "tab"
    if suffix == ".mif" and text.lower().startswith(b"version"):
        return "mif"
    if suffix == ".dxf" and _DXF.match(text):
        return "dxf"
    if suffix in {".csv", ".txt", ".tsv"}:
        return "csv"
    raise FileRefused("format-unknown", file=path.name, value=suffix)


def _xml(path: Path, text: bytes) -> str:
    """Only roots we know; never one with a document type, whose entities could unfold without end or name other files."""
    with path.open("rb") as stream:
        declared = declares_type(stream)
    if declared:
        raise FileRefused("xml-entities", file=path.name)
    root = next((found for found in _XML_ROOT.findall(text)), b"")
    if root not in _XML_ROOTS:
        raise FileRefused("format-unknown", file=path.name, value=root.decode("ascii", "replace")[:40])
    return _XML_ROOTS[root]


def declares_type(stream: IO[bytes]) -> bool:
    """A DOCTYPE or ENTITY anywhere in XML: a long comment may push it out of the first bytes."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        if any(mark in tail + chunk for mark in _TYPE_MARKS):
            return True
        tail = chunk[-len(_TYPE_MARKS[0]) :]
    return False


def _json(path: Path, text: bytes) -> str:
    """GeoJSON; some descriptions in JSON make GDAL open other files, so the type must be one of a feature."""
    if _FEATURES_FIRST.match(text):
        return "geojson"  # the type stands behind the features, which may be long
    found = _JSON_TYPE.search(text)
    if found is None and len(text) < HEAD_BYTES:
        return "geojson"  # short and typeless: its reader says what is wrong
    if found is None or found[1] not in {
        b"FeatureCollection",
        b"Feature",
        b"Point",
        b"MultiPoint",
        b"name",
        b"Topology",
    }:
        raise FileRefused("format-unknown", file=path.name, value="JSON")
    return "geojson"
