"""OpenStreetMap extracts (.osm.pbf, .osm): of their ways, a table for each of our kinds that they hold something of.

Roads: the ways of one number as one line. Bridges: ways tagged `bridge`. Culverts: ways tagged `tunnel=culvert`. A bridge or culvert is
told by the middle of its way; on which road it stands is for the import to find. Waterways: the ways of one name that meet as one line, those
without a name each by itself; known by the lowest id of their ways.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from infra.crs import GEOD, WGS84
from infra.ingest.mapping import road_named
from infra.ingest.readers.tables import Outline, RawRow, RawTable, Table
from infra.ingest.readers.text import text_columns
from infra.ingest.readers.vector import told
from infra.ingest.refusal import FileRefused

ROADS = ("osm_ref", "osm_name", "osm_ways")
BRIDGES = ("osm_bridge", "osm_bridge_name", "osm_bridge_length_m")
CULVERTS = ("osm_culvert", "osm_culvert_name", "osm_culvert_length_m")
WATERWAYS = ("osm_waterway", "osm_waterway_name", "osm_waterway_kind", "osm_waterway_width_m", "osm_waterway_ways")
FLOWING = ("river", "canal", "stream", "ditch", "drain", "tidal_channel")
"""Values of `waterway` that are waters; the others are dams, weirs, docks."""
MOST_WAYS = 200_000
"""Roads and waters of one extract that are held at once: a province has some ten thousand."""
_LINES = "lines"
"""The driver's layer of ways that are no areas."""
_ASKED = ["osm_id", "name", "highway", "waterway", "other_tags"]
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Way:
    id: str
    tags: Mapping[str, str]
    line: Any


@dataclass(frozen=True, slots=True)
class _Derived:
    """Table → its columns and rows; what was left out, in words."""

    tables: Mapping[str, tuple[tuple[str, ...], tuple[RawRow, ...]]]
    remarks: tuple[str, ...]


def look(path: Path) -> Outline:
    """The tables with how much they hold. Raises FileRefused."""
    found = _derived(path)
    tables = tuple(
        Table(name, names=names, row_count=len(rows), srid=WGS84, geometry=_SHAPES[name])
        for name, (names, rows) in found.tables.items()
    )
    return Outline(path, "osm", tables, found.remarks)


def read(outline: Outline, table: Table) -> RawTable:
    """The rows of one of them, numbered in the order of their numbers or ids."""
    found = _derived(outline.path)
    names, rows = found.tables[table.name]
    return RawTable(outline.file, table.name, text_columns(names, outline.file), rows, found.remarks)


_SHAPES = {"roads": "MultiLineString", "bridges": "Point", "culverts": "Point", "waterways": "MultiLineString"}


def _derived(path: Path) -> _Derived:
    ways, remarks = _ways(path)
    roads, strange = _roads(way for way in ways if "highway" in way.tags)
    bridges = [way for way in ways if "highway" in way.tags and way.tags.get("bridge", "no") != "no"]
    culverts = [way for way in ways if way.tags.get("tunnel") == "culvert"]
    waters = [way for way in ways if way.tags.get("waterway") in FLOWING]
    others = Counter(kind for way in ways if (kind := way.tags.get("waterway")) and kind not in FLOWING)
    remarks = (*remarks, *_unread(strange, others))
    return _Derived(
        {
            "roads": (ROADS, tuple(roads)),
            "bridges": (BRIDGES, tuple(_points(bridges, BRIDGES, "bridge:name"))),
            "culverts": (CULVERTS, tuple(_points(culverts, CULVERTS, "name"))),
            "waterways": (WATERWAYS, tuple(_waterways(waters))),
        },
        remarks,
    )


def _unread(strange: Counter[str], others: Counter[str]) -> Iterator[str]:
    """What no table holds, in words."""
    if left := sum(strange.values()):
        some = ", ".join(ref or "không có số hiệu" for ref, _ in strange.most_common(_SHOWN))
        yield f"{left} đoạn đường không mang số hiệu mà hệ thống nhận ra ({some}): không đọc"
    if left := sum(others.values()):
        some = ", ".join(kind for kind, _ in others.most_common(_SHOWN))
        yield f"{left} đối tượng waterway không phải sông, kênh ({some}): không đọc"


