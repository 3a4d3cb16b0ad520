"""Recording works. A finished job says what was done, not how good it became: that is for the next inspection."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from infra.models import Bridge, Culvert, Road, Work
from infra.services.checking import check
from infra.services.recording import fill, recorded, refuse_ahead, rewritten


def record_work(of: Bridge | Culvert | Road, facts: dict[str, Any], *, by: Any, reason: str = "") -> Work:
    """Record a job. `facts`: column → value of `Work`; on a road also its stretch (`from_m`, `to_m`).

    Raises Forbidden, Unreadable, OutOfRange, RuleBroken.
    """
    return recorded(Work, of, facts, _write, by=by, reason=reason)


def change_work(work: Work, changes: dict[str, Any], *, by: Any, expected: datetime, reason: str = "") -> Work:
    """Change a job still at version `expected`: begun, finished, dearer. Raises as above, Stale."""
    return rewritten(work, changes, _write, by=by, expected=expected, reason=reason)


def _write(work: Work, facts: dict[str, Any]) -> Work:
    fill(work, facts)
    check(work)
    for column in ("started_on", "finished_on"):
        refuse_ahead(work, column, timezone.localdate())
    work.save()
    work.refresh_from_db()
    return work
