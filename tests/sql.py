"""SQL as tests ask it: on Django's connection, and as another client of the database does."""

from datetime import datetime
from typing import Any

import psycopg2
from django.db import connection

_LOGIN = ("dbname", "user", "password", "host", "port")


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Every row of a statement; none of one that returns none."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall() if cursor.description else []


def now() -> datetime:
    """The database's clock, also inside a transaction."""
    instant: datetime = rows("select clock_timestamp()")[0][0]
    return instant


def another_client(**more: Any) -> Any:
    """A session of its own on the same database: psql, QGIS."""
    given = connection.get_connection_params()
    return psycopg2.connect(**{key: given[key] for key in _LOGIN if given.get(key)}, **more)
