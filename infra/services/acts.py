"""Which service does an act to which kind: whoever writes features by kind asks here."""

from collections.abc import Callable
from typing import Any

from infra.models import ASSETS
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
