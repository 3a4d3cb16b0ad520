"""The coordinate systems we know, and one exact way between them. Pure (pyproj).

VN-2000 is tied to WGS 84 by the seven official parameters (Decision 05/2007/QD-BTNMT, the same as
EPSG:6960). PROJ prefers another operation north of 9.35° N (EPSG:5194, "DBSCL 02/03"), 0.82 m away,
and no option talks it out of it; so every VN-2000 system here is defined by its own string that
carries the parameters, and PostGIS gets the same strings (migration 0001).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from pyproj import CRS, Geod, Transformer

from infra.errors import UnknownSrid

WGS84 = 4326
WEB_MERCATOR = 3857
GEOD = Geod(ellps="WGS84")
"""Lengths are geodesic on this ellipsoid, as PostGIS `geography` computes them."""

TOWGS84 = "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278"
"""Position-vector form: the official rotations with their signs turned, as PROJ strings want them."""

_ELLIPSOID = f"+ellps=WGS84 +towgs84={TOWGS84}"


@dataclass(frozen=True, slots=True)
class System:
    """One coordinate system; `axes` as in our API: always x = east or longitude first."""

    srid: int
    name: str
    proj: str
    projected: bool = True


def _tm3(srid: int, meridian: float, name: str) -> System:
    """A VN-2000 3° zone: scale 0.9999, false easting 500 000 m, metres."""
    proj = f"+proj=tmerc +lat_0=0 +lon_0={meridian:g} +k=0.9999 +x_0=500000 +y_0=0 {_ELLIPSOID} +units=m +no_defs +type=crs"
    return System(srid, f"VN-2000 / TM-3 {name}", proj)


def _utm(srid: int, meridian: int, zone: str) -> System:
    proj = (
        f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0=0 {_ELLIPSOID} +units=m +no_defs +type=crs"
    )
    return System(srid, f"VN-2000 / UTM zone {zone}", proj)


_MERIDIANS = {
    5896: 102.0, 9205: 103.0, 9206: 104.0, 9207: 104.5, 9208: 104.75, 5897: 105.0, 9209: 105.5, 9210: 105.75,
    9211: 106.0, 9212: 106.25, 9213: 106.5, 9214: 107.0, 9215: 107.25, 9216: 107.5, 5899: 107.75, 5898: 108.0,
    9217: 108.25, 9218: 108.5,
}  # fmt: skip
"""EPSG code → central meridian in degrees (EPSG v11). PostGIS 3.3 has no 9205-9218."""


def _degrees(meridian: float) -> str:
    return f"{int(meridian)}°{round(meridian % 1 * 60):02d}′"


VN2000: dict[int, System] = {
    4756: System(4756, "VN-2000", f"+proj=longlat {_ELLIPSOID} +no_defs +type=crs", projected=False),
    3405: _utm(3405, 105, "48N"),
    3406: _utm(3406, 111, "49N"),
    **{srid: _tm3(srid, meridian, _degrees(meridian)) for srid, meridian in _MERIDIANS.items()},
}

SRIDS: dict[int, System] = {
    WGS84: System(WGS84, "WGS 84", "EPSG:4326", projected=False),
    WEB_MERCATOR: System(WEB_MERCATOR, "WGS 84 / Pseudo-Mercator", "EPSG:3857"),
    **VN2000,
}


def system(srid: int) -> System:
    """The system of an SRID. Raises UnknownSrid: a coordinate system is never guessed."""
    try:
        return SRIDS[srid]
    except KeyError:
        raise UnknownSrid(srid=srid, known=sorted(SRIDS)) from None


@lru_cache(maxsize=64)
def _transformer(from_srid: int, to_srid: int) -> Transformer:
    source, target = system(from_srid), system(to_srid)
    return Transformer.from_crs(CRS.from_user_input(source.proj), CRS.from_user_input(target.proj), always_xy=True)


def transform(x: float, y: float, from_srid: int, to_srid: int) -> tuple[float, float]:
    """One position, x east (or longitude) first, exact to the official parameters.

    Survey tables in Vietnam write X = north: turn them before calling. Raises UnknownSrid.
    """
    return _transformer(from_srid, to_srid).transform(x, y, errcheck=True)


def transform_many(x: Any, y: Any, from_srid: int, to_srid: int) -> Any:
    """Arrays of x and y (east first) as an array of pairs, like `transform`. Raises UnknownSrid."""
    return np.column_stack(_transformer(from_srid, to_srid).transform(x, y, errcheck=True))


def wkt(srid: int) -> str:
    """WKT 1 text with the seven parameters in it, for PostGIS `spatial_ref_sys.srtext`. Raises UnknownSrid."""
    named = CRS.from_user_input(system(srid).proj)
    return str(named.to_wkt("WKT1_GDAL")).replace('"unknown"', f'"{system(srid).name}"', 1)
