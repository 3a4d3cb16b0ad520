"""GeoJSON text sequence (RFC 8142): one feature a record, for programs that read as it comes."""

from typing import Any

from gisapi.forms.export import Export
from gisapi.queries import compose
from gisapi.queries.unloading import rows


def write(file: Any, export: Export) -> None:
    """The features as `/items` gives them, each between a record separator and a line feed."""
    query = export.query
    page = compose.Page(query.selection.moment, query.order, query.after, query.limit)
    made = compose.features(export.collection, export.selected, export.fields, query.crs, page)
    for row in rows(made, export.deadline):
        file.write(b"\x1e" + row[-1].encode() + b"\n")
