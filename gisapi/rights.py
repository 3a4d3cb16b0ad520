"""Who is asking, and what they may write: `infra.services.rights` by kind, told by collection, within a token's scopes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gisapi.collections import COLLECTIONS, Collection
from gisapi.errors import NotSignedIn, ScopeMissing
from infra.models import ACTS, CHANGE, DRAFT, REVIEW, AccessToken
from infra.services.rights import ROLES, grants_of, require_writer
from infra.services.tokens import WRITE, allows


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks, as far as rights go. `may_edit`: collections with a right to change something somewhere;
    `may_draft`, `may_review`: the same of proposing changes in a draft and of letting drafts of others in; `rights`: act, collection,
    managing_unit, commune of each row (None: nothing bounds it)."""

    username: str
    name: str
    roles: tuple[str, ...]
    may_edit: tuple[str, ...]
    may_draft: tuple[str, ...]
    may_review: tuple[str, ...]
    rights: tuple[dict[str, str | None], ...]


def visitor(user: Any, token: AccessToken | None = None) -> Visitor | None:
    """The rights of a signed-in user, as far as the token they came with reaches; None for an anonymous one."""
    if not user.is_authenticated:
        return None
    roles = set(user.groups.values_list("name", flat=True)) & set(ROLES)
    if user.is_superuser:
        roles.add("administrator")
    grants = grants_of(user)
    editable = [
        row for row in COLLECTIONS.values() if row.editable and (token is None or allows(token.scopes, row.kind))
    ]

    def over(*acts: str) -> tuple[str, ...]:
        kinds = {grant.kind for grant in grants if grant.act in acts}
        return tuple(row.name for row in editable if {None, row.kind} & kinds)

    names = {row.kind: row.name for row in editable}
    return Visitor(
        user.get_username(),
        user.get_full_name(),
        tuple(sorted(roles)),
        over(CHANGE),
        over(DRAFT, *ACTS),
        over(REVIEW),
        tuple(
            {"act": g.act, "collection": name, "managing_unit": g.managing_unit, "commune": g.commune}
            for g in grants
            for kind, name in names.items()
            if g.kind in (None, kind)
        ),
    )


def require_editor(request: Any, collection: Collection, act: str) -> None:
    """Raises NotSignedIn, ScopeMissing or Forbidden unless the visitor may do this to some row of the collection."""
    require_signed_in(request.user)
    require_scopes(request, [collection.kind])
    require_writer(request.user, collection.kind, act)


def require_scopes(request: Any, kinds: Iterable[str]) -> None:
    """Raises ScopeMissing unless the token, when there is one, may write these kinds; of no kind: anything at all."""
    token = request.auth
    if token is None:
        return
    lacking = [f"{WRITE}:{kind}" for kind in kinds if not allows(token.scopes, kind)]
    if not any(scope.partition(":")[0] == WRITE for scope in token.scopes):
        lacking.append(WRITE)
    if lacking:
        raise ScopeMissing(scope=told_scope(lacking[0]), held=[told_scope(scope) for scope in token.scopes])


def require_signed_in(user: Any) -> None:
    """Raises NotSignedIn for an anonymous visitor."""
    if not user.is_authenticated:
        raise NotSignedIn


def told_scope(scope: str) -> str:
    """A scope of `infra` (write:km_post) as the API says it (write:km-posts)."""
    act, _, kind = scope.partition(":")
    names = {row.kind: row.name for row in COLLECTIONS.values()}
    return f"{act}:{names[kind]}" if kind else act


def meant_scope(scope: str) -> str:
    """A scope of the API as `infra` says it; what is no scope stays as it is, for `infra` to refuse."""
    act, _, name = scope.partition(":")
    return f"{act}:{COLLECTIONS[name].kind}" if name in COLLECTIONS else scope
