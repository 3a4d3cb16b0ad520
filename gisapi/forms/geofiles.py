"""GeoPackage, with the look and the forms of its layer in QGIS, and FlatGeobuf."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from gisapi.errors import BadParameter
from gisapi.forms import gdal
from gisapi.forms.export import Export
from gisapi.forms.qgis.style_table import add_style
from gisapi.queries.tables import whole_geometry

PREFIX = gdal.PREFIX
_CURE = "f=gpkg holds them; bbox=-180,-90,180,90 leaves them out"


def write_gpkg(file: Any, export: Export) -> None:
    """One layer, named as its collection, with a spatial index."""
    _write(file, export, "GPKG", "gpkg")


def write_fgb(file: Any, export: Export) -> None:
    """One layer. Its index has no room for features without a place: a set that has some is refused, and says how many.

    They are left out before GDAL meets them: GDAL to 3.6.3 drops them without a word, later ones fail at the first.
    """
    _write(file, export, "FlatGeobuf", "fgb")


def _write(file: Any, export: Export, driver: str, ending: str) -> None:
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        target = made(Path(name), export, driver, ending)
        if driver == "GPKG":
            add_style(target, export)
        with target.open("rb") as made_file:
            shutil.copyfileobj(made_file, file, 1 << 20)


def made(folder: Path, export: Export, driver: str, ending: str) -> Path:
    """Writes `<collection>.<ending>` into the folder; what it lacks is told, not lost."""
    columns = [whole_geometry(export.query), *export.columns]
    target = folder / f"{export.collection.name}.{ending}"
    count = gdal.unload(folder, export, columns)
    gdal.source(folder, gdal.described(export, columns, placed=driver == "FlatGeobuf"))
    gdal.convert(folder, target, driver, export)
    if (left_out := count - gdal.held(target)) and driver == "FlatGeobuf":
        raise BadParameter("f", value=ending, reason="features-without-a-place", count=left_out, cure=_CURE)
    if left_out:
        raise RuntimeError(f"{driver} lacks {left_out} features of {count}")
    (folder / gdal.ROWS).unlink()
    return target
