"""The bin: what was deleted and can be put back, putting it back, and what a deletion would take along. Signed-in visitors only."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer, link, squeezed
from gisapi.body import client_of, reason_of
from gisapi.change_answers import label_of
from gisapi.collections import collection_of
from gisapi.idempotency import answered_once
from gisapi.openapi import ID, IDEMPOTENCY_KEY, NAME, REASON, SIGNED_IN, WRITABLE, reads, refusals
from gisapi.queries.change_sets import gone
from gisapi.rights import require_editor, require_signed_in
from gisapi.undoing import require_may_undo, told_by_collection, undone_told
from gisapi.views.change_sets import HAPPENED, road_asked
from gisapi.views.edits import stored
from gisapi.views.features import collection_named
from gisapi.views.history import row_named
from infra.change_sets import rows_of_set
from infra.errors import NotFound
from infra.history import DELETED, acting_as
from infra.models import KINDS
from infra.services.along import stands_on, tag_of, what_goes_along
from infra.services.undoing import restore_deleted, set_that_deleted


class Bin(APIView):
    """What was deleted."""

    permission_classes = [AllowAny]

    @reads("What was deleted, newest first (signed-in visitors)", *HAPPENED, refused=(400, 401, 404, 422, 503))
    def get(self, request: Any) -> HttpResponse:
        """`{deleted: [{collection, id, label, at, by, db_user, reason, n, along: {collection: count}, geometry}], links}`.

        What was deleted together with something else that is still gone is counted in its `along`, not listed. `n`: the change set.
        """
        asked = params.happened(request, parts=3)
        require_signed_in(request.user)
        found = gone(asked, road_asked(asked.road))
        told: dict[str, Any] = {"deleted": [_told(one) for one in found[: asked.limit]], "links": []}
        if len(found) > asked.limit:
            last = found[asked.limit - 1]
            cursor = f"{last['n']}-{last['number']}-{last['hid']}"
            told["links"].append(link(request, "next", "/api/bin", (*asked.given, ("cursor", cursor))))
        return squeezed(request, json_answer(told))


class Restore(APIView):
    """One thing out of the bin."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="restore_out_of_the_bin",
        summary="Put back what was deleted, with all that was deleted with it",
        auth=SIGNED_IN,
        parameters=[WRITABLE, ID, IDEMPOTENCY_KEY, REASON],
        request=None,
        responses={201: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 404, 405, 409, 422, 429, 503),
    )
    def post(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """201 `{restored: [{collection, id, op}]}`: the same public ids, bit for bit, as one change set. 404 when it is not in the bin."""
        collection = collection_named(name)
        require_signed_in(request.user)
        require_editor(request, collection, "create")
        params.nothing(request)
        row_id, reason = row_named(collection, feature_id), reason_of(request)
        n = set_that_deleted(collection.kind, row_id)
        if n is None:
            raise NotFound(kind=f"deleted {collection.kind}", id=feature_id)
        under = rows_of_set(n, under=(collection.kind, row_id))
        require_may_undo(request, [row for row in under if row.op == DELETED])

        def act() -> HttpResponse:
            with acting_as(request.user, reason, client_of(request)), told_by_collection():
                restored = undone_told(restore_deleted(collection.kind, row_id, by=request.user))
            response = json_answer({"restored": restored}, status=201)
            response["Location"] = request.build_absolute_uri(f"/api/collections/{name}/items/{feature_id}")
            return response

        return answered_once(request, act)


class Along(APIView):
    """What a deletion takes along."""

    permission_classes = [AllowAny]

    @reads("What is deleted together with a feature (signed-in visitors)", NAME, ID, refused=(400, 401, 404))
    def get(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """`{along, rows: [{collection, id, label}], in_the_way: [{collection, id, label}]}`.

        `DELETE …/items/{id}?along=` with this `along` deletes the feature and exactly these rows, in one change set that the bin
        brings back whole; 412 when they are others by then. `in_the_way`: bridges and culverts that keep a road.
        """
        collection = collection_named(name)
        params.nothing(request)
        require_signed_in(request.user)
        if collection.kind not in KINDS:
            raise NotFound(kind=collection.kind, id=feature_id)
        asset = stored(collection, feature_id)
        going = what_goes_along(asset)
        told = {
            "along": tag_of(going),
            "rows": [_named(row) for row in going],
            "in_the_way": [_named(row) for row in stands_on(asset)],
        }
        return squeezed(request, json_answer(told))


def _named(row: Any) -> dict[str, Any]:
    content = {field.name: getattr(row, field.attname) for field in row._meta.fields}
    return {"collection": collection_of(row._meta.db_table).name, "id": row.public_id, "label": label_of(content)}


def _told(one: dict[str, Any]) -> dict[str, Any]:
    under = rows_of_set(one["n"], under=(one["kind"], one["row_id"]), most=1000)
    along: dict[str, int] = {}
    for row in under:
        if row.op == DELETED and (row.kind, row.row_id) != (one["kind"], one["row_id"]):
            along[collection_of(row.kind).name] = along.get(collection_of(row.kind).name, 0) + 1
    return {
        "collection": collection_of(one["kind"]).name,
        "id": one["id"],
        "label": label_of(one["content"]),
        **{name: one[name] for name in ("n", "at", "db_user", "geometry")},
        "by": one["by"] or None,
        "reason": one["reason"] or "",
        "along": along,
    }
