"""Centrelines cut out, joined and turned round. Geometry as WKB (EPSG:4326); parts run in the order of rising chainage."""

from collections.abc import Iterable, Sequence
from typing import Any

import shapely

from infra.crs import GEOD

_SAME_PLACE_M = 0.005
Part = list[tuple[float, float]]


def joined(lines: Iterable[bytes | None]) -> bytes:
    """One centreline of several, one after the other; parts that meet become one, gaps stay gaps."""
    parts: list[Part] = []
    for line in lines:
        for part in parts_of(line):
            if parts and apart_m(parts[-1][-1], part[0]) <= _SAME_PLACE_M:
                parts[-1].extend(part[1:])
            else:
                parts.append(part)
    return _multi(parts)


def turned(line: bytes) -> bytes:
    """The centreline from its end to its start."""
    return _multi([part[::-1] for part in reversed(parts_of(line))])


def ends_of(line: bytes) -> tuple[tuple[float, float], tuple[float, float]]:
    """Its first and its last place (longitude, latitude)."""
    places = shapely.get_coordinates(shapely.from_wkb(line))
    return tuple(places[0].tolist()), tuple(places[-1].tolist())


def length_m(line: bytes) -> float:
    """Geodesic length of its parts together."""
    shape: Any = shapely.from_wkb(line)
    return sum(float(GEOD.line_length(*shapely.get_coordinates(part).T)) for part in getattr(shape, "geoms", [shape]))


def snapped(line: bytes, start: tuple[float, float] | None, end: tuple[float, float] | None) -> bytes:
    """The line with its ends put exactly on these places."""
    parts = parts_of(line)
    if start is not None:
        parts[0][0] = start
    if end is not None:
        parts[-1][-1] = end
    return _multi(parts)


def reaching(line: bytes, start: tuple[float, float] | None, end: tuple[float, float] | None) -> bytes:
    """The line prolonged straight to these places, where it does not begin or end there."""
    parts = parts_of(line)
    if start is not None and apart_m(start, parts[0][0]) > _SAME_PLACE_M:
        parts[0].insert(0, start)
    if end is not None and apart_m(parts[-1][-1], end) > _SAME_PLACE_M:
        parts[-1].append(end)
    return _multi(parts)


def apart_m(one: Sequence[float], other: Sequence[float]) -> float:
    """Metres between two places (longitude, latitude)."""
    return float(GEOD.inv(one[0], one[1], other[0], other[1])[2])


def parts_of(line: bytes | None) -> list[Part]:
    """Its parts as places (longitude, latitude)."""
    if line is None:
        return []
    shape: Any = shapely.from_wkb(line)
    return [[(x, y) for x, y, *_ in part.coords] for part in getattr(shape, "geoms", [shape]) if not part.is_empty]


def _multi(parts: list[Part]) -> bytes:
    return shapely.to_wkb(shapely.MultiLineString(parts))
