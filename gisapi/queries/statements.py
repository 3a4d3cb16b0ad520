"""Loads read statements from their .sql files and runs them. Parameters only; nothing of a request is ever interpolated.

A line `\\ir other.sql` takes in another file of the same folder, as psql does, so that what several statements share is written once.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DataError, InternalError, OperationalError, connection
from psycopg2.extensions import BYTES, new_type, register_type

from gisapi.errors import QueryRefused, QueryTooLong
from gisapi.queries.renewing import once_more

FOLDER = Path(__file__).parent
CANCELLED = "57014"
_TEXT_OID = 25
_UNDECODED = new_type((_TEXT_OID,), "UNDECODED", BYTES)
_INCLUDE = re.compile(r"^\\ir (\w+\.sql)\n", re.MULTILINE)
_BOUNDED = "SET LOCAL statement_timeout = %(statement_timeout_ms)s;\nSET LOCAL max_parallel_workers_per_gather = 0;\n"
"""Alone on its connection: parallel plans of the past took ten times as long, and workers would be taken from everybody else."""


@cache
def statement(name: str) -> str:
    """The text of `<name>.sql` with its includes in place."""
    path = FOLDER / f"{name}.sql"
    folder = name.rpartition("/")[0]
    text = path.read_text(encoding="utf-8")
    inner = f"{folder}/" if folder else ""
    return _INCLUDE.sub(lambda found: statement(inner + found[1].removesuffix(".sql")) + "\n", text)


def one_row(name: str, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first row of a statement by column name; None when there is none."""
    rows = all_rows(name, parameters)
    return rows[0] if rows else None


def all_rows(name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every row of a statement by column name."""
    return run(statement(name), parameters)


def run(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every row of a composed statement by column name, within the time a read may take. Raises QueryTooLong, told how to ask less."""
    names, found = _read(text, parameters)
    return [dict(zip(names, row, strict=True)) for row in found]


def run_filtered(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same for a statement with a visitor's filter in it. Raises QueryRefused for what only the rows show to be wrong (a number out of range)."""
    with _refusing():
        return run(text, parameters)


def rows_filtered(text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The same as tuples, text in them as the bytes that came (UTF-8): a thousand features that are only passed on are
    neither named, nor decoded, nor encoded again."""
    with _refusing():
        return _read(text, parameters, undecoded=True)[1]


def _read(
    text: str, parameters: Mapping[str, Any], *, undecoded: bool = False
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns, and the rows."""
    bounded = {**parameters, "statement_timeout_ms": settings.QUERY_TIMEOUT_MS}

    def ask() -> tuple[list[str], list[tuple[Any, ...]]]:
        with connection.cursor() as cursor:
            if undecoded:
                register_type(_UNDECODED, cursor.cursor)
            cursor.execute(_BOUNDED + text, bounded)
            return [column.name for column in cursor.description], cursor.fetchall()

    try:
        return once_more(ask)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != CANCELLED:
            raise
        cure = "ask a smaller box, a road, a unit or more conditions"
        raise QueryTooLong(limit_ms=settings.QUERY_TIMEOUT_MS, cure=cure) from error


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (DataError, InternalError) as error:
        raise QueryRefused("filter", reason=str(error.__cause__).partition("\n")[0][:200]) from error