def _ways(path: Path) -> tuple[list[_Way], tuple[str, ...]]:
    """Ways that are roads or waters, by their ids."""
    import pyogrio

    where = "highway IS NOT NULL OR waterway IS NOT NULL"
    (_, _, shapes, fields), remarks = told(
        path, lambda: pyogrio.raw.read(path, layer=_LINES, columns=_ASKED, where=where, max_features=MOST_WAYS + 1)
    )
    if len(shapes) > MOST_WAYS:
        raise FileRefused("osm-too-large", file=path.name, most=MOST_WAYS)
    ways = []
    for way_id, name, highway, waterway, others, shape in zip(*fields, shapes, strict=True):
        tags = {"name": name, "highway": highway, "waterway": waterway, **_tags(others or "")}
        ways.append(
            _Way(str(way_id), {key: value for key, value in tags.items() if value}, shapely.from_wkb(bytes(shape)))
        )
    return sorted(ways, key=lambda way: int(way.id)), remarks


def _tags(text: str) -> dict[str, str]:
    """The driver's `"key"=>"value","key"=>"value"`."""
    return {
        re.sub(r"\\(.)", r"\1", key): re.sub(r"\\(.)", r"\1", value)
        for key, value in (found.groups() for found in _TAG.finditer(text))
    }


def _roads(ways: Iterator[_Way]) -> tuple[list[RawRow], Counter[str]]:
    """One row a number that is a road's; and the numbers that are none, each with how many ways carry it."""
    lines: dict[str, list[_Way]] = {}
    strange: Counter[str] = Counter()
    for way in ways:
        refs = [ref.strip() for ref in re.split(r"[;,]", way.tags.get("ref", "")) if ref.strip()]
        numbers = [name for name in map(road_named, refs) if name.road_class]
        if numbers:
            lines.setdefault(numbers[0].code, []).append(way)
        else:
            strange[refs[0] if refs else ""] += 1
    return [_road(n, code, lines[code]) for n, code in enumerate(sorted(lines), 1)], strange


def _road(number: int, code: str, ways: Sequence[_Way]) -> RawRow:
    names = Counter(name for way in ways if (name := way.tags.get("name")))
    line = shapely.line_merge(shapely.MultiLineString([way.line for way in ways]))
    called = names.most_common(1)[0][0] if names else ""
    return RawRow(number, dict(zip(ROADS, (code, called, len(ways)), strict=True)), line=bytes(shapely.to_wkb(line)))


def _points(ways: Sequence[_Way], columns: Sequence[str], named: str) -> Iterator[RawRow]:
    """The middle of each way, its name, and its length (m)."""
    for number, way in enumerate(ways, 1):
        middle = shapely.line_interpolate_point(way.line, 0.5, normalized=True)
        own = way.tags.get("name", "")
        name = way.tags.get(named) or (own if own.lower().startswith(("cầu ", "cống ")) else "")
        values = (way.id, name, round(GEOD.geometry_length(way.line), 2))
        yield RawRow(number, dict(zip(columns, values, strict=True)), point=(middle.x, middle.y))


def _waterways(ways: Sequence[_Way]) -> Iterator[RawRow]:
    """One row a water, by the lowest id of its ways. Its kind is that of most of them, its width one that all of them state."""
    for number, water in enumerate(_meeting(ways), 1):
        tags = [way.tags for way in water]
        kind = Counter(one["waterway"] for one in tags).most_common(1)[0][0]
        widths = {one.get("width", "") for one in tags}
        width = widths.pop() if len(widths) == 1 else ""
        values = (water[0].id, tags[0].get("name", ""), kind, width, len(water))
        line = shapely.line_merge(shapely.MultiLineString([way.line for way in water]))
        yield RawRow(number, dict(zip(WATERWAYS, values, strict=True)), line=bytes(shapely.to_wkb(line)))


def _meeting(ways: Sequence[_Way]) -> list[list[_Way]]:
    """Ways of one name that share a node, directly or through others, together; by their lowest ids, which rise in `ways`."""
    first: dict[str, str] = {way.id: way.id for way in ways}

    def lowest(way_id: str) -> str:
        while first[way_id] != way_id:
            first[way_id] = way_id = first[first[way_id]]
        return way_id

    met: dict[tuple[str, float, float], str] = {}
    for way in ways:
        if name := way.tags.get("name"):
            for x, y in shapely.get_coordinates(way.line).tolist():
                one, other = lowest(met.setdefault((name, x, y), way.id)), lowest(way.id)
                first[max(one, other, key=int)] = min(one, other, key=int)
    waters: dict[str, list[_Way]] = {}
    for way in ways:
        waters.setdefault(lowest(way.id), []).append(way)
    return list(waters.values())
