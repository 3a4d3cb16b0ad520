"""One value for a field of many assets: shown first, then written as it was shown, whole or not at all, in one statement.

Every row is asked what a single write is asked: the right to it as it is and as it becomes, the constraints of its table, the rules.
What places an asset or tells it apart is written one by one (`NOT_HERE`), and ratings come from inspections.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from infra.errors import DomainError, RuleBroken, Stale, Unreadable
from infra.history import acting_as
from infra.models import ASSETS, Asset, ManagingUnit
from infra.quality.asking import QualityFinding, findings_of, known_at
from infra.rules.condition import PARTS, bridge_condition
from infra.services.assets import resolved
from infra.services.checking import failing
from infra.services.proposals import refuse_errors
from infra.services.rights import require_right_to, require_writer, rights_read_once
from infra.services.writing import attribute_of, database_promises

MOST = 20_000
"""Rows of one bulk change: what is written and recorded in one transaction within some seconds."""
JUDGED = 1000
"""Rows up to which a dry run also says what would be doubtful."""
_PLACE = ("road", "located_by", "at_m", "offset_m", "geom", "stated_km", "stated_m", "stated_text", "source_srid")
_RATINGS = tuple(f"{part}_rating" for part in PARTS)
NOT_HERE: dict[str, tuple[str, ...]] = {
    "road": ("code", "branch", "centreline", "start_km", "start_m"),
    "km_post": ("road", "km", "geom"),
    "section": ("road", "from_m", "to_m"),
    "bridge": (*_PLACE, *_RATINGS),
    "culvert": _PLACE,
    "waterway": ("geom",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a bulk change does. `before`: public id → column → value it had, of the rows that change; `refused`: public id → why.

    `token` stands for these rows in these versions and these values. `doubts`: what would be doubtful about the new values; None where
    it was not asked (the write itself, more than JUDGED rows, or some refused).
    """

    token: str
    matched: int
    before: dict[str, dict[str, Any]]
    refused: dict[str, DomainError]
    doubts: tuple[QualityFinding, ...] | None = None

    @property
    def unchanged(self) -> int:
        """Rows that hold these values already."""
        return self.matched - len(self.before) - len(self.refused)


