"""The table `layer_styles` of a GeoPackage, from which QGIS takes the look and the forms of a layer when it opens it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from gisapi.forms.export import Export
from gisapi.forms.qgis.layer import style
from gisapi.queries.reference import meanings

_TABLE = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))"""
_CONTENTS = "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'layer_styles')"
_STYLE = """INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner)
SELECT '', '', table_name, column_name, 'CauDuong', ?, '', 1, ?, '' FROM gpkg_geometry_columns"""


def add_style(target: Path, export: Export) -> None:
    """Adds the style of the one layer of a GeoPackage just written."""
    qml = style(export.collection, export.fields, meanings(), frozenset())
    with closing(sqlite3.connect(target)) as base, base:
        base.execute(_TABLE)
        base.execute(_CONTENTS)
        base.execute(_STYLE, (qml, export.collection.titles))
