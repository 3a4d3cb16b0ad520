"""Rows out of the database by the hundred thousand: COPY into a file, or a server-side cursor. Bounded memory, one snapshot, one deadline."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DataError, InternalError, OperationalError, connection, transaction

from gisapi.errors import QueryRefused, QueryTooLong
from gisapi.queries.compose import Statement
from gisapi.queries.statements import CANCELLED

ROWS_AT_A_TIME = 2000
_CURE = "ask fewer columns, a smaller box, a road, a unit or more conditions"


class Deadline:
    """When an export must be done; `left_ms()` raises QueryTooLong once it has passed."""

    def __init__(self) -> None:
        self._end = time.monotonic() + settings.EXPORT_TIMEOUT_MS / 1000

    def left_ms(self) -> int:
        """Milliseconds left, at least one."""
        left = int((self._end - time.monotonic()) * 1000)
        if left <= 0:
            raise too_long()
        return left


def too_long() -> QueryTooLong:
    """An export that takes longer than one may."""
    return QueryTooLong(limit_ms=settings.EXPORT_TIMEOUT_MS, cure=_CURE)


def copy_to(file: Any, statement: Statement, deadline: Deadline) -> int:
    """Writes the rows to a binary file as CSV without a header, null as nothing and an empty text as "". Returns how many."""
    with _answering(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [deadline.left_ms()])
        asked = cursor.mogrify(statement.text, statement.parameters).decode()
        cursor.copy_expert(f"COPY ({asked}) TO STDOUT (FORMAT csv)", file)
        return int(cursor.rowcount)


def rows(statement: Statement, deadline: Deadline) -> Iterator[tuple[Any, ...]]:
    """Every row through a server-side cursor."""
    with _answering(), transaction.atomic(), connection.chunked_cursor() as cursor:
        _allow(deadline)
        cursor.execute(statement.text, statement.parameters)
        while batch := cursor.fetchmany(ROWS_AT_A_TIME):
            yield from batch
            _allow(deadline)


def _allow(deadline: Deadline) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [deadline.left_ms()])


@contextmanager
def _answering() -> Iterator[None]:
    """The database's refusals as ours."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != CANCELLED:
            raise
        raise too_long() from error
    except (DataError, InternalError) as error:
        raise QueryRefused("filter", reason=str(error.__cause__).partition("\n")[0][:200]) from error
