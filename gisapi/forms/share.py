"""`f=map`: a set as one HTML file to mail, made by folium: map, legend, table, title and date. It asks nothing of any server when it is opened.

folium links its scripts from content networks; ours are put into the file instead, and the base map is the provinces' outlines as data.
Whatever people wrote stands in it as text: escaped, and put in after folium's templates have run; what they are called is data of folium, without braces.
"""

import json
import re
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from gisapi.collections import COLLECTIONS
from gisapi.errors import BadParameter
from gisapi.forms.export import Export
from gisapi.forms.symbology import BOUNDARY, LAND, colour_sql, label_fields, label_sql, looks
from gisapi.params.moments import ZONE
from gisapi.params.selecting import Selection
from gisapi.queries.compose import Page
from gisapi.queries.compose import rows as compose_rows
from gisapi.queries.conditions import conditions
from gisapi.queries.extents import outlines
from gisapi.queries.reference import meanings
from gisapi.queries.tables import Column
from gisapi.queries.unloading import rows

MOST = 5000
"""Features a file holds: a megabyte or five, which a mail takes and a telephone draws."""
FIXED = (
    ("Quần đảo Hoàng Sa (Việt Nam)", 16.5, 112.0),
    ("Quần đảo Trường Sa (Việt Nam)", 9.4, 113.1),
    ("Biển Đông", 13.0, 111.6),
)
"""On every map of ours, with their places (`maps/src/map/islands.ts`)."""
_LEAFLET = Path(__file__).parent / "leaflet"
_STYLE = (Path(__file__).parent / "share.css").read_text(encoding="utf-8")
_PARTS = ("head", "panel")
_NO_PICTURE = "L.Marker.prototype.options.icon = L.divIcon({iconSize: [0, 0]});"
"""folium sets a marker's icon after it has been drawn with Leaflet's own, a picture beside the file."""


def write(file: Any, export: Export) -> None:
    """The file. Raises BadParameter for more features than it may hold."""
    made = [
        Column("geojson", "", "json", "ST_AsGeoJSON(page.geom, 6)"),
        Column("colour", "", "text", colour_sql(export.collection)),
        Column("label", "", "text", label_sql(export.collection)),
        *export.columns,
    ]
    told = {
        *(f.name for f in export.fields),
        *label_fields(export.collection),
        looks(export.collection)[0],
        "public_id",
    }
    read = []
    for row in rows(export.table(made, [f for f in export.readable if f.name in told]), export.deadline):
        read.append(row)
        if len(read) > MOST:
            raise BadParameter(
                "f",
                value="map",
                reason="too-many-features",
                limit=MOST,
                cure="bbox, road, unit or filter choose fewer; f=gpkg holds all",
            )
    placed = [row for row in read if row[0]]
    page = _page(placed, _roads(export))
    parts = {"head": _head(export), "panel": _panel(export, read, len(placed))}
    for name in _PARTS:
        page = page.replace(f"<!--{name}-->", parts[name])
    file.write(page.encode())


def _roads(export: Export) -> list[str]:
    """The roads this visitor may see, thin, so that one knows where one is: as GeoJSON geometries to about 50 m."""
    collection = COLLECTIONS["roads"]
    if export.collection.shape == "line":
        return []
    selected = conditions(collection, Selection(moment=export.query.selection.moment), signed_in=export.signed_in)
    page = Page(moment=export.query.selection.moment)
    made = compose_rows(collection, selected, [], ["ST_AsGeoJSON(ST_Simplify(page.geom, 0.0005), 4)"], page)
    return [row[0] for row in rows(made, export.deadline) if row[0]]


