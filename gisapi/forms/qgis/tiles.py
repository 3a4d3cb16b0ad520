"""The public tiles as layers of a QGIS project: a background that is there at once, and the conditions at a glance. Pure.

The addresses name no version: a project is kept for years, and such tiles are asked for again with their token (docs/decisions/0003).
"""

from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

from gisapi.forms.qgis.layer import FILL, Meanings, add_symbol, red_green_blue
from gisapi.forms.qgis.project import describe, layer_id
from gisapi.forms.symbology import BOUNDARY, CONDITIONS, INK, LAND, LINE_PX, OTHER_ROAD, ROADS, UNRATED
from infra.crs import WEB_MERCATOR

GROUP = "Nền nhanh (ô vectơ)"
FINEST = 16
"""The last zoom asked for: there a tile is exact to 15 cm, so that closer views need no more requests."""
_SHAPES = {"point": "0", "line": "1", "area": "2"}


@dataclass(frozen=True, slots=True)
class Style:
    """What features of one layer of the tiles look like, those of which `where` (QGIS's expression) is true."""

    name: str
    layer: str
    shape: str
    colour: str
    where: str = ""
    line_px: float = LINE_PX
    fill: int = FILL


@dataclass(frozen=True, slots=True)
class Words:
    """What features of one layer of the tiles are called, from which zoom."""

    layer: str
    shape: str
    field: str
    size_pt: float
    min_zoom: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class TileLayer:
    """A vector tile layer of some of our layers. `site`: "https://…/tiles/"; the first style is drawn lowest."""

    name: str
    title: str
    site: str
    styles: tuple[Style, ...]
    words: tuple[Words, ...] = ()
    shown: bool = True
    provider: str = "vectortile"

    @property
    def id(self) -> str:
        """Its id in the project."""
        return layer_id(self.name)

    @property
    def source(self) -> str:
        """As QGIS takes it."""
        named = dict.fromkeys([*(one.layer for one in self.styles), *(one.layer for one in self.words)])
        address = quote(f"{self.site}{','.join(named)}/{{z}}/{{x}}/{{y}}.mvt", safe=":/,")
        return f"type=xyz&url={address}&zmin=0&zmax={FINEST}"

    def add_to(self, layers: ET.Element, meanings: Meanings) -> None:
        """Its look and its words."""
        layer = ET.SubElement(layers, "maplayer", type="vector-tile", hasScaleBasedVisibilityFlag="0")
        describe(layer, self, WEB_MERCATOR)
        renderer = ET.SubElement(layer, "renderer", type="basic")
        styles = ET.SubElement(renderer, "styles")
        for style in self.styles:
            one = _style(styles, style.name, style.layer, style.shape, style.where, min_zoom=-1)
            add_symbol(
                ET.SubElement(one, "symbols"), "0", style.shape, style.colour, line_px=style.line_px, fill=style.fill
            )
        called = ET.SubElement(ET.SubElement(layer, "labeling", type="basic"), "styles")
        for words in self.words:
            one = _style(called, words.layer, words.layer, words.shape, words.where, min_zoom=words.min_zoom)
            _text(ET.SubElement(one, "settings", calloutType="simple"), words)


def _style(styles: ET.Element, name: str, layer: str, shape: str, where: str, *, min_zoom: int) -> ET.Element:
    return ET.SubElement(
        styles, "style", {"name": name, "layer": layer, "geometry": _SHAPES[shape], "expression": where, "enabled": "1", "min-zoom": str(min_zoom), "max-zoom": "-1"},
    )  # fmt: skip


def _text(settings: ET.Element, words: Words) -> None:
    text = ET.SubElement(
        settings, "text-style", fieldName=words.field, isExpression="0", fontSize=str(words.size_pt), fontSizeUnit="Point",
        textColor=f"{red_green_blue(INK)},255", textOpacity="1",
    )  # fmt: skip
    ET.SubElement(text, "text-buffer", bufferDraw="1", bufferSize="1", bufferSizeUnits="MM", bufferColor="255,255,255,255", bufferOpacity="1")  # fmt: skip
    placements = {"point": "6", "line": "3"}  # around the point; curved along the line
    ET.SubElement(settings, "placement", placement=placements[words.shape])


def tile_layers(site: str) -> list[TileLayer]:
    """Conditions, not shown until they are wanted (the layers of the group above have them too), and under them the background."""
    return [
        TileLayer("tiles_conditions", "Tình trạng: đoạn đường, cầu, cống", site, _conditions(), shown=False),
        TileLayer("tiles_base", "Nền: xã, địa danh, tuyến đường", site, _base(), _WORDS),
    ]


_WORDS = (
    Words("places", "point", "name", 10, 6, "\"rank\" = 1"),
    Words("places", "point", "name", 8, 10, "\"rank\" > 1"),
    Words("roads", "line", "code", 8, 9),
)  # fmt: skip


def _base() -> tuple[Style, ...]:
    known = ",".join(f"'{code}'" for code in ROADS)
    other = Style(
        "other roads",
        "roads",
        "line",
        OTHER_ROAD[0],
        f"coalesce(\"road_class\", '') not in ({known})",
        OTHER_ROAD[1] / 2,
    )
    classes = [
        Style(code, "roads", "line", colour, f"\"road_class\" = '{code}'", px / 2)
        for code, (colour, px) in reversed(ROADS.items())
    ]
    return (
        Style("land", "land", "area", LAND, fill=255),
        Style("communes", "communes", "area", BOUNDARY, fill=0),
        other,
        *classes,
    )


def _conditions() -> tuple[Style, ...]:
    """The worst on top, lines under points."""
    known = ",".join(f"'{code}'" for code in CONDITIONS)
    looks = [(UNRATED[0], f"coalesce(\"condition\", '') not in ({known})")]
    looks += [(colour, f"\"condition\" = '{code}'") for code, (colour, _) in CONDITIONS.items()]
    layers = (("sections", "line"), ("culverts", "point"), ("bridges", "point"))
    return tuple(
        Style(f"{name} {n}", name, shape, colour, where)
        for name, shape in layers
        for n, (colour, where) in enumerate(looks)
    )
