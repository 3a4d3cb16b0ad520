"""Who is asking, and what they may write, as `infra.services.rights` has it by kind, told by collection."""

from dataclasses import dataclass
from typing import Any

from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import NotSignedIn
from infra.services.rights import ROLES, WRITERS, require_writer


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks, as far as rights go."""

    username: str
    name: str
    roles: tuple[str, ...]
    may_edit: tuple[str, ...]


def visitor(user: Any) -> Visitor | None:
    """The rights of a signed-in user; None for an anonymous one. One query."""
    if not user.is_authenticated:
        return None
    roles = set(user.groups.values_list("name", flat=True)) & set(ROLES)
    if user.is_superuser:
        roles.add("administrator")
    editable = (row.name for row in COLLECTIONS.values() if row.editable and roles & WRITERS.get(row.kind, frozenset()))
    return Visitor(user.get_username(), user.get_full_name(), tuple(sorted(roles)), tuple(editable))


def require_editor(user: Any, collection: Collection) -> None:
    """Raises NotSignedIn or Forbidden unless the user may write this collection."""
    require_signed_in(user)
    require_writer(user, collection.kind, "write")


def require_signed_in(user: Any) -> None:
    """Raises NotSignedIn for an anonymous visitor."""
    if not user.is_authenticated:
        raise NotSignedIn
