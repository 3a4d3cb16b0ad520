"""Layers of the formats GDAL reads, by pyogrio: one driver a format, none that would open something else."""

import csv
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from infra.ingest.readers.archives import COLUMNS
from infra.ingest.readers.confirming import written
from infra.ingest.readers.tables import Outline, RawRow, RawTable, Table, no_more_rows
from infra.ingest.readers.text import text_columns
from infra.ingest.refusal import FileRefused

_AS_BYTES = "ISO-8859-1"
"""Every byte one character: what a dbf holds, before anybody says how it is written."""

_FLAT_LINES = (b"\x02\0\0\0", b"\x05\0\0\0")
"""The types of lines without height or measure in WKB as GDAL writes it: kept as they are, not made again."""


def look(path: Path, encoding: str | None) -> Outline:
    """Layers with their fields and declared coordinate system. Raises FileRefused."""
    import pyogrio

    layers, remarks = told(path, lambda: pyogrio.list_layers(path))
    tables = []
    for layer, _ in layers:
        info, more = told(path, partial(pyogrio.read_info, path, layer=layer, force_feature_count=True))
        remarks += more
        srid, crs_text = _declared(info["crs"])
        whole = _whole_names(path)
        names = tuple(whole.get(str(field), str(field)) for field in info["fields"])
        tables.append(
            Table(
                str(layer),
                names=names,
                row_count=info["features"],
                srid=srid,
                crs_text=crs_text,
                geometry=info["geometry_type"] or "",
            )
        )
    return Outline(path, "vector", tuple(tables), tuple(dict.fromkeys(remarks)), encoding)


def read(outline: Outline, table: Table, *, lines: bool = False) -> RawTable:
    """Rows of one layer, points or `lines`; the row number is the feature's id (counted from 1 where ids begin at 0)."""
    import pyogrio
    import shapely

    no_more_rows(table.row_count, outline.file)
    unsaid = outline.path.suffix.lower() == ".shp" and (
        outline.encoding or not outline.path.with_suffix(".cpg").exists()
    )
    how = {"encoding": _AS_BYTES} if unsaid else {}
    (meta, fids, geometries, arrays), remarks = told(
        outline.path, lambda: pyogrio.raw.read(outline.path, layer=table.name, return_fids=True, **how)
    )
    whole = _whole_names(outline.path)
    names = tuple(whole.get(str(name), str(name)) for name in meta["fields"])
    columns = text_columns(names, outline.file)
    shift = 1 if len(fids) and int(min(fids)) == 0 else 0
    cells = [array.tolist() for array in arrays]
    rows = []
    for i, fid in enumerate(fids):
        wkb = geometries[i] if geometries is not None else None
        shape = shapely.from_wkb(wkb) if wkb is not None else None
        values = {name: column[i] for name, column in zip(names, cells, strict=True)}
        number = int(fid) + shift
        if lines:
            rows.append(RawRow(number, values, line=_line(shape, wkb, outline.file, number)))
        else:
            rows.append(RawRow(number, values, _point(shape, outline.file, number)))
    return RawTable(
        outline.file,
        table.name,
        columns,
        written(rows, outline, bool(unsaid)),
        tuple(dict.fromkeys(outline.remarks + remarks)),
    )


def _whole_names(path: Path) -> dict[str, str]:
    """The fields that the short names of a shapefile of ours stand for; none for any other."""
    told = path.with_name(COLUMNS)
    if path.suffix.lower() != ".shp" or not told.is_file():
        return {}
    try:
        with told.open(encoding="utf-8-sig", newline="") as file:
            return {
                row["shapefile"]: row["field"]
                for row in csv.DictReader(file)
                if row.get("shapefile") and row.get("field")
            }
    except (UnicodeDecodeError, csv.Error) as problem:
        raise FileRefused("file-damaged", file=COLUMNS, detail=str(problem)) from problem


def shapes(outline: Outline, table: Table) -> Iterator[tuple[dict[str, object], bytes]]:
    """Every geometry of a layer as WKB, with its fields; rows without one are left out."""
    import pyogrio

    (meta, _, geometries, arrays), _ = told(
        outline.path, lambda: pyogrio.raw.read(outline.path, layer=table.name, return_fids=True)
    )
    names = [str(name) for name in meta["fields"]]
    for i, wkb in enumerate(geometries if geometries is not None else ()):
        if wkb is not None:
            yield {name: array[i] for name, array in zip(names, arrays, strict=True)}, bytes(wkb)


def _point(shape: Any, file: str, row: int) -> tuple[float, float] | None:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "MultiPoint" and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    if shape.geom_type != "Point":
        raise FileRefused("geometry-not-point", file=file, row=row, found=shape.geom_type)
    return float(shape.x), float(shape.y)


def _line(shape: Any, wkb: Any, file: str, row: int) -> bytes | None:
    import shapely

    if shape is None or shape.is_empty:
        return None
    if shape.geom_type not in ("LineString", "MultiLineString"):
        raise FileRefused("geometry-not-line", file=file, row=row, found=shape.geom_type)
    flat = wkb[1:5] in _FLAT_LINES
    return bytes(wkb if flat else shapely.to_wkb(shape, output_dimension=2))


def _declared(crs: str | None) -> tuple[int | None, str]:
    """EPSG code of what the file declares, exactly; (None, its name) when it is not one."""
    from pyproj import CRS

    if not crs:
        return None, ""
    system = CRS.from_user_input(crs)
    code = system.to_epsg(min_confidence=100)
    return code, system.name


def told(path: Path, act: Callable[[], Any]) -> tuple[Any, tuple[str, ...]]:
    """Do it, and bring back what the reader warned about instead of losing it. Raises FileRefused."""
    from pyogrio.errors import DataLayerError, DataSourceError

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = act()
        except (DataSourceError, DataLayerError) as problem:
            raise FileRefused(
                "file-damaged", file=path.name, detail=str(problem).replace(str(path), path.name)
            ) from problem
        except UnicodeDecodeError as problem:
            raise FileRefused("not-utf8", file=path.name, value=repr(problem.object[:24])) from problem
    return result, tuple(str(warning.message).replace(str(path), path.name) for warning in caught)
