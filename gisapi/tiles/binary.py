"""One row of a statement over Django's connection, a `bytea` as the bytes it is (docs/decisions/0018).

**Planned once** a connection, for any box: where a tile holds little, planning costs more than reading. Or planned anew, for
this box.
"""

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

from gisapi.queries.renewing import once_more
from gisapi.tiles import libpq
from gisapi.tiles.libpq import Row

LARGE = 1 << 20
"""Bytes. libpq keeps the room that its largest answer took, and up to as much again, for as long as the connection lives."""
_NAMED = re.compile(r"%\((\w+)\)s")
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""Driver's connection → names of the statements prepared on it; they end with it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with `$1`, `$2` …; the names they stand for; what it is prepared as."""

    text: str
    names: tuple[str, ...]
    prepared_as: str

    @classmethod
    def of(cls, text: str, types: Mapping[str, str]) -> "Statement":
        """The statement of a text with `%(name)s`. `types`: the PostgreSQL types of those that are no float8."""
        names = tuple(dict.fromkeys(_NAMED.findall(text)))
        numbered = _NAMED.sub(lambda found: f"${names.index(found[1]) + 1}::{types.get(found[1], 'float8')}", text)
        return cls(numbered, names, f"tile_{hashlib.blake2b(numbered.encode(), digest_size=12).hexdigest()}")


def read(statement: Statement, parameters: Mapping[str, Any], *, planned_once: bool = True) -> Row:
    """The columns of the first row: `bytea` as it is, text in UTF-8, NULL as None. Raises django.db.Error."""
    values = [_written(parameters[name]) for name in statement.names]
    return _relieved(once_more(lambda: _ask(statement, values, planned_once)))


def _relieved(row: Row) -> Row:
    """The same row; a connection that has read a large one is ended, and the next statement opens another."""
    if sum(len(column) for column in row if column) > LARGE and not connection.in_atomic_block:
        connection.close()
    return row


def _ask(statement: Statement, values: list[bytes], planned_once: bool) -> Row:
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    driver = connection.connection
    if not driver.autocommit and libpq.is_idle(driver):
        _begin()
    began = time.monotonic()
    with connection.wrap_database_errors:
        if not planned_once:
            row = libpq.execute(driver, statement.text, values)
        else:
            _know(driver, statement)
            row = libpq.execute_prepared(driver, statement.prepared_as, values)
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement.text, "time": f"{time.monotonic() - began:.3f}"})
    return row


def _know(driver: Any, statement: Statement) -> None:
    """Have the statement prepared on this connection."""
    known = _prepared.setdefault(driver, set())
    if statement.prepared_as not in known:
        libpq.prepare(driver, statement.prepared_as, statement.text)
        known.add(statement.prepared_as)


def _begin() -> None:
    """Open the transaction that psycopg2 opens before its own first statement only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT")


def _written(value: Any) -> bytes:
    """A value in PostgreSQL's text form: a boolean, a number, or a list of names without comma, quote or brace."""
    if isinstance(value, list):
        return f"{{{','.join(value)}}}".encode()
    return str(value).encode()
