"""The tree of a CQL2 filter to a WHERE clause: operators of our own list, columns of the catalogue, every literal a parameter."""

from collections.abc import Callable
from typing import Any

from gisapi.filtering.expressions import Scope, Value, of_kind, value_of
from gisapi.filtering.shapes import around
from gisapi.filtering.temporal import OPERATORS as TEMPORAL
from gisapi.filtering.temporal import related

FARTHEST_M = 1_000_000.0
_COMPARED = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_SPATIAL = {
    "s_intersects": "ST_Intersects", "s_within": "ST_Within", "s_contains": "ST_Contains", "s_disjoint": "ST_Disjoint",
    "s_equals": "ST_Equals", "s_touches": "ST_Touches", "s_crosses": "ST_Crosses", "s_overlaps": "ST_Overlaps",
}  # fmt: skip
_ARRAYS = {"a_contains": "@>", "a_containedby": "<@", "a_overlaps": "&&", "a_equals": "="}


def predicate(node: Any, scope: Scope) -> str:
    """SQL that is true, false or unknown for one row. Raises BadParameter naming the filter."""
    if isinstance(node, bool):
        return "true" if node else "false"
    if not isinstance(node, dict):
        raise scope.refuse(reason="no-predicate", expected="a condition that is true or false")
    if "property" in node:
        return of_kind(node, "boolean", scope).sql
    operator, arguments = str(node.get("op", "")).lower(), node.get("args")
    written = _OPERATORS.get(operator)
    if written is None:
        raise scope.refuse(reason="unknown-operator", value=operator[:40], known=sorted(_OPERATORS))
    if not isinstance(arguments, list):
        raise scope.refuse(reason="no-arguments", value=operator)
    return f"({written(operator, arguments, scope)})"


def names_a_place(node: Any) -> bool:
    """Whether every row that a filter chooses is at a place it names: a spatial condition, alone or joined by AND."""
    if not isinstance(node, dict):
        return False
    operator, arguments = str(node.get("op", "")).lower(), node.get("args")
    if operator == "and" and isinstance(arguments, list):
        return any(names_a_place(argument) for argument in arguments)
    return operator in ("s_intersects", "s_within", "s_dwithin")


def _joined(operator: str, arguments: list[Any], scope: Scope) -> str:
    if len(arguments) < 2:
        raise scope.refuse(reason="too-few-arguments", value=operator)
    return f" {operator.upper()} ".join(predicate(argument, scope) for argument in arguments)


def _not(operator: str, arguments: list[Any], scope: Scope) -> str:
    (argument,) = _exactly(1, operator, arguments, scope)
    return f"NOT {predicate(argument, scope)}"


def _compare(operator: str, arguments: list[Any], scope: Scope) -> str:
    first, second = _alike(*_exactly(2, operator, arguments, scope), scope=scope)
    if first.kind in ("geometry", "texts") or (first.kind == "boolean" and operator not in ("=", "<>", "!=")):
        raise scope.refuse(reason="wrong-kind", value=first.kind, operator=operator)
    return f"{first.folded} {_COMPARED[operator]} {second.folded}"


def _between(operator: str, arguments: list[Any], scope: Scope) -> str:
    subject, low, high = _exactly(3, operator, arguments, scope)
    value, least = _alike(subject, low, scope=scope)
    _, most = _alike(subject, high, scope=scope)
    if value.kind not in ("number", "date", "instant"):
        raise scope.refuse(reason="wrong-kind", value=value.kind, operator=operator, expected="number or date")
    return f"{value.sql} BETWEEN {least.sql} AND {most.sql}"


def _in(operator: str, arguments: list[Any], scope: Scope) -> str:
    subject, choices = _exactly(2, operator, arguments, scope)
    if not isinstance(choices, list) or not choices:
        raise scope.refuse(reason="no-arguments", value=operator, expected="a list of values")
    pairs = [_alike(subject, choice, scope=scope) for choice in choices]
    return f"{pairs[0][0].folded} IN ({', '.join(choice.folded for _, choice in pairs)})"


