"""Prepared statements with binary answers, over the libpq that psycopg2 itself runs on (docs/decisions/0018).

psycopg2 asks and reads in text. For this it hands out its connection, `pgconn_ptr`; the dozen functions called here are found
through its own module, so the library and the connection are always of one making.
"""

import ctypes
from collections.abc import Sequence
from ctypes import c_char_p, c_int, c_void_p
from typing import Any

import psycopg2
from psycopg2 import _psycopg, errors

Row = list[bytes | None]
"""The columns of one row: `bytea` and text (UTF-8) as they are, NULL as None."""

_COMMAND_OK, _TUPLES_OK = 1, 2
_BINARY = 1
_SQLSTATE = ord("C")
_IDLE = 0


def _function(name: str, returned: Any, *taken: Any, waits: bool = False) -> Any:
    """One function of libpq. Only one that waits for the server lets other threads run: taking turns costs more than the rest."""
    library = (ctypes.CDLL if waits else ctypes.PyDLL)(_psycopg.__file__)
    function = library[name]
    function.restype, function.argtypes = returned, taken
    return function


_prepare = _function("PQprepare", c_void_p, c_void_p, c_char_p, c_char_p, c_int, c_void_p, waits=True)
_execute_prepared = _function(
    "PQexecPrepared", c_void_p, c_void_p, c_char_p, c_int, c_void_p, c_void_p, c_void_p, c_int, waits=True
)
_execute = _function(
    "PQexecParams", c_void_p, c_void_p, c_char_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_int, waits=True
)
_transaction_status = _function("PQtransactionStatus", c_int, c_void_p)
_error_message = _function("PQerrorMessage", c_char_p, c_void_p)
_result_status = _function("PQresultStatus", c_int, c_void_p)
_result_field = _function("PQresultErrorField", c_char_p, c_void_p, c_int)
_rows = _function("PQntuples", c_int, c_void_p)
_columns = _function("PQnfields", c_int, c_void_p)
_is_null = _function("PQgetisnull", c_int, c_void_p, c_int, c_int)
_length = _function("PQgetlength", c_int, c_void_p, c_int, c_int)
_value = _function("PQgetvalue", c_void_p, c_void_p, c_int, c_int)
_clear = _function("PQclear", None, c_void_p)


def prepare(connection: Any, name: str, text: str) -> None:
    """Prepare a statement (`$1`, `$2` …) under a name, for as long as the psycopg2 connection lasts. Raises psycopg2.Error."""
    at = connection.pgconn_ptr
    _row(at, _prepare(at, name.encode(), text.encode(), 0, None))


def execute_prepared(connection: Any, name: str, values: Sequence[bytes | None]) -> Row:
    """The first row of a prepared statement; its values in PostgreSQL's text form. Raises psycopg2.Error."""
    at = connection.pgconn_ptr
    return _row(at, _execute_prepared(at, name.encode(), len(values), _array(values), None, None, _BINARY))


def execute(connection: Any, text: str, values: Sequence[bytes | None]) -> Row:
    """The first row of a statement that is planned for these values. Raises psycopg2.Error."""
    at = connection.pgconn_ptr
    return _row(at, _execute(at, text.encode(), len(values), None, _array(values), None, None, _BINARY))


def is_idle(connection: Any) -> bool:
    """Whether no transaction is open."""
    return bool(_transaction_status(connection.pgconn_ptr) == _IDLE)


def _array(values: Sequence[bytes | None]) -> Any:
    return (c_char_p * len(values))(*values)


def _row(connection: int, result: int | None) -> Row:
    try:
        if _result_status(result) not in (_COMMAND_OK, _TUPLES_OK):
            raise _error(connection, result)
        return [_column(result, at) for at in range(_columns(result))] if _rows(result) else []
    finally:
        _clear(result)


def _column(result: int | None, at: int) -> bytes | None:
    if _is_null(result, 0, at):
        return None
    return ctypes.string_at(_value(result, 0, at), _length(result, 0, at))


def _error(connection: int, result: int | None) -> psycopg2.Error:
    """The exception psycopg2 would raise. A lost connection has no SQLSTATE."""
    message = _error_message(connection).decode(errors="replace")
    state = _result_field(result, _SQLSTATE)
    if state is None:
        return psycopg2.OperationalError(message)
    try:
        return errors.lookup(state.decode())(message)
    except KeyError:
        return psycopg2.DatabaseError(message)
