"""Shapefile, KML, KMZ and DXF: what other programs of the field take in. Each says what it cannot hold; nothing is cut without a word."""

import csv
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from gisapi.boxes import CRS84
from gisapi.errors import BadParameter
from gisapi.fields import Field
from gisapi.forms import gdal
from gisapi.forms.export import Export
from gisapi.forms.symbology import colour_sql, label_fields, label_sql, looks
from gisapi.queries.tables import Column, legible, whole_geometry
from infra.crs import SRIDS, VN2000, WGS84

NAME_CHARACTERS, TEXT_BYTES = 10, 254
"""What dBASE holds of a field's name and of a text."""
_WITHOUT_TIME = frozenset({"instant"})
_PLAIN = r"""translate(regexp_replace(regexp_replace({text}, '%%%%+', '%%', 'g'), '[\s\u0001-\u001f\u007f-\u009f\u2028\u2029]+', ' ', 'g'), '{{}}^\', '()')"""
"""A name on a drawing: in one line, without the codes of CAD (`\\P`, `%%d`, `^J`, braces), which would change what is read, or end the text."""
_PLACELESS = "f=gpkg holds them; bbox=-180,-90,180,90 leaves them out"


def write_shp(file: Any, export: Export) -> None:
    """A ZIP: the shapefile (UTF-8, with `.cpg` and `.prj`) and `columns.csv`: which short name is which field, and how many texts were cut."""
    made = [whole_geometry(export.query), *export.columns]
    names = short_names([column.name for column in made[1:]])
    with tempfile.TemporaryDirectory(prefix=gdal.PREFIX) as name:
        folder = Path(name)
        count = gdal.unload(folder, export, made)
        gdal.source(folder, gdal.described(export, made, names=names, without=_WITHOUT_TIME))
        out = folder / "out"
        out.mkdir()
        target = out / f"{export.collection.name}.shp"
        gdal.convert(folder, target, "ESRI Shapefile", export, ("-lco", "ENCODING=UTF-8"))
        if gdal.held(target) != count:
            raise RuntimeError(f"the shapefile lacks features of {count}")
        _columns(out / "columns.csv", made[1:], names, _cut(folder / gdal.ROWS))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
            for part in sorted(out.iterdir()):
                pack.write(part, part.name)


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Field → at most ten characters, each once whatever its case."""
    short: dict[str, str] = {}
    for name in names:
        made, n = name[:NAME_CHARACTERS], 1
        while made in short.values():
            n += 1
            made = f"{name[: NAME_CHARACTERS - len(str(n))]}{n}"
        short[name] = made
    return short


def _cut(rows: Path) -> Counter[str]:
    """Column → texts that are longer than dBASE holds."""
    csv.field_size_limit(1 << 30)
    found: Counter[str] = Counter()
    with rows.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name, value in row.items():
                if (
                    value
                    and name != "wkb_geometry"
                    and len(value) > TEXT_BYTES // 4
                    and len(value.encode()) > TEXT_BYTES
                ):
                    found[name] += 1
    return found


def _columns(path: Path, made: Sequence[Column], names: dict[str, str], cut: Counter[str]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.writer(file)
        written.writerow(["shapefile", "field", "title", f"texts cut at {TEXT_BYTES} bytes"])
        written.writerows([names[column.name], column.name, column.title, cut[column.name]] for column in made)


def write_kml(file: Any, export: Export) -> None:
    """KML with the map's colours."""
    _write_kml(file, export, "kml")


def write_kmz(file: Any, export: Export) -> None:
    """The same, packed."""
    _write_kml(file, export, "kmz")


def _write_kml(file: Any, export: Export, ending: str) -> None:
    if export.query.crs.srid != WGS84:
        raise BadParameter("crs", value=export.query.crs.uri, reason="KML is WGS 84", known=[CRS84.uri])
    label = Column("kml_label", "", "text", label_sql(export.collection))
    look = Column("look", "", "text", _style(export, pen="2px"))
    made = [whole_geometry(export.query), *map(_quotable, (label, *export.columns)), look]
    with tempfile.TemporaryDirectory(prefix=gdal.PREFIX) as name:
        folder = Path(name)
        count = _unload(folder, export, made)
        names = {"kml_label": "Name", **({"name": "name_"} if any(c.name == "name" for c in export.columns) else {})}
        gdal.source(folder, gdal.described(export, made, names=names, style="look"))
        target = folder / f"{export.collection.name}.{ending}"
        gdal.convert(folder, target, "LIBKML", export)
        if gdal.held(target) != count:
            raise RuntimeError(f"KML lacks features of {count}")
        _send(target, file)