def _like(operator: str, arguments: list[Any], scope: Scope) -> str:
    subject, pattern = (of_kind(one, "text", scope) for one in _exactly(2, operator, arguments, scope))
    # A pattern that ends in the escape character is an error in SQL: it must escape something.
    literal = scope.parameters.get(pattern.sql[2:-2])
    if isinstance(literal, str) and (len(literal) - len(literal.rstrip("\\"))) % 2:
        raise scope.refuse(reason="unreadable", value=literal[:60], expected="a character after the last \\")
    return f"{subject.folded} LIKE {pattern.folded}"


def _is_null(operator: str, arguments: list[Any], scope: Scope) -> str:
    """Not known. Texts are never null here: empty is what "not known" is for them."""
    (argument,) = _exactly(1, operator, arguments, scope)
    value = value_of(argument, scope)
    return f"nullif({value.sql}, '') IS NULL" if value.kind == "text" else f"{value.sql} IS NULL"


def _spatial(operator: str, arguments: list[Any], scope: Scope) -> str:
    first, second = (of_kind(one, "geometry", scope) for one in _exactly(2, operator, arguments, scope))
    return f"{_SPATIAL[operator]}({first.sql}, {second.sql})"


def _distance(operator: str, arguments: list[Any], scope: Scope) -> str:
    """S_DWITHIN(geometry, literal, metres): geodesic; not of the standard, which has no distance."""
    subject, place, metres = _exactly(3, operator, arguments, scope)
    if isinstance(metres, bool) or not isinstance(metres, int | float) or not 0 <= metres <= FARTHEST_M:
        raise scope.refuse(reason="no-distance", expected=f"metres, 0 to {FARTHEST_M:g}")
    column, literal = of_kind(subject, "geometry", scope), of_kind(place, "geometry", scope)
    if literal.literal is None:
        raise scope.refuse(reason="no-geometry", expected="a written geometry in second place", operator=operator)
    return near(column.sql, literal, float(metres), scope)


def near(column: str, place: Value, metres: float, scope: Scope) -> str:
    """Within so many geodesic metres of a written geometry; the box in degrees is there for the index."""
    width, height = (scope.bind(half) for half in around(place.literal or "", metres))
    boxed = f"{column} && ST_Expand({place.sql}, {width}, {height})"
    return f"{boxed} AND ST_DWithin({column}::geography, {place.sql}::geography, {scope.bind(metres)})"


def _arrays(operator: str, arguments: list[Any], scope: Scope) -> str:
    first, second = (of_kind(one, "texts", scope) for one in _exactly(2, operator, arguments, scope))
    return f"{first.sql}::text[] {_ARRAYS[operator]} {second.sql}::text[]"


def _temporal(operator: str, arguments: list[Any], scope: Scope) -> str:
    first, second = _exactly(2, operator, arguments, scope)
    return related(operator, first, second, scope)


def _exactly(count: int, operator: str, arguments: list[Any], scope: Scope) -> list[Any]:
    if len(arguments) != count:
        raise scope.refuse(reason="wrong-number-of-arguments", value=operator, expected=count)
    return arguments


def _alike(first: Any, second: Any, *, scope: Scope) -> tuple[Value, Value]:
    """Two values of one kind. A date may be written as text, as GDAL and spreadsheets write it."""
    one, other = value_of(first, scope), value_of(second, scope)
    for dated, text, node in ((one, other, second), (other, one, first)):
        if dated.kind in ("date", "instant") and text.kind == "text" and isinstance(node, str):
            word = "date" if dated.kind == "date" else "timestamp"
            read = value_of({word: node}, scope)
            return (one, read) if dated is one else (read, other)
    if one.kind != other.kind:
        raise scope.refuse(reason="wrong-kind", expected=one.kind, value=other.kind)
    return one, other


_OPERATORS: dict[str, Callable[[str, list[Any], Scope], str]] = {
    "and": _joined, "or": _joined, "not": _not, "between": _between, "in": _in, "like": _like, "isnull": _is_null,
    "s_dwithin": _distance,
    **dict.fromkeys(_COMPARED, _compare), **dict.fromkeys(_SPATIAL, _spatial), **dict.fromkeys(_ARRAYS, _arrays),
    **dict.fromkeys(TEMPORAL, _temporal),
}  # fmt: skip
