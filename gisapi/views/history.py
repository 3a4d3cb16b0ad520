"""What happened to one feature: who, when, why, before and after. Signed-in visitors only."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.openapi import ID, NAME, reads
from gisapi.queries.histories import REFERENCES, names_of, row_once_called
from gisapi.rights import require_signed_in
from gisapi.views.features import collection_named
from infra.errors import NotFound
from infra.history import Change, changes_to_id
from infra.models import ASSETS


class History(APIView):
    """Changes of one feature, newest first; a deleted feature still has its history."""

    permission_classes = [AllowAny]

    @reads("What happened to a feature (signed-in visitors)", NAME, ID, refused=(400, 401, 404))
    def get(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """`{changes: [{n, at, op, by, db_user, reason, client, changes: [{field, before, after}]}]}`."""
        collection = collection_named(name)
        params.nothing(request)
        require_signed_in(request.user)
        row_id = row_once_called(collection.kind, feature_id)
        if row_id is None:
            raise NotFound(kind=collection.kind, id=feature_id)
        return json_answer({"changes": _told(changes_to_id(ASSETS[collection.kind], row_id))})


def _told(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as JSON: internal ids by their public names, times as they were recorded."""
    fields = [field for change in changes for field in change.changes if field.field in REFERENCES]
    pairs = {(field.field, value) for field in fields for value in (field.before, field.after) if value is not None}
    names = names_of(pairs) if pairs else {}

    def named(column: str, value: Any) -> Any:
        return names.get((column, value)) if column in REFERENCES else value

    return [
        {
            "n": change.n,
            "at": change.at,
            "op": change.op,
            "by": change.by or None,
            "db_user": change.db_user,
            "reason": change.reason or "",
            "client": change.client or "",
            "changes": [
                {
                    "field": field.field.removesuffix("_id"),
                    "before": named(field.field, field.before),
                    "after": named(field.field, field.after),
                }
                for field in change.changes
                if field.field != "public_id"
            ],
        }
        for change in changes
    ]
