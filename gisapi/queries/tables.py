"""The features of a selection as a table: columns by name, the geometry as asked, labels beside codes. One statement, put together beside `compose`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.params.items import ItemsQuery
from gisapi.queries import compose
from gisapi.queries.conditions import Conditions
from gisapi.queries.reference import labels

LABEL = "_label"
_FORMULA = "CASE WHEN {text} ~ '^[=+@＝＋＠－\\t\\r\\n-]' THEN '''' || {text} ELSE {text} END"
_LEGIBLE = "regexp_replace({text}, '[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]', '', 'g')"
_TEXTS = frozenset({"text", "code", "word", "reference", "texts", "json"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` as a field's, or "wkb"; `sql`: its value as an expression over `page`."""

    name: str
    title: str
    kind: str
    sql: str


def columns(fields: Sequence[Field], *, labelled: bool) -> list[Column]:
    """The columns of some fields, those with codes followed by what their codes mean."""
    made = []
    for field in fields:
        title = f"{field.title_vi} ({field.unit})" if field.unit else field.title_vi
        made.append(Column(field.name, title, field.kind, _plain(field)))
        if labelled and field.kind in ("code", "word"):
            meaning = f"%(labels)s::jsonb #>> ARRAY['{field.codes}', page.{field.name}]"
            made.append(Column(field.name + LABEL, f"{field.title_vi}: tên gọi", "text", meaning))
    return made


def places(collection: Collection, query: ItemsQuery) -> list[Column]:
    """The geometry for readers of tables: `lon`, `lat` (`x`, `y` in metres) of points, `wkt` of lines and areas; x before y in every system."""
    crs, where = query.crs, f"ST_Transform(page.geom, {query.crs.srid})"
    if collection.shape != "point":
        return [Column("wkt", "WKT", "text", f"ST_AsText({where}, {crs.decimals})")]
    names = ("x", "y") if crs.decimals == 3 else ("lon", "lat")
    titles = ("X (đông, m)", "Y (bắc, m)") if crs.decimals == 3 else ("Kinh độ", "Vĩ độ")
    return [
        Column(name, title, "number", f"round(ST_{axis}({where})::numeric, {crs.decimals})")
        for name, title, axis in zip(names, titles, "XY", strict=True)
    ]


def degrees() -> list[Column]:
    """`lon`, `lat` of points in WGS 84 to the last digit: what was measured, not what is shown."""
    return [Column(name, "", "number", f"ST_{axis}(page.geom)") for name, axis in (("lon", "X"), ("lat", "Y"))]


def whole_geometry(query: ItemsQuery) -> Column:
    """The geometry to the last digit, as hexadecimal WKB, x before y."""
    return Column("wkb_geometry", "", "wkb", f"encode(ST_AsBinary(ST_Transform(page.geom, {query.crs.srid})), 'hex')")


def neutral(column: Column) -> Column:
    """The same column, its texts not taken for formulas by a spreadsheet: an apostrophe goes before = + - @, also of full width, tab and line ends (OWASP)."""
    if column.kind not in _TEXTS:
        return column
    return Column(column.name, column.title, column.kind, _FORMULA.format(text=f"({column.sql})"))


def legible(column: Column) -> Column:
    """The same column, its texts without the control characters that no XML may hold."""
    if column.kind not in _TEXTS:
        return column
    return Column(column.name, column.title, column.kind, _LEGIBLE.format(text=f"({column.sql})"))


def table(
    collection: Collection, selected: Conditions, fields: Sequence[Field], made: Sequence[Column], query: ItemsQuery
) -> compose.Statement:
    """One row a feature, one value a column of `made`, which read `fields`."""
    if not made:
        made = [Column("", "", "text", "NULL::text")]
    page = compose.Page(query.selection.moment, query.order, query.after, query.limit)
    text = compose.rows(collection, selected, [field.name for field in fields], [c.sql for c in made], page)
    return compose.Statement(text.text, text.parameters | {"labels": json.dumps(labels()) if query.labels else None})


def _plain(field: Field) -> str:
    column = f"page.{field.name}"
    if field.kind == "texts":
        return f"array_to_string({column}, '; ')"
    if field.kind == "json":
        return f"{column}::text"
    return column
