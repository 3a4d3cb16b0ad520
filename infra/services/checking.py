"""A row against its columns, its code lists and the constraints of its table: all that is wrong, each at its field.

The database holds the same constraints; asking them first is what lets a person see every mistake at once. Two questions
a row (decision 0021): which of the rows it points to exist, and which checks of its table its values would fail.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CharField, CheckConstraint, DecimalField, Field, ForeignKey, Q, UniqueConstraint
from django.db.models.sql import Query

from infra.errors import RuleBroken
from infra.models import Asset

_NOT_CHECKED = {"public_id", "recorded_from", "geom_3857"}
_BOUNDS = {"gte": "low", "gt": "above", "lte": "high", "lt": "below"}


def check(asset: Asset) -> None:
    """Raises RuleBroken with `codes` (field → what is wrong), `errors` (field → words) and, where the first is a limit, `low`/`high`."""
    if broken := _refusal(_faults(asset)):
        raise broken


def _refusal(faults: Iterable[tuple[str, str, str, dict[str, Any]]]) -> RuleBroken | None:
    """All that is wrong as one refusal; None for nothing."""
    codes: dict[str, list[str]] = {}
    errors: dict[str, list[str]] = {}
    limits: dict[str, Any] = {}
    for field, code, words, bounds in faults:
        codes.setdefault(field, []).append(code)
        errors.setdefault(field, []).append(words)
        limits = limits or bounds
    if not codes:
        return None
    return RuleBroken(next(iter(codes)) or None, rule="invalid", codes=codes, errors=errors, **limits)


def check_values(asset: Asset, columns: frozenset[str]) -> None:
    """Only whether these columns can be held, and the required ones are; the database judges the rest. Raises RuleBroken as `check`."""
    _write_floats_out(asset)
    model: Any = type(asset)
    try:
        asset.clean_fields(exclude=_unasked(model, columns))
    except ValidationError as invalid:
        raise RuleBroken(next(iter(invalid.error_dict)), rule="invalid", errors=invalid.message_dict) from invalid


@cache
def _unasked(model: Any, columns: frozenset[str]) -> frozenset[str]:
    """The fields that `check_values` leaves to the database when these columns are set."""
    fields = model._meta.concrete_fields
    needed = {one.name for one in fields if not one.blank and not one.has_default()}
    keys = {one.name for one in fields if isinstance(one, ForeignKey)}
    return frozenset(_NOT_CHECKED | keys | ({one.name for one in fields} - columns - needed))


def _faults(asset: Asset) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(field or '', code, words, bounds) of everything wrong. Constraints are asked only of values that can be read."""
    _write_floats_out(asset)
    try:
        asset.clean_fields(exclude=_NOT_CHECKED | _pointing_somewhere(asset))
    except ValidationError as invalid:
        for field, problems in invalid.error_dict.items():
            for problem in problems:
                yield field, problem.code or "invalid", " ".join(problem.messages), {}
        return
    failed = _failed_checks(asset)
    for constraint in asset._meta.constraints:
        if constraint.name in failed or (isinstance(constraint, UniqueConstraint) and _taken(asset, constraint)):
            yield _about(constraint)


def _write_floats_out(asset: Asset) -> None:
    """A float in a decimal column is the digits people write it with: 4.2 is no 4.2000000000000002, which has too many."""
    for field in asset._meta.concrete_fields:
        if isinstance(field, DecimalField):
            value = getattr(asset, field.attname)
            if isinstance(value, float) and math.isfinite(value):
                setattr(asset, field.attname, Decimal(repr(value)))


def _pointing_somewhere(asset: Asset) -> set[str]:
    """The foreign keys whose row is there: one question for all. Django asks for each, and words what is wrong with the others."""
    keys = [(key, getattr(asset, key.attname)) for key in asset._meta.concrete_fields if isinstance(key, ForeignKey)]
    keys = [(key, value) for key, value in keys if _is_like(key.target_field, value)]
    if not keys:
        return set()
    with connection.cursor() as cursor:
        found = ", ".join(f"EXISTS (SELECT {_rows_of(key)} = %s)" for key, _ in keys)
        cursor.execute(f"SELECT {found}", [value for _, value in keys])
        return {key.name for (key, _), there in zip(keys, cursor.fetchone(), strict=True) if there}


def _rows_of(key: ForeignKey) -> str:
    target = key.target_field
    return f"FROM {_quoted(target.model._meta.db_table)} WHERE {_quoted(target.column)}"


