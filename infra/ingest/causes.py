"""Why coordinates and chainage of a row disagree, and what would put it right: one hypothesis a function, the likeliest first. Pure.

Each is tried against where the chainage says the row stands: what brings the coordinates there explains them. Nothing is mended: the
cause and the cure are told, a person decides.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyproj.exceptions import ProjError

from infra.crs import GEOD, VN2000, WGS84, system, transform
from infra.ingest.positions import Position

CLOSE_M = 60.0
"""Coordinates brought this near to where the chainage says are explained."""
SAME_SHIFT = 0.3
SHIFTED_ROWS = 3
"""So many rows in a row, shifted alike (each within this share of the first), are no mistakes of rows: a post stands wrong."""
SLIP_DEGREES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 1.0)
"""One wrong digit in one coordinate."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row that stands at `position` by its coordinates and at `expected` (lon, lat) by its chainage; `metres` apart.

    `along_m`: how far along its road the coordinates are from the chainage, signed. `other_road`: another road at the coordinates on
    which the chainage is right; `read`: the chainage of its own road at the coordinates.
    """

    row: int
    position: Position
    expected: tuple[float, float]
    metres: float
    along_m: float | None = None
    other_road: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """`cause`: its name for programs; `words` and `cure` in Vietnamese; `facts`: what would put it right."""

    cause: str
    words: str
    cure: str
    facts: dict[str, Any] = field(default_factory=dict)


def _swapped(one: Disagreement) -> Cause | None:
    srid = one.position.srid
    if not system(srid).projected:
        return None
    x, y = transform(one.position.lon, one.position.lat, WGS84, srid)
    found = _there(one, y, x, srid)
    if not found:
        return None
    return Cause("axes-swapped", "hai trục toạ độ bị đổi chỗ (X là hướng bắc)", "đổi chỗ hai cột toạ độ", found)


def _other_zone(one: Disagreement) -> Cause | None:
    srid = one.position.srid
    if not system(srid).projected:
        return None
    x, y = transform(one.position.lon, one.position.lat, WGS84, srid)
    for other in VN2000:
        found = _there(one, x, y, other) if other != srid and system(other).projected else None
        if found:
            name = system(other).name
            return Cause("wrong-zone", f"toạ độ thuộc {name}", f"nhập lại với hệ toạ độ EPSG:{other}", found)
    return None


def _other_datum(one: Disagreement) -> Cause | None:
    """VN-2000 degrees taken for WGS 84 degrees are some 190 m off: told only where that brings them much nearer."""
    if one.position.srid != WGS84 or one.metres > 400:
        return None
    lon, lat = transform(one.position.lon, one.position.lat, 4756, WGS84)
    if _apart_m((lon, lat), one.expected) * 4 > one.metres:
        return None
    facts = {"srid": 4756, "position": [round(lon, 7), round(lat, 7)]}
    return Cause("wrong-datum", "độ VN-2000 được ghi như WGS 84", "nhập lại với hệ toạ độ EPSG:4756", facts)


def _slipped_digit(one: Disagreement) -> Cause | None:
    if one.position.srid != WGS84:
        return None
    for name, place in (("kinh độ", 0), ("vĩ độ", 1)):
        for slip in SLIP_DEGREES:
            for sign in (1, -1):
                at = [one.position.lon, one.position.lat]
                at[place] += sign * slip
                if _apart_m((at[0], at[1]), one.expected) <= CLOSE_M:
                    facts = {"position": [round(value, 7) for value in at]}
                    words = f"{name} sai một chữ số ({slip:g}°)"
                    return Cause("digit", words.replace(".", ","), f"{name} {at[place]:.6f}".replace(".", ","), facts)
    return None


def _other_road(one: Disagreement) -> Cause | None:
    if not one.other_road:
        return None
    return Cause(
        "wrong-road", f"nằm trên tuyến {one.other_road}, đúng lý trình đó", f"sửa tuyến thành {one.other_road}", {"road": one.other_road}
    )  # fmt: skip


Hypothesis = Callable[[Disagreement], Cause | None]
_OF_ALL: tuple[Hypothesis, ...] = (_swapped, _other_zone, _other_datum, _other_road)
"""What may be wrong with many rows at once; they go before a post that stands wrong, one slip of a hand after it."""


def causes_of(ordered: Sequence[Disagreement]) -> dict[int, Cause]:
    """Row → its likeliest cause; `ordered` along one road. Every row has one, were it only what its chainage would be there."""
    shifted = _shifted_together(ordered)
    return {one.row: _cause(one, shifted) for one in ordered}


def _cause(one: Disagreement, shifted: dict[int, int]) -> Cause:
    found = next((cause for judge in _OF_ALL if (cause := judge(one))), None)
    if found:
        return found
    if one.row in shifted and one.along_m is not None:
        words = f"{shifted[one.row]} dòng liền nhau cùng lệch khoảng {abs(one.along_m):.0f} m: cột Km gần đó có thể sai"
        return Cause("post-error", words, "đo lại cột Km trước các dòng này", {"along_m": round(one.along_m, 1)})
    cure = f"nếu toạ độ đúng thì lý trình là {one.read}" if one.read else "đo lại toạ độ"
    return _slipped_digit(one) or Cause("unknown", "chưa rõ", cure, {"chainage": one.read} if one.read else {})


def _shifted_together(ordered: Sequence[Disagreement]) -> dict[int, int]:
    """Row → how many rows in a row are shifted along the road as it is."""
    told: dict[int, int] = {}
    run: list[Disagreement] = []
    for one in (*ordered, None):
        alike = one is not None and one.along_m is not None and run and _alike(run[0].along_m, one.along_m)
        if not alike:
            if len(run) >= SHIFTED_ROWS:
                told |= dict.fromkeys((other.row for other in run), len(run))
            run = []
        if one is not None and one.along_m:
            run.append(one)
    return told


def _alike(first: float | None, other: float) -> bool:
    return first is not None and abs(other - first) <= SAME_SHIFT * abs(first)


def _there(one: Disagreement, x: float, y: float, srid: int) -> dict[str, Any] | None:
    """The system and the position (degrees) when these coordinates in it are where the chainage says."""
    try:
        lon, lat = transform(x, y, srid, WGS84)
    except ProjError:  # outside what the projection can express
        return None
    near = _apart_m((lon, lat), one.expected) <= CLOSE_M
    return {"srid": srid, "position": [round(lon, 7), round(lat, 7)]} if near else None


def _apart_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    if not -90 <= one[1] <= 90:
        return float("inf")
    return float(GEOD.inv(*one, *other)[2])
