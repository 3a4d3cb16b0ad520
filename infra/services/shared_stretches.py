"""Shared stretches: one road runs over another's carriageway. The host keeps what stands there; the guest keeps its chainages."""

from datetime import datetime
from typing import Any

from infra.errors import DomainError, RuleBroken
from infra.models import Asset, Road, SharedStretch
from infra.services.checking import check
from infra.services.placing import road_named
from infra.services.recording import fill, recorded, rewritten


def share_stretch(of: Asset, facts: dict[str, Any], *, by: Any, reason: str = "") -> SharedStretch:
    """Record that road `of` runs over another. `facts`: column → value of `SharedStretch`; `host`: code, alias or public id.

    Raises Forbidden, Unreadable, NotFound (host), RuleBroken: `shared_apart` (the lines lie apart), `shared_with_a_guest`,
    `shared_counted_once` (the guest has sections of its own there), `shared_no_overlap`, `shared_line`.
    """
    if not isinstance(of, Road):
        raise RuleBroken(None, rule="shared-of-a-road", kind=of._meta.db_table)
    return recorded(SharedStretch, of, facts, _write, by=by, reason=reason)


def change_shared_stretch(
    stretch: SharedStretch, changes: dict[str, Any], *, by: Any, expected: datetime, reason: str = ""
) -> SharedStretch:
    """Change one still at version `expected`. It ends by being deleted; history keeps it. Raises as above, Stale."""
    return rewritten(stretch, changes, _write, by=by, expected=expected, reason=reason)


def _write(stretch: SharedStretch, facts: dict[str, Any]) -> SharedStretch:
    columns = dict(facts)
    if (name := columns.get("host")) is not None:
        columns["host"] = _road("host", name)
    fill(stretch, columns)
    if stretch.host_id is None:
        raise RuleBroken("host", rule="host-needed")
    check(stretch)
    stretch.save()
    stretch.refresh_from_db()
    return stretch


def _road(field: str, name: Any) -> Road:
    """Raises what `road_named` raises, at this field."""
    if isinstance(name, Road):
        return name
    try:
        return road_named(name)
    except DomainError as refused:
        refused.field = field
        raise
