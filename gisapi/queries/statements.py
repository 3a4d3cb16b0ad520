"""Loads a whole read statement from its .sql file and runs it. Parameters only; nothing is ever interpolated.

A line `\\ir other.sql` takes in another file of this folder, as psql does, so that what several statements
share (filters, the shape of an answer) is written once.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

FOLDER = Path(__file__).parent
_INCLUDE = re.compile(r"^\\ir (\w+\.sql)\n", re.MULTILINE)


@cache
def statement(name: str) -> str:
    """The text of `<name>.sql` with its includes in place."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: statement(found[1].removesuffix(".sql")) + "\n", text)


def one_row(name: str, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first row of a statement by column name; None when there is none."""
    rows = all_rows(name, parameters)
    return rows[0] if rows else None


def all_rows(name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every row of a statement by column name."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
