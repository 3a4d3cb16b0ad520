"""POST /api/changesets: many creates, updates and deletes, all or nothing, one comment.

    {"comment": "…", "changes": [{"action": "create", "collection": "roads", "id": "$new", "feature": {…}},
                                 {"action": "update", "collection": "bridges", "id": "B-000012", "if_match": "\\"…\\"",
                                  "feature": {"properties": {"road": "$new"}}}]}

`$…` is a name within the set: a later change may name a road (or any asset) made by an earlier one. A new inspection, posting or
work says in `about` what it is about; an inspection also in `if_match` the version of it that was inspected.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import etag_of, json_answer, version_of
from gisapi.body import JsonFeatureParser, client_of, crs_sent, reason_of, version_in
from gisapi.boxes import Crs
from gisapi.changeset_frames import ACTS, INSPECTIONS, Body, Entry, framed
from gisapi.collections import COLLECTIONS, Collection, collection_of
from gisapi.contention import begun_again
from gisapi.errors import problem_facts
from gisapi.faults import faults_at_their_fields, refused_at
from gisapi.idempotency import answered_once
from gisapi.openapi import changes_many
from gisapi.queries.features import many_of
from gisapi.rights import require_editor, require_signed_in
from gisapi.serializers import new_facts, patched_facts
from gisapi.views.edits import current, require_version, stored
from gisapi.views.records import bearer_called
from infra.errors import ChangesRefused, DomainError, NotFound, Stale
from infra.models import ASSETS, KINDS
from infra.services.acts import CHANGE, DELETE, RECORD
from infra.services.assets import create_asset
from infra.services.changesets import all_or_nothing

_KEPT_BY_US = ("public_id", "recorded_from")
"""What a row is known by, and since when: no difference that anybody makes."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose change set it is, and the token they came with (None: a session, or a draft that somebody else lets in)."""

    user: Any
    auth: Any = None


@dataclass(slots=True)
class Work:
    """A set being written by a `Writer` (a request is one). `ids`: name within the set → public id, None where that change was refused; `versions`: public id →
    the version its writer read, of what this set has written since; `done`: what is told of each change, and its row.
    """

    writer: Any
    crs: Crs
    dry_run: bool
    ids: dict[str, str | None] = field(default_factory=dict)
    seen_ids: set[str] = field(default_factory=set)
    versions: dict[str, str] = field(default_factory=dict)
    done: list[tuple[dict[str, Any], Any]] = field(default_factory=list)


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
        body = framed(Body, request.data)
        reason = body["comment"] or reason_of(request)
        act = partial(_written, request, body["changes"], reason, crs, dry_run)
        return begun_again(act) if dry_run else answered_once(request, act)


def _written(request: Any, entries: list[Any], reason: str, crs: Crs, dry_run: bool) -> HttpResponse:
    work = Work(request, crs, dry_run)
    try:
        write(work, entries, reason, client_of(request))
    except ChangesRefused as refused:
        raise told_by_path(refused) from refused
    return json_answer({"dry_run": dry_run, "changes": [told for told, _ in work.done]})


def write(work: Work, entries: list[Any], reason: str, client: str) -> None:
    """Make all changes of a set, or none. `work.done` tells of those that went well. Raises ChangesRefused."""
    with all_or_nothing(work.writer.user, reason, client, dry_run=work.dry_run) as changes:
        for index, given in enumerate(entries):
            with changes.change(index):
                _one(work, index, given)
        if not changes.refused and not work.dry_run:
            _tag(work)


def _one(work: Work, index: int, given: Any) -> None:
    """One change of the set, its faults at their paths within it."""
    if isinstance(given, dict) and given.get("action") == "create" and isinstance(given.get("id"), str):
        work.ids.setdefault(given["id"], None)
    entry = framed(Entry, given)
    collection = COLLECTIONS[entry["collection"]]
    require_editor(work.writer, collection, ACTS[entry["action"]])
    act: Callable[..., tuple[dict[str, Any], Any]] = _ACTIONS[entry["action"]]
    told, row = act(work, collection, entry)
    work.done.append(({"index": index, "action": entry["action"], "collection": collection.name, **told}, row))


