"""The rights a new database begins with: three roles write every kind everywhere. From then on the table is the truth."""

from typing import Any

from infra.models.access import ACTS

WRITING_ROLES = ("engineer", "supervisor", "administrator")


def grant_default_rights(groups: Any, rights: Any) -> None:
    """Insert the rows that are missing. `groups`, `rights`: the models Group and WriteRight, historical or present."""
    for name in WRITING_ROLES:
        role, _ = groups._default_manager.get_or_create(name=name)
        for act in ACTS:
            rights._default_manager.get_or_create(
                role=role, user=None, act=act, kind="", managing_unit=None, commune=None
            )
