"""A map as one HTML file to mail, made by folium: map, legend, a table a layer, title and date. It asks nothing of any server when it is opened.

folium links its scripts from content networks; ours are put into the file instead, and the base map is the provinces' outlines as data.
Whatever people wrote stands in it as text: escaped, and put in after folium's templates have run; what they are called is data of folium, without braces.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from gisapi.collections import Collection
from gisapi.forms.symbology import BOUNDARY, LAND, LINE_PX, looks
from gisapi.params.moments import ZONE
from gisapi.queries.extents import Box, outlines
from gisapi.queries.reference import meanings
from gisapi.queries.tables import LABEL, Column

FIXED = (
    ("Quần đảo Hoàng Sa (Việt Nam)", 16.5, 112.0),
    ("Quần đảo Trường Sa (Việt Nam)", 9.4, 113.1),
    ("Biển Đông", 13.0, 111.6),
)
"""On every map of ours, with their places (`maps/src/map/islands.ts`)."""
_LEAFLET = Path(__file__).parent / "leaflet"
_STYLE = (Path(__file__).parent / "mailed.css").read_text(encoding="utf-8")
_PARTS = ("head", "panel")
_NO_PICTURE = "L.Marker.prototype.options.icon = L.divIcon({iconSize: [0, 0]});"
"""folium sets a marker's icon after it has been drawn with Leaflet's own, a picture beside the file."""
_RADIUS_PX = {"culverts": 4, "km-posts": 3}
"""Half the size of a point, `_POINT_PX` where nothing is said: kinds of the same colour are told apart."""
_POINT_PX, _ROAD_PX = 6, 7
_CLOSEST = 15
_TOLD = 4
"""Values of a row before those of its columns."""
_SOURCES = 2
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One collection on the map. `rows`: GeoJSON of the place or None, colour, label, source, then the values of `columns`."""

    collection: Collection
    columns: Sequence[Column]
    rows: Sequence[Row]

    @property
    def placed(self) -> list[Row]:
        """Those that can be drawn."""
        return [row for row in self.rows if row[0]]


@dataclass(frozen=True, slots=True)
class Mailed:
    """A map to mail. `told`: lines under its title; `layers`: the first is drawn lowest; `roads`: GeoJSON of thin lines under them; `box`: it opens on nothing beyond."""

    title: str
    told: Sequence[str]
    layers: Sequence[Layer]
    roads: Sequence[str]
    box: Box | None = None


def write(file: Any, mailed: Mailed) -> None:
    """The file."""
    page = _page(mailed)
    parts = {"head": _head(), "panel": _panel(mailed)}
    for name in _PARTS:
        page = page.replace(f"<!--{name}-->", parts[name])
    file.write(page.encode())


def _page(mailed: Mailed) -> str:
    """What folium makes of the features."""
    import folium  # here: a server that never writes one need not hold it
    from branca.element import Element

    drawn = folium.Map(
        tiles=None, location=(16, 107), zoom_start=6, zoom_snap=0.25, prefer_canvas=True, attribution_control=False
    )
    drawn.default_js, drawn.default_css = [], []
    figure: Any = drawn.get_root()
    figure.title = "CầuĐường"
    figure.header.add_child(Element("<!--head-->"), name="own")
    figure.html.add_child(Element("<!--panel-->"), name="own")
    _add_base(folium, drawn, mailed.roads)
    shown = [_features(folium, layer) for layer in mailed.layers if layer.placed]
    for one in shown:
        one.add_to(drawn)
    if bounds := _opened(mailed.box, [one.get_bounds() for one in shown]):
        drawn.fit_bounds(bounds, max_zoom=_CLOSEST, padding=(30, 30))
    return str(figure.render())


def _opened(box: Box | None, bounds: Sequence[Any]) -> list[list[float]]:
    """Where the map opens, [south, west], [north, east]: on the features as far as they are in the box, on the box where there are none."""
    west, south, east, north = box or (-180, -90, 180, 90)
    if not bounds:
        return [[south, west], [north, east]] if box else []
    return [
        [max(south, min(low[0] for low, _ in bounds)), max(west, min(low[1] for low, _ in bounds))],
        [min(north, max(high[0] for _, high in bounds)), min(east, max(high[1] for _, high in bounds))],
    ]


def _add_base(folium: Any, drawn: Any, roads: Sequence[str]) -> None:
    """Outlines, roads, and the names that are on every map of ours."""
    look = {"color": BOUNDARY, "weight": 1, "fillColor": LAND, "fillOpacity": 1}
    base = {"type": "Feature", "properties": {}, "geometry": json.loads(outlines())}
    folium.GeoJson(base, style_function=lambda _: look, control=False).add_to(drawn)
    if roads:
        lines = _collected({"type": "Feature", "properties": {}, "geometry": json.loads(one)} for one in roads)
        folium.GeoJson(lines, style_function=lambda _: {"color": "#9aa39f", "weight": 1.5}, control=False).add_to(drawn)
    for text, lat, lon in FIXED:
        icon = folium.DivIcon(html=f'<span class="fixed">{text}</span>', icon_size=(0, 0))
        folium.Marker((lat, lon), icon=icon).add_to(drawn)


