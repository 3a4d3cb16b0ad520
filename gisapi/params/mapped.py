"""`/api/map`: the view of a map: a box, a day, a unit, the layers that are shown, and what of each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.boxes import CRS84
from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import BadParameter
from gisapi.params.given import Given
from gisapi.params.items import ItemsQuery
from gisapi.params.selecting import boxes_given, selection

LAYERS = {
    "waterways": ("name", "kind", "navigation_class", "width_m"),
    "roads": ("code", "name", "road_class", "start_chainage", "end_chainage", "length_m", "managing_unit"),
    "sections": ("road", "from_chainage", "to_chainage", "length_m", "pavement", "carriageway_width_m", "condition", "condition_on"),
    "km-posts": ("road", "km", "verdict"),
    "culverts": ("code", "road", "chainage", "kind", "shape", "opening_text", "condition", "condition_on"),
    "bridges": ("name", "road", "chainage", "length_m", "width_m", "actual_load", "built_year", "status", "condition", "condition_on"),
}  # fmt: skip
"""Layer, from the lowest drawn to the highest → the columns of its table: what a leader reads, in this order."""
SHARED = ("bbox", "datetime", "unit")
OWN = ("condition", "road_class", "filter")
"""What may be asked of one layer: `bridges.condition=XAU`."""


@dataclass(frozen=True, slots=True)
class MapQuery:
    """`layers`: what is shown, each as a question of its own; `box`: west, south, east, north, beyond which the map does not open; `told`: the parameters as they came."""

    layers: tuple[tuple[Collection, ItemsQuery], ...]
    box: tuple[float, float, float, float] | None
    told: dict[str, str]


def own_names() -> list[str]:
    """Every parameter of one layer: a field only of a layer that has it."""
    return [f"{name}.{own}" for name in LAYERS for own in OWN if own == "filter" or own in COLLECTIONS[name].fields]


def map_view(request: HttpRequest) -> MapQuery:
    """What the map shows. A layer's own parameters mean what they mean to its items."""
    given = Given(request, {"layers", *SHARED, *own_names()})
    given.chosen("f", ("map",))
    names = given.codes("layers") or tuple(LAYERS)
    if unknown := [name for name in names if name not in LAYERS]:
        raise BadParameter("layers", value=unknown[0], known=list(LAYERS))
    told = dict(given.as_given())
    return MapQuery(
        tuple((COLLECTIONS[name], _of_one(name, told)) for name in LAYERS if name in names), _opened(given), told
    )


def _of_one(name: str, told: dict[str, str]) -> ItemsQuery:
    own = {one: told[f"{name}.{one}"] for one in OWN if f"{name}.{one}" in told}
    values = {one: told[one] for one in SHARED if one in told} | own
    with named_by(name):
        selected = selection(Given.of(values, values), COLLECTIONS[name])
    return ItemsQuery(selected, None, None, count=False, crs=CRS84, columns=LAYERS[name], order=(), form="map", labels=True, given=())  # fmt: skip


def _opened(given: Given) -> tuple[float, float, float, float] | None:
    """The box itself; none across the antimeridian, where the map opens on its features."""
    text = given.text("bbox")
    if text is None or len(boxes_given(given)) > 1:
        return None
    west, south, *_, east, north = map(float, text.split(","))
    return west, south, east, north


@contextmanager
def named_by(layer: str) -> Iterator[None]:
    """A fault in a parameter of one layer names that parameter."""
    try:
        yield
    except BadParameter as error:
        if error.field not in OWN:
            raise
        raise BadParameter(f"{layer}.{error.field}", **error.facts) from error
