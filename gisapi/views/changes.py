"""The change feed: what was written, in the order it was committed, for copies and for those who tell others."""

from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import (
    DOCUMENT,
    etag_of,
    json_answer,
    link,
    negotiated,
    not_modified,
    representations,
    squeezed,
    version_of,
)
from gisapi.change_answers import meaning_told
from gisapi.collections import collection_of
from gisapi.openapi import query, reads, whole
from gisapi.pages import happened
from gisapi.pages.documents import shown
from gisapi.params.feed import DEFAULT, KIND_OF, MOST, write_position
from gisapi.params.items import PAGE
from infra.feed import ChangeSet, FeedPage, changes_since, last_position
from infra.models import RECORDS
from infra.touched import TOLD, Touched

_SINCE = query(
    "since", "The cursor of an earlier answer; `now`: only the cursor of this moment; left out: from the beginning."
)
_LIMIT = query("limit", f"Features a page, default {DEFAULT}.", whole(1, MOST))
_COLLECTION = query("collection", f"Only these, commas between: {', '.join(KIND_OF)}.")


class Changes(APIView):
    """The feed."""

    permission_classes = [AllowAny]

    @reads("What was changed, set by set", _SINCE, _LIMIT, _COLLECTION, refused=(400, 410), tagged=True, page=True)
    def get(self, request: Any) -> HttpResponse:
        """`{changes: [{at, features: [{collection, id, op, etag, road}], complete}], cursor, more, links}`.

        Every committed change set after `since`, in the order of the commits, none left out. Signed-in visitors also read who,
        why and each feature's change `n`; others see what is published: what was hidden since is told as deleted. Inspections,
        postings and works also say `about`: the public id of what they are about, with which the public sees them.
        """
        asked = params.changes(request)
        everything = request.user.is_authenticated
        if asked.since is None:
            page = FeedPage((), last_position(), False)
        else:
            kinds = TOLD if asked.collections is None else [KIND_OF[name] for name in asked.collections]
            page = changes_since(asked.since, asked.limit, everything=everything, kinds=kinds)
        told = _told(request, page, asked, everything=everything)
        response = shown(happened.changes(told), told["links"]) if asked.form == PAGE else json_answer(told)
        response["ETag"] = etag_of(version_of("changes", None), response.content)
        return squeezed(request, negotiated(not_modified(request, response["ETag"]) or response))


def _told(request: Any, page: FeedPage, asked: params.ChangesQuery, *, everything: bool) -> dict[str, Any]:
    cursor = write_position(page.position)
    kept = tuple(pair for pair in asked.given if pair[0] in ("collection", "f"))
    following = (("since", cursor), ("limit", str(asked.limit)), *kept)
    return {
        "changes": [_set(one, everything=everything) for one in page.sets],
        "cursor": cursor,
        "more": page.more,
        "links": [
            *representations(request, asked.form, DOCUMENT, asked.given),
            link(
                request,
                "next",
                "/api/changes",
                following,
                type=DOCUMENT[asked.form],
                title="Tiếp theo / What comes next",
            ),
        ],
    }


def _set(one: ChangeSet, *, everything: bool) -> dict[str, Any]:
    features = [_feature(row, everything=everything) for row in one.rows]
    said: dict[str, Any] = {"at": one.at, "complete": one.complete, "features": features}
    if everything:
        said |= {"by": one.by, "db_user": one.db_user, "reason": one.reason or "", "client": one.client or ""}
        said |= meaning_told(one.meaning)
    return said


def _feature(row: Touched, *, everything: bool) -> dict[str, Any]:
    """One feature of a set; `etag` is the part of the item's ETag that stands for the row, good for If-Match."""
    etag = None if row.begun is None else f'"{version_of(row.id, row.begun)}"'
    told = {"collection": collection_of(row.kind).name, "id": row.id, "op": row.op, "etag": etag, "road": row.road}
    if row.kind in RECORDS:
        told["about"] = row.about
    return told | ({"n": row.n} if everything else {})
