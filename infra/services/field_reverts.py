"""Putting single fields of a row back as they were before one of its changes, while everything changed since stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from infra.errors import NotFound, RuleBroken
from infra.history import Change, as_recorded, changes_to_id, version_before
from infra.models import KINDS, Asset
from infra.services.acts import CHANGE
from infra.services.newer import told_of

WHOLE_ONLY = frozenset({"geom", "centreline", "public_id", "sheet_written_at"})
"""What follows from other columns, or is no column a person sets: it comes back with the whole row."""


def revert_fields(
    kind: str, row_id: int, n: int, fields: Sequence[str], *, by: Any, expected: datetime, reason: str = ""
) -> Asset:
    """Give fields that change `n` wrote the values they had before it, by the rules of any change.

    Raises NotFound (`n`), Stale, what changing the row raises, and RuleBroken: `not-of-this-change` with the `known` fields, or
    `newer-changes` with the later changes of the same fields.
    """
    model = KINDS[kind]
    version = version_before(model, row_id, n)
    present = model._default_manager.filter(pk=row_id).first()
    if version is None or present is None:
        raise NotFound("n", kind=f"{kind} version", id=n)
    changes = changes_to_id(model, row_id)
    written = _fields_of(next(change for change in changes if change.n == n))
    if unknown := [name for name in fields if name not in written]:
        raise RuleBroken("fields", rule="not-of-this-change", value=unknown[0], known=sorted(written))
    if newer := [change for change in changes if change.n > n and _fields_of(change) & set(fields)]:
        raise RuleBroken(
            "n",
            rule="newer-changes",
            newer={"count": len(newer), "changes": [told_of(kind, row_id, one) for one in newer]},
        )
    then = as_recorded(model, row_id, version.ended - timedelta(microseconds=1))
    values = {
        name: getattr(then, model._meta.get_field(name).attname if _is_code(model, name) else name) for name in fields
    }
    changed: Asset = CHANGE[kind](present, values, by=by, expected=expected, reason=reason)
    return changed


def _fields_of(change: Change) -> set[str]:
    return {field.field.removesuffix("_id") for field in change.changes} - WHOLE_ONLY


def _is_code(model: type[Asset], name: str) -> bool:
    field = model._meta.get_field(name)
    return bool(field.is_relation) and field.target_field.name == "code"
