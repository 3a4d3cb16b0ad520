"""The changes of a draft: added, replaced, removed, put in order. Each is tried when it comes, and keeps the version it rests on."""

from typing import Any

from django.http import HttpResponse

from gisapi.body import crs_sent, version_in
from gisapi.boxes import CRS84
from gisapi.changeset_frames import Entry, framed
from gisapi.collections import COLLECTIONS, Collection
from gisapi.contention import begun_again
from gisapi.draft_answers import answer, version_read
from gisapi.draft_frames import Order
from gisapi.errors import BadParameter
from gisapi.openapi import CHANGE_ENTRY, reads
from gisapi.openapi_drafts import acts
from gisapi.rights import require_scopes
from gisapi.views.changeset_acts import Work, Writer
from gisapi.views.changesets import write
from gisapi.views.drafts import DraftView
from gisapi.views.edits import current, require_version, stored
from infra.errors import ChangesRefused
from infra.services import draft_changes
from infra.services.drafts import begun_by, draft_seen, require_drafter
from infra.services.rights import proposed


class DraftChanges(DraftView):
    """All changes of a draft."""

    @reads("Changes of a draft", refused=(400, 401, 404))
    def get(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft, as at its own address."""
        return answer(request.user, draft_seen(request.user, draft_id))

    @acts("Add a change to a draft", CHANGE_ENTRY, status=201)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """201 with the draft. A change that the rules refuse, or whose version is not the present one, is not taken."""
        kept = _read(request, draft_id)
        draft_changes.add_change(draft_id, *kept, by=request.user)
        return answer(request.user, draft_seen(request.user, draft_id), status=201)

    @acts("Put the changes of a draft in order", Order, versioned=True)
    def put(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft in its new order."""
        version, order = version_read(request), framed(Order, request.data)["order"]
        draft_changes.reorder_changes(draft_id, order, by=request.user, expected=version)
        return answer(request.user, draft_seen(request.user, draft_id))


class OneDraftChange(DraftView):
    """One change of a draft."""

    @acts("Replace a change of a draft", CHANGE_ENTRY, versioned=True)
    def put(self, request: Any, draft_id: int, change_id: int) -> HttpResponse:
        """The draft with this change in the place of the other."""
        version, kept = version_read(request), _read(request, draft_id)
        draft_changes.replace_change(draft_id, change_id, *kept, by=request.user, expected=version)
        return answer(request.user, draft_seen(request.user, draft_id))

    @acts("Remove a change from a draft", versioned=True)
    def delete(self, request: Any, draft_id: int, change_id: int) -> HttpResponse:
        """The draft without it."""
        draft_changes.remove_change(draft_id, change_id, by=request.user, expected=version_read(request))
        return answer(request.user, draft_seen(request.user, draft_id))


def _read(request: Any, draft_id: int) -> tuple[str, str, dict[str, Any], Any]:
    """Kind, target, entry and base of the change that was sent, tried alone. Raises what a changeset would refuse it with."""
    if (crs := crs_sent(request)) != CRS84:
        raise BadParameter(
            "Content-Crs",
            value=crs.uri,
            expected=f"{CRS84.uri}: a draft keeps coordinates as its members read them on the map",
        )
    author = begun_by(draft_id, "edit", by=request.user).author
    entry = framed(Entry, request.data)
    collection = COLLECTIONS[entry["collection"]]
    require_scopes(request, [collection.kind])
    require_drafter(request.user, collection.kind)
    base = None if entry["action"] == "create" else _base(collection, entry)
    if not _names_another(entry):
        _tried(author, entry)
    return collection.kind, "" if base is None else entry["id"], entry, base


def _base(collection: Collection, entry: dict[str, Any]) -> dict[str, Any]:
    """The feature that the change rests on. Raises NotFound, Stale."""
    version = version_in(entry["if_match"], "if_match")
    require_version(collection, stored(collection, entry["id"]), version, entry.get("feature"), CRS84)
    return current(collection, entry["id"])


def _names_another(entry: dict[str, Any]) -> bool:
    """Whether it speaks of something that another change of the draft makes: it cannot be tried alone."""
    properties = (entry.get("feature") or {}).get("properties")
    values = properties.values() if isinstance(properties, dict) else ()
    return any(isinstance(value, str) and value.startswith("$") for value in values)


def _tried(author: Any, entry: dict[str, Any]) -> None:
    def act() -> None:
        with proposed():
            write(Work(Writer(author), CRS84, dry_run=True), [entry], "", "")

    try:
        begun_again(act)
    except ChangesRefused as refused:
        raise refused.refused[0][1] from refused
