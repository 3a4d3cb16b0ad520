"""One row of a statement in PostgreSQL's binary COPY format: the bytes of a tile as they are.

psycopg2 reads results as text, and a `bytea` as hexadecimal: twice the bytes to write, send and read back. A copy out
is the one binary result it can read (docs/decisions/0007 has the figures).
"""

import struct
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.db import connection

_HEAD = 19
"""Signature (11 bytes), flags (4), length of the extension area (4): always empty."""


def one_row(statement: str, parameters: Mapping[str, Any]) -> list[bytes | None]:
    """The columns of the first row as PostgreSQL sends them: `bytea` as it is, text in UTF-8, NULL as None."""
    copied = BytesIO()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        asked = cursor.mogrify(statement, parameters).decode()
        cursor.copy_expert(f"COPY ({asked}) TO STDOUT (FORMAT binary)", copied)
    return _columns(copied.getbuffer())


def _columns(copied: memoryview) -> list[bytes | None]:
    (count,) = struct.unpack_from("!h", copied, _HEAD)
    at = _HEAD + 2
    columns: list[bytes | None] = []
    for _ in range(count):
        (length,) = struct.unpack_from("!i", copied, at)
        at += 4
        columns.append(bytes(copied[at : at + length]) if length >= 0 else None)
        at += max(length, 0)
    return columns