def _collected(features: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _features(folium: Any, layer: Layer) -> Any:
    """The features in the map's colours, each saying what it is called."""
    features = (
        {
            "type": "Feature",
            "properties": {"colour": colour, "words": _inert(label or "")},
            "geometry": json.loads(geojson),
        }
        for geojson, colour, label, *_ in layer.placed
    )
    return folium.GeoJson(
        _collected(features),
        marker=folium.CircleMarker(radius=_radius(layer.collection), weight=1.5, fill=True, fill_opacity=1),
        style_function=lambda one: {
            "color": "#ffffff" if one["geometry"]["type"] == "Point" else one["properties"]["colour"],
            "fillColor": one["properties"]["colour"],
            "weight": 1.5 if one["geometry"]["type"] == "Point" else _weight(layer.collection),
            "fillOpacity": 1 if one["geometry"]["type"] == "Point" else 0.15,
        },
        popup=folium.GeoJsonPopup(fields=["words"], labels=False),
        zoom_on_click=False,
        name=layer.collection.name,
    )


def _weight(collection: Collection) -> int:
    """A road's colour is seen on both sides of its sections."""
    return _ROAD_PX if collection.name == "roads" else LINE_PX


def _radius(collection: Collection) -> int:
    return _RADIUS_PX.get(collection.name, _POINT_PX)


def _inert(text: str) -> str:
    """Text in folium's data: HTML of it, and no template. branca compiles what folium has rendered as a template once more, so that `{{ … }}` in a name would be run here."""
    return escape(text).replace("{", "&#123;")


@cache
def _leaflet(name: str) -> str:
    """Leaflet's script or style sheet, without the addresses in it: no element of ours uses those pictures."""
    text = (_LEAFLET / name).read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*|url\((?:images/|#default)[^)]*\)", "", text)


def _head() -> str:
    return f'<script>{_leaflet("leaflet.js")}{_NO_PICTURE}</script><style>{_leaflet("leaflet.css")}{_STYLE}</style><meta name="referrer" content="no-referrer">'


def _panel(mailed: Mailed) -> str:
    """Title, date, legend and the tables of all rows."""
    taken = datetime.now(ZONE).strftime("%d/%m/%Y %H:%M")
    rows = [row for layer in mailed.layers for row in layer.rows]
    lost = sum(1 for row in rows if not row[0])
    without = f" · {lost} chưa có vị trí" if lost else ""
    told = "".join(f'<p class="asked">{escape(line)}</p>' for line in [*mailed.told, *_sources(rows)])
    tables = "".join(_table(layer, headed=len(mailed.layers) > 1) for layer in reversed(mailed.layers))
    marks = "".join([_kinds(mailed.layers), *_legends(mailed.layers)])
    legend = f'<section class="legend">{marks}</section>' if marks else ""
    return (
        f"<header><h1>{escape(mailed.title)}</h1><p>{len(rows)} đối tượng{without} · Lập lúc {taken} (giờ Việt Nam) · CầuĐường</p>{told}</header>"
        f"{legend}"
        f'<p class="islands">{FIXED[0][0]}<br>{FIXED[1][0]}</p>'
        f'<div class="rows" tabindex="0">{tables}</div>'
    )


def _sources(rows: Sequence[Row]) -> list[str]:
    """Where the figures are from, the sources of most of them first: whoever is sent a map sees what it rests on."""
    named = [source for source, _ in Counter(row[_TOLD - 1] for row in rows if row[_TOLD - 1]).most_common()]
    if not named:
        return []
    more = f"; và {len(named) - _SOURCES} nguồn khác" if len(named) > _SOURCES else ""
    return [f"Nguồn: {'; '.join(named[:_SOURCES])}{more}"]


def _table(layer: Layer, *, headed: bool) -> str:
    """Every row; of a code that has a label beside it the label only: whoever is sent a map looks up no codes."""
    names = [column.name for column in layer.columns]
    shown = [n for n, name in enumerate(names) if f"{name}{LABEL}" not in names]
    titles = [layer.columns[n - 1 if names[n].endswith(LABEL) else n].title for n in shown]
    columns = "".join(f"<th>{escape(title)}</th>" for title in titles)
    lines = "".join(
        "<tr>" + "".join(f"<td>{_cell(row[_TOLD + n])}</td>" for n in shown) + "</tr>" for row in layer.rows
    )
    head = f"<h2>{escape(layer.collection.title_vi)} ({len(layer.rows)})</h2>" if headed else ""
    return f"{head}<table><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"


def _cell(value: Any) -> str:
    """A value as people here read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return escape(str(value)) if isinstance(value, str) else escape(str(value).replace(".", ","))


def _kinds(layers: Sequence[Layer]) -> str:
    """Which mark is which layer, where there are several."""
    if len(layers) < 2:
        return ""
    marks = "".join(
        f'<li><i style="{_mark(layer.collection)}"></i>{escape(layer.collection.title_vi)} ({len(layer.rows)})</li>'
        for layer in reversed(layers)
    )
    return f"<ul>{marks}</ul>"


def _mark(collection: Collection) -> str:
    px = 2 * _radius(collection)
    return (
        f"width:{px}px;height:{px}px"
        if collection.shape == "point"
        else f"height:{_weight(collection)}px;border-radius:0"
    )


def _legends(layers: Sequence[Layer]) -> Iterator[str]:
    """What the colours mean, each scale once."""
    scales = {looks(layer.collection)[0]: layer.collection for layer in layers}
    for by, collection in scales.items():
        if by:
            _, colours, other = looks(collection)
            field, known = collection.fields[by], meanings()[collection.fields[by].codes]
            lines = [(known[code][0], colour) for code, colour in colours.items() if code in known]
            marks = "".join(
                f'<li><i style="background:{colour}"></i>{escape(text)}</li>'
                for text, colour in [*lines, ("Chưa rõ / khác", other)]
            )
            yield f"<h2>{escape(field.title_vi)}</h2><ul>{marks}</ul>"
