"""GIS files written by GDAL's `ogr2ogr` in a process of its own, from a CSV that COPY wrote.

The rows pass through a file, never through this process: its memory stays as it was, no credentials leave it, and the rights are those of the
statement. An empty text is null there, as everywhere here: not known. VN-2000 systems carry their EPSG code; coordinates are ours, x before y.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from django.contrib.gis.gdal import DataSource

from gisapi.fields import Field
from gisapi.forms.export import Export
from gisapi.queries.tables import Column
from gisapi.queries.unloading import copy_to, too_long

_TYPES = {"integer": "Integer64", "number": "Real", "date": "Date", "instant": "DateTime", "boolean": "Integer"}
SHAPES = {"point": "wkbPoint", "line": "wkbMultiLineString", "area": "wkbMultiPolygon", "any": "wkbUnknown"}
PREFIX = "cauduong-export-"
ROWS = "rows.csv"


def unload(folder: Path, export: Export, made: Sequence[Column], fields: Sequence[Field] | None = None) -> int:
    """Writes the rows to `rows.csv` in the folder, the geometry first; they read `fields` (None: those asked for). Returns how many."""
    with (folder / ROWS).open("wb") as rows:
        rows.write((",".join(column.name for column in made) + "\n").encode())
        return copy_to(rows, export.table([_numbered(column) for column in made], fields), export.deadline)


def _numbered(column: Column) -> Column:
    """A boolean as GDAL reads it: 1 or 0."""
    sql = f"({column.sql})::int" if column.kind == "boolean" else column.sql
    return Column(column.name, column.title, column.kind, sql)


def held(target: Path) -> int:
    """Features of a file just written; -1 where there is none."""
    return int(DataSource(str(target))[0].num_feat) if target.exists() else -1


def convert(folder: Path, target: Path, driver: str, export: Export, options: Sequence[str] = ()) -> None:
    """Runs ogr2ogr over `rows.vrt` to the end. Raises QueryTooLong at the deadline, RuntimeError with its words when it fails."""
    command = ["ogr2ogr", "-f", driver, str(target), "rows.vrt", export.collection.name, "-gt", "65536", *options]
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


def described(
    export: Export,
    made: Sequence[Column],
    *,
    placed: bool = False,
    names: dict[str, str] | None = None,
    without: frozenset[str] = frozenset(),
    style: str = "",
) -> ET.Element:
    """The VRT layer that says what the columns of rows.csv are; the first one is the geometry.

    `placed`: only what has a place; `names`: other names for columns; `without`: kinds that the format writes as texts; `style`: the column
    that carries GDAL's style strings.
    """
    layer = ET.Element("OGRVRTLayer", name=export.collection.name)
    ET.SubElement(layer, "SrcDataSource").text = f"CSV:{ROWS}"
    options = ET.SubElement(layer, "OpenOptions")
    for key, value in (("EMPTY_STRING_AS_NULL", "YES"), ("MAX_LINE_SIZE", "-1"), ("AUTODETECT_TYPE", "NO")):
        ET.SubElement(options, "OOI", key=key).text = value
    if placed:
        ET.SubElement(layer, "SrcSQL").text = f"SELECT * FROM rows WHERE {made[0].name} IS NOT NULL"  # noqa: S608 (our own name)
    else:
        ET.SubElement(layer, "SrcLayer").text = "rows"
    ET.SubElement(layer, "GeometryType").text = SHAPES[export.collection.shape]
    ET.SubElement(layer, "LayerSRS").text = f"EPSG:{export.query.crs.srid}"
    if style:
        ET.SubElement(layer, "Style").text = style
    ET.SubElement(layer, "GeometryField", encoding="WKB", field=made[0].name)
    for column in made[1:]:
        if column.name != style:
            ET.SubElement(layer, "Field", **_field(column, (names or {}).get(column.name, column.name), without))
    return layer


def _field(column: Column, name: str, without: frozenset[str]) -> dict[str, Any]:
    kind = "String" if column.kind in without else _TYPES.get(column.kind, "String")
    subtype = {"subtype": "Boolean"} if column.kind == "boolean" and "boolean" not in without else {}
    return {"name": name, "src": column.name, "type": kind, **subtype}


def source(folder: Path, *layers: ET.Element) -> None:
    """Writes `rows.vrt` of these layers."""
    root = ET.Element("OGRVRTDataSource")
    root.extend(layers)
    (folder / "rows.vrt").write_text(ET.tostring(root, encoding="unicode"), encoding="utf-8")
