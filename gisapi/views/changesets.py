"""POST /api/changesets: many creates, updates and deletes, all or nothing, one comment.

    {"comment": "…", "changes": [{"action": "create", "collection": "roads", "id": "$new", "feature": {…}},
                                 {"action": "update", "collection": "bridges", "id": "B-000012", "if_match": "\\"…\\"",
                                  "feature": {"properties": {"road": "$new"}}}]}

`$…` is a name within the set: a later change may name a road (or any asset) made by an earlier one.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import etag_of, json_answer, version_of
from gisapi.body import JsonFeatureParser, client_of, crs_sent, reason_of, version_in
from gisapi.boxes import Crs
from gisapi.collections import COLLECTIONS, Collection
from gisapi.contention import begun_again
from gisapi.errors import leaves, problem_facts
from gisapi.faults import faults_at_their_fields, refused_at
from gisapi.idempotency import answered_once
from gisapi.openapi import changes_many
from gisapi.rights import require_editor, require_signed_in
from gisapi.serializers import new_facts, patched_facts
from gisapi.views.edits import current, require_version, stored
from gisapi.views.features import seen
from infra.errors import ChangesRefused, NotFound, Stale
from infra.models import ASSETS
from infra.services.assets import change_asset, create_asset, delete_asset
from infra.services.changesets import all_or_nothing

MOST = 1000
"""Changes in one set."""
_NAME = re.compile(r"\$[0-9A-Za-z_-]{1,40}", re.ASCII)
_ACTS = {"create": "create", "update": "change", "delete": "delete"}


class Body(serializers.Serializer):
    """The frame of a changeset."""

    comment = serializers.CharField(max_length=500, allow_blank=True, default="")
    changes = serializers.ListField(min_length=1, max_length=MOST)


class Entry(serializers.Serializer):
    """The frame of one change; which parts an action takes is checked whole."""

    action = serializers.ChoiceField(list(_ACTS))
    collection = serializers.ChoiceField([name for name, row in COLLECTIONS.items() if row.editable])
    id = serializers.CharField(required=False, max_length=41)
    if_match = serializers.CharField(required=False, max_length=100)
    feature = serializers.DictField(required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """The parts this action needs, and no other."""
        creates, deletes = given["action"] == "create", given["action"] == "delete"
        needed = {"feature"} if creates else {"id", "if_match"} if deletes else {"id", "if_match", "feature"}
        faults = dict.fromkeys(needed - set(given), "required")
        faults |= dict.fromkeys(set(self.initial_data) - needed - {"action", "collection", "id"}, "not taken here")
        if creates and "id" in given and not _NAME.fullmatch(given["id"]):
            faults["id"] = "a name within the set: $ and 1-40 letters, digits, - or _"
        if faults:
            raise serializers.ValidationError(faults)
        return given


@dataclass(slots=True)
class Work:
    """A set being written. `ids`: name within the set → public id, None where that change was refused."""

    request: Any
    crs: Crs
    dry_run: bool
    ids: dict[str, str | None] = field(default_factory=dict)
    seen_ids: set[str] = field(default_factory=set)
    done: list[dict[str, Any]] = field(default_factory=list)


class Changesets(APIView):
    """Many writes as one."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]
    rate = "batch"

    @changes_many
    def post(self, request: Any) -> HttpResponse:
        """200 with ids and ETags; 422 with every change at fault, and then nothing is written."""
        require_signed_in(request.user)
        dry_run, crs = params.dry_run(request), crs_sent(request)
        body = _framed(Body, request.data)
        reason = body["comment"] or reason_of(request)
        act = partial(_written, request, body["changes"], reason, crs, dry_run)
        return begun_again(act) if dry_run else answered_once(request, act)


def _written(request: Any, entries: list[Any], reason: str, crs: Crs, dry_run: bool) -> HttpResponse:
    work = Work(request, crs, dry_run)
    try:
        with all_or_nothing(request.user, reason, client_of(request), dry_run=dry_run) as changes:
            for index, given in enumerate(entries):
                with changes.change(index):
                    _one(work, index, given)
            if not changes.refused and not dry_run:
                _tag(work)
    except ChangesRefused as refused:
        raise _told(refused) from refused
    return json_answer({"dry_run": dry_run, "changes": work.done})


def _one(work: Work, index: int, given: Any) -> None:
    """One change of the set, its faults at their paths within it."""
    if isinstance(given, dict) and given.get("action") == "create" and isinstance(given.get("id"), str):
        work.ids.setdefault(given["id"], None)
    entry = _framed(Entry, given)
    collection = COLLECTIONS[entry["collection"]]
    require_editor(work.request, collection, _ACTS[entry["action"]])
    act: Callable[..., dict[str, Any]] = _ACTIONS[entry["action"]]
    work.done.append(
        {"index": index, "action": entry["action"], "collection": collection.name, **act(work, collection, entry)}
    )


