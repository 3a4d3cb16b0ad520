"""The change sets: their list, what one of them did row by row, and undoing it. Signed-in visitors only; POST is `changesets`."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer, link, squeezed
from gisapi.body import client_of, reason_of
from gisapi.change_answers import newer_told, rows_told, set_head
from gisapi.collections import collection_of
from gisapi.idempotency import answered_once
from gisapi.openapi import CHANGE, IDEMPOTENCY_KEY, REASON, SIGNED_IN, query, reads, refusals, whole
from gisapi.params.change_sets import DEFAULT, MOST
from gisapi.queries.change_sets import sets_told
from gisapi.queries.histories import row_once_called
from gisapi.rights import require_signed_in
from gisapi.undoing import require_may_undo, told_by_collection, undone_told
from gisapi.views import changesets
from infra.change_sets import rows_of_set, set_told
from infra.errors import NotFound
from infra.history import acting_as
from infra.models import KINDS
from infra.services.placing import road_named
from infra.services.undoing import MOST_ROWS, in_the_way, undo_set

HAPPENED = (
    query("datetime", "When: an interval, 2026-11-01/.. ; a date is a day in Việt Nam."),
    query("by", "Whose: a user name, or a user of the database (QGIS, psql)."),
    query("road", "On this road, before or after: code, alias or public id."),
    query("unit", "In this administrative unit, before or after."),
    query("collection", "Only these, commas between."),
    query("bbox", "west,south,east,north: there before or after."),
    query("bbox-crs", "Coordinates of bbox; CRS84 by default."),
    query("limit", f"Default {DEFAULT}.", whole(1, MOST)),
    query("cursor", "From a next link."),
)
_ROWS = (query("limit", f"Rows a page, default {DEFAULT}.", whole(1, MOST)), query("cursor", "From a next link."))


class ChangeSets(changesets.Changesets):
    """Read what was done; many writes as one."""

    @reads("Change sets, newest first (signed-in visitors)", *HAPPENED, refused=(400, 401, 404, 422, 503))
    def get(self, request: Any) -> HttpResponse:
        """`{changesets: [{n, at, by, db_user, reason, client, as, on, rows: {collection: count}}], links}`.

        Every transaction that changed anything, whoever made it: an edit, an import, QGIS, psql (`by` null: see `db_user`).
        """
        asked = params.happened(request, parts=1)
        require_signed_in(request.user)
        found = sets_told(asked, road_asked(asked.road))
        told: dict[str, Any] = {"changesets": [_counted(one) for one in found[: asked.limit]], "links": []}
        if len(found) > asked.limit:
            following = (*asked.given, ("cursor", str(found[asked.limit - 1]["n"])))
            told["links"].append(link(request, "next", "/api/changesets", following))
        return squeezed(request, json_answer(told))


class ChangeSet(APIView):
    """One set."""

    permission_classes = [AllowAny]

    @reads("What one change set did (signed-in visitors)", CHANGE, *_ROWS, refused=(400, 401, 404))
    def get(self, request: Any, n: int) -> HttpResponse:
        """`{n, at, by, db_user, reason, client, as, on, rows: [{collection, id, op, label, changes, geometry: {before, after}}], newer, links}`.

        `newer`: what was changed since on the rows of this set, or put on what it made, and keeps it from being undone; null of a
        set too large to be undone here.
        """
        limit, after = params.rows_asked(request)
        require_signed_in(request.user)
        one = set_told(n)
        if one is None:
            raise NotFound("n", kind="change set", id=n)
        whole_set = rows_of_set(n, most=MOST_ROWS + 1)
        rows = rows_of_set(n, after=(after[0], after[1]), most=limit + 1) if after else whole_set
        told = set_head(one) | {"rows": rows_told(rows[:limit]), "links": []}
        told["newer"] = newer_told(in_the_way(whole_set)) if len(whole_set) <= MOST_ROWS else None
        if len(rows) > limit:
            last = rows[limit - 1]
            cursor = f"{list(KINDS).index(last.kind)}-{last.row_id}"
            told["links"].append(
                link(request, "next", f"/api/changesets/{n}", (("limit", str(limit)), ("cursor", cursor)))
            )
        return squeezed(request, json_answer(told))


class RevertSet(APIView):
    """One set undone."""

    permission_classes = [AllowAny]
    rate = "batch"

    @extend_schema(
        operation_id="revert_a_change_set",
        summary="Put everything back as it was before a change set",
        auth=SIGNED_IN,
        parameters=[CHANGE, IDEMPOTENCY_KEY, REASON],
        request=None,
        responses={200: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 404, 405, 409, 422, 429, 503),
    )
    def post(self, request: Any, n: int) -> HttpResponse:
        """200 `{undone: [{collection, id, op}]}`: one new change set. 422 `newer-changes` with each row that stands in the way, who and when."""
        require_signed_in(request.user)
        params.nothing(request)
        reason = reason_of(request)
        require_may_undo(request, rows_of_set(n, most=MOST_ROWS + 1))

        def act() -> HttpResponse:
            with acting_as(request.user, reason, client_of(request)), told_by_collection():
                return json_answer({"undone": undone_told(undo_set(n, by=request.user))})

        return answered_once(request, act)


def road_asked(text: str | None) -> int | None:
    """The internal id of a road, also of a deleted one by its public id. Raises NotFound, RuleBroken (several are meant)."""
    if text is None:
        return None
    return row_once_called("road", text) or road_named(text).pk


def _counted(one: dict[str, Any]) -> dict[str, Any]:
    rows = {collection_of(kind).name: count for kind, count in one["rows"].items()}
    return {**one, "by": one["by"] or None, "reason": one["reason"] or "", "client": one["client"] or "", "rows": rows}
