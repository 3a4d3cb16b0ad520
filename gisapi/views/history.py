"""What happened to one feature: who, when, why, before and after, and how it was. Signed-in visitors only."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import DOCUMENT, GEOJSON, etag_of, not_modified, representations, squeezed, text_answer, version_of
from gisapi.change_answers import fields_told, meaning_told
from gisapi.collections import Collection
from gisapi.openapi import CHANGE, ID, NAME, reads
from gisapi.pages import happened
from gisapi.pages.documents import document
from gisapi.params.moments import Moment
from gisapi.queries.features import One, one_of
from gisapi.queries.histories import row_once_called
from gisapi.queries.reference import meanings
from gisapi.rights import require_signed_in
from gisapi.views.features import collection_named
from infra.errors import NotFound
from infra.history import Change, Version, changes_to_id, version_before
from infra.models import KINDS
from infra.sheet_history import with_sheets


class History(APIView):
    """Changes of one feature, newest first; a deleted feature still has its history."""

    permission_classes = [AllowAny]

    @reads("What happened to a feature (signed-in visitors)", NAME, ID, refused=(400, 401, 404), page=True)
    def get(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """`{changes: [{n, at, op, by, db_user, reason, client, as, on, changes: [{field, before, after}]}], links}`."""
        collection = collection_named(name)
        form = params.nothing(request, params.DOCUMENT)
        require_signed_in(request.user)
        row_id = row_named(collection, feature_id)
        told = {
            "changes": _told(_changes(collection.kind, row_id)),
            "links": representations(request, form, DOCUMENT),
        }
        return document(
            request,
            form,
            told,
            lambda told: happened.history(told, of=collection, feature_id=feature_id, meanings=meanings()),
        )


class OldVersion(APIView):
    """A feature as it was before one of its changes; a deleted feature still has its versions."""

    permission_classes = [AllowAny]

    @reads(
        "A version of a feature (signed-in visitors)", NAME, ID, CHANGE,
        media=GEOJSON, refused=(400, 401, 404), tagged=True,
    )  # fmt: skip
    def get(self, request: Any, name: str, feature_id: str, n: int) -> HttpResponse:
        """The version that change `n` ended, as a GeoJSON feature: what a revert to `n` puts back.

        `recorded`: the instants between which it was in force; `properties` as the item had them, chainages read from the posts of then.
        """
        collection = collection_named(name)
        params.nothing(request)
        require_signed_in(request.user)
        row_id = row_named(collection, feature_id)
        version = version_before(KINDS[collection.kind], row_id, n)
        if version is None:
            raise NotFound("n", kind=f"{collection.kind} version", id=n)
        found = _in_force(collection, feature_id, version)
        told = json.loads(found.feature) | _period(version)
        told["links"] = representations(request, "json", {"json": GEOJSON})
        text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)
        etag = etag_of(version_of(feature_id, found.recorded_from), text)
        if unchanged := not_modified(request, etag):
            return unchanged
        response = text_answer(text, media=GEOJSON)
        response["ETag"] = etag
        return squeezed(request, response)


def row_named(collection: Collection, feature_id: str) -> int:
    """The internal id of a feature, deleted or not. Raises NotFound."""
    row_id = row_once_called(collection.kind, feature_id)
    if row_id is None:
        raise NotFound(kind=collection.kind, id=feature_id)
    return row_id


def _changes(kind: str, row_id: int) -> list[Change]:
    changes = changes_to_id(KINDS[kind], row_id)
    return with_sheets(row_id, changes) if kind == "inspection" else changes


def _in_force(collection: Collection, feature_id: str, version: Version) -> One:
    """The feature at the last instant of a version. Raises NotFound when it had none: made and ended by one statement."""
    last = version.ended - timedelta(microseconds=1)
    found = one_of(collection, feature_id, signed_in=True, moment=Moment(last, last))
    if found is None or found.recorded_from != version.begun:
        raise NotFound("n", kind=f"{collection.kind} version", id=version.n, reason="never in force")
    return found


def _period(version: Version) -> dict[str, Any]:
    return {"n": version.n, "recorded": {"from": version.begun, "to": version.ended}}


def _told(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as JSON: internal ids by their public names, times as they were recorded."""
    return [
        {
            "n": change.n,
            "at": change.at,
            "op": change.op,
            "by": change.by or None,
            "db_user": change.db_user,
            "reason": change.reason or "",
            "client": change.client or "",
            **meaning_told(change.meaning),
            "changes": fields,
        }
        for change, fields in zip(changes, fields_told([change.changes for change in changes]), strict=True)
    ]
