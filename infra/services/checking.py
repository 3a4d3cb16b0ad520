"""A row against its columns, its code lists and the constraints of its table: all that is wrong, each at its field.

The database holds the same constraints; asking them first is what lets a person see every mistake at once.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q, UniqueConstraint

from infra.errors import RuleBroken
from infra.models import Asset

_NOT_CHECKED = {"public_id", "recorded_from", "geom_3857"}
_BOUNDS = {"gte": "low", "gt": "above", "lte": "high", "lt": "below"}


def check(asset: Asset) -> None:
    """Raises RuleBroken with `codes` (field → what is wrong), `errors` (field → words) and, where the first is a limit, `low`/`high`."""
    codes: dict[str, list[str]] = {}
    errors: dict[str, list[str]] = {}
    limits: dict[str, Any] = {}
    for field, code, words, bounds in _faults(asset):
        codes.setdefault(field, []).append(code)
        errors.setdefault(field, []).append(words)
        limits = limits or bounds
    if codes:
        first = next(iter(codes))
        raise RuleBroken(first or None, rule="invalid", codes=codes, errors=errors, **limits)


def _faults(asset: Asset) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(field or '', code, words, bounds) of everything wrong. Constraints are asked only of values that can be read."""
    try:
        asset.clean_fields(exclude=_NOT_CHECKED)
    except ValidationError as invalid:
        for field, problems in invalid.error_dict.items():
            for problem in problems:
                yield field, problem.code or "invalid", " ".join(problem.messages), {}
        return
    for constraint in asset._meta.constraints:
        try:
            constraint.validate(type(asset), asset, exclude=_NOT_CHECKED)
        except ValidationError:
            yield _about(constraint)


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
