"""The layers that can be drawn: fields, the zoom each class appears from, and where their SQL is. Data only.

From `full_zoom` on every feature under a tile is in it. Below, a layer that has `low` draws the classes of `classes` (of roads; of waterways the kinds). Up to
`exact_zoom` it reads lines thinned and merged by the database (`infra/sql/0013_low_zooms.sql`, `0020_tiles_without_ids.sql`); from
there on, or when an attribute is chosen that those lack, the tables themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "layers"
ID_DIGITS = 6
"""A public id is a letter, a hyphen and its number with at least so many digits (docs/decisions/0005)."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer.

    `fields`: what a tile carries unless asked otherwise. `more`: words that `properties=` may name besides. `classes`: class
    of road, or kind of waterway → the zoom it appears from below `full_zoom`. `low`: the fields there can be below `exact_zoom`. `merged_by`: lines alike
    in these are one there, but from `full_zoom` on those of `classes`. `letter`: of the public id,
    whose number is the feature's id; "" for layers whose features have none.
    """

    name: str
    title_vi: str
    title_en: str
    fields: dict[str, str]
    min_zoom: int = 0
    full_zoom: int = 0
    exact_zoom: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    low: tuple[str, ...] = ()
    merged_by: tuple[str, ...] = ()
    more: str = ""
    letter: str = ""
    collection: str | None = None

    def rows(self, *, is_low: bool = False) -> str:
        """SQL of the rows under a tile: attributes, geom in EPSG:3857, and number, of the public id if it has a letter."""
        return _text(f"low/{self.name}" if is_low else self.name)

    def is_low(self, z: int, chosen: Sequence[str] | None = None) -> bool:
        """Whether a zoom shows thinned and merged rows; never when an attribute is chosen that they lack, if the tables may be read."""
        return z < self.full_zoom or (z < self.exact_zoom and set(chosen or ()) <= set(self.low))

    def classes_at(self, z: int) -> list[str]:
        """The classes drawn at a zoom below full detail."""
        return [name for name, zoom in self.classes.items() if zoom <= z]

    def shown_at(self, z: int) -> bool:
        """Whether anything of this layer is drawn at a zoom."""
        return z >= self.min_zoom

    def fields_at(self, z: int, chosen: Sequence[str] | None = None) -> list[str]:
        """The attributes a tile of this zoom carries: the chosen ones, or the usual ones, as far as they are there."""
        return [name for name in chosen or self.fields if not self.is_low(z, chosen) or name in self.low]

    @property
    def choosable(self) -> list[str]:
        """What `properties=` may name."""
        return [*self.fields, *(["id"] if self.letter else []), *self.more.split()]


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name.replace('-', '_')}.sql").read_text(encoding="utf-8")


FULL, EXACT = 10, 13
LOW = {"CT": 5, "QL": 5, "DT": 8}
LOW_SECTIONS = {"CT": 7, "QL": 7, "DT": 9}
LOW_BRIDGES = {"CT": 8, "QL": 8, "DT": 9}
LOW_WATERWAYS = {"SONG": 7, "KENH": 10, "RACH": 11}
"""Ditches, and what is not known to be more, only whole: from z12."""
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
            "waterways", "Sông, kênh", "Waterways", {"name": "name", "kind": "code of the list waterway_kind, or absent"},
            letter="W", min_zoom=7, full_zoom=12, exact_zoom=12, classes=LOW_WATERWAYS, low=("id", "name", "kind"), collection="waterways",
            more="navigation_class width_m",
        ),
        Layer(
            "roads", "Tuyến đường", "Roads", {"code": "QL.1", "name": "name", "road_class": _CLASS},
            letter="R",
            min_zoom=5, full_zoom=FULL, exact_zoom=EXACT, classes=LOW, low=("id", "code", "name", "road_class"), collection="roads",
            more="branch technical_grade status opened_on length_m calibration",
        ),
        Layer(
            "sections", "Đoạn đường", "Sections",
            {"road": "road code", "condition": _CONDITION, "pavement": "code of the list pavement",
             "road_class": _CLASS},
            letter="S", min_zoom=7, full_zoom=FULL, exact_zoom=EXACT, classes=LOW_SECTIONS, low=("road", "condition", "pavement", "road_class"),
            merged_by=("road", "condition", "pavement"),
            collection="sections",
            more="from_m to_m length_m carriageway_width_m formation_width_m lanes condition_on iri_m_km surfaced_year",
        ),
        Layer(
            "bridges", "Cầu", "Bridges",
            {"name": "name", "condition": _CONDITION, "status": _STATUS, "length_m": "metres"},
            letter="B", min_zoom=8, full_zoom=FULL, exact_zoom=FULL, classes=LOW_BRIDGES, low=("id", "condition", "status"),
            collection="bridges",
            more="code bridge_type permanence crossing span_count width_m carriageway_width_m design_load actual_load"
                " vertical_clearance_m built_year opened_year condition_on",
        ),
        Layer(
            "culverts", "Cống", "Culverts", {"condition": _CONDITION, "status": _STATUS},
            letter="C", min_zoom=10, collection="culverts",
            more="name code kind shape length_m width_m height_m diameter_m built_year condition_on",
        ),
        Layer(
            "km-posts", "Cột Km", "Km posts", {"road": "road code", "km": "kilometre"},
            letter="P", min_zoom=11, collection="km-posts",
        ),
        Layer(
            "places", "Địa danh", "Places", {"name": "name", "rank": "1 (city) to 3"},
        ),
    )
}  # fmt: skip
