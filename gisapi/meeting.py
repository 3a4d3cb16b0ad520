"""Two writers at one feature: what the later one is told, so that edits of different fields can be merged and of the same field compared."""

import json
from datetime import timedelta
from typing import Any

from gisapi.answers import version_of
from gisapi.boxes import Crs
from gisapi.change_answers import fields_told
from gisapi.collections import Collection
from gisapi.params.moments import Moment
from gisapi.queries.features import one_of
from gisapi.queries.histories import row_once_called
from infra.change_sets import set_told
from infra.history import DELETED, changes_to_id, closed_versions
from infra.models import KINDS
from infra.services.undoing import set_that_deleted


def since_read(collection: Collection, row_id: int, public_id: str, version: str, crs: Crs) -> dict[str, Any]:
    """`{base, since}`: the feature as it was in the version that a writer names, and what was changed since, the oldest first.

    Both are empty (`base` None) when the version is none of this feature's.
    """
    model = KINDS[collection.kind]
    found = [one for one in closed_versions(model, row_id) if version_of(public_id, one.begun) == version]
    if not found:
        return {"base": None, "since": []}
    read = found[0]
    last = read.ended - timedelta(microseconds=1)
    base = one_of(collection, public_id, signed_in=True, crs=crs, moment=Moment(last, last))
    changes = [one for one in reversed(changes_to_id(model, row_id)) if one.n >= read.n]
    fields = fields_told([one.changes for one in changes])
    return {
        "base": base and json.loads(base.feature),
        "since": [
            {
                "n": one.n,
                "at": one.at,
                "by": one.by or None,
                "db_user": one.db_user,
                "reason": one.reason or "",
                "changes": told,
            }
            for one, told in zip(changes, fields, strict=True)
        ],
    }


def deleted_meanwhile(collection: Collection, public_id: str) -> dict[str, Any]:
    """`{deleted: {n, at, by, db_user, reason}}` of a feature that is in the bin, the change set that put it there; else nothing."""
    row_id = row_once_called(collection.kind, public_id)
    n = None if row_id is None else set_that_deleted(collection.kind, row_id)
    one = None if n is None else set_told(n)
    if one is None:
        return {}
    said = {"n": one.n, "at": one.at, "by": one.by or None, "db_user": one.db_user, "reason": one.reason or ""}
    return {DELETED: said}
