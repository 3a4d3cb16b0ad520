"""The points and lines of a small file of any format that has some, for a drawing to take one of. Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from infra.crs import SRIDS
from infra.ingest import readers
from infra.ingest.readers.tables import Outline, Table
from infra.ingest.refusal import FileRefused
from infra.ingest.shapes import in_system

MOST = 200
"""Shapes told of a file; a drawing takes one."""
MOST_VERTICES = 100_000
_NAMES = ("name", "ten", "tên", "ref", "code", "ma", "mã")


@dataclass(frozen=True, slots=True)
class Shape:
    """One point or line: what its row calls it, and its places (longitude, latitude)."""

    name: str
    line: tuple[tuple[float, float], ...]


def shapes_of(path: Path, srid: int | None) -> tuple[Shape, ...]:
    """Every point and line of a file, a line of several parts part by part. `srid`: where the file declares none; never guessed.

    Raises FileRefused: as an import does of the file, `crs-unknown`, `no-shapes`, `too-many-shapes`.
    """
    with readers.opened(path) as inner:
        outline = readers.look(inner)
        found = [shape for table in outline.tables for shape in _of_table(outline, table, srid)]
    if not found:
        raise FileRefused("no-shapes", file=path.name)
    if len(found) > MOST or sum(len(shape.line) for shape in found) > MOST_VERTICES:
        raise FileRefused("too-many-shapes", file=path.name, value=str(len(found)), most=MOST)
    return tuple(found)


def _of_table(outline: Outline, table: Table, srid: int | None) -> Iterator[Shape]:
    if not table.geometry:
        return
    system = table.srid or srid
    if system is None:
        raise FileRefused(
            "crs-unknown", file=outline.file, field="srid", detail=table.crs_text or "không có .prj hoặc khai báo"
        )
    if system not in SRIDS:
        known = ", ".join(map(str, sorted(SRIDS)))
        raise FileRefused("crs-not-supported", file=outline.file, field="srid", value=str(system), known=known)
    for values, wkb in readers.shapes(outline, table):
        named = {str(key).lower(): value for key, value in values.items()}
        name = next((str(named[one]) for one in _NAMES if named.get(one)), "")
        for part in _parts(shapely.from_wkb(in_system(wkb, system))):
            places = shapely.get_coordinates(part).round(8)
            yield Shape(name[:80], tuple((float(x), float(y)) for x, y in places))


def _parts(shape: Any) -> Iterator[Any]:
    """Points and lines; areas have no place in a drawing."""
    if shape.geom_type in ("Point", "LineString"):
        yield shape
    elif shape.geom_type in ("MultiPoint", "MultiLineString", "GeometryCollection"):
        for part in shape.geoms:
            yield from _parts(part)
