"""The parameters of a tile: the attributes it shall carry, the version its address names."""

from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.errors import BadParameter
from gisapi.params.given import Given


@dataclass(frozen=True, slots=True)
class TileQuery:
    """`form` is mvt or geojson under /api/collections; `chosen` the attributes asked for, None: the usual ones.

    `version`: the `v` of an address out of TileJSON; None: an address without one.
    """

    form: str
    chosen: tuple[str, ...] | None
    version: str | None = None


def tile(request: HttpRequest, choosable: list[str] | None) -> TileQuery:
    """`properties` names attributes of the one layer; with several layers (`choosable` None) it cannot be said whose."""
    given = Given(request, ("properties", "v"))
    form = given.chosen("f", ("mvt", "geojson")) or "mvt"
    return TileQuery(form, chosen(given.text("properties", 1000), choosable), given.text("v", 40))


def chosen(text: str | None, choosable: list[str] | None) -> tuple[str, ...] | None:
    """The attributes that `properties` names, each once. Raises BadParameter at one that cannot be chosen."""
    if text is None:
        return None
    if choosable is None:
        raise BadParameter("properties", expected="one layer, whose attributes are chosen")
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    if unknown := [name for name in names if name not in choosable]:
        raise BadParameter("properties", value=unknown[0][:60], known=choosable)
    return names
