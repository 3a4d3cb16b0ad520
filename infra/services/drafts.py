"""Drafts: changes collected, reviewed and let in. Who may do what and when is one table, `infra.rules.drafting`.

Every act locks the draft, asks the table, and records an event. What a person plays no part in does not exist for them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from infra.errors import Forbidden, NotFound, RuleBroken, Stale
from infra.history import current_changeset
from infra.models import ACTS, DRAFT, KINDS, REVIEW, REVIEW_OWN, Draft, DraftEvent
from infra.rules.drafting import ACCEPTED, AUTHOR, MEMBER, OPEN, RETURNED, SUBMITTED, TABLE, parts_played, why_not
from infra.services.rights import Reviewed, covers, holds_right, proposed, rights_read_once

MOST_SHOWN = 500
"""Drafts in one list, newest first."""
_ASKED = (SUBMITTED, RETURNED, ACCEPTED)
_SAID = {"submit": "submitted", "return": "returned", "accept": "accepted", "withdraw": "withdrawn"}


def may_draft(user: Any, kind: str) -> bool:
    """Whether the user may propose something about this kind somewhere: who may do it at once may also propose it."""
    return holds_right(user, kind, DRAFT, *ACTS)


def new_draft(title: str, *, by: Any) -> Draft:
    """An empty draft of which `by` is the author. Raises Forbidden for who may propose nothing."""
    if not any(may_draft(by, kind) for kind in KINDS):
        raise Forbidden(None, action=DRAFT, kind="draft", needs=["engineer", "supervisor", "administrator"])
    with transaction.atomic():
        draft = Draft.objects.create(title=title, author=by)
        draft.refresh_from_db()
        tell(draft, "created", by)
        return draft


def drafts_seen(user: Any) -> tuple[list[Draft], int]:
    """The newest drafts a person plays a part in, and how many more there are that this list leaves off."""
    mine = Q(author=user) | Q(members=user)
    asked = Q(state__in=_ASKED) if any(holds_right(user, kind, REVIEW, REVIEW_OWN) for kind in KINDS) else Q(pk=None)
    rows = Draft.objects.filter(mine | asked).distinct().select_related("author").prefetch_related("members", "changes")
    with rights_read_once():
        seen = [draft for draft in rows if parts_in(user, draft)]
    return seen[:MOST_SHOWN], max(0, len(seen) - MOST_SHOWN)


def draft_seen(user: Any, draft_id: int) -> Draft:
    """A draft, with author, members, changes and events. Raises NotFound, also for whoever plays no part in it."""
    draft = Draft.objects.select_related("author").filter(pk=draft_id).first()
    if draft is None or not parts_in(user, draft):
        raise NotFound(None, kind="draft", id=draft_id)
    return draft


def parts_in(user: Any, draft: Draft) -> frozenset[str]:
    """What a person is to a draft (`infra.rules.drafting`)."""
    author, member = draft.author_id == user.pk, user.pk in {row.pk for row in draft.members.all()}
    asked = draft.state in _ASKED
    wrote = author or member
    reviews = asked and _reviews(user, draft, REVIEW_OWN if wrote else REVIEW)
    return parts_played(author=author, member=member, reviews=reviews, reviews_own=wrote and reviews, asked=asked)


def _reviews(user: Any, draft: Draft, right: str) -> bool:
    """Whether a right covers everything that the draft touches: its kinds, and the rows there are."""
    changes = list(draft.changes.all())
    if not changes or not all(holds_right(user, kind, right) for kind in {change.kind for change in changes}):
        return False
    targets = [(change.kind, change.target) for change in changes if change.target]
    rows = (KINDS[kind]._default_manager.filter(public_id=target).first() for kind, target in targets)
    return all(row is None or covers(user, row, right) for row in rows)


def begun(draft_id: int, act: str, *, by: Any, expected: int | None = None) -> Draft:
    """The draft, locked, when `by` may do this to it now (an act of the table). Within a transaction.

    Raises NotFound, Forbidden (not this person), RuleBroken (not in this state), Stale (`expected`: the version read).
    """
    rows = Draft.objects.select_related("author").filter(pk=draft_id)
    return _allowed(rows.select_for_update(of=("self",)).first(), draft_id, act, by, expected)


def begun_by(draft_id: int, act: str, *, by: Any) -> Draft:
    """The same without a lock, for what writes nothing in the draft."""
    return _allowed(Draft.objects.select_related("author").filter(pk=draft_id).first(), draft_id, act, by, None)


def _allowed(draft: Draft | None, draft_id: int, act: str, by: Any, expected: int | None) -> Draft:
    parts = parts_in(by, draft) if draft is not None else frozenset()
    if draft is None or not parts:
        raise NotFound(None, kind="draft", id=draft_id)
    wrong = why_not(act, draft.state, parts)
    if wrong == "part":
        raise Forbidden(None, action=act, kind="draft", needs=sorted(TABLE[act].parts), you=sorted(parts))
    if wrong == "state":
        raise RuleBroken(None, rule="draft-state", action=act, state=draft.state, states=list(TABLE[act].leads))
    if expected is not None and expected != draft.version:
        raise Stale("If-Match", current=draft.version, expected=expected)
    return draft


def comment(draft_id: int, text: str, *, by: Any) -> DraftEvent:
    """Something said of a draft by somebody who plays a part in it."""
    with transaction.atomic():
        return tell(begun(draft_id, "comment", by=by), "commented", by, text)


def step(draft_id: int, act: str, *, by: Any, expected: int, text: str = "") -> Draft:
    """`submit`, `return` (which needs a reason) or `withdraw`. Raises what `begun` raises, RuleBroken."""
    with transaction.atomic():
        draft = begun(draft_id, act, by=by, expected=expected)
        if act == "return" and not text.strip():
            raise RuleBroken("reason", rule="draft-reason")
        if act == "submit" and not draft.changes.exists():
            raise RuleBroken(None, rule="draft-empty")
        return _led(draft, act, by, text)


@contextmanager
def accepting(draft_id: int, *, by: Any, expected: int, text: str = "") -> Iterator[Draft]:
    """One transaction in which the changes of a draft are made: within it the caller makes them, as the author's. What is raised
    within leaves the draft as it was. Afterwards it is accepted, and knows its change set."""
    with transaction.atomic():
        draft = begun(draft_id, "accept", by=by, expected=expected)
        with proposed(reviewing(by, draft)):
            yield draft
        draft.changeset = current_changeset()
        _led(draft, "accept", by, text)


def reviewing(user: Any, draft: Draft) -> Reviewed:
    """By which right this person would let the draft in."""
    wrote = parts_in(user, draft) & {AUTHOR, MEMBER}
    return Reviewed(user, REVIEW_OWN if wrote else REVIEW)


def invite(draft_id: int, username: str, *, by: Any) -> User:
    """Let somebody see the draft and write in it; who is in it already stays. Raises what `begun` raises, NotFound."""
    with transaction.atomic():
        draft = begun(draft_id, "invite", by=by)
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise NotFound("username", kind="user", id=username)
        if user.pk != draft.author_id and user not in draft.members.all():
            draft.members.add(user)
            tell(draft, "joined", by, username)
        return user


def dismiss(draft_id: int, username: str, *, by: Any) -> None:
    """Let a member see the draft no longer; what they wrote stays. Raises what `begun` raises, NotFound."""
    with transaction.atomic():
        draft = begun(draft_id, "invite", by=by)
        user = draft.members.filter(username=username).first()
        if user is None:
            raise NotFound(None, kind="member", id=username)
        draft.members.remove(user)
        tell(draft, "left", by, username)


def tell(draft: Draft, said: str, by: Any, text: str = "") -> DraftEvent:
    """Record what happened to a draft."""
    event = DraftEvent.objects.create(draft=draft, said=said, by=by, text=text, version=draft.version)
    event.refresh_from_db()
    return event


def _led(draft: Draft, act: str, by: Any, text: str) -> Draft:
    """The draft in the state that an act leads to, and the event that says so."""
    draft.state = TABLE[act].leads[draft.state]
    draft.version += 1
    draft.save(update_fields=["state", "version", "changeset"])
    tell(draft, "taken-back" if draft.state == OPEN else _SAID[act], by, text)
    return draft


def kinds_in(draft: Draft) -> Iterable[str]:
    """The kinds that its changes are about."""
    return sorted({change.kind for change in draft.changes.all()})
