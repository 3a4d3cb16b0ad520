"""Create, change, delete and put back roads and what stands on them: rights, versions, places and rules in one order."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import ProtectedError

from infra.errors import NotFound, RuleBroken, Stale
from infra.history import acting_as, revert
from infra.models import ASSETS, KINDS, Asset, ManagingUnit
from infra.rules.condition import PARTS, bridge_condition
from infra.services.along import tag_of, what_goes_along
from infra.services.checking import check
from infra.services.newer import newer_in_the_way, refuse_newer
from infra.services.placing import Ground, placed, road_named
from infra.services.proposals import refuse_errors
from infra.services.rights import require_right_to, require_writer
from infra.services.writing import attribute_of, database_promises, still

STRUCTURES = ("bridge", "culvert")


def create_asset(kind: str, facts: dict[str, Any], *, by: Any, reason: str = "") -> Asset:
    """Write a new asset of `kind` (see `infra.models.ASSETS`) and return it as the database holds it.

    `facts`: column → value; codes as codes, `road` as code or public id, the place as `chainage` text,
    `at_m` (m) or `geom` (Point, EPSG:4326). Raises Forbidden, Unreadable, NotFound, OutOfRange, RuleBroken.
    """
    require_writer(by, kind, "create")
    with acting_as(by, reason), database_promises():
        asset = _write(ASSETS[kind](), kind, facts)
        require_right_to(by, asset, "create", version="becomes")
        return asset


def change_asset(asset: Asset, changes: dict[str, Any], *, by: Any, expected: datetime, reason: str = "") -> Asset:
    """Apply `changes` to an asset that is still at version `expected` (its `recorded_from` when read).

    Raises Stale when someone was faster, and what `create_asset` raises.
    """
    kind = asset._meta.db_table
    require_writer(by, kind, "change")
    with acting_as(by, reason), database_promises():
        current = still(asset, expected)
        require_right_to(by, current, "change", version="was")
        changed = _write(current, kind, changes)
        require_right_to(by, changed, "change", version="becomes")
        return changed


def delete_asset(asset: Asset, *, by: Any, expected: datetime, reason: str = "") -> None:
    """Delete a row still at version `expected`; history keeps it. Raises Forbidden, Stale, RuleBroken (still in use).

    Also of a posting or a work that never was; an inspection is withdrawn (`infra.services.inspections`).
    """
    kind = asset._meta.db_table
    require_writer(by, kind, "delete")
    with acting_as(by, reason), database_promises():
        current = still(asset, expected)
        require_right_to(by, current, "delete", version="was")
        try:
            current.delete()
        except ProtectedError as users:
            standing = sorted(getattr(user, "public_id", str(user)) for user in users.protected_objects)
            along = tag_of(what_goes_along(current))
            facts = {"kind": kind, "count": len(standing), "used_by": standing[:20], "along": along}
            raise RuleBroken(None, rule="still-used", **facts) from users


def revert_asset(
    kind: str, row_id: int, n: int, *, by: Any, expected: datetime | None, through: int | None = None, reason: str = ""
) -> Asset:
    """Put a row of any kind back as it was before its change `n`, as a new change; `expected` None: the row is deleted, bring it back.

    What was changed since stays in the way, unless `through` names the newest change: then all from `n` on go back.

    Raises Forbidden, Stale, NotFound (`n`), and RuleBroken, whose `newer` are the later changes that stand in the way.
    """
    model = KINDS[kind]
    act = "create" if expected is None else "change"
    require_writer(by, kind, act)
    try:
        with acting_as(by, reason), database_promises():
            present = model._default_manager.filter(pk=row_id).first()
            if present is None and expected is not None:
                raise Stale(None, current=None, expected=expected.isoformat())
            if present is not None:
                require_right_to(by, still(present, expected), act, version="was")
            refuse_newer(kind, row_id, n, through)
            revert(model, row_id, n, by=by, reason=reason)
            connection.check_constraints()  # what is judged at the commit: the road it stood on may be gone
            put_back = model._default_manager.get(pk=row_id)
            require_right_to(by, put_back, act, version="becomes")
            return put_back
    except RuleBroken as broken:
        if "newer" in broken.facts:
            raise
        raise RuleBroken("n", **broken.facts, newer=newer_in_the_way(kind, n, broken.facts["rule"])) from broken


def _write(asset: Asset, kind: str, facts: dict[str, Any]) -> Asset:
    """Set the columns on the row, check it whole, save what changed, and read back what the database made of it."""
    columns = filled(asset, kind, facts)
    check(asset)
    refuse_errors(asset, columns)
    asset.save()
    asset.refresh_from_db()
    return asset


def filled(asset: Asset, kind: str, facts: dict[str, Any], ground: Ground | None = None) -> frozenset[str]:
    """Set the columns on the row, placed and rated, not checked and not saved; which were set. Raises as `create_asset`."""
    columns = resolved(facts)
    if kind in STRUCTURES:
        columns = placed(asset, columns, ground or Ground())
    for column, value in columns.items():
        setattr(asset, attribute_of(asset, column), value)
    if kind == "bridge":
        _rate(asset, columns)
    return frozenset(columns)


def resolved(facts: dict[str, Any]) -> dict[str, Any]:
    """Names of other records to the records themselves. Raises NotFound."""
    columns = dict(facts)
    if isinstance(columns.get("road"), str):
        columns["road"] = road_named(columns["road"])
    if isinstance(unit := columns.get("managing_unit"), str):
        columns["managing_unit"] = ManagingUnit.objects.filter(code=unit).first()
        if columns["managing_unit"] is None:
            raise NotFound("managing_unit", kind="managing_unit", id=unit)
    return columns


def _rate(bridge: Any, columns: dict[str, Any]) -> None:
    """Let the ratings decide the condition; a condition that contradicts them is refused."""
    ratings = {part: getattr(bridge, f"{part}_rating") for part in PARTS}
    try:
        decided = bridge_condition(
            {part: None if rating in (None, "") else int(rating) for part, rating in ratings.items()}
        )
    except (TypeError, ValueError) as wrong:
        part = next(p for p in PARTS if f"{p}_rating" in columns)
        raise RuleBroken(f"{part}_rating", rule="rating", low=0, high=9) from wrong
    if decided is None:
        return
    if "condition" in columns and columns["condition"] != decided.code:
        raise RuleBroken(
            "condition",
            rule="condition-follows-ratings",
            decided=decided.code,
            rating=decided.rating,
            parts=list(decided.parts),
        )
    bridge.condition_id = decided.code
