"""The layers that can be drawn: fields, the zoom each class appears from, and where their SQL is. Data only.

From `full_zoom` on every feature under a tile is in it, as the tables hold it. Below, a layer that has `low` draws the road
classes of `classes` out of the thinned and merged rows of `infra/sql/0013_low_zooms.sql`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "layers"
BANDS = (6, 8, 9)
"""Last zooms of the bands of `low.band`."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer.

    `fields`: what a tile carries unless asked otherwise. `more`: words that `properties=` may name besides. `classes`: road
    class → the zoom it appears from below `full_zoom`. `low`: the fields there are below `full_zoom`.
    """

    name: str
    title_vi: str
    title_en: str
    fields: dict[str, str]
    min_zoom: int = 0
    full_zoom: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    low: tuple[str, ...] = ()
    more: str = ""
    collection: str | None = None

    def sql(self, z: int) -> str:
        """The rows of this layer under a tile: its attributes, and geom in EPSG:3857."""
        return _text(f"low/{self.name}" if self.is_low(z) else self.name)

    def is_low(self, z: int) -> bool:
        """Whether a zoom shows thinned and merged rows."""
        return z < self.full_zoom

    def classes_at(self, z: int) -> list[str]:
        """The road classes drawn at a zoom below full detail."""
        return [name for name, zoom in self.classes.items() if zoom <= z]

    def shown_at(self, z: int) -> bool:
        """Whether anything of this layer is drawn at a zoom."""
        return z >= self.min_zoom

    def fields_at(self, z: int, chosen: Sequence[str] | None = None) -> list[str]:
        """The attributes a tile of this zoom carries: the chosen ones, or the usual ones, as far as they are there."""
        return [name for name in chosen or self.fields if not self.is_low(z) or name in self.low]

    @property
    def choosable(self) -> list[str]:
        """What `properties=` may name."""
        return [*self.fields, *self.more.split()]


def band_of(z: int) -> int:
    """The band that serves a zoom below full detail."""
    return next((band for band in BANDS if z <= band), BANDS[-1])


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name.replace('-', '_')}.sql").read_text(encoding="utf-8")


FULL = 10
LOW = {"CT": 5, "QL": 5, "DT": 7}
LOW_SECTIONS = {"CT": 7, "QL": 7, "DT": 7}
LOW_BRIDGES = {"CT": 8, "QL": 8, "DT": 9}
_ID = "public id"
_CONDITION = "code of the list condition, or absent"
_STATUS = "code of the list status"
_CLASS = "code of the list road_class"

LAYERS: dict[str, Layer] = {
    row.name: row
    for row in (
        Layer(
            "land", "Đất liền", "Land", {"kind": "province, sea …", "name": "name"},
        ),
        Layer(
            "communes", "Xã, phường", "Communes", {"id": "unit code", "name": "name"}, min_zoom=7, collection="communes",
        ),
        Layer(
            "roads", "Tuyến đường", "Roads", {"id": _ID, "code": "QL.1", "name": "name", "road_class": _CLASS},
            min_zoom=5, full_zoom=FULL, classes=LOW, low=("id", "code", "name", "road_class"), collection="roads",
            more="branch technical_grade status opened_on length_m calibration",
        ),
        Layer(
            "sections", "Đoạn đường", "Sections",
            {"id": _ID, "road": "road code", "condition": _CONDITION, "pavement": "code of the list pavement",
             "road_class": _CLASS},
            min_zoom=7, full_zoom=FULL, classes=LOW_SECTIONS, low=("road", "condition", "pavement", "road_class"),
            collection="sections",
            more="from_m to_m length_m carriageway_width_m formation_width_m lanes condition_on iri_m_km surfaced_year",
        ),
        Layer(
            "bridges", "Cầu", "Bridges",
            {"id": _ID, "name": "name", "condition": _CONDITION, "status": _STATUS, "length_m": "metres"},
            min_zoom=8, full_zoom=FULL, classes=LOW_BRIDGES, low=("id", "condition", "status"),
            collection="bridges",
            more="code bridge_type permanence crossing span_count width_m carriageway_width_m design_load actual_load"
                " vertical_clearance_m built_year opened_year condition_on",
        ),
        Layer(
            "culverts", "Cống", "Culverts", {"id": _ID, "condition": _CONDITION, "status": _STATUS},
            min_zoom=10, collection="culverts",
            more="name code kind shape length_m width_m height_m diameter_m built_year condition_on",
        ),
        Layer(
            "km-posts", "Cột Km", "Km posts", {"id": _ID, "road": "road code", "km": "kilometre"},
            min_zoom=11, collection="km-posts",
        ),
        Layer(
            "places", "Địa danh", "Places", {"name": "name", "rank": "1 (city) to 3"},
        ),
    )
}  # fmt: skip
