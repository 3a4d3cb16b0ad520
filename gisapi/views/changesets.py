"""POST /api/changesets: many creates, updates and deletes, all or nothing, one comment.

    {"comment": "…", "changes": [{"action": "create", "collection": "roads", "id": "$new", "feature": {…}},
                                 {"action": "update", "collection": "bridges", "id": "B-000012", "if_match": "\\"…\\"",
                                  "feature": {"properties": {"road": "$new"}}}]}

`$…` is a name within the set: a later change may name a road (or any asset) made by an earlier one. A new inspection, posting or
work says in `about` what it is about; an inspection also in `if_match` the version of it that was inspected. An operation on a road
says its `operation`, `body` and the `token` of what was shown; what it carries along may be changed after it in the version before.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import etag_of, json_answer, version_of
from gisapi.body import JsonFeatureParser, client_of, crs_sent, reason_of
from gisapi.boxes import Crs
from gisapi.changeset_frames import ACTS, Body, Entry, framed
from gisapi.collections import COLLECTIONS
from gisapi.contention import begun_again
from gisapi.errors import problem_facts
from gisapi.findings import by_row
from gisapi.idempotency import answered_once
from gisapi.openapi import changes_many
from gisapi.queries.features import many_of
from gisapi.rights import require_editor, require_signed_in
from gisapi.views.changeset_acts import ACTIONS, Work
from infra.errors import ChangesRefused
from infra.services.changesets import all_or_nothing


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
        if work.dry_run or not changes.refused:
            _judge(work)
        if not changes.refused and not work.dry_run:
            _tag(work)


def _one(work: Work, index: int, given: Any) -> None:
    """One change of the set, its faults at their paths within it."""
    if isinstance(given, dict) and given.get("action") == "create" and isinstance(given.get("id"), str):
        work.ids.setdefault(given["id"], None)
    entry = framed(Entry, given)
    collection = COLLECTIONS[entry["collection"]]
    require_editor(work.writer, collection, ACTS[entry["action"]])
    act: Callable[..., tuple[dict[str, Any], Any]] = ACTIONS[entry["action"]]
    told, row = act(work, collection, entry)
    work.done.append(({"index": index, "action": entry["action"], "collection": collection.name, **told}, row))


def _written_rows(work: Work) -> dict[str, list[int]]:
    """Collection → internal ids of what the set has written and left there."""
    written: dict[str, list[int]] = {}
    for told, row in work.done:
        if row is not None:
            written.setdefault(told["collection"], []).append(row.pk)
    return written


def _judge(work: Work) -> None:
    """What is doubtful about every asset as the whole set leaves it."""
    doubts = {name: by_row(COLLECTIONS[name].kind, ids) for name, ids in _written_rows(work).items()}
    for told, row in work.done:
        if row is not None and (found := doubts[told["collection"]].get(row.pk)):
            told["findings"] = found


def _tag(work: Work) -> None:
    """The ETag of every feature as the whole set leaves it: a later change may show in an earlier feature."""
    found = {name: many_of(COLLECTIONS[name], ids, signed_in=True) for name, ids in _written_rows(work).items()}
    for told, row in work.done:
        if row is not None:
            one = found[told["collection"]][row.pk]
            told["etag"] = etag_of(version_of(told["id"], one.recorded_from), one.feature)


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
