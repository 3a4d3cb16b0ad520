"""What leads a draft from state to state: tried, submitted, withdrawn, returned, accepted as one change set."""

from functools import partial
from typing import Any

from django.http import HttpResponse

from gisapi.body import client_of
from gisapi.boxes import CRS84
from gisapi.changeset_frames import framed
from gisapi.contention import begun_again
from gisapi.draft_answers import answer, differences_meant, private, version_read
from gisapi.draft_frames import Reason, Remark
from gisapi.errors import problem_facts
from gisapi.openapi_drafts import acts
from gisapi.rights import require_scopes
from gisapi.views.changeset_acts import Work, Writer, differences_between
from gisapi.views.changesets import told_by_path, write
from gisapi.views.drafts import DraftView
from infra.errors import ChangesRefused, DomainError, Stale
from infra.models import Draft, DraftChange
from infra.rules.drafting import REVIEWER
from infra.services import drafts
from infra.services.rights import proposed


class Check(DraftView):
    """A draft tried on the database of today."""

    rate = "batch"

    @acts("Try a draft on the database of today")
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """`{passes, version, changes: [{change, differences, effect?, along?, findings?, failure?, moved?}]}`: of each change what it makes
        different, why it would be refused, and what has moved since its writer read. Nothing is written."""
        return private(begun_again(partial(_checked, request.user, draft_id)))


class Submit(DraftView):
    """Ask for a review."""

    @acts("Submit a draft for review", Remark, versioned=True)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft, to be reviewed."""
        return _step(request, draft_id, "submit", framed(Remark, request.data)["text"])


class Withdraw(DraftView):
    """Take back what was asked for, or give the draft up."""

    @acts("Withdraw a draft", Remark, versioned=True)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft: submitted, it is open again; open or returned, it ends."""
        return _step(request, draft_id, "withdraw", framed(Remark, request.data)["text"])


class Return(DraftView):
    """Send a draft back to its author."""

    @acts("Return a draft to its author", Reason, versioned=True)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft, returned with a reason."""
        return _step(request, draft_id, "return", framed(Reason, request.data)["reason"])


class Accept(DraftView):
    """Let a draft in."""

    rate = "batch"

    @acts("Accept a draft as one change set", Remark, versioned=True, writes=True)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft, accepted: its changes are made under its author's name. 422 with every change at fault, and then nothing is."""
        text, version = framed(Remark, request.data)["text"], version_read(request)
        require_scopes(request, drafts.kinds_in(drafts.draft_seen(request.user, draft_id)))
        begun_again(partial(_accepted, request, draft_id, version, text))
        return answer(request.user, drafts.draft_seen(request.user, draft_id))


def _step(request: Any, draft_id: int, act: str, text: str) -> HttpResponse:
    draft = drafts.step(draft_id, act, by=request.user, expected=version_read(request), text=text)
    return answer(request.user, draft)


def _accepted(request: Any, draft_id: int, version: int, text: str) -> None:
    reviewer = request.user.get_username()
    try:
        with drafts.accepting(draft_id, by=request.user, expected=version, text=text) as draft:
            entries = [change.entry for change in draft.changes.all()]
            client = ", ".join(filter(None, (f"draft {draft.pk}, reviewed by {reviewer}", client_of(request))))
            write(Work(Writer(draft.author, request.auth), CRS84, dry_run=False), entries, draft.title, client)
    except ChangesRefused as refused:
        raise told_by_path(refused) from refused


def _checked(user: Any, draft_id: int) -> dict[str, Any]:
    draft = drafts.begun_by(draft_id, "check", by=user)
    changes = list(draft.changes.all())
    work = Work(Writer(draft.author), CRS84, dry_run=True)
    refused: dict[int, DomainError] = {}
    reviewed = drafts.reviewing(user, draft) if REVIEWER in drafts.parts_in(user, draft) else None
    try:
        with proposed(reviewed):
            write(work, [change.entry for change in changes], "", "")
    except ChangesRefused as error:
        refused = dict(error.refused)
    done = {told["index"]: told for told, _ in work.done}
    told = [_told(draft, change, done.get(index), refused.get(index)) for index, change in enumerate(changes)]
    return {"passes": not refused, "version": draft.version, "changes": told}


def _told(draft: Draft, change: DraftChange, done: Any, error: DomainError | None) -> dict[str, Any]:
    tried = done or {}
    told: dict[str, Any] = {
        "change": change.pk,
        "differences": tried.get("differences") or differences_meant(change),
        **{name: tried[name] for name in ("effect", "along", "findings") if name in tried},
    }
    if error is None:
        return told
    if isinstance(error, Stale) and change.base is not None and isinstance(error.facts.get("current"), dict):
        told["moved"] = differences_between(change.base, error.facts["current"])
    return told | {"failure": problem_facts(error)}
