"""Recording works. A finished job says what was done, not how good it became: that is for the next inspection."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from infra.history import acting_as
from infra.models import Bridge, Culvert, Road, Work
from infra.services.checking import check
from infra.services.recording import about, fill, refuse_ahead
from infra.services.rights import require_right_to, require_writer
from infra.services.writing import database_promises, still


def record_work(of: Bridge | Culvert | Road, facts: dict[str, Any], *, by: Any, reason: str = "") -> Work:
    """Record a job. `facts`: column → value of `Work`; on a road also its stretch (`from_m`, `to_m`).

    Raises Forbidden, Unreadable, OutOfRange, RuleBroken.
    """
    require_writer(by, "work", "create")
    with acting_as(by, reason), database_promises():
        made = _write(Work(**about(of)), facts)
        require_right_to(by, made, "create", version="becomes")
        return made


def change_work(work: Work, changes: dict[str, Any], *, by: Any, expected: datetime, reason: str = "") -> Work:
    """Change a job still at version `expected`: begun, finished, dearer. Raises as above, Stale."""
    require_writer(by, "work", "change")
    with acting_as(by, reason), database_promises():
        current = still(work, expected)
        require_right_to(by, current, "change", version="was")
        changed = _write(current, changes)
        require_right_to(by, changed, "change", version="becomes")
        return changed


def _write(work: Work, facts: dict[str, Any]) -> Work:
    fill(work, facts)
    check(work)
    for column in ("started_on", "finished_on"):
        refuse_ahead(work, column, timezone.localdate())
    work.save()
    work.refresh_from_db()
    return work
