"""Rows read through libpq are what psycopg2 would read, and so are its refusals; a large answer leaves no room behind."""

from typing import Any

import psycopg2
import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from gisapi.tiles import binary, libpq
from gisapi.tiles.binary import LARGE, Statement

TYPES = {"words": "text[]", "whole": "int", "yes": "boolean"}
BOTH = pytest.mark.parametrize("planned_once", [True, False], ids=["planned once", "for these values"])


def read(sql: str, planned_once: bool, **parameters: Any) -> binary.Row:
    return binary.read(Statement.of(sql, TYPES), parameters, planned_once=planned_once)


@pytest.mark.django_db
@BOTH
class TestOneRow:
    def test_columns_come_as_they_are(self, planned_once: bool) -> None:
        sql = "select '\\x00ff'::bytea, 'Cầu Hộ Phòng', null::bytea, ''::bytea, repeat('x', 3000000)::bytea"
        raw, text, null, empty, large = read(sql, planned_once)
        assert (raw, text, null, empty, large) == (b"\x00\xff", "Cầu Hộ Phòng".encode(), None, b"", b"x" * 3_000_000)

    def test_parameters_are_values_of_their_types(self, planned_once: bool) -> None:
        sql = "select (%(words)s)[2] || '|' || %(whole)s + 1 || '|' || %(yes)s || '|' || %(far)s || '|' || %(whole)s"
        (told,) = read(sql, planned_once, words=["roads", "km-posts"], whole=-7, yes=True, far=-20037508.342789244)
        assert told == b"km-posts|-6|true|-20037508.342789244|-7"

    def test_no_row_is_no_column(self, planned_once: bool) -> None:
        assert read("select 1 where false", planned_once) == []

    def test_each_reading_is_counted(self, planned_once: bool, django_assert_num_queries: Any) -> None:
        read("select 0::text", planned_once)  # opens the transaction
        with django_assert_num_queries(2) as asked:
            read("select 1::text", planned_once)
            read("select 2::text", planned_once)
        assert [query["sql"] for query in asked.captured_queries] == ["select 1::text", "select 2::text"]


@pytest.mark.django_db(transaction=True)
@BOTH
class TestTransactions:
    @pytest.mark.parametrize(
        ("sql", "kind", "cause"),
        [
            ("select (1 / %(whole)s)::text", DataError, psycopg2.errors.DivisionByZero),
            ("select nothing from nowhere", ProgrammingError, psycopg2.errors.UndefinedTable),
        ],
    )
    def test_a_refusal_is_djangos(
        self, planned_once: bool, sql: str, kind: type[Exception], cause: type[Exception]
    ) -> None:
        with pytest.raises(kind) as refused:
            read(sql, planned_once, whole=0)
        assert type(refused.value.__cause__) is cause
        assert read("select 'still there'", planned_once) == [b"still there"]

    def test_the_first_statement_of_a_transaction_opens_it(self, planned_once: bool) -> None:
        with transaction.atomic():
            (first,) = read("select txid_current()::text", planned_once)
            assert not libpq.is_idle(connection.connection)
            assert read("select txid_current()::text", planned_once) == [first]
        assert libpq.is_idle(connection.connection)

    def test_what_failed_inside_is_rolled_back(self, planned_once: bool) -> None:
        with pytest.raises(DataError), transaction.atomic():
            read("select (1 / %(whole)s)::text", planned_once, whole=0)
        assert read("select 1::text", planned_once) == [b"1"]


@pytest.mark.django_db(transaction=True)
@BOTH
class TestLargeAnswers:
    LONG = "select repeat('x', %(whole)s)::bytea, null::bytea"

    def test_a_connection_ends_after_one_only(self, planned_once: bool) -> None:
        for whole, kept in ((LARGE, True), (LARGE + 1, False), (5, True)):
            assert read(self.LONG, planned_once, whole=whole) == [b"x" * whole, None]
            assert (connection.connection is not None) is kept

    def test_a_transaction_is_never_cut(self, planned_once: bool) -> None:
        with transaction.atomic():
            assert read(self.LONG, planned_once, whole=LARGE + 1) == [b"x" * (LARGE + 1), None]
            assert read(self.LONG, planned_once, whole=5) == [b"x" * 5, None]
