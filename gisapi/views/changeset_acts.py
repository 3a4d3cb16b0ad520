"""What a change set does, act by act: create, update, delete, operate. Each reads its part, asks a service, and tells what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gisapi import network_operations
from gisapi.answers import version_of
from gisapi.body import version_in
from gisapi.boxes import Crs
from gisapi.changeset_frames import INSPECTIONS
from gisapi.collections import Collection, collection_of
from gisapi.faults import faults_at_their_fields, refused_at
from gisapi.network_answers import outcome
from gisapi.serializers import new_facts, patched_facts
from gisapi.views.edits import current, require_version, stored
from gisapi.views.records import bearer_called
from infra.errors import DomainError, NotFound, PlanChanged, Stale
from infra.models import ASSETS, KINDS
from infra.network.effects import Effect, RoadEffect
from infra.services.acts import CHANGE, RECORD, delete
from infra.services.assets import create_asset

_KEPT_BY_US = ("public_id", "recorded_from")
"""What a row is known by, and since when: no difference that anybody makes."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose change set it is, and the token of the request (None: a session): of a draft, the token of whoever lets it in."""

    user: Any
    auth: Any = None


@dataclass(slots=True)
class Work:
    """A set being written by a `Writer` (a request is one). `ids`: name within the set → public id, None where that change was refused; `versions`: public id →
    the version its writer read, of what this set has written since; `carried`: public id → the version before an operation of this set
    carried it along; `done`: what is told of each change, and its row.
    """

    writer: Any
    crs: Crs
    dry_run: bool
    ids: dict[str, str | None] = field(default_factory=dict)
    seen_ids: set[str] = field(default_factory=set)
    versions: dict[str, str] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    done: list[tuple[dict[str, Any], Any]] = field(default_factory=list)


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
    along = delete(asset, along=entry.get("along"), by=work.writer.user, expected=asset.recorded_from)
    told = {"id": entry["id"]} | ({"along": along} if "along" in entry else {})
    return told | ({"differences": differences_between(before, {})} if work.dry_run else {}), None


def _operate(work: Work, collection: Collection, entry: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """A network operation, exactly as it was shown under `token`."""
    verb = entry["operation"]
    if verb not in network_operations.OPERATIONS:
        raise refused_at({"operation": f"one of {', '.join(network_operations.OPERATIONS)}"})
    with _in_body():
        said = network_operations.read(verb, entry["body"])
        if beside := [name for name in ("comment", "token") if said.get(name)]:
            raise refused_at(dict.fromkeys(beside, "not taken here"))
    road = _read(work, collection, entry)
    with _in_body():
        done = network_operations.perform(
            verb, road, said, writer=work.writer, expected=road.recorded_from, token=entry["token"]
        )
    stood: list[RoadEffect | Effect] = [*done.effects.roads, *done.effects.things]
    for one in stood:
        if one.before is not None:
            work.carried[one.public_id] = version_of(one.public_id, one.before.recorded_from)
    told = outcome(verb, done, dry_run=work.dry_run)
    return {"id": road.public_id, "effect": told} | ({"differences": {}} if work.dry_run else {}), road


ACTIONS = {"create": _create, "update": _update, "delete": _delete, "operate": _operate}


def _read(work: Work, collection: Collection, entry: dict[str, Any]) -> Any:
    """The row that is still at the version its writer read. One row is written once in a set."""
    version = version_in(entry["if_match"], "if_match")
    if entry["id"] in work.seen_ids:
        raise refused_at({"id": "changed before in this set"})
    work.seen_ids.add(entry["id"])
    with _at("id", NotFound), _at("if_match", Stale):
        asset = stored(collection, entry["id"])
        if work.carried.get(asset.public_id) != version:
            require_version(collection, asset, version, entry.get("feature"), work.crs)
    return asset


@contextmanager
def _in_body() -> Iterator[None]:
    """What is refused about the body of an operation, told at its path."""
    try:
        yield
    except PlanChanged:  # about the token, which stands beside the body
        raise
    except DomainError as error:
        error.field = error.field and f"body/{error.field}"
        if "more" in error.facts:
            error.facts["more"] = {f"body/{path}": reason for path, reason in error.facts["more"].items()}
        raise


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
