"""Recording, correcting and withdrawing inspections: each time the asset is judged anew from all its inspections."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from infra.errors import NotFound, RuleBroken, Unreadable
from infra.history import acting_as, version_before
from infra.measures import TOLERANCE_M
from infra.models import CODE_LISTS, Asset, Bridge, Culvert, Finding, Inspection, Section
from infra.rules.condition import PARTS, bridge_condition
from infra.rules.inspection import Found, Standing, rated_parts, standing
from infra.services.assets import revert_asset
from infra.services.checking import check
from infra.services.recording import about, fill, refuse_ahead
from infra.services.rights import require_right_to, require_writer
from infra.services.writing import database_promises, still

LINE = ("component", "defect", "recommendation", "priority")


def record_inspection(
    of: Bridge | Culvert | Section, facts: dict[str, Any], *, by: Any, expected: datetime, reason: str = ""
) -> Inspection:
    """Record an inspection of an asset still at version `expected`, and what follows for the asset, as one change set.

    `facts`: column → value of `Inspection`; `findings`: lines of the sheet, each a dict with LINE. Raises Forbidden,
    Stale, Unreadable, RuleBroken.
    """
    require_writer(by, "inspection", "create")
    with acting_as(by, reason), database_promises():
        asset = still(of, expected)
        inspection = Inspection(**about(asset))
        _write(inspection, facts)
        require_right_to(by, inspection, "create", version="becomes")
        _settle(asset, hand_given=True)
    return inspection


def correct_inspection(
    inspection: Inspection, changes: dict[str, Any], *, by: Any, expected: datetime, reason: str = ""
) -> Inspection:
    """Change an inspection still at version `expected`; `findings`, when given, replace the sheet. Raises as above."""
    require_writer(by, "inspection", "change")
    with acting_as(by, reason), database_promises():
        current = still(inspection, expected)
        require_right_to(by, current, "change", version="was")
        before = _judged(current)
        _write(current, changes)
        require_right_to(by, current, "change", version="becomes")
        _settle_all(_judged(current, by_hand=True) | before)
    return current


def withdraw_inspection(inspection: Inspection, *, by: Any, expected: datetime, reason: str = "") -> None:
    """Delete an inspection that never was; history keeps it. The asset falls back on the inspections that remain.

    With none left it keeps the state it has: what it was before is in its history, for a person to judge.
    """
    require_writer(by, "inspection", "delete")
    with acting_as(by, reason), database_promises():
        current = still(inspection, expected)
        require_right_to(by, current, "delete", version="was")
        before = _judged(current)
        current.delete()
        _settle_all(before)


def revert_inspection(
    kind: str, row_id: int, n: int, *, by: Any, expected: datetime | None, through: int | None = None, reason: str = ""
) -> Inspection:
    """Put an inspection back as it was before its change `n`, with the sheet it had then; the assets follow. See `revert_asset`."""
    with acting_as(by, reason):
        present = Inspection.objects.filter(pk=row_id).first()
        before = {} if present is None else _judged(present)
        revert_asset(kind, row_id, n, by=by, expected=expected, through=through, reason=reason)
        put_sheet_back(row_id, n)
        put_back = Inspection.objects.get(pk=row_id)
        _settle_all(_judged(put_back, by_hand=True) | before)
    return put_back


def put_sheet_back(inspection_id: int, n: int) -> None:
    """The lines of the sheet as they were when change `n` of the inspection ended its version, under their own ids. Raises NotFound (`n`)."""
    version = version_before(Inspection, inspection_id, n)
    if version is None:
        raise NotFound("n", kind="inspection version", id=n)
    with database_promises(), connection.cursor() as cursor:
        last = version.ended - timedelta(microseconds=1)
        cursor.execute("select history.sheet_revert(%s, %s)", [inspection_id, last])


def _write(inspection: Inspection, facts: dict[str, Any]) -> None:
    """Set, check and save an inspection and its lines; read back what the database made of it."""
    columns = dict(facts)
    sheet = columns.pop("findings", None)
    fill(inspection, columns)
    ratings = {part: getattr(inspection, f"{part}_rating") for part in PARTS}
    if inspection.bridge_id is None and (rated := rated_parts(ratings)):
        raise RuleBroken(f"{rated[0]}_rating", rule="only-bridges-are-rated")
    check(inspection)
    refuse_ahead(inspection, "done_on", timezone.localdate())
    if inspection.bridge_id is not None:
        _follow_ratings(inspection, columns)
    lines = None if sheet is None else list(_lines(inspection, sheet))
    inspection.save()
    if lines is not None:
        inspection.findings.all().delete()
        Finding.objects.bulk_create(lines)
    inspection.refresh_from_db()


def _follow_ratings(inspection: Inspection, columns: dict[str, Any]) -> None:
    """A bridge's condition is what the ratings say, never a word beside them."""
    decided = bridge_condition({part: getattr(inspection, f"{part}_rating") for part in PARTS})
    code = decided.code if decided else None
    if columns.get("condition") not in (None, code):
        if decided is None:
            raise RuleBroken("condition", rule="condition-needs-ratings")
        facts = {"decided": code, "rating": decided.rating, "parts": list(decided.parts)}
        raise RuleBroken("condition", rule="condition-follows-ratings", **facts)
    inspection.condition_id = code