class BulkRefused(RuleBroken):
    """Some rows may not be changed so, therefore none is. `shown`: all of it. Facts: `count`."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(None, rule="bulk-refused", count=len(shown.refused))
        self.shown = shown


def settable(kind: str) -> tuple[str, ...]:
    """The columns of a kind that may be set for many."""
    columns = (field.name for field in ASSETS[kind]._meta.concrete_fields if field.editable and not field.primary_key)
    return tuple(name for name in columns if name not in NOT_HERE[kind] and name != "aliases")


def show_change(kind: str, ids: Collection[int], values: dict[str, Any], *, by: Any) -> Shown:
    """What setting these columns would do to the rows of these internal ids. Writes nothing. Raises Forbidden, Unreadable, NotFound, RuleBroken."""
    require_writer(by, kind, "change")
    with acting_as(by), rights_read_once():
        rows, columns = _rows(kind, ids), _columns(kind, values)
        changing = {row.public_id: row.pk for row in rows}
        shown = _shown(rows, kind, columns, by)
        if shown.refused or len(shown.before) > JUDGED:
            return shown
        return replace(shown, doubts=_doubts(kind, [changing[one] for one in shown.before], columns))


def change_many(
    kind: str, ids: Collection[int], values: dict[str, Any], token: str, *, by: Any, reason: str = ""
) -> Shown:
    """Set them, if it is still what `token` stood for. Raises Stale when a row or the selection has changed, BulkRefused, and as above."""
    require_writer(by, kind, "change")
    with acting_as(by, reason), rights_read_once(), database_promises():
        rows, columns = _rows(kind, ids), _columns(kind, values)
        shown = _shown(rows, kind, columns, by)
        if shown.token != token:
            raise Stale("token", current=shown.token, expected=token)
        if shown.refused:
            raise BulkRefused(shown)
        changed = [row.pk for row in rows if row.public_id in shown.before]
        ASSETS[kind]._default_manager.filter(pk__in=changed).update(**columns)
        return shown


def _doubts(kind: str, ids: list[int], columns: dict[str, Any]) -> tuple[QualityFinding, ...]:
    """What the new values would leave doubtful: they are written, looked at, and taken back (decision 0027)."""
    names = {name.removesuffix("_id") for name in columns}
    with database_promises(), transaction.atomic():
        ASSETS[kind]._default_manager.filter(pk__in=ids).update(**columns)
        found = findings_of(kind, ids, known_at(localdate()))
        transaction.set_rollback(True)
    return tuple(one for one in found if one.field in names and one.accepted is None)


def _rows(kind: str, ids: Collection[int]) -> list[Any]:
    """The rows, locked; their geometry is read only where a right asks for it."""
    model = ASSETS[kind]
    shapes = [field.name for field in model._meta.concrete_fields if isinstance(field, GeometryField)]
    return list(model._default_manager.select_for_update(no_key=True).defer(*shapes).filter(pk__in=ids).order_by("pk"))


def _shown(rows: list[Any], kind: str, columns: dict[str, Any], by: Any) -> Shown:
    token = _token(rows, columns)
    broken = failing(ASSETS[kind], [row.pk for row in rows], columns)
    before, refused = {}, {}
    for row in rows:
        had = {name: getattr(row, name) for name in columns}
        if had == columns:
            continue
        try:
            _ask(row, kind, columns, broken.get(row.pk), by)
            before[row.public_id] = had
        except DomainError as error:
            refused[row.public_id] = error
    return Shown(token, len(rows), _told(before), refused)


def _ask(row: Any, kind: str, columns: dict[str, Any], broken: RuleBroken | None, by: Any) -> None:
    """Raises what stands against changing this row; `broken`: the constraints it would fail. The row is left as it would become."""
    require_right_to(by, row, "change", version="was")
    for name, value in columns.items():
        setattr(row, name, value)
    if broken is not None:
        raise broken
    if kind == "bridge" and "condition_id" in columns:
        decided = bridge_condition({part: getattr(row, f"{part}_rating") for part in PARTS})
        if decided is not None and decided.code != row.condition_id:
            raise RuleBroken("condition", rule="condition-follows-ratings", decided=decided.code, rating=decided.rating)
    refuse_errors(row, [name.removesuffix("_id") for name in columns])
    require_right_to(by, row, "change", version="becomes")


def _told(before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What rows had, by column: codes as codes, a managing unit by its code."""
    units = dict(ManagingUnit.objects.values_list("pk", "code"))
    return {
        key: {
            name.removesuffix("_id"): units.get(value) if name == "managing_unit_id" else value
            for name, value in had.items()
        }
        for key, had in before.items()
    }


def _columns(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Attribute → value as its column takes it. Raises Unreadable for a column that is not set here, RuleBroken for a value."""
    model: Any = ASSETS[kind]
    read: dict[str, Any] = {}
    for column, value in resolved(values).items():
        if column not in settable(kind):
            raise Unreadable(column, value=column, expected=list(settable(kind)))
        field = model._meta.get_field(column)
        try:
            clean = field.clean(value.pk if isinstance(value, Model) else value, None)
        except ValidationError as invalid:
            raise RuleBroken(
                column,
                rule="invalid",
                codes={column: [invalid.error_list[0].code or "invalid"]},
                errors={column: invalid.messages},
            ) from invalid
        attribute_of(model(), column)
        read[field.attname] = clean
    return read


def _token(rows: list[Asset], columns: dict[str, Any]) -> str:
    """Twenty characters that stand for these versions of these rows and these values."""
    said = [
        json.dumps(columns, sort_keys=True, default=str),
        *(f"{row.pk} {row.recorded_from.isoformat()}" for row in rows),
    ]
    return hashlib.blake2b("\n".join(said).encode(), digest_size=10).hexdigest()
