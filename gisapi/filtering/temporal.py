"""Temporal predicates of CQL2 (OGC 21-065r2 §7.7): two instants or intervals, each as its beginning and end; ".." is open."""

from typing import Any

from gisapi.filtering.expressions import Scope, value_of

OPERATORS = {
    "t_after": "{a0} > {b1}",
    "t_before": "{a1} < {b0}",
    "t_contains": "{a0} < {b0} AND {a1} > {b1}",
    "t_disjoint": "{a1} < {b0} OR {a0} > {b1}",
    "t_during": "{a0} > {b0} AND {a1} < {b1}",
    "t_equals": "{a0} = {b0} AND {a1} = {b1}",
    "t_finishedby": "{a0} < {b0} AND {a1} = {b1}",
    "t_finishes": "{a0} > {b0} AND {a1} = {b1}",
    "t_intersects": "{a0} <= {b1} AND {a1} >= {b0}",
    "t_meets": "{a1} = {b0}",
    "t_metby": "{a0} = {b1}",
    "t_overlappedby": "{a0} > {b0} AND {a0} < {b1} AND {a1} > {b1}",
    "t_overlaps": "{a0} < {b0} AND {a1} > {b0} AND {a1} < {b1}",
    "t_startedby": "{a0} = {b0} AND {a1} > {b1}",
    "t_starts": "{a0} = {b0} AND {a1} < {b1}",
}
_TYPE = {"date": "date", "instant": "timestamptz"}


def related(operator: str, first: Any, second: Any, scope: Scope) -> str:
    """SQL of one temporal predicate. Dates are compared with dates, instants with instants."""
    kinds = {kind for kind in (_kind(first, scope), _kind(second, scope)) if kind}
    if len(kinds) > 1:
        raise scope.refuse(reason="wrong-kind", expected="dates with dates, instants with instants")
    kind = kinds.pop() if kinds else "date"
    a0, a1 = _ends(first, kind, scope)
    b0, b1 = _ends(second, kind, scope)
    return OPERATORS[operator].format(a0=a0, a1=a1, b0=b0, b1=b1)


def _parts(node: Any, scope: Scope) -> list[Any]:
    """Beginning and end: of an interval its two, of anything else itself twice."""
    if isinstance(node, dict) and "interval" in node:
        given = node["interval"]
        if not isinstance(given, list) or len(given) != 2:
            raise scope.refuse(reason="no-interval", expected="INTERVAL(from, to)")
        return [_worded(part) for part in given]
    return [node, node]


def _worded(part: Any) -> Any:
    """The ends of an interval are written as plain text: a date, an instant or ".."."""
    if isinstance(part, str) and part != "..":
        return {"timestamp" if "T" in part else "date": part}
    return part


def _kind(node: Any, scope: Scope) -> str | None:
    """date or instant; None when both ends are open."""
    for part in _parts(node, scope):
        if part != "..":
            kind = value_of(part, Scope(scope.fields, scope.parameter, scope.crs, scope.alias)).kind
            if kind not in _TYPE:
                raise scope.refuse(reason="wrong-kind", value=kind, expected="a date or an instant")
            return kind
    return None


def _ends(node: Any, kind: str, scope: Scope) -> tuple[str, str]:
    first, last = _parts(node, scope)
    return _end(first, kind, "-infinity", scope), _end(last, kind, "infinity", scope)


def _end(part: Any, kind: str, beyond: str, scope: Scope) -> str:
    if part == "..":
        return f"'{beyond}'::{_TYPE[kind]}"
    value = value_of(part, scope)
    if value.kind != kind:
        raise scope.refuse(reason="wrong-kind", expected=kind, value=value.kind)
    return value.sql
