"""The layers that can be drawn: fields, the zoom each class appears from, and where their SQL is. Data only."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "layers"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. `classes`: road class → the zoom its features appear from (complete from there on)."""

    name: str
    title_vi: str
    title_en: str
    fields: dict[str, str]
    min_zoom: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    collection: str | None = None

    @property
    def sql(self) -> str:
        """The rows of this layer under a tile: the attributes of `fields`, and geom in EPSG:3857."""
        return _text(self.name)

    def classes_at(self, z: int) -> list[str]:
        """The road classes drawn at a zoom."""
        return [name for name, zoom in self.classes.items() if zoom <= z]

    def shown_at(self, z: int) -> bool:
        """Whether anything of this layer is drawn at a zoom."""
        return z >= self.min_zoom


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name.replace('-', '_')}.sql").read_text(encoding="utf-8")


NETWORK = {"CT": 5, "QL": 5, "DT": 5, "DDT": 9, "DH": 9, "DCD": 10, "DX": 11, "DTH": 12}
SECTIONS = {"CT": 7, "QL": 7, "DT": 7, "DDT": 10, "DH": 10, "DCD": 11, "DX": 12, "DTH": 12}
_ID = "public id"
_CONDITION = "code of the list condition, or absent"

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
            "roads", "Tuyến đường", "Roads",
            {"id": _ID, "code": "QL.1", "name": "name", "road_class": "code of the list road_class"},
            min_zoom=5, classes=NETWORK, collection="roads",
        ),
        Layer(
            "sections", "Đoạn đường", "Sections",
            {"id": _ID, "road": "road code", "condition": _CONDITION, "pavement": "code of the list pavement",
             "road_class": "code of the list road_class"},
            min_zoom=7, classes=SECTIONS, collection="sections",
        ),
        Layer(
            "bridges", "Cầu", "Bridges",
            {"id": _ID, "name": "name", "condition": _CONDITION, "status": "code of the list status", "length_m": "metres"},
            min_zoom=8, collection="bridges",
        ),
        Layer(
            "culverts", "Cống", "Culverts", {"id": _ID, "condition": _CONDITION, "status": "code of the list status"},
            min_zoom=10, collection="culverts",
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
