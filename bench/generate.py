"""Lines and points over Vietnam, drawn with a fixed seed: how many, how long and how crowded as a national inventory has them.

Streams COPY text (EWKB in hexadecimal, 4326) so that a million lines never stand in memory as Python objects.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

WEST, SOUTH, EAST, NORTH = 102.1, 8.4, 109.5, 23.4
CENTRES = 50
CITIES = (
    (105.84, 21.03, 30), (106.66, 10.78, 35), (108.21, 16.06, 10), (106.68, 20.86, 8), (105.77, 10.03, 8),
    (107.59, 16.46, 5), (109.19, 12.24, 5), (108.44, 11.94, 4), (105.67, 18.68, 5), (105.78, 19.81, 4),
    (107.08, 20.95, 4), (103.97, 22.34, 2), (108.05, 12.67, 4), (106.80, 10.95, 7), (107.07, 10.35, 4),
)  # fmt: skip
"""Longitude, latitude, weight: features gather around these, as people do."""

ROAD_CLASSES = {"CT": 0.01, "QL": 0.04, "DT": 0.10, "DH": 0.20, "DX": 0.35, "DTH": 0.30}
CONDITIONS = {"RAT_XAU": 0.06, "XAU": 0.12, "TB": 0.25, "KHA": 0.35, "TOT": 0.22}
PAVEMENTS = {"BTN": 0.35, "BTXM": 0.30, "LN": 0.15, "CP": 0.12, "DAT": 0.08}
FIRST_DAY = np.datetime64("2021-06-01")
METRES_A_DEGREE = 111_320.0, 110_574.0
LINE_4326, POINT_4326 = b"\x01\x02\x00\x00\x20\xe6\x10\x00\x00", b"\x01\x01\x00\x00\x20\xe6\x10\x00\x00"

Numbers = np.ndarray[Any, np.dtype[Any]]


def sections(count: int, seed: int = 20240607) -> Iterator[bytes]:
    """COPY lines of `drawn_section`: road_class, condition, pavement, width, date, geometry. 50 to 2,000 m, 5 to 30 vertices."""
    rng = np.random.default_rng(seed)
    x, y = _places(rng, count)
    vertices = rng.integers(5, 31, count)
    length = np.clip(rng.lognormal(np.log(350), 0.8, count), 50, 2000)
    columns = [_codes(rng, ROAD_CLASSES, count), _codes(rng, CONDITIONS, count), _codes(rng, PAVEMENTS, count)]
    columns.append(np.char.mod("%.1f", rng.uniform(3, 24, count)))
    columns.append(_days(rng, count))
    for n in range(5, 31):
        chosen = np.flatnonzero(vertices == n)
        lines = _lines(rng, x[chosen], y[chosen], length[chosen], n)
        head = LINE_4326 + n.to_bytes(4, "little")
        yield from _rows([column[chosen] for column in columns], head, lines)


def bridges(count: int, seed: int = 20240608) -> Iterator[bytes]:
    """COPY lines of `drawn_bridge`: condition, date, length, year built, geometry."""
    rng = np.random.default_rng(seed)
    points = np.column_stack(_places(rng, count)).reshape(count, 1, 2)
    columns = [_codes(rng, CONDITIONS, count), _days(rng, count)]
    columns.append(np.char.mod("%.1f", np.clip(rng.lognormal(3, 0.9, count), 3, 3000)))
    columns.append(rng.integers(1930, 2024, count).astype(str))
    yield from _rows(columns, POINT_4326, points)


def _centres(rng: np.random.Generator) -> tuple[Numbers, Numbers, Numbers]:
    """Where features gather: the cities, then places drawn in the box. Longitudes, latitudes, shares."""
    more = CENTRES - len(CITIES)
    drawn = zip(
        rng.uniform(WEST + 0.3, EAST - 0.3, more),
        rng.uniform(SOUTH + 0.3, NORTH - 0.3, more),
        rng.uniform(0.8, 3, more),
        strict=True,
    )
    lon, lat, weight = np.array([*CITIES, *drawn]).T
    return lon, lat, weight / weight.sum()


def _places(rng: np.random.Generator, count: int) -> tuple[Numbers, Numbers]:
    """60 % thinning out around a centre, 30 % along corridors between two centres, 10 % anywhere."""
    lon, lat, share = _centres(rng)
    kind, near, far = rng.random(count), rng.choice(CENTRES, count, p=share), rng.choice(CENTRES, count, p=share)
    away, angle, along = rng.exponential(0.07, count), rng.uniform(0, 2 * np.pi, count), rng.random(count)
    x = np.where(kind < 0.6, lon[near] + away * np.cos(angle), lon[near] + (lon[far] - lon[near]) * along)
    y = np.where(kind < 0.6, lat[near] + away * np.sin(angle), lat[near] + (lat[far] - lat[near]) * along)
    beside = (kind >= 0.6) & (kind < 0.9)
    x, y = x + beside * rng.normal(0, 0.05, count), y + beside * rng.normal(0, 0.05, count)
    anywhere = kind >= 0.9
    x = np.where(anywhere, rng.uniform(WEST, EAST, count), x)
    y = np.where(anywhere, rng.uniform(SOUTH, NORTH, count), y)
    return np.clip(x, WEST, EAST), np.clip(y, SOUTH, NORTH)


def _lines(rng: np.random.Generator, x: Numbers, y: Numbers, length_m: Numbers, n: int) -> Numbers:
    """(rows, n, 2) longitudes and latitudes: each line starts at x, y and wanders off in n - 1 equal steps."""
    heading = rng.uniform(0, 2 * np.pi, (len(x), 1)) + np.cumsum(rng.normal(0, 0.12, (len(x), n - 1)), axis=1)
    step = (length_m / (n - 1))[:, None]
    east_m, north_m = METRES_A_DEGREE
    dx = np.cos(heading) * step / (east_m * np.cos(np.radians(y)))[:, None]
    dy = np.sin(heading) * step / north_m
    lines = np.empty((len(x), n, 2))
    lines[:, 0, 0], lines[:, 0, 1] = x, y
    lines[:, 1:, 0], lines[:, 1:, 1] = x[:, None] + np.cumsum(dx, axis=1), y[:, None] + np.cumsum(dy, axis=1)
    return lines


def _codes(rng: np.random.Generator, shares: dict[str, float], count: int) -> Numbers:
    return rng.choice(np.array(list(shares)), count, p=list(shares.values()))


def _days(rng: np.random.Generator, count: int) -> Numbers:
    return (FIRST_DAY + rng.integers(0, 3 * 365, count)).astype(str)


def _rows(columns: list[Numbers], head: bytes, shapes: Numbers) -> Iterator[bytes]:
    """One COPY line a row: the columns, then head and coordinates as hexadecimal EWKB."""
    for row, texts in enumerate(zip(*columns, strict=True)):
        yield "\t".join((*texts, (head + shapes[row].tobytes()).hex())).encode() + b"\n"
