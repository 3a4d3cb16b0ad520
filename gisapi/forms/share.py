"""What becomes a map to mail (`gisapi.forms.mailed`): `f=map`, a set of one collection; `/api/map`, a view of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import BadParameter
from gisapi.forms.export import Export
from gisapi.forms.mailed import Layer, Mailed
from gisapi.forms.mailed import write as write_mailed
from gisapi.forms.symbology import colour_sql, label_fields, label_sql, looks
from gisapi.params.moments import ZONE, Moment
from gisapi.params.selecting import Selection
from gisapi.queries.compose import Page
from gisapi.queries.compose import rows as compose_rows
from gisapi.queries.conditions import UNKNOWN, conditions
from gisapi.queries.extents import Box, unit_name
from gisapi.queries.reference import meanings
from gisapi.queries.tables import Column
from gisapi.queries.unloading import rows

MOST = 5000
"""Features a file holds: a megabyte or five, which a mail takes and a telephone draws."""
_FEWER = "bbox, road, unit or filter choose fewer; f=gpkg holds all"
_FEWER_IN_VIEW = "a smaller bbox, fewer layers or more conditions"


@dataclass(frozen=True, slots=True)
class View:
    """Several collections as one map, the first drawn lowest. `asked`: the filters, as they came."""

    exports: Sequence[Export]
    box: Box | None
    asked: dict[str, str]


def write(file: Any, export: Export) -> None:
    """One set. Raises BadParameter for more features than a file may hold."""
    layer = Layer(export.collection, export.columns, _read(export, MOST, field="f", value="map", cure=_FEWER))
    told = [*_as_at(export.query.selection.moment), unquote_plus(export.address)]
    write_mailed(file, Mailed(export.collection.title_vi, told, [layer], _roads(export)))


def write_view(file: Any, view: View) -> None:
    """A view of the map. Raises BadParameter for more features than a file may hold."""
    layers: list[Layer] = []
    for export in view.exports:
        left = MOST - sum(len(layer.rows) for layer in layers)
        read = _read(export, left, field="layers", cure=_FEWER_IN_VIEW)
        layers.append(Layer(export.collection, export.columns, read))
    shown = [layer for layer in layers if layer.rows or _is_asked(layer, view)]
    first = view.exports[0]
    told = [*_as_at(first.query.selection.moment), *_asked(view)]
    roads = [] if any(layer.collection.name == "roads" for layer in layers) else _roads(first)
    write_mailed(file, Mailed("Bản đồ cầu, cống, đường", told, shown or layers, roads, view.box))


def _is_asked(layer: Layer, view: View) -> bool:
    """Whether something was asked of this layer: then that there is none is an answer."""
    return any(name.startswith(f"{layer.collection.name}.") for name in view.asked)


def _read(export: Export, most: int, *, field: str, cure: str, **facts: Any) -> list[tuple[Any, ...]]:
    """The rows of a layer, as `Layer` has them."""
    made = [
        Column("geojson", "", "json", "ST_AsGeoJSON(page.geom, 6)"),
        Column("colour", "", "text", colour_sql(export.collection)),
        Column("label", "", "text", label_sql(export.collection)),
        Column("from", "", "text", "page.source"),
        *export.columns,
    ]
    told = {
        *(f.name for f in export.fields),
        *label_fields(export.collection),
        looks(export.collection)[0],
        "public_id",
        "source",
    }
    read = []
    for row in rows(export.table(made, [f for f in export.readable if f.name in told]), export.deadline):
        read.append(row)
        if len(read) > most:
            raise BadParameter(field, **facts, reason="too-many-features", limit=MOST, cure=cure)
    return read


def _roads(export: Export) -> list[str]:
    """The roads this visitor may see, thin, so that one knows where one is: as GeoJSON geometries to about 50 m."""
    collection = COLLECTIONS["roads"]
    if export.collection.shape == "line" and export.collection.along:
        return []  # it shows where the roads are
    selected = conditions(collection, Selection(moment=export.query.selection.moment), signed_in=export.signed_in)
    page = Page(moment=export.query.selection.moment)
    made = compose_rows(collection, selected, [], ["ST_AsGeoJSON(ST_Simplify(page.geom, 0.0005), 4)"], page)
    return [row[0] for row in rows(made, export.deadline) if row[0]]


def _as_at(moment: Moment | None) -> list[str]:
    """Of which day the figures are, where a day was asked for."""
    if moment is None:
        return []
    ends = [at.astimezone(ZONE).strftime("%d/%m/%Y %H:%M") if at else "…" for at in (moment.first, moment.last)]
    return [f"Số liệu như lúc {ends[1]}" if moment.instant else f"Số liệu từ {ends[0]} đến {ends[1]}"]


def _asked(view: View) -> list[str]:
    """What was chosen, in words: the unit, and of each layer its filter."""
    unit = view.asked.get("unit")
    told = [f"Địa bàn: {unit_name(unit)}"] if unit else []
    known = meanings()
    for collection in (export.collection for export in view.exports):
        for name, value in view.asked.items():
            layer, _, own = name.partition(".")
            if layer == collection.name:
                told.append(f"{collection.title_vi}: {_chosen(collection, own, value, known)}")
    return told


def _chosen(collection: Collection, own: str, value: str, known: dict[str, dict[str, tuple[str, str]]]) -> str:
    """One filter: codes by what they are called, CQL2 as it was written."""
    if own not in collection.fields:
        return value
    field = collection.fields[own]
    labels = known.get(field.codes, {}) | {UNKNOWN: ("chưa rõ", "")}
    codes = [code.strip() for code in value.split(",")]
    return f"{field.title_vi} " + ", ".join(labels[code][0] if code in labels else code for code in codes)