def _create(work: Work, collection: Collection, entry: dict[str, Any]) -> dict[str, Any]:
    name = entry.get("id")
    if name is not None and work.ids.get(name) is not None:
        raise refused_at({"id": "given before in this set"})
    with faults_at_their_fields("feature/"):
        facts = new_facts(collection, _resolved(work, collection, entry["feature"]), work.crs)
        asset: Any = create_asset(collection.kind, facts, by=work.request.user)
    if name is not None:
        work.ids[name] = asset.public_id
    told = {} if name is None else {"name": name}
    if work.dry_run:
        return {"id": None, **told, "differences": _differences({}, current(collection, asset.public_id, work.crs))}
    return {"id": asset.public_id, **told}


def _update(work: Work, collection: Collection, entry: dict[str, Any]) -> dict[str, Any]:
    asset = _read(work, collection, entry)
    before = current(collection, asset.public_id, work.crs)
    with faults_at_their_fields("feature/"):
        facts = patched_facts(collection, _resolved(work, collection, entry["feature"]), before, work.crs)
        if facts:
            change_asset(asset, facts, by=work.request.user, expected=asset.recorded_from)
    told: dict[str, Any] = {"id": asset.public_id}
    if work.dry_run:
        told["differences"] = _differences(before, current(collection, asset.public_id, work.crs))
    return told


def _delete(work: Work, collection: Collection, entry: dict[str, Any]) -> dict[str, Any]:
    asset = _read(work, collection, entry)
    before = current(collection, asset.public_id, work.crs) if work.dry_run else {}
    delete_asset(asset, by=work.request.user, expected=asset.recorded_from)
    return {"id": asset.public_id} | ({"differences": _differences(before, {})} if work.dry_run else {})


_ACTIONS = {"create": _create, "update": _update, "delete": _delete}


def _read(work: Work, collection: Collection, entry: dict[str, Any]) -> Any:
    """The row that is still at the version its writer read. One row is written once in a set."""
    version = version_in(entry["if_match"], "if_match")
    if entry["id"] in work.seen_ids:
        raise refused_at({"id": "changed before in this set"})
    work.seen_ids.add(entry["id"])
    try:
        asset = stored(collection, entry["id"])
        require_version(collection, asset, version, entry.get("feature"), work.crs)
    except (NotFound, Stale) as error:
        error.field = "id" if isinstance(error, NotFound) else "if_match"
        raise
    return asset


def _resolved(work: Work, collection: Collection, feature: dict[str, Any]) -> dict[str, Any]:
    """The feature with the names of this set replaced by public ids, where a property names another asset."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return feature
    columns = {row.name: row.related_model for row in ASSETS[collection.kind]._meta.fields}
    resolved = dict(properties)
    for name, value in properties.items():
        if columns.get(name) in ASSETS.values() and isinstance(value, str) and value.startswith("$"):
            if value not in work.ids:
                raise refused_at({f"properties/{name}": f"no earlier change is called {value[:41]}"})
            if work.ids[value] is None:
                raise refused_at({f"properties/{name}": f"{value} was refused"})
            resolved[name] = work.ids[value]
    return {**feature, "properties": resolved}


def _tag(work: Work) -> None:
    """The ETag of every feature as the whole set leaves it: a later change may show in an earlier feature."""
    for row in work.done:
        if row["action"] != "delete":
            found = seen(COLLECTIONS[row["collection"]], row["id"], signed_in=True)
            row["etag"] = etag_of(version_of(row["id"], found.recorded_from), found.feature)


def _differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Path → before and after, of what differs."""
    was, becomes = before.get("properties", {}), after.get("properties", {})
    pairs = {
        f"properties/{name}": (was.get(name), becomes.get(name)) for name in {**was, **becomes} if name != "public_id"
    }
    pairs["geometry"] = (before.get("geometry"), after.get("geometry"))
    return {path: {"before": old, "after": new} for path, (old, new) in pairs.items() if old != new}


def _framed(frame: type[serializers.Serializer], given: Any) -> dict[str, Any]:
    read = frame(data=given)
    if not read.is_valid():
        raise refused_at(dict(leaves(json.loads(json.dumps(read.errors)))))
    unknown = set(given) - set(read.fields)
    if unknown:
        raise refused_at(dict.fromkeys(sorted(unknown), "unknown"))
    return dict(read.validated_data)


def _told(refused: ChangesRefused) -> ChangesRefused:
    """The refusal with every change at fault in its facts, each field by its path in the body."""
    failures, more = [], {}
    for index, error in refused.refused:
        told = problem_facts(error)
        told["field"] = "/".join(part for part in ("changes", str(index), told["field"]) if part)
        told["facts"] = {name: value for name, value in told["facts"].items() if name != "more"}
        for path, reason in (error.facts.get("more") or {error.field or "": error.code}).items():
            more[f"changes/{index}/{path}".rstrip("/")] = reason
        failures.append({"index": index, **told})
    refused.field = failures[0]["field"]
    refused.facts |= {"failures": failures, "more": more}
    return refused
