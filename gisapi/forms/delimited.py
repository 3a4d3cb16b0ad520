"""CSV as RFC 4180 has it, lines ending in LF: a header, then rows as PostgreSQL's COPY writes them.

UTF-8 with a byte order mark: without it Excel reads Vietnamese as the code page of its machine, and every other reader skips it.
"""

import codecs
import csv
import io
from typing import Any

from gisapi.forms.export import Export
from gisapi.queries.tables import neutral, places
from gisapi.queries.unloading import copy_to


def write(file: Any, export: Export) -> None:
    """Fields by name (with `labels`, by their Vietnamese titles), then the place; texts that would be formulas are neutralised."""
    made = [*export.columns, *places(export.collection, export.query)]
    file.write(codecs.BOM_UTF8 + _header([c.title if export.query.labels else c.name for c in made]))
    copy_to(file, export.table([neutral(column) for column in made]), export.deadline)


def _header(names: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(names)
    return text.getvalue().encode()
