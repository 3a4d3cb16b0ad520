"""A layer's look and forms as QGIS writes them: renderer, labels, aliases, value lists. Pure."""

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from pyproj import CRS

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.forms.symbology import LINE_PX, SYMBOL_PX, label_fields, looks

VERSION = "3.22.0"
Meanings = Mapping[str, Mapping[str, tuple[str, str]]]
GEOMETRIES = {"point": "Point", "line": "Line", "area": "Polygon"}
_SYMBOLS = {"point": "marker", "line": "line", "area": "fill"}
FILL = 25
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OTHERS = "Chưa đánh giá / khác"


def add_crs(parent: ET.Element, srid: int) -> None:
    """A coordinate system."""
    system = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(system, "wkt").text = CRS.from_epsg(srid).to_wkt()
    ET.SubElement(system, "authid").text = f"EPSG:{srid}"


def add_look(parent: ET.Element, collection: Collection, fields: Sequence[Field], meanings: Meanings) -> None:
    """The renderer, coloured as on the map, and what its features are called."""
    by, colours, other = looks(collection)
    shown = by if by in {field.name for field in fields} else ""
    if shown:
        known = meanings[collection.fields[by].codes]
        drawn = [(code, known[code][0] if code in known else code, colour) for code, colour in colours.items()]
        drawn.append(("", OTHERS, other))
        renderer = ET.SubElement(parent, "renderer-v2", type="categorizedSymbol", attr=by, symbollevels="0")
        categories = ET.SubElement(renderer, "categories")
        for n, (code, label, _) in enumerate(drawn):
            ET.SubElement(categories, "category", render="true", symbol=str(n), value=code, label=label)
    else:
        drawn = [("", "", other)]
        renderer = ET.SubElement(parent, "renderer-v2", type="singleSymbol", symbollevels="0")
    symbols = ET.SubElement(renderer, "symbols")
    for n, (_, _, colour) in enumerate(drawn):
        add_symbol(symbols, str(n), collection.shape, colour)
    _add_label(parent, collection, fields)


def red_green_blue(colour: str) -> str:
    """`#0b5d6b` as QGIS writes it."""
    return ",".join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))


def add_symbol(
    symbols: ET.Element, name: str, shape: str, colour: str, *, line_px: float = LINE_PX, fill: int = FILL
) -> None:
    """One symbol of a colour ("#rrggbb"), of the map's size; an area is filled by so much (0-255)."""
    rgb = red_green_blue(colour)
    ways = {
        "point": ("SimpleMarker", {"name": "circle", "color": f"{rgb},255", "outline_color": "255,255,255,255", "size": str(SYMBOL_PX), "size_unit": "Pixel"}),
        "line": ("SimpleLine", {"line_color": f"{rgb},255", "line_width": str(line_px), "line_width_unit": "Pixel"}),
        "area": ("SimpleFill", {"color": f"{rgb},{fill}", "outline_color": f"{rgb},255", "style": "solid"}),
    }  # fmt: skip
    kind, props = ways[shape]
    symbol = ET.SubElement(symbols, "symbol", type=_SYMBOLS[shape], name=name, alpha="1", clip_to_extent="1")
    layer = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    for key, value in props.items():
        ET.SubElement(layer, "prop", k=key, v=value)


def _add_label(parent: ET.Element, collection: Collection, fields: Sequence[Field]) -> None:
    """The name a map tip and a list of features show."""
    told = {field.name for field in fields}
    named = [f"nullif(\"{name}\", '')" for name in label_fields(collection) if name in told]
    ET.SubElement(parent, "previewExpression").text = f"coalesce({', '.join(named)}, '')" if named else "''"


def add_forms(parent: ET.Element, fields: Sequence[Field], meanings: Meanings, written: frozenset[str]) -> None:
    """Vietnamese titles; a list to choose from for each code; what is derived cannot be edited."""
    configuration = ET.SubElement(parent, "fieldConfiguration")
    for field in fields:
        one = ET.SubElement(configuration, "field", name=field.name)
        _widget(one, field, meanings)
    aliases = ET.SubElement(parent, "aliases")
    for n, field in enumerate(fields):
        title = f"{field.title_vi} ({field.unit})" if field.unit else field.title_vi
        ET.SubElement(aliases, "alias", field=field.name, index=str(n), name=title)
    editable = ET.SubElement(parent, "editable")
    ET.SubElement(editable, "field", name="fid", editable="0")  # a GeoPackage's own key, which no field of ours is
    for field in fields:
        ET.SubElement(editable, "field", name=field.name, editable=str(int(field.name in written)))


def _widget(one: ET.Element, field: Field, meanings: Meanings) -> None:
    listed = meanings.get(field.codes, {}) if field.kind in ("code", "word") else {}
    if listed:
        options = _config(one, "ValueMap")
        choices = ET.SubElement(options, "Option", type="List", name="map")
        for code, (label, _) in listed.items():
            choice = ET.SubElement(choices, "Option", type="Map")
            ET.SubElement(choice, "Option", type="QString", name=label, value=code)
    elif field.kind == "date":
        options = _config(one, "DateTime")
        for key, value in (("display_format", "dd/MM/yyyy"), ("field_format", "yyyy-MM-dd")):
            ET.SubElement(options, "Option", type="QString", name=key, value=value)
    else:
        _config(one, "TextEdit")


def _config(one: ET.Element, kind: str) -> ET.Element:
    widget = ET.SubElement(one, "editWidget", type=kind)
    return ET.SubElement(ET.SubElement(widget, "config"), "Option", type="Map")


def style(collection: Collection, fields: Sequence[Field], meanings: Meanings, written: frozenset[str]) -> str:
    """The QML of a layer: its look where it has one kind of shape, and its forms."""
    root = ET.Element("qgis", version=VERSION, styleCategories="AllStyleCategories")
    if collection.shape in GEOMETRIES:
        add_look(root, collection, fields, meanings)
    add_forms(root, fields, meanings, written)
    return document(root)


def document(root: ET.Element) -> str:
    """A file of QGIS, without the control characters that no XML may hold: codes are called what people call them."""
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + _NEVER.sub(
        "", ET.tostring(root, encoding="unicode")
    )
