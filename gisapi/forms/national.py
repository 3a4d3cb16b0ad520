"""`f=form`: the culverts or km posts of one road in the layout of their national form, such that importing it changes nothing.

The form says one road over all its rows, so a set of several roads is refused. A place that follows from a chainage is left out: in the
form coordinates are measured ones, and read back they would become so.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from gisapi.boxes import CRS84
from gisapi.errors import BadParameter
from gisapi.forms.export import Export
from gisapi.forms.layouts import FormColumn, Layout, layouts, write_sheet
from gisapi.queries.reference import spellings
from gisapi.queries.tables import Column, degrees
from gisapi.queries.unloading import rows
from infra.crs import WGS84
from infra.measures import Chainage
from infra.models import Road

Row = dict[str, Any]
Spoken = dict[str, dict[str, tuple[str, ...]]]
MOST = 20_000
"""Rows a form holds: more than the longest road has; each cell lies in memory until it is written."""
_ALWAYS = ("road_id", "located_by", "stated_km", "stated_m", "stated_text", "chainage", "km", "shape", "diameter_m")
_ABSENT, _PRESENT = "KHONG", "CO"


def write(file: Any, export: Export) -> None:
    """The form. Raises BadParameter for several roads, rows without a road, or too many."""
    layout = layouts()[export.collection.name]
    if export.query.columns is not None:
        raise BadParameter("properties", reason="the form has its own columns")
    if export.query.crs.srid != WGS84:
        raise BadParameter("crs", value=export.query.crs.uri, reason="the form writes degrees", known=[CRS84.uri])
    read = _read(export, layout)
    road = _road(read)
    spoken = spellings()
    filled = [[_SAYS[c.says](row, c, spoken) for c in layout.columns] for row in read]
    for n, row in enumerate(filled, 1):
        row[0] = n
    head = {
        layout.agency_cell: road.managing_unit.name_vi if road.managing_unit else "",
        layout.road_cell: f"{road.code}: {road.branch}",
    }
    head[layout.stretch_cell] = " : ".join(_chainage(row) for row in (read[0], read[-1]))
    write_sheet(file, layout, {cell: text for cell, text in head.items() if text}, filled, _lookups(layout, filled))


def _read(export: Export, layout: Layout) -> list[Row]:
    """The rows along their road, as field → value, with `lon` and `lat`."""
    wanted = dict.fromkeys([*_ALWAYS, *(c.field for c in layout.columns if c.field)])
    fields = [field for field in export.readable if field.name in wanted]
    made = [*(Column(f.name, "", f.kind, f"page.{f.name}") for f in fields), *degrees()]
    names = [column.name for column in made]
    read: list[Row] = []
    for values in rows(export.table(made, fields), export.deadline):
        read.append(dict(zip(names, values, strict=True)))
        if len(read) > MOST:
            raise BadParameter(
                "f", value="form", reason="too-many-rows", limit=MOST, cure="from= and to= choose a stretch"
            )
    return sorted(read, key=lambda row: (_km_m(row) is None, _km_m(row) or (0, Decimal(0))))


def _road(read: Sequence[Row]) -> Road:
    ids = {row["road_id"] for row in read}
    if len(ids) != 1 or None in ids:
        codes = sorted(Road.objects.filter(public_id__in=ids - {None}).values_list("code", flat=True))
        without = sum(1 for row in read if row["road_id"] is None)
        raise BadParameter(
            "f",
            value="form",
            reason="not-one-road",
            roads=codes[:50],
            without_road=without,
            cure="road= chooses one road",
        )
    return Road.objects.select_related("managing_unit").get(public_id=ids.pop())


def _km_m(row: Row) -> tuple[int, Decimal] | None:
    """Where a row says it stands, for the order."""
    if row.get("km") is not None:
        return row["km"], Decimal(0)
    return None if row.get("stated_km") is None else (row["stated_km"], Decimal(str(row["stated_m"] or 0)))


def _chainage(row: Row) -> str:
    """As the record states it, to the letter; else as it follows from the measure."""
    stated = _km_m(row)
    return row.get("stated_text") or (Chainage(*stated).text() if stated else row.get("chainage") or "")


def _spelling(row: Row, column: FormColumn, spoken: Spoken) -> str:
    """The code in the words of the form's own list, where it has them."""
    known = spoken[column.list].get(row.get(column.field) or "", ())
    return next((text for text in known if text in column.values), known[0] if known else "")


def _presence(row: Row, column: FormColumn, spoken: Spoken) -> str:
    code = row.get(column.field)
    return "Không" if code == _ABSENT else "Có" if code else ""


def _structure(row: Row, column: FormColumn, spoken: Spoken) -> str:
    return "" if row.get(column.field) in (_ABSENT, _PRESENT) else _spelling(row, column, spoken)


def _opening(row: Row, column: FormColumn, spoken: Spoken) -> Any:
    """A round culvert's diameter is both its width and its height in the form."""
    diameter = row.get("diameter_m") if row.get("shape") == "TRON" else None
    return row.get(column.field) if diameter is None else diameter


def _place(row: Row, column: FormColumn, spoken: Spoken) -> float | None:
    measured = row.get("located_by", "coordinates") == "coordinates"
    value: float | None = row[column.says]
    return value if measured else None


def _unit(at: Callable[[list[str]], list[str]]) -> Callable[[Row, FormColumn, Spoken], str]:
    """A part of "commune, district, province", so cut that the parts joined are the whole again."""

    def part(row: Row, column: FormColumn, spoken: Spoken) -> str:
        text = row.get(column.field) or ""
        return ", ".join(at(text.split(", "))) if text else ""

    return part


_SAYS: dict[str, Callable[[Row, FormColumn, Spoken], Any]] = {
    "ordinal": lambda row, column, spoken: None,
    "nothing": lambda row, column, spoken: None,
    "value": lambda row, column, spoken: row.get(column.field),
    "chainage": lambda row, column, spoken: _chainage(row),
    "post_name": lambda row, column, spoken: f"Km{row['km']}",
    "lon": _place,
    "lat": _place,
    "commune": _unit(lambda parts: parts[:-2] or parts[:1]),
    "district": _unit(lambda parts: parts[-2:-1] if len(parts) > 2 else []),
    "province": _unit(lambda parts: parts[-1:] if len(parts) > 1 else []),
    "code": _spelling,
    "presence": _presence,
    "structure": _structure,
    "opening": _opening,
}
"""`says` of a column → its value."""


def _lookups(layout: Layout, filled: Sequence[Sequence[Any]]) -> dict[str, list[str]]:
    """The units that occur, for the form's hidden sheets."""
    sheets = {"Tinh": "province", "Huyen": "district", "Xa": "commune"}
    found = {}
    for sheet in layout.lookups:
        at = next(n for n, column in enumerate(layout.columns) if column.says == sheets[sheet])
        found[sheet] = sorted({row[at] for row in filled if row[at]})
    return found