def _is_like(target: Field, value: Any) -> bool:
    """Whether a value may be compared with a key: a code with text, an id with a whole number."""
    if isinstance(target, CharField):
        return isinstance(value, str)
    return isinstance(value, int) and not isinstance(value, bool)


def _failed_checks(asset: Asset) -> set[str]:
    """The names of the checks of its table that the row would fail, whether it is in the table or not. One question."""
    model: Any = type(asset)
    statement, parameters, columns = _question(model)
    values = [column.get_db_prep_save(getattr(asset, column.attname), connection) for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *parameters])
        return {name for (name,) in cursor.fetchall()}


def failing(model: Any, ids: Collection[int], values: dict[str, Any]) -> dict[int, RuleBroken]:
    """Internal id → how a stored row with these values (attribute → value) would fail the checks of its table. One question."""
    _, parameters, columns = _question(model)
    given = [column for column in columns if column.attname in values]
    if not given:
        return {}
    row = ", ".join(_typed(column) if column in given else _quoted(column.column) for column in columns)
    rows = f"SELECT id, {row} FROM {_quoted(model._meta.db_table)} WHERE id = ANY (%s)"  # noqa: S608 (text of the models)
    new = [column.get_db_prep_save(values[column.attname], connection) for column in given]
    with connection.cursor() as cursor:
        asked = f"SELECT id, array_agg(name) FROM ({rows}) AS given, {_held(model)} GROUP BY id"  # noqa: S608
        cursor.execute(asked, [*new, list(ids), *parameters])
        found = dict(cursor.fetchall())
    broken = {
        row_id: _refusal(_about(one) for one in model._meta.constraints if one.name in names)
        for row_id, names in found.items()
    }
    return {row_id: refusal for row_id, refusal in broken.items() if refusal}


@cache
def _question(model: Any) -> tuple[str, tuple[Any, ...], tuple[Field, ...]]:
    """All checks of a table asked of one row of values: the statement, what it takes after the values, the columns these are of."""
    checks = [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    named = set().union(*(constraint.condition.referenced_base_fields for constraint in checks))
    columns = tuple(field for field in model._meta.concrete_fields if field.name in named)
    parameters: list[Any] = []
    for constraint in checks:
        parameters += [constraint.name, *_condition(model, constraint)[1]]
    row = ", ".join(map(_typed, columns))
    return f"SELECT name FROM (SELECT {row}) AS given, {_held(model)}", tuple(parameters), columns  # noqa: S608 (text of the models)


@cache
def _held(model: Any) -> str:
    """The checks a row `given` does not hold, as a part of FROM that names them."""
    checks = [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    asked = ", ".join(f"(%s, {_condition(model, constraint)[0]})" for constraint in checks)
    return f"LATERAL (VALUES {asked}) AS c (name, holds) WHERE NOT coalesce(holds, true)"


def _condition(model: Any, constraint: CheckConstraint) -> tuple[str, list[Any]]:
    """A check as SQL, and what it takes."""
    query = Query(model, alias_cols=False)
    text, limits = query.build_where(constraint.condition).as_sql(query.get_compiler(connection=connection), connection)
    return text, list(limits)


def _typed(column: Field) -> str:
    return f"%s::{column.db_type(connection)} AS {_quoted(column.column)}"


def _quoted(name: str) -> str:
    quoted: str = connection.ops.quote_name(name)
    return quoted


def _taken(asset: Asset, key: UniqueConstraint) -> bool:
    """Whether another row has this key."""
    try:
        key.validate(type(asset), asset, exclude=_NOT_CHECKED)
    except ValidationError:
        return True
    return False


def _about(constraint: Any) -> tuple[str, str, str, dict[str, Any]]:
    """The one column a constraint is about, and its bounds; of a key, the column that tells rows apart."""
    if isinstance(constraint, UniqueConstraint):
        return next(name for name in constraint.fields if name != "road"), "unique", constraint.name, {}
    columns = constraint.condition.referenced_base_fields if isinstance(constraint, CheckConstraint) else set()
    if len(columns) != 1:
        return "", constraint.name, constraint.name, {}
    bounds = dict(_bounds(constraint.condition))
    return next(iter(columns)), "out_of_range" if bounds else constraint.name, constraint.name, bounds


def _bounds(condition: Q) -> Iterator[tuple[str, Any]]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _bounds(child)
        elif (lookup := child[0].rpartition("__")[2]) in _BOUNDS and isinstance(child[1], int | float):
            yield _BOUNDS[lookup], child[1]