def _page(placed: list[tuple[Any, ...]], roads: list[str]) -> str:
    """What folium makes of the features."""
    import folium  # here: a server that never writes one need not hold it
    from branca.element import Element

    drawn = folium.Map(tiles=None, location=(16, 107), zoom_start=6, prefer_canvas=True, attribution_control=False)
    drawn.default_js, drawn.default_css = [], []
    figure: Any = drawn.get_root()
    figure.title = "CầuĐường"
    figure.header.add_child(Element("<!--head-->"), name="own")
    figure.html.add_child(Element("<!--panel-->"), name="own")
    base = {"type": "Feature", "properties": {}, "geometry": json.loads(outlines())}
    folium.GeoJson(
        base,
        style_function=lambda _: {"color": BOUNDARY, "weight": 1, "fillColor": LAND, "fillOpacity": 1},
        control=False,
    ).add_to(drawn)
    if roads:
        lines = {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {}, "geometry": json.loads(one)} for one in roads],
        }
        folium.GeoJson(lines, style_function=lambda _: {"color": "#9aa39f", "weight": 1.5}, control=False).add_to(drawn)
    for text, lat, lon in FIXED:
        icon = folium.DivIcon(html=f'<span class="fixed">{text}</span>', icon_size=(0, 0))
        folium.Marker((lat, lon), icon=icon).add_to(drawn)
    if placed:
        shown = _features(folium, placed)
        shown.add_to(drawn)
        drawn.fit_bounds(shown.get_bounds(), max_zoom=15, padding=(30, 30))
    return str(figure.render())


def _features(folium: Any, placed: list[tuple[Any, ...]]) -> Any:
    """The features in the map's colours, each saying what it is called."""
    features = [
        {
            "type": "Feature",
            "properties": {"colour": colour, "words": _inert(label or "")},
            "geometry": json.loads(geojson),
        }
        for geojson, colour, label, *_ in placed
    ]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=6, weight=1.5, fill=True, fill_opacity=1),
        style_function=lambda one: {
            "color": "#ffffff" if one["geometry"]["type"] == "Point" else one["properties"]["colour"],
            "fillColor": one["properties"]["colour"],
            "weight": 1.5 if one["geometry"]["type"] == "Point" else 4,
            "fillOpacity": 1 if one["geometry"]["type"] == "Point" else 0.15,
        },
        popup=folium.GeoJsonPopup(fields=["words"], labels=False),
        zoom_on_click=False,
        name="features",
    )


def _inert(text: str) -> str:
    """Text in folium's data: HTML of it, and no template. branca compiles what folium has rendered as a template once more, so that `{{ … }}` in a name would be run here."""
    return escape(text).replace("{", "&#123;")


@cache
def _leaflet(name: str) -> str:
    """Leaflet's script or style sheet, without the addresses in it: no element of ours uses those pictures."""
    text = (_LEAFLET / name).read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*|url\((?:images/|#default)[^)]*\)", "", text)


def _head(export: Export) -> str:
    return f'<script>{_leaflet("leaflet.js")}{_NO_PICTURE}</script><style>{_leaflet("leaflet.css")}{_STYLE}</style><meta name="referrer" content="no-referrer">'


def _panel(export: Export, read: list[tuple[Any, ...]], placed: int) -> str:
    """Title, date, legend and the table of all rows."""
    title, address = escape(export.collection.title_vi), escape(unquote_plus(export.address))
    taken = datetime.now(ZONE).strftime("%d/%m/%Y %H:%M")
    without = f" · {len(read) - placed} chưa có vị trí" if placed < len(read) else ""
    columns = "".join(f"<th>{escape(column.title)}</th>" for column in export.columns)
    lines = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row[3:]) + "</tr>" for row in read)
    return (
        f'<header><h1>{title}</h1><p>{len(read)} đối tượng{without} · Lập lúc {taken} (giờ Việt Nam) · CầuĐường</p><p class="asked">{address}</p></header>'
        f"{_legend(export)}"
        f'<p class="islands">{FIXED[0][0]}<br>{FIXED[1][0]}</p>'
        f'<div class="rows" tabindex="0"><table><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _cell(value: Any) -> str:
    """A value as people here read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return escape(str(value)) if isinstance(value, str) else escape(str(value).replace(".", ","))


def _legend(export: Export) -> str:
    by, colours, other = looks(export.collection)
    if not by:
        return ""
    field = export.collection.fields[by]
    known = meanings()[field.codes]
    lines = [(known[code][0], colour) for code, colour in colours.items() if code in known] + [
        ("Chưa rõ / khác", other)
    ]
    marks = "".join(f'<li><i style="background:{colour}"></i>{escape(text)}</li>' for text, colour in lines)
    return f'<section class="legend"><h2>{escape(field.title_vi)}</h2><ul>{marks}</ul></section>'
