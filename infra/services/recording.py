"""What recording an inspection, a posting or a work has in common: what it is about, and its columns."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from infra.errors import DomainError, NotLocatable, RuleBroken
from infra.history import acting_as
from infra.measures import measure_of, parse_chainage
from infra.models import Asset, Bridge, Culvert, Record, Road, Section
from infra.models.record import SUBJECTS
from infra.services.calibration import calibration_of
from infra.services.rights import require_right_to, require_writer
from infra.services.writing import attribute_of, database_promises, still

ENDS = ("from", "to")
Made = TypeVar("Made", bound=Record)
Write = Callable[[Made, dict[str, Any]], Made]
"""Sets columns of a record, holds it against its rules and saves it."""


def about(asset: Asset) -> dict[str, Any]:
    """The columns that say what a record is about; of a section, its stretch of road. A road's record says its own stretch."""
    if isinstance(asset, Bridge):
        return {"bridge": asset}
    if isinstance(asset, Culvert):
        return {"culvert": asset}
    if isinstance(asset, Section):
        return {"road": asset.road, "from_m": asset.from_m, "to_m": asset.to_m}
    if isinstance(asset, Road):
        return {"road": asset}
    raise RuleBroken(None, rule="nothing-recorded-of", kind=asset._meta.db_table)


def recorded(kind: type[Made], of: Asset, facts: dict[str, Any], write: Write[Made], *, by: Any, reason: str) -> Made:
    """A new record of an asset, by whoever may make it. Raises Forbidden, and what `write` raises."""
    require_writer(by, kind._meta.db_table, "create")
    with acting_as(by, reason), database_promises():
        made = write(kind(**about(of)), facts)
        require_right_to(by, made, "create", version="becomes")
        return made


def rewritten(
    record: Made, changes: dict[str, Any], write: Write[Made], *, by: Any, expected: datetime, reason: str
) -> Made:
    """A record still at version `expected`, changed by whoever may, as it was and as it becomes. Raises as above, Stale."""
    require_writer(by, record._meta.db_table, "change")
    with acting_as(by, reason), database_promises():
        current = still(record, expected)
        require_right_to(by, current, "change", version="was")
        changed = write(current, changes)
        require_right_to(by, changed, "change", version="becomes")
        return changed


def fill(record: Record, facts: dict[str, Any]) -> None:
    """Set the columns that `facts` name. A stretch may be given by chainage: `from_chainage`, `to_chainage`.

    Raises Unreadable (no such column), RuleBroken (what a record is about never changes), what reading a chainage raises.
    """
    for column, value in _measured(record.road, facts).items():
        if column in SUBJECTS:
            raise RuleBroken(column, rule="subject-never-changes")
        setattr(record, attribute_of(record, column), value)


def _measured(road: Road | None, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with chainages read as measures of the road."""
    columns = dict(facts)
    for end in ENDS:
        if (text := columns.pop(f"{end}_chainage", None)) is not None:
            columns[f"{end}_m"] = _measure(road, text, f"{end}_chainage")
    return columns


def _measure(road: Road | None, text: str, field: str) -> float:
    if road is None:
        raise NotLocatable(field, road=None, chainage=text)
    calibration = calibration_of(road)
    if not calibration.posts:
        raise NotLocatable(field, road=road.code, chainage=text)
    try:
        return measure_of(parse_chainage(text), calibration).at_m
    except DomainError as refused:
        refused.field = field
        raise


def refuse_ahead(record: Record, column: str, today: date) -> None:
    """Raises RuleBroken when the record says that something has been done on a day still to come."""
    done_on = getattr(record, column)
    if done_on is not None and done_on > today:
        raise RuleBroken(column, rule="not-yet", value=done_on.isoformat(), today=today.isoformat())
