"""One row of a statement, with a `bytea` as the bytes it is: two ways, each the quicker one somewhere (docs/decisions/0007).

A **copy** in PostgreSQL's binary format: psycopg2 reads results as text, and a `bytea` as hexadecimal, twice the bytes to
write, send and decode; a copy out is the one binary result it can read. The statement is planned anew, for this box.

A **prepared** statement, planned once a connection, for any box: where a tile holds little, planning costs more than reading.
"""

import hashlib
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import InterfaceError, OperationalError, connection

LARGE = 1 << 20
"""Bytes. libpq keeps the room that its largest answer took, and up to as much again, for as long as the connection lives."""
_HEAD = 19
"""Signature (11 bytes), flags (4), length of the extension area (4): always empty."""
_NAMED = re.compile(r"%\((\w+)\)s")
_ONE_PLAN = "SET LOCAL plan_cache_mode = force_generic_plan"
"""For this statement only: left to itself PostgreSQL thinks the plan for any box too dear, and plans for each."""
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""Driver's connection → names of the statements prepared on it; they end with it."""

Row = list[bytes | None]
Got = TypeVar("Got")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with `%(name)s` parameters; the names in the order they first appear; a digest that stands for the text."""

    text: str
    names: tuple[str, ...]
    digest: str

    @classmethod
    def of(cls, text: str) -> "Statement":
        """The statement of a text."""
        digest = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        return cls(text, tuple(dict.fromkeys(_NAMED.findall(text))), digest)


def copied(statement: Statement, parameters: Mapping[str, Any]) -> Row:
    """The columns of the first row: `bytea` as it is, text in UTF-8, NULL as None."""
    return _relieved(once_more(lambda: _copy(statement, parameters)))


def prepared(statement: Statement, parameters: Mapping[str, Any], types: Mapping[str, str]) -> Row:
    """The same. `types`: the PostgreSQL type of each parameter that the statement names."""
    return _relieved(once_more(lambda: _execute(statement, parameters, types)))


def once_more(read: Callable[[], Got]) -> Got:
    """What `read` returns. A connection the server has ended meanwhile is renewed: cheaper than asking it each time."""
    connection.health_check_done = True
    try:
        return read()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return read()


def _relieved(row: Row) -> Row:
    """The same row; a connection that has read a large one is ended, and the next statement opens another."""
    if sum(len(column) for column in row if column) > LARGE and not connection.in_atomic_block:
        connection.close()
    return row


def _copy(statement: Statement, parameters: Mapping[str, Any]) -> Row:
    received = BytesIO()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        asked = cursor.mogrify(statement.text, parameters).decode()
        cursor.copy_expert(f"COPY ({asked}) TO STDOUT (FORMAT binary)", received)
    return _columns(received.getbuffer())


def _columns(received: memoryview) -> Row:
    (count,) = struct.unpack_from("!h", received, _HEAD)
    at = _HEAD + 2
    columns: Row = []
    for _ in range(count):
        (length,) = struct.unpack_from("!i", received, at)
        at += 4
        columns.append(bytes(received[at : at + length]) if length >= 0 else None)
        at += max(length, 0)
    return columns


def _execute(statement: Statement, parameters: Mapping[str, Any], types: Mapping[str, str]) -> Row:
    names, prepared_as = statement.names, f"tile_{statement.digest}"
    with connection.cursor() as cursor:
        known = _prepared.setdefault(connection.connection, set())
        if prepared_as not in known:
            body = _NAMED.sub(lambda found: f"${names.index(found[1]) + 1}", statement.text)
            cursor.execute(f"PREPARE {prepared_as} ({', '.join(types[name] for name in names)}) AS {body}")
            known.add(prepared_as)
        slots = ", ".join(["%s"] * len(names))
        cursor.execute(f"{_ONE_PLAN}; EXECUTE {prepared_as} ({slots})", [parameters[name] for name in names])
        return [bytes(column) if isinstance(column, memoryview) else _encoded(column) for column in cursor.fetchone()]


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode()
