"""Drafts as they are told: heads in a list, whole ones with changes, members and what happened."""

from typing import Any

from django.http import HttpResponse

from gisapi.answers import json_answer
from gisapi.body import version_in
from gisapi.collections import collection_of
from gisapi.errors import BadParameter
from infra.models import Draft, DraftChange, DraftEvent
from infra.rules.drafting import acts_open_to
from infra.services.drafts import parts_in


def head(user: Any, draft: Draft) -> dict[str, Any]:
    """A draft in a list. `you`: the parts this person plays; `may`: what they may do with it now."""
    parts = parts_in(user, draft)
    return {
        "id": draft.pk,
        "title": draft.title,
        "state": draft.state,
        "version": draft.version,
        "author": draft.author.get_username(),
        "created_at": draft.created_at,
        "changes": len(draft.changes.all()),
        "you": sorted(parts),
        "may": list(acts_open_to(draft.state, parts)),
    }


def whole(user: Any, draft: Draft) -> dict[str, Any]:
    """A draft with everything in it. `changeset`: what it became in the history, once it is accepted."""
    return head(user, draft) | {
        "changeset": draft.changeset,
        "members": [member.get_username() for member in draft.members.order_by("username")],
        "changes": [change_told(change) for change in draft.changes.select_related("by").all()],
        "events": [event_told(event) for event in draft.events.select_related("by").all()],
    }


def change_told(change: DraftChange) -> dict[str, Any]:
    """A change as it was sent, with the feature that its writer had read (`base`) and what it would make different by what was
    sent alone; the database may say more (`…/check`)."""
    return {
        "change": change.pk,
        "entry": change.entry,
        "collection": collection_of(change.kind).name,
        "base": change.base,
        "differences": differences_meant(change),
        "by": change.by.get_username(),
        "at": change.at,
    }


def event_told(event: DraftEvent) -> dict[str, Any]:
    """One thing that happened. `version`: the draft's, once it had."""
    return {
        "said": event.said,
        "by": event.by.get_username(),
        "at": event.at,
        "text": event.text,
        "version": event.version,
    }


def differences_meant(change: DraftChange) -> dict[str, Any]:
    """Path → before and after, of what was sent."""
    base, sent = change.base or {}, change.entry.get("feature") or {}
    action = change.entry["action"]
    was = base.get("properties") or {}
    names = was if action == "delete" else sent.get("properties") or {}
    pairs = {f"properties/{name}": (was.get(name), None if action == "delete" else names[name]) for name in names}
    if action == "delete" or "geometry" in sent:
        pairs["geometry"] = (base.get("geometry"), None if action == "delete" else sent["geometry"])
    return differing(pairs)


def differing(pairs: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    """The pairs that differ, as before and after."""
    return {path: {"before": old, "after": new} for path, (old, new) in pairs.items() if old != new}


def answer(user: Any, draft: Draft, *, status: int = 200) -> HttpResponse:
    """The whole draft, its version as the ETag; kept by nobody."""
    response = private(whole(user, draft), status=status)
    response["ETag"] = f'"{draft.version}"'
    return response


def private(content: Any, *, status: int = 200) -> HttpResponse:
    """An answer that no cache keeps."""
    response = json_answer(content, status=status)
    response["Cache-Control"] = "no-store"
    return response


def version_read(request: Any) -> int:
    """If-Match: the version of the draft that was read."""
    version = version_in(request.headers.get("If-Match", ""), "If-Match")
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        raise BadParameter("If-Match", value=version[:60], expected="the ETag of the draft as you read it")
    return int(version)
