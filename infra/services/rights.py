"""Who may write what: one table."""

from typing import Any

from infra.errors import Forbidden

ROLES = ("planner", "engineer", "supervisor", "administrator")
WRITERS: dict[str, frozenset[str]] = {
    kind: frozenset({"engineer", "supervisor", "administrator"})
    for kind in ("road", "km_post", "section", "bridge", "culvert", "inspection", "posting", "work")
}
"""Kind of asset or record → the roles (Django groups) that may create, change and delete it."""


def may_write(user: Any, kind: str) -> bool:
    """True when the user holds a role that writes this kind, or is a superuser."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name__in=WRITERS.get(kind, frozenset())).exists()


def require_writer(user: Any, kind: str, action: str) -> None:
    """Raises Forbidden. `user` None is an operator at the shell, who holds the database itself."""
    if user is not None and not may_write(user, kind):
        raise Forbidden(None, action=action, kind=kind, needs=sorted(WRITERS.get(kind, ())))
