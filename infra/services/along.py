"""What is deleted together with an asset: what is recorded of it and, of a road, its posts and sections. All of it comes back with it.

Bridges and culverts do not go with their road: they stand there whatever becomes of its record.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import ProtectedError, Q, QuerySet

from infra.change_sets import columns_with
from infra.errors import RuleBroken, Stale
from infra.history import acting_as
from infra.models import (
    RECORDS,
    Asset,
    Bridge,
    Culvert,
    Inspection,
    KmPost,
    Posting,
    Road,
    Section,
    Work,
)
from infra.services.rights import require_right_to, require_writer, rights_read_once
from infra.services.writing import database_promises, still

_BELONGING: dict[type[Asset], tuple[type[Asset], ...]] = {
    Bridge: (Inspection, Posting, Work),
    Culvert: (Inspection, Posting, Work),
    Road: (*RECORDS.values(), Section, KmPost),
}
NAMED = 20


def has_belongings(asset: Any) -> bool:
    """Whether anything can belong to a row of this kind: a record has services of its own to be withdrawn by."""
    return type(asset) in _BELONGING


def what_goes_along(asset: Asset) -> list[Asset]:
    """The rows that are deleted when the asset is, in the order they go; none for a kind that nothing belongs to."""
    return [row for rows in _belonging_to(asset) for row in rows]


def stands_on(asset: Asset) -> list[Asset]:
    """The bridges and culverts that keep a road from being deleted."""
    if not isinstance(asset, Road):
        return []
    return [row for model in (Bridge, Culvert) for row in model._default_manager.filter(road=asset).order_by("pk")]


def tag_of(rows: Iterable[Any]) -> str:
    """Twelve characters that stand for these rows in these versions: whoever confirms a deletion names what was shown."""
    said = "\n".join(sorted(f"{row.public_id} {row.recorded_from.isoformat()}" for row in rows))
    return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()


def delete_along(asset: Asset, *, along: str, by: Any, expected: datetime, reason: str = "") -> list[Asset]:
    """Delete an asset still at version `expected` and all that goes along, when that is still what `along` stands for.

    One change set, to be restored as one. Returns the rows that went along. Raises Forbidden (of any of them), Stale, RuleBroken.
    """
    kind = asset._meta.db_table
    require_writer(by, kind, "delete")
    with acting_as(by, reason), database_promises(), rights_read_once():
        current = still(asset, expected)
        require_right_to(by, current, "delete", version="was")
        going = [list(rows.select_for_update(no_key=True)) for rows in _belonging_to(current)]
        gone = [row for rows in going for row in rows]
        if (now := tag_of(gone)) != along:
            raise Stale("along", current=now, expected=along)
        for row in gone:
            require_writer(by, row._meta.db_table, "delete")
            require_right_to(by, row, "delete", version="was")
        try:
            for rows in filter(None, going):
                type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
            current.delete()
        except ProtectedError as users:
            standing = sorted(getattr(user, "public_id", str(user)) for user in users.protected_objects)
            facts = {"kind": kind, "count": len(standing), "used_by": standing[:NAMED], "along": along}
            raise RuleBroken(None, rule="still-used", **facts) from users
    return gone


def _belonging_to(asset: Asset) -> list[QuerySet[Any]]:
    return [
        model._default_manager.filter(_stands_with(asset, model)).order_by("pk")
        for model in _BELONGING.get(type(asset), ())
    ]


def _stands_with(asset: Asset, model: type[Asset]) -> Q:
    """By whichever column: what a road shares goes with either of the two roads."""
    columns = columns_with(model._meta.db_table, asset._meta.db_table)
    return reduce(or_, (Q(**{column: asset.pk}) for column in columns))
