"""The changes of a draft: added, replaced, removed, put in another order, while it is being written."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max

from infra.errors import NotFound, RuleBroken
from infra.models import Draft, DraftChange
from infra.services.drafts import begun

MOST = 1000
"""Changes in one draft: it becomes one change set."""


def add_change(draft_id: int, kind: str, target: str, entry: Any, base: Any, *, by: Any) -> DraftChange:
    """Put a change at the end of a draft. `target`: public id of what it changes ("" of what it creates); `base`: the feature its
    writer had read. Raises what `begun` raises, RuleBroken (`draft-full`, `draft-change-once`)."""
    with transaction.atomic():
        draft = begun(draft_id, "edit", by=by)
        if draft.changes.count() >= MOST:
            raise RuleBroken(None, rule="draft-full", most=MOST)
        _once(draft, kind, target)
        last = draft.changes.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        change = DraftChange.objects.create(
            draft=draft, position=position, kind=kind, target=target, entry=entry, base=base, by=by
        )
        change.refresh_from_db()
        _written(draft)
        return change


def replace_change(
    draft_id: int, change_id: int, kind: str, target: str, entry: Any, base: Any, *, by: Any, expected: int
) -> DraftChange:
    """Put another change in the place of one. `expected`: the version of the draft that was read."""
    with transaction.atomic():
        draft = begun(draft_id, "edit", by=by, expected=expected)
        change = _change_of(draft, change_id)
        _once(draft, kind, target, besides=change.pk)
        change.kind, change.target, change.entry, change.base, change.by = kind, target, entry, base, by
        change.save()
        _written(draft)
        return change


def remove_change(draft_id: int, change_id: int, *, by: Any, expected: int) -> None:
    """Take a change out of a draft."""
    with transaction.atomic():
        draft = begun(draft_id, "edit", by=by, expected=expected)
        _change_of(draft, change_id).delete()
        _written(draft)


def reorder_changes(draft_id: int, order: list[int], *, by: Any, expected: int) -> None:
    """Do the changes in this order: `order` names each of them once. Raises what `begun` raises, RuleBroken."""
    with transaction.atomic():
        draft = begun(draft_id, "edit", by=by, expected=expected)
        changes = {change.pk: change for change in draft.changes.all()}
        if sorted(order) != sorted(changes):
            raise RuleBroken("order", rule="draft-order", changes=sorted(changes))
        for position, change_id in enumerate(order):
            changes[change_id].position = position
        DraftChange.objects.bulk_update(changes.values(), ["position"])
        _written(draft)


def _change_of(draft: Draft, change_id: int) -> DraftChange:
    change = draft.changes.filter(pk=change_id).first()
    if change is None:
        raise NotFound(None, kind="draft change", id=change_id)
    return change


def _once(draft: Draft, kind: str, target: str, besides: int | None = None) -> None:
    """A row is changed once in a draft, as in a change set: a second change of it replaces the first."""
    if not target:
        return
    other = draft.changes.filter(kind=kind, target=target).exclude(pk=besides).first()
    if other is not None:
        raise RuleBroken("id", rule="draft-change-once", change=other.pk)


def _written(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(version=F("version") + 1)
