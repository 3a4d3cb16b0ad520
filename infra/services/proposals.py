"""What would be doubtful if a change were made: it is made by its own service, looked at, and taken back (decision 0027).

So a proposal is judged by the same rules, places and triggers as the change itself, and nothing is written.
"""

from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from infra.errors import RuleBroken
from infra.models import Asset
from infra.quality.asking import QualityFinding, errors_of, findings_of, known_at


def doubts_about(asset: Asset, as_at: date) -> list[QualityFinding]:
    """What is doubtful about an asset as the database holds it."""
    return findings_of(asset._meta.db_table, [asset.pk], known_at(as_at))


def doubts_if(act: Callable[[], Any], as_at: date) -> list[QualityFinding]:
    """What would be doubtful about the row that `act` writes. Raises what `act` raises; either way nothing is written."""
    with transaction.atomic():
        found = doubts_about(act(), as_at)
        transaction.set_rollback(True)
    return found


def refuse_errors(asset: Asset, changed: Collection[str]) -> None:
    """Raises RuleBroken for an error of the checks that a change to these columns makes; one that was there before stops nobody."""
    model: Any = type(asset)
    told = vars(asset)  # what is deferred stays so
    facts = {name: told[attribute] for name, attribute in _told_of(model) if attribute in told}
    for doubt in errors_of(asset._meta.db_table, facts, localdate()):
        if doubt.field in changed:
            raise RuleBroken(doubt.field, rule=doubt.code, **doubt.facts)


@cache
def _told_of(model: Any) -> tuple[tuple[str, str], ...]:
    """The facts the checks read of a row, and the attribute of each."""
    fields = (field for field in model._meta.concrete_fields if not field.generated)
    return tuple((field.attname.removesuffix("_id"), field.attname) for field in fields)