def _quotable(column: Column) -> Column:
    """The same column as libkml can quote it: it puts texts with markup into CDATA, which `]]>` would end, and whatever followed would be KML of its own."""
    told = legible(column)
    sql = told.sql if told is column else f"replace({told.sql}, ']]>', ']] >')"
    return Column(told.name, told.title, told.kind, sql)


def write_dxf(file: Any, export: Export) -> None:
    """A drawing in metres: one layer a condition (or road class), `<collection>_<code>`, and on the same layer what each feature is called."""
    if not SRIDS[export.query.crs.srid].projected:
        known = [f"EPSG:{srid}" for srid, system in sorted(VN2000.items()) if system.projected]
        raise BadParameter("crs", value=export.query.crs.uri, reason="a drawing is in metres", known=known)
    where = f"ST_Transform(page.geom, {export.query.crs.srid})"
    field = looks(export.collection)[0]
    layer = f"'{export.collection.name}_' || coalesce(page.{field}, 'NONE')" if field else f"'{export.collection.name}'"
    text = rf"""'LABEL(f:"Arial",t:"' || replace({_PLAIN.format(text=label_sql(export.collection))}, '"', '\"') || '",s:3g,p:3,c:' || {colour_sql(export.collection)} || ')'"""
    made = [
        whole_geometry(export.query),
        Column("word_at", "", "wkb", f"encode(ST_AsBinary(ST_PointOnSurface({where})), 'hex')"),
        Column("Layer", "", "text", layer),
        Column("look", "", "text", _style(export, pen="2px")),
        Column("word_look", "", "text", text),
    ]
    with tempfile.TemporaryDirectory(prefix=gdal.PREFIX) as name:
        folder = Path(name)
        _unload(folder, export, made, placed="dxf")
        union = ET.Element("OGRVRTUnionLayer", name=export.collection.name)
        union.append(_drawn(export, made, place=0, style="look", name="shapes"))
        union.append(_drawn(export, made, place=1, style="word_look", name="words"))
        gdal.source(folder, union)
        target = folder / f"{export.collection.name}.dxf"
        gdal.convert(folder, target, "DXF", export)
        _send(target, file)


def _drawn(export: Export, made: Sequence[Column], *, place: int, style: str, name: str) -> ET.Element:
    """One layer of the union: the geometry from column `place`, only the DXF layer kept as a field."""
    kept = [made[place], made[2], next(column for column in made if column.name == style)]
    layer = gdal.described(export, kept, style=style)
    layer.set("name", name)
    if place:
        shape = layer.find("GeometryType")
        assert shape is not None  # noqa: S101 (described has just written it)
        shape.text = "wkbPoint"
    return layer


def _unload(folder: Path, export: Export, made: Sequence[Column], placed: str = "") -> int:
    """The rows with what the look and the label read. With `placed`, a set with features without a place is refused in that form's name."""
    field = looks(export.collection)[0]
    wanted = {*(f.name for f in export.fields), *label_fields(export.collection), field, "public_id"}
    fields: list[Field] = [f for f in export.readable if f.name in wanted]
    count = gdal.unload(folder, export, made, fields)
    if placed:
        with (folder / gdal.ROWS).open(encoding="utf-8", newline="") as rows:
            without = sum(1 for row in csv.reader(rows) if row[0] == "")
        if without:
            raise BadParameter("f", value=placed, reason="features-without-a-place", count=without, cure=_PLACELESS)
    return count


def _style(export: Export, pen: str) -> str:
    """GDAL's style string of a feature, as an expression."""
    colour = colour_sql(export.collection)
    if export.collection.shape == "point":
        return f"""'SYMBOL(c:' || {colour} || ',id:"ogr-sym-3",s:3g)'"""
    return f"'PEN(c:' || {colour} || ',w:{pen})'"


def _send(target: Path, file: Any) -> None:
    with target.open("rb") as made_file:
        shutil.copyfileobj(made_file, file, 1 << 20)
