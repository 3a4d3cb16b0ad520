"""CQL2 as it is sent: both languages to one tree; whatever is too long, too deep or unreadable is refused, and nothing reaches a recursion's end."""

import json
from typing import Any

import pytest

from gisapi.errors import BadParameter
from gisapi.filtering.reading import DEEPEST, JOINED, LONGEST, read_filter, written


def tree(text: str, language: str = "cql2-text") -> Any:
    return read_filter("filter", text, language)


def test_and_binds_closer_than_or() -> None:
    """The reason why pygeofilter does not read our filters: it takes them from left to right (docs/decisions/0011)."""
    assert tree("a = 1 OR b = 2 AND c = 3") == {
        "op": "or",
        "args": [
            {"op": "=", "args": [{"property": "a"}, 1]},
            {
                "op": "and",
                "args": [{"op": "=", "args": [{"property": "b"}, 2]}, {"op": "=", "args": [{"property": "c"}, 3]}],
            },
        ],
    }


def test_a_quote_is_doubled() -> None:
    assert tree("name = 'Cầu ông ''Tư'''")["args"][1] == "Cầu ông 'Tư'"


def test_both_languages_are_one() -> None:
    text = "casei(name) LIKE casei('%cầu%') AND S_WITHIN(geometry, POLYGON((105 9, 106 9, 106 10, 105 9)))"
    assert tree(json.dumps(tree(text)), "cql2-json") == tree(text)
    assert tree(written(tree(text))) == tree(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a =",
        "a == 1",
        "a = 1; drop table bridge",
        "'",
        "((a = 1)",
        "a = 1 AND",
        "a IN ()",
        "a LIKE",
        "BETWEEN 1 AND 2",
        "a\x00=1",
    ],
)
def test_what_is_no_cql2_says_where(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        tree(text)
    assert (refused.value.field, refused.value.facts["reason"]) in [("filter", "unreadable"), ("filter", "not-text")]


@pytest.mark.parametrize("text", ["", "{", '{"op":', "[" * 100_000, "nul", '{"a":1}x'])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(BadParameter):
        tree(text, "cql2-json")


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "a = 1" + ")" * (DEEPEST + 1),
        "NOT " * (DEEPEST + 1) + "a = 1",
        "a = 1 OR " * LONGEST + "a = 1",
        "a = " + "- " * (DEEPEST + 2) + "1",
        "f(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1) + " = 1",
        " AND ".join(["a = 1"] * (JOINED + 2)),
        "a = " + "+".join(["1"] * (JOINED + 2)),
    ],
)
def test_what_nests_too_deep_never_reaches_the_parser(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        tree(text)
    assert refused.value.facts["reason"] == "too-long-or-deep"


def test_the_deepest_that_is_let_through_is_read_or_refused_but_never_fatal() -> None:
    """The parser recurses in native code: at our limits it must come back, in a thread with a small stack as well."""
    import threading

    threading.stack_size(512 * 1024)
    told: list[str] = []

    def read() -> None:
        for text in (
            "(" * DEEPEST + "a=1" + ")" * DEEPEST,
            "NOT " * DEEPEST + "a=1",
            " AND ".join(["a=1"] * JOINED),
            "a=" + "+".join(["1"] * DEEPEST),
        ):
            try:
                tree(text)
                told.append("read")
            except BadParameter as refused:
                told.append(refused.facts["reason"])

    try:
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(60)
    finally:
        threading.stack_size(0)
    assert told == ["read"] * 4


@pytest.mark.parametrize("text", ["x < 1e400", '{"op":"<","args":[{"property":"x"},1e400]}'])
def test_a_number_beyond_doubles_is_none(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        tree(text, "cql2-json" if text.startswith("{") else "cql2-text")
    assert refused.value.facts["reason"] == "not-finite"


def test_a_deep_or_large_tree_is_refused() -> None:
    deep: Any = {"op": "not", "args": [True]}
    for _ in range(DEEPEST + 10):
        deep = {"op": "not", "args": [deep]}
    for node in (deep, {"op": "in", "args": [{"property": "x"}, list(range(20_001))]}):
        with pytest.raises(BadParameter) as refused:
            tree(json.dumps(node), "cql2-json")
        assert refused.value.facts["reason"] == "too-long-or-deep"
