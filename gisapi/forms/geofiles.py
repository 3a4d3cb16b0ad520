"""GeoPackage and FlatGeobuf, written by GDAL's `ogr2ogr` in a process of its own, from a CSV that COPY wrote.

The rows pass through a file, never through this process: its memory stays as it was, no credentials leave it, and the rights are those of the
statement. An empty text is null there, as everywhere here: not known. VN-2000 systems carry their EPSG code; coordinates are ours, x before y.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from django.contrib.gis.gdal import DataSource

from gisapi.errors import BadParameter
from gisapi.forms.export import Export
from gisapi.queries.tables import Column, whole_geometry
from gisapi.queries.unloading import copy_to, too_long

_TYPES = {"integer": "Integer64", "number": "Real", "date": "Date", "instant": "DateTime", "boolean": "Integer"}
_SHAPES = {"point": "wkbPoint", "line": "wkbMultiLineString", "area": "wkbMultiPolygon", "any": "wkbUnknown"}
PREFIX = "cauduong-export-"
_CURE = "f=gpkg holds them; bbox=-180,-90,180,90 leaves them out"


def write_gpkg(file: Any, export: Export) -> None:
    """One layer, named as its collection, with a spatial index."""
    _write(file, export, "GPKG", "gpkg")


def write_fgb(file: Any, export: Export) -> None:
    """One layer. Its index has no room for features without a place: a set that has some is refused, and says how many."""
    _write(file, export, "FlatGeobuf", "fgb")


def _write(file: Any, export: Export, driver: str, ending: str) -> None:
    made = [whole_geometry(export.query), *export.columns]
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        source, target = folder / "rows.csv", folder / f"{export.collection.name}.{ending}"
        with source.open("wb") as rows:
            rows.write((",".join(column.name for column in made) + "\n").encode())
            count = copy_to(rows, export.table([_numbered(column) for column in made]), export.deadline)
        (folder / "rows.vrt").write_text(_described(export, made, driver), encoding="utf-8")
        _convert(folder, target, driver, export)
        if (left_out := count - _held(target)) and driver == "FlatGeobuf":
            raise BadParameter("f", value=ending, reason="features-without-a-place", count=left_out, cure=_CURE)
        if left_out:
            raise RuntimeError(f"{driver} lacks {left_out} features of {count}")
        source.unlink()
        with target.open("rb") as made_file:
            shutil.copyfileobj(made_file, file, 1 << 20)


def _numbered(column: Column) -> Column:
    """A boolean as GDAL reads it: 1 or 0."""
    sql = f"({column.sql})::int" if column.kind == "boolean" else column.sql
    return Column(column.name, column.title, column.kind, sql)


def _held(target: Path) -> int:
    return int(DataSource(str(target))[0].num_feat) if target.exists() else -1


def _convert(folder: Path, target: Path, driver: str, export: Export) -> None:
    """Runs ogr2ogr to the end. Raises QueryTooLong at the deadline, RuntimeError with its words when it fails."""
    command = [
        "ogr2ogr", "-f", driver, str(target), "rows.vrt", export.collection.name, "-gt", "65536",
    ]  # fmt: skip
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "OGR_SQLITE_SYNCHRONOUS": "OFF", "LC_ALL": "C.UTF-8"}
    try:
        ran = subprocess.run(  # noqa: S603 (no word of the request is in it)
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=export.deadline.left_ms() / 1000,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise too_long() from late
    if ran.returncode:
        raise RuntimeError(f"ogr2ogr ended with {ran.returncode}: {ran.stderr.decode(errors='replace')[-2000:]}")


def _described(export: Export, made: list[Column], driver: str) -> str:
    """The VRT that says what the columns of rows.csv are.

    For a FlatGeobuf it leaves out what has no place: GDAL to 3.6.3 does so without a word, later ones fail at the first.
    """
    root = ET.Element("OGRVRTDataSource")
    layer = ET.SubElement(root, "OGRVRTLayer", name=export.collection.name)
    ET.SubElement(layer, "SrcDataSource").text = "CSV:rows.csv"
    options = ET.SubElement(layer, "OpenOptions")
    for key, value in (("EMPTY_STRING_AS_NULL", "YES"), ("MAX_LINE_SIZE", "-1"), ("AUTODETECT_TYPE", "NO")):
        ET.SubElement(options, "OOI", key=key).text = value
    if driver == "FlatGeobuf":
        ET.SubElement(layer, "SrcSQL").text = f"SELECT * FROM rows WHERE {made[0].name} IS NOT NULL"  # noqa: S608 (our own name)
    else:
        ET.SubElement(layer, "SrcLayer").text = "rows"
    ET.SubElement(layer, "GeometryType").text = _SHAPES[export.collection.shape]
    ET.SubElement(layer, "LayerSRS").text = f"EPSG:{export.query.crs.srid}"
    ET.SubElement(layer, "GeometryField", encoding="WKB", field=made[0].name)
    for column in made[1:]:
        subtype: dict[str, Any] = {"subtype": "Boolean"} if column.kind == "boolean" else {}
        kind = _TYPES.get(column.kind, "String")
        ET.SubElement(layer, "Field", name=column.name, src=column.name, type=kind, **subtype)
    return ET.tostring(root, encoding="unicode")
