"""The cursor of a next link goes round, and nothing else passes for one."""

import pytest

from gisapi.cursors import read_cursor, write_cursor
from gisapi.errors import BadParameter


@pytest.mark.parametrize("last", ["B-000001", "31825@2004-01-01", "R-1234567"])
def test_a_cursor_goes_round(last: str) -> None:
    assert read_cursor(write_cursor("bridges", last), "bridges") == last


def test_no_cursor_is_the_beginning() -> None:
    assert read_cursor(None, "bridges") is None


@pytest.mark.parametrize(
    "text",
    ["x", "====", "WzEsIDJd", "bnVsbA", "W1tbW1tbW1tbW1s", "WyJicmlkZ2VzIiwgIiJd", "ÿ", "WyJicmlkZ2VzIiwgIlx1MDAwMCJd"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        read_cursor(text, "bridges")
    assert refused.value.field == "cursor"
