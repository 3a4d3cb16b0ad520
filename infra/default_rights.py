"""The rights a new database begins with: three roles write every kind everywhere, and two of them review drafts. From then on
the table is the truth."""

from collections.abc import Iterable
from typing import Any

from infra.models.access import ACTS, DRAFT, REVIEW, REVIEW_OWN

WRITING_ROLES = ("engineer", "supervisor", "administrator")
DRAFTING = {"engineer": (DRAFT,), "supervisor": (DRAFT, REVIEW), "administrator": (DRAFT, REVIEW, REVIEW_OWN)}
"""Role → what it may do with drafts."""


def grant_default_rights(groups: Any, rights: Any) -> None:
    """Insert the rows that are missing. `groups`, `rights`: the models Group and WriteRight, historical or present."""
    for name in WRITING_ROLES:
        _grant(groups, rights, name, ACTS)


def grant_drafting_rights(groups: Any, rights: Any) -> None:
    """The same for drafts."""
    for name, acts in DRAFTING.items():
        _grant(groups, rights, name, acts)


def _grant(groups: Any, rights: Any, name: str, acts: Iterable[str]) -> None:
    role, _ = groups._default_manager.get_or_create(name=name)
    for act in acts:
        rights._default_manager.get_or_create(role=role, user=None, act=act, kind="", managing_unit=None, commune=None)
