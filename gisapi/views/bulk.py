"""POST /api/collections/{c}/bulk: a field set for many assets; a dry run shows what changes, its token lets exactly that be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.body import JsonFeatureParser, client_of, reason_of
from gisapi.changeset_frames import framed
from gisapi.collections import Collection
from gisapi.contention import begun_again
from gisapi.errors import VersionNeeded, problem_facts
from gisapi.faults import path_of, refused_at
from gisapi.findings import told
from gisapi.idempotency import answered_once
from gisapi.openapi import IDEMPOTENCY_KEY, MEANING, REASON, SIGNED_IN, query, refusals
from gisapi.params.bulk import selected
from gisapi.queries import compose
from gisapi.queries.conditions import conditions
from gisapi.queries.statements import run_filtered
from gisapi.rights import require_signed_in
from gisapi.serializers import as_column
from gisapi.views.edits import writable
from infra.errors import DomainError
from infra.history import acting_as
from infra.models import ASSETS, KINDS
from infra.services.bulk import MOST, BulkRefused, Shown, change_many, settable, show_change

TOLD = 1000
"""Rows told one by one; how many there are is always told."""


class Body(serializers.Serializer):
    """Which assets (`select`: the parameters of items; `ids`; both: those in both), what to set, why, and the token of what was shown."""

    select = serializers.DictField(child=serializers.CharField(max_length=80_000), required=False)
    ids = serializers.ListField(
        child=serializers.CharField(max_length=30), required=False, min_length=1, max_length=MOST
    )
    set = serializers.DictField(allow_empty=False)
    comment = serializers.CharField(max_length=500, allow_blank=True, default="")
    token = serializers.CharField(max_length=40, required=False)


class Bulk(APIView):
    """One value for many."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]
    rate = "batch"

    @extend_schema(
        operation_id="set_a_field_for_many_features",
        summary="Set a field for many features, all or nothing",
        auth=SIGNED_IN,
        parameters=[
            query(
                "dry-run", "true: show what would change, write nothing.", {"type": "string", "enum": ["true", "false"]}
            ),
            IDEMPOTENCY_KEY,
            REASON,
            *MEANING,
        ],
        request={"application/json": Body},
        responses={200: OpenApiTypes.OBJECT}
        | refusals(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 503),
    )
    def post(self, request: Any, name: str) -> HttpResponse:
        """`{matched, changing, unchanged, rows: [{id, before}], refused: [{id, code, field, facts}], findings?, token}`."""
        require_signed_in(request.user)
        collection = writable(request, name, "change")
        dry_run, body = params.dry_run(request), framed(Body, request.data)
        if collection.kind not in ASSETS:
            raise refused_at({"set": "records are written one by one"})
        ids, values = _ids(collection, body), _values(collection, body["set"])
        if dry_run:
            with _faults_in_set(body):
                shown = begun_again(lambda: show_change(collection.kind, ids, values, by=request.user))
            return json_answer({"dry_run": True, **_told(shown)})
        if "token" not in body:
            raise VersionNeeded("token", expected="the token of the dry run that was looked at")
        return answered_once(request, lambda: _written(request, collection, ids, values, body))


def _written(
    request: Any, collection: Collection, ids: list[int], values: dict[str, Any], body: dict[str, Any]
) -> HttpResponse:
    reason = body["comment"] or reason_of(request)
    try:
        with _faults_in_set(body), acting_as(request.user, reason, client_of(request)):
            shown = change_many(collection.kind, ids, values, body["token"], by=request.user)
    except BulkRefused as refused:
        refused.facts |= {"refused": _refusals(refused.shown)}
        raise
    return json_answer({"dry_run": False, **_told(shown)})


@contextmanager
def _faults_in_set(body: dict[str, Any]) -> Iterator[None]:
    """A value that no row could hold, told at its path."""
    try:
        yield
    except DomainError as error:
        if error.field in body["set"]:
            error.field = f"set/{error.field}"
        raise


def _ids(collection: Collection, body: dict[str, Any]) -> list[int]:
    """Internal ids of what is selected, at most MOST. Raises FieldRefused for none of the two ways to select, too many, and unknown ids."""
    if "select" not in body and "ids" not in body:
        raise refused_at({"select": "required: the parameters of items, or ids"})
    asked = conditions(collection, selected(body.get("select", {}), collection), signed_in=True)
    if "ids" in body:
        asked.parts.append("f.key = ANY (%(bulk_ids)s::text[])")
        asked.parameters["bulk_ids"] = body["ids"]
    made = compose.rows(collection, asked, [], ["page.id"], compose.Page(limit=MOST + 1))
    found = [row["id"] for row in run_filtered(made.text, made.parameters)]
    if len(found) > MOST:
        raise refused_at({"select": f"more than {MOST} assets: choose fewer, one road or commune after the other"})
    if "select" not in body and len(found) < len(set(body["ids"])):
        raise refused_at({"ids": f"{len(set(body['ids'])) - len(found)} of them are not there"})
    return found


def _values(collection: Collection, given: dict[str, Any]) -> dict[str, Any]:
    """What to set, as the columns take it. Raises FieldRefused at each path at fault."""
    values, refused = {}, {}
    known = settable(collection.kind)
    for name, value in given.items():
        if name not in known:
            refused[f"set/{name}"] = f"cannot be set for many; can: {', '.join(known)}"
            continue
        try:
            values[name] = as_column(KINDS[collection.kind]._meta.get_field(name), value)
        except serializers.ValidationError as error:
            refused[f"set/{name}"] = str(error.detail[0])  # type: ignore[index]
    if refused:
        raise refused_at(refused)
    return values


def _told(shown: Shown) -> dict[str, Any]:
    rows = [{"id": key, "before": had} for key, had in list(shown.before.items())[:TOLD]]
    return {
        "matched": shown.matched,
        "changing": len(shown.before),
        "unchanged": shown.unchanged,
        "refusing": len(shown.refused),
        "rows": rows,
        "refused": _refusals(shown),
        "token": shown.token,
    } | ({} if shown.doubts is None else {"findings": [told(one) for one in shown.doubts[:TOLD]]})


def _refusals(shown: Shown) -> list[dict[str, Any]]:
    told = []
    for key, error in list(shown.refused.items())[:TOLD]:
        facts = problem_facts(error)
        told.append({"id": key, **facts, "field": path_of(error.field) if error.field else None})
    return told