def _create(work: Work, collection: Collection, entry: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    name = entry.get("id")
    if name is not None and work.ids.get(name) is not None:
        raise refused_at({"id": "given before in this set"})
    made = _recorded(work, collection, entry) if collection.recorded else _created(work, collection, entry)
    if name is not None:
        work.ids[name] = made.public_id
    told = {} if name is None else {"name": name}
    if work.dry_run:
        differences = differences_between({}, current(collection, made.public_id, work.crs))
        return {"id": None, **told, "differences": differences}, made
    return {"id": made.public_id, **told}, made


def _created(work: Work, collection: Collection, entry: dict[str, Any]) -> Any:
    with faults_at_their_fields("feature/"):
        facts = new_facts(collection, _resolved(work, collection, entry["feature"]), work.crs)
        return create_asset(collection.kind, facts, by=work.writer.user)


def _recorded(work: Work, collection: Collection, entry: dict[str, Any]) -> Any:
    """A new record of what its `about` names."""
    with faults_at_their_fields("feature/"):
        feature = _resolved(work, collection, entry["feature"])
        properties = feature.get("properties")
        about = properties.pop("about", None) if isinstance(properties, dict) else None
        facts = new_facts(collection, feature, work.crs)
        of = bearer_called(about)
    said = {"expected": _inspected(work, entry, of)} if collection.name == INSPECTIONS else {}
    with faults_at_their_fields("feature/"):
        return RECORD[collection.kind](of, facts, by=work.writer.user, **said)


def _inspected(work: Work, entry: dict[str, Any], of: Any) -> datetime:
    """The version to inspect: the one that was read, unless this set has asked for it before or made it. Raises Stale, FieldRefused."""
    if of._meta.db_table == "road":
        raise refused_at({"feature/properties/about": "a road is inspected by its sections"})
    made_here = of.public_id in work.ids.values()
    if made_here == ("if_match" in entry):
        asked = "not taken here: this set made it" if made_here else "required: the ETag of what was inspected"
        raise refused_at({"if_match": asked})
    if not made_here:
        version = version_in(entry["if_match"], "if_match")
        if work.versions.get(of.public_id) != version:
            with _at("if_match", Stale):
                require_version(collection_of(of._meta.db_table), of, version, entry["feature"], work.crs)
            work.versions[of.public_id] = version
    return of.recorded_from


def _update(work: Work, collection: Collection, entry: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    asset = _read(work, collection, entry)
    before = current(collection, asset.public_id, work.crs)
    with faults_at_their_fields("feature/"):
        facts = patched_facts(collection, _resolved(work, collection, entry["feature"]), before, work.crs)
        if facts:
            CHANGE[collection.kind](asset, facts, by=work.writer.user, expected=asset.recorded_from)
            work.versions[asset.public_id] = version_in(entry["if_match"], "if_match")
    told: dict[str, Any] = {"id": asset.public_id}
    if work.dry_run:
        told["differences"] = differences_between(before, current(collection, asset.public_id, work.crs))
    return told, asset


def _delete(work: Work, collection: Collection, entry: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    asset = _read(work, collection, entry)
    before = current(collection, asset.public_id, work.crs) if work.dry_run else {}
    DELETE[collection.kind](asset, by=work.writer.user, expected=asset.recorded_from)
    return {"id": entry["id"]} | ({"differences": differences_between(before, {})} if work.dry_run else {}), None


_ACTIONS = {"create": _create, "update": _update, "delete": _delete}


def _read(work: Work, collection: Collection, entry: dict[str, Any]) -> Any:
    """The row that is still at the version its writer read. One row is written once in a set."""
    version = version_in(entry["if_match"], "if_match")
    if entry["id"] in work.seen_ids:
        raise refused_at({"id": "changed before in this set"})
    work.seen_ids.add(entry["id"])
    with _at("id", NotFound), _at("if_match", Stale):
        asset = stored(collection, entry["id"])
        require_version(collection, asset, version, entry.get("feature"), work.crs)
    return asset


@contextmanager
def _at(field: str, kind: type[DomainError]) -> Iterator[None]:
    """An error of this kind told at this member of the change."""
    try:
        yield
    except kind as error:
        error.field = field
        raise


def _resolved(work: Work, collection: Collection, feature: dict[str, Any]) -> dict[str, Any]:
    """The feature with the names of this set replaced by public ids, where a property names another asset."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return feature
    columns = {row.name: row.related_model for row in KINDS[collection.kind]._meta.fields}
    resolved = dict(properties)
    for name, value in properties.items():
        names_asset = columns.get(name) in ASSETS.values() or (collection.recorded and name == "about")
        if names_asset and isinstance(value, str) and value.startswith("$"):
            if value not in work.ids:
                raise refused_at({f"properties/{name}": f"no earlier change is called {value[:41]}"})
            if work.ids[value] is None:
                raise refused_at({f"properties/{name}": f"{value} was refused"})
            resolved[name] = work.ids[value]
    return {**feature, "properties": resolved}


def _tag(work: Work) -> None:
    """The ETag of every feature as the whole set leaves it: a later change may show in an earlier feature."""
    written: dict[str, list[int]] = {}
    for told, row in work.done:
        if row is not None:
            written.setdefault(told["collection"], []).append(row.pk)
    found = {name: many_of(COLLECTIONS[name], ids, signed_in=True) for name, ids in written.items()}
    for told, row in work.done:
        if row is not None:
            one = found[told["collection"]][row.pk]
            told["etag"] = etag_of(version_of(told["id"], one.recorded_from), one.feature)


def differences_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Path → before and after, of what differs."""
    was, becomes = before.get("properties", {}), after.get("properties", {})
    pairs = {
        f"properties/{name}": (was.get(name), becomes.get(name))
        for name in {**was, **becomes}
        if name not in _KEPT_BY_US
    }
    pairs["geometry"] = (before.get("geometry"), after.get("geometry"))
    return {path: {"before": old, "after": new} for path, (old, new) in pairs.items() if old != new}


def told_by_path(refused: ChangesRefused) -> ChangesRefused:
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
