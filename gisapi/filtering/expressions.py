"""Values of CQL2: properties, literals, arithmetic, casei and accenti, each with its kind. Every literal becomes a parameter."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from gisapi.boxes import CRS84, Crs
from gisapi.errors import BadParameter
from gisapi.fields import Field
from gisapi.filtering.shapes import ewkt_of, is_shape

GEOMETRY = ("geometry", "geom")
_KIND_OF = {"code": "text", "word": "text", "reference": "text", "integer": "number"}
_ARITHMETIC = {"+": "+", "-": "-", "*": "*", "/": "/", "%": "%", "div": "div", "^": "^"}
_FOLDS = {frozenset(): "{}", frozenset({"casei"}): "lower({})", frozenset({"accenti"}): "public.unaccent('public.unaccent', {})",
          frozenset({"casei", "accenti"}): "plain_text({})"}  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """SQL of one value and its kind: text, number, boolean, date, instant, texts, geometry. `literal`: the EWKT of a written geometry."""

    sql: str
    kind: str
    folds: frozenset[str] = frozenset()
    literal: str | None = None

    @property
    def folded(self) -> str:
        """The text as casei and accenti around it say it is to be compared."""
        return _FOLDS[self.folds].format(self.sql)


@dataclass
class Scope:
    """What a filter may name and where its literals go. `alias`: the row's name in the statement; `parameters` grows.

    `boxed`: the rows are chosen by a place as well, so that no index on a code shall serve: a column of another collation has none. The planner
    takes ST_Intersects for a hundred times as dear as it is, and would read every section in poor condition in the country to spare a few.
    It still knows how many rows have a code; of an expression it would expect eight rows, and join hundreds to every road there is.
    """

    fields: Mapping[str, Field]
    parameter: str = "filter"
    crs: Crs = CRS84
    alias: str = "f"
    parameters: dict[str, Any] = field(default_factory=dict)
    boxed: bool = False

    def bind(self, value: Any) -> str:
        """A placeholder for a value."""
        name = f"{self.alias}{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"

    def refuse(self, **facts: Any) -> BadParameter:
        """What is wrong with this filter."""
        return BadParameter(self.parameter, **facts)

    def column(self, name: str) -> Value:
        """A property this visitor may ask by, or BadParameter with those there are."""
        if name in GEOMETRY:
            return Value(f"{self.alias}.geom", "geometry")
        known = {key: one for key, one in self.fields.items() if one.queried}
        if name not in known:
            raise self.refuse(reason="unknown-property", value=name[:60], known=["geometry", *known])
        return Value(self.compared(known[name]), _KIND_OF.get(known[name].kind, known[name].kind))

    def compared(self, field_: Field) -> str:
        """The column of a field as it is asked about."""
        column = f"{self.alias}.{field_.name}"
        return f'({column} COLLATE "C")' if self.boxed and field_.kind in ("code", "word") else column


def value_of(node: Any, scope: Scope) -> Value:
    """Any value of the tree. Raises BadParameter naming the filter."""
    if isinstance(node, bool):
        return Value(scope.bind(node), "boolean")
    if isinstance(node, int | float):
        return Value(scope.bind(node), "number")
    if isinstance(node, str):
        return Value(scope.bind(unicodedata.normalize("NFC", node)), "text")
    if isinstance(node, list):
        return _texts(node, scope)
    if not isinstance(node, dict):
        raise scope.refuse(reason="no-value", expected="a property or a literal")
    if is_shape(node):
        ewkt = ewkt_of(scope.parameter, node, scope.crs)
        return Value(f"{scope.bind(ewkt)}::geometry", "geometry", literal=ewkt)
    if isinstance(node.get("property"), str):
        return scope.column(node["property"])
    if isinstance(node.get("date"), str):
        return Value(f"{scope.bind(_date(node['date'], scope))}::date", "date")
    if isinstance(node.get("timestamp"), str):
        return Value(f"{scope.bind(instant(node['timestamp'], scope))}::timestamptz", "instant")
    return _computed(node, scope)


def _computed(node: dict[str, Any], scope: Scope) -> Value:
    """casei, accenti and arithmetic."""
    operator, arguments = str(node.get("op", "")).lower(), node.get("args")
    if not isinstance(arguments, list):
        raise scope.refuse(reason="no-value", expected="a property, a literal, or an operator with its arguments")
    if operator in ("casei", "accenti") and len(arguments) == 1:
        inner = of_kind(arguments[0], "text", scope)
        return Value(inner.sql, "text", inner.folds | {operator})
    if operator in _ARITHMETIC and len(arguments) == 2:
        first, second = (of_kind(argument, "number", scope).sql for argument in arguments)
        return Value(_calculated(operator, first, second), "number")
    raise scope.refuse(reason="unknown-operator", value=operator[:40], known=["casei", "accenti", *_ARITHMETIC])


def _calculated(operator: str, first: str, second: str) -> str:
    """Arithmetic on doubles; what is divided by nought is unknown, as SQL's null, and matches nothing."""
    first, second = f"({first})::float8", f"({second})::float8"
    if operator == "div":
        return f"trunc({first} / nullif({second}, 0))"
    if operator == "%":
        return f"(({first})::numeric %% nullif(({second})::numeric, 0))::float8"
    if operator == "/":
        return f"({first} / nullif({second}, 0))"
    return f"({first} {_ARITHMETIC[operator]} {second})"


def of_kind(node: Any, kind: str, scope: Scope) -> Value:
    """A value that must be of this kind."""
    value = value_of(node, scope)
    if value.kind != kind:
        raise scope.refuse(reason="wrong-kind", expected=kind, value=value.kind)
    return value


def _texts(node: list[Any], scope: Scope) -> Value:
    if not all(isinstance(one, str) for one in node):
        raise scope.refuse(reason="wrong-kind", expected="an array of texts")
    return Value(f"{scope.bind([unicodedata.normalize('NFC', one) for one in node])}::text[]", "texts")


def _date(text: str, scope: Scope) -> date:
    try:
        read = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        read = None
    if read is None:
        raise scope.refuse(reason="no-date", value=text[:40], expected="2025-06-30")
    return read


def instant(text: str, scope: Scope) -> datetime:
    """An RFC 3339 instant; one without a zone is refused, for it could be seven hours off."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None or not 1 < read.year < 9999:
        raise scope.refuse(reason="no-instant", value=text[:40], expected="2025-06-30T00:00:00Z")
    return read.astimezone(UTC)