def _lines(inspection: Inspection, sheet: Any) -> Iterable[Finding]:
    """The lines of a sheet, checked. Raises Unreadable and RuleBroken naming the line: `findings.2.component`."""
    if not isinstance(sheet, list) or not all(isinstance(line, dict) for line in sheet):
        raise Unreadable("findings", value=str(sheet)[:100], expected="a list of lines")
    kind = "bridge" if inspection.bridge_id else "culvert" if inspection.culvert_id else "section"
    components = CODE_LISTS["component"]._default_manager.in_bulk()
    for n, line in enumerate(sheet):
        if unknown := sorted(set(line) - set(LINE)):
            raise Unreadable(f"findings.{n}.{unknown[0]}", value=unknown[0], expected=list(LINE))
        codes = {f"{name}_id": line.get(name) for name in ("component", "priority")}
        finding = Finding(**codes, **{name: line.get(name) or "" for name in ("defect", "recommendation")})
        try:
            finding.clean_fields(exclude=["inspection"])
        except ValidationError as invalid:
            field, words = next(iter(invalid.message_dict.items()))
            raise RuleBroken(f"findings.{n}.{field}", rule="invalid", message=words[0]) from invalid
        if kind not in components[finding.component_id].facts["of"]:
            raise RuleBroken(f"findings.{n}.component", rule="component-of-another-kind", kind=kind)
        finding.inspection = inspection
        yield finding


def _judged_by(inspection: Inspection) -> list[Any]:
    """The assets whose state an inspection may decide, locked: its bridge, its culvert, the sections within its stretch."""
    for model, row_id in ((Bridge, inspection.bridge_id), (Culvert, inspection.culvert_id)):
        if row_id is not None:
            return list(model.objects.select_for_update(no_key=True).filter(pk=row_id))
    within = Section.objects.filter(
        road_id=inspection.road_id, from_m__gte=inspection.from_m - TOLERANCE_M, to_m__lte=inspection.to_m + TOLERANCE_M
    )
    return list(within.select_for_update(no_key=True).order_by("pk"))


def inspections_of(asset: Asset) -> Any:
    """The inspections (a queryset) that speak of an asset; of a section, those whose stretch covers all of it."""
    subject = about(asset)
    if isinstance(asset, Section):
        covering = Q(from_m__lte=asset.from_m + TOLERANCE_M, to_m__gte=asset.to_m - TOLERANCE_M)
        return Inspection.objects.filter(covering, road_id=asset.road_id)
    return Inspection.objects.filter(**subject)


def _judged(inspection: Inspection, *, by_hand: bool = False) -> dict[Any, bool]:
    """The assets whose state an inspection may decide → whether the state they have was given by hand, not by this inspection."""
    return {asset: by_hand or asset.condition_on != inspection.done_on for asset in _judged_by(inspection)}


def _settle_all(assets: dict[Any, bool]) -> None:
    for asset, hand_given in assets.items():
        _settle(asset, hand_given=hand_given)


def _settle(asset: Any, *, hand_given: bool) -> None:
    """Let the inspections of an asset decide its state (`infra.rules.inspection.standing`); save it when that changes."""
    found = [_found(inspection) for inspection in inspections_of(asset)]
    parts = PARTS if isinstance(asset, Bridge) else ()
    ratings = {part: getattr(asset, f"{part}_rating") for part in parts}
    now = Standing(asset.condition_on, ratings, asset.condition_id, asset.condition_reason)
    then = standing(now, found, hand_given=hand_given)
    if then == now:
        return
    asset.condition_on, asset.condition_id, asset.condition_reason = then.on, then.condition, then.reason
    for part in parts:
        setattr(asset, f"{part}_rating", then.ratings[part])
    check(asset)
    asset.save()


def _found(inspection: Inspection) -> Found:
    ratings = {part: getattr(inspection, f"{part}_rating") for part in PARTS} if inspection.bridge_id else {}
    return Found(inspection.done_on, inspection.pk, ratings, inspection.condition_id, inspection.condition_reason)
