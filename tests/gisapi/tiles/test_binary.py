"""What a connection has read is what the database holds, and a large answer leaves no room behind in it."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from gisapi.tiles.binary import LARGE, Row, Statement, copied, prepared

BYTES = Statement.of("SELECT repeat('x', %(long)s)::bytea, NULL::bytea")


def _prepared(long: int) -> Row:
    return prepared(BYTES, {"long": long}, {"long": "int"})


def _copied(long: int) -> Row:
    return copied(BYTES, {"long": long})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("read", [_copied, _prepared])
def test_a_connection_ends_after_a_large_answer_only(read: Callable[[int], Row]) -> None:
    for long, kept in ((LARGE, True), (LARGE + 1, False), (5, True)):
        assert read(long) == [b"x" * long, None]
        assert (connection.connection is not None) is kept


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("read", [_copied, _prepared])
def test_a_transaction_is_never_cut(read: Callable[[int], Row]) -> None:
    with transaction.atomic():
        assert read(LARGE + 1) == [b"x" * (LARGE + 1), None]
        assert read(5) == [b"x" * 5, None]
