"""Lines as files have them, put into our coordinate system and compared. WKB in, WKB out. Pure."""

from typing import Any

import shapely

from infra.crs import GEOD, WGS84, transform_many


def in_system(wkb: bytes, srid: int, *, swapped: bool = False) -> bytes:
    """A geometry of a file in longitude and latitude, heights dropped. `swapped`: north comes first."""
    return bytes(shapely.to_wkb(_moved(shapely.from_wkb(wkb), srid, swapped=swapped)))


def _moved(shape: Any, srid: int, *, swapped: bool) -> Any:
    flat = shapely.force_2d(shape)
    if srid == WGS84 and not swapped:
        return flat

    def moved(places: Any) -> Any:
        x, y = (places[:, 1], places[:, 0]) if swapped else (places[:, 0], places[:, 1])
        return transform_many(x, y, srid, WGS84)

    return shapely.transform(flat, moved)


def in_wgs84(line: bytes, srid: int, *, swapped: bool) -> bytes:
    """A line of a file, its parts joined where they meet, as a MultiLineString in longitude and latitude."""
    shape: Any = shapely.from_wkb(line)
    if shape.geom_type != "LineString":
        merged = shapely.line_merge(shape)
        # merged only where that leaves one line: what stays apart keeps the order of the file
        shape = merged if merged.geom_type == "LineString" else shape
    shape = _moved(shape, srid, swapped=swapped)
    parts = [shape] if shape.geom_type == "LineString" else list(shape.geoms)
    return shapely.to_wkb(shapely.MultiLineString([part for part in parts if not part.is_empty]))


def first_place(line: bytes) -> tuple[float, float]:
    """Where a line begins."""
    x, y = shapely.get_coordinates(shapely.from_wkb(line))[0]
    return float(x), float(y)


def farthest_m(one: bytes, other: bytes) -> float:
    """How far the farthest vertex of either line lies from the other, in metres."""
    return max(_beside_m(shapely.from_wkb(a), shapely.from_wkb(b)) for a, b in ((one, other), (other, one)))


def _beside_m(one: Any, other: Any) -> float:
    feet = shapely.get_coordinates(shapely.shortest_line(shapely.points(shapely.get_coordinates(one)), other))
    _, _, metres = GEOD.inv(feet[0::2, 0], feet[0::2, 1], feet[1::2, 0], feet[1::2, 1])
    return float(max(metres))
