"""Which service does an act to which kind: whoever writes features by kind asks here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from infra.errors import Stale
from infra.models import ASSETS
from infra.services.along import delete_along, has_belongings, tag_of
from infra.services.assets import change_asset, delete_asset, revert_asset
from infra.services.inspections import correct_inspection, record_inspection, revert_inspection, withdraw_inspection
from infra.services.postings import change_posting, post_limit
from infra.services.shared_stretches import change_shared_stretch, share_stretch
from infra.services.works import change_work, record_work

Act = Callable[..., Any]

RECORD: dict[str, Act] = {
    "inspection": record_inspection,
    "posting": post_limit,
    "work": record_work,
    "shared_stretch": share_stretch,
}
"""`(of, facts, by=, reason=)`, of an inspection also `expected=`, the version of what was inspected → the record made."""

CHANGE: dict[str, Act] = dict.fromkeys(ASSETS, change_asset) | {
    "inspection": correct_inspection,
    "posting": change_posting,
    "work": change_work,
    "shared_stretch": change_shared_stretch,
}
"""`(row, changes, by=, expected=, reason=)` → the row as it became."""

DELETE: dict[str, Act] = dict.fromkeys((*ASSETS, "posting", "work", "shared_stretch"), delete_asset) | {
    "inspection": withdraw_inspection
}
"""`(row, by=, expected=, reason=)`."""

REVERT: dict[str, Act] = dict.fromkeys((*ASSETS, "posting", "work", "shared_stretch"), revert_asset) | {
    "inspection": revert_inspection
}
"""`(kind, row_id, n, by=, expected=, through=, reason=)` → the row put back."""


def delete(row: Any, *, along: str | None, by: Any, expected: datetime) -> int:
    """Delete a row by the service of its kind, and with it what `along` stands for (`tag_of`; None: nothing may go along).

    Returns how many rows went along. Raises Stale (`along`: others would go), and what the service raises.
    """
    if along is not None and has_belongings(row):
        return len(delete_along(row, along=along, by=by, expected=expected))
    if along is not None and along != (nothing := tag_of([])):
        raise Stale("along", current=nothing, expected=along)
    DELETE[row._meta.db_table](row, by=by, expected=expected)
    return 0
