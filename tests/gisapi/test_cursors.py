"""Cursors: opaque, and only ours are taken."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gisapi.cursors import Cursor, read_cursor, write_cursor
from gisapi.errors import BadParameter


@pytest.mark.parametrize(
    ("keys", "kinds", "read"),
    [
        ((), [], ()),
        (("Cầu Hộ Phòng", None), ["text", "code"], ("Cầu Hộ Phòng", None)),
        ((Decimal("7.50"), date(2025, 6, 30), True), ["number", "date", "boolean"], (7.5, "2025-06-30", True)),
    ],
)
def test_a_cursor_goes_round(keys: tuple[Any, ...], kinds: list[str], read: tuple[Any, ...]) -> None:
    assert read_cursor(write_cursor("bridges", keys, 12), "bridges", kinds) == Cursor(read, 12)


def test_no_cursor_is_the_beginning() -> None:
    assert read_cursor(None, "bridges", []) is None


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "====",
        "WzEsIDJd",
        "bnVsbA",
        "W1tbW1tbW1tbW1s",
        "WyJicmlkZ2VzIiwgIiJd",
        "ÿ",
        write_cursor("roads", (), 1),
        write_cursor("bridges", ("a",), 1),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        read_cursor(text, "bridges", [])
    assert refused.value.field == "cursor"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("x", "number"),
        (True, "number"),
        (float("inf"), "number"),
        (1, "text"),
        ("nein", "date"),
        ("a\x00", "text"),
        ("true", "boolean"),
    ],
)
def test_a_key_of_another_kind_is_refused(key: Any, kind: str) -> None:
    with pytest.raises(BadParameter):
        read_cursor(write_cursor("bridges", (key,), 1), "bridges", [kind])
