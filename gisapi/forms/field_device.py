"""`f=qfield`: a ZIP to unpack on a field device: a GeoPackage and the QGIS project that edits it, for QField and Mergin Maps.

The project's forms let people write what an import reads back (`infra.ingest.forms.OWN_COLUMNS`); public ids and what is derived are read only.
"""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from gisapi.errors import BadParameter
from gisapi.forms.export import Export
from gisapi.forms.geofiles import PREFIX, made
from gisapi.forms.qgis.project import Layer, Project, qgs
from gisapi.queries.extents import home
from gisapi.queries.reference import meanings
from infra.crs import WEB_MERCATOR
from infra.ingest.forms import OWN_COLUMNS

KEY = "public_id"
_DRAWN = frozenset({"lon", "lat"})
"""A field device moves the point itself."""


def write(file: Any, export: Export) -> None:
    """The ZIP. Raises BadParameter when `properties` leaves out the ids by which its records come back."""
    if all(field.name != KEY for field in export.fields):
        raise BadParameter("properties", reason="a field file comes back by public_id", cure="add public_id")
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        target = made(Path(name), export, "GPKG", "gpkg")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.write(target, target.name)
            pack.writestr(f"{export.collection.name}.qgs", _project(export, target.name))


def _project(export: Export, file: str) -> str:
    collection, srid = export.collection, export.query.crs.srid
    source = f"./{file}|layername={collection.name}"
    layer = Layer(collection, export.fields, source, "ogr", srid, written(collection.kind))
    groups = [(collection.title_vi, [layer])]
    return qgs(Project(collection.title_vi, WEB_MERCATOR, home(WEB_MERCATOR), groups), meanings())


def written(kind: str) -> frozenset[str]:
    """The columns of a kind that an import reads back, without the id."""
    source = next(one for one in OWN_COLUMNS if one.kind == kind)
    return frozenset(one.column for one in source.fields) - _DRAWN - {KEY}
