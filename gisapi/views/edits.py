"""Writing features: create, replace, change, delete. One service call each; `infra` decides, `infra` records."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed

from gisapi import params
from gisapi.answers import version_of
from gisapi.body import FeatureParser, JsonFeatureParser, reason_of, version_asked
from gisapi.collections import COLLECTIONS, Collection
from gisapi.contention import begun_again
from gisapi.errors import FieldRefused
from gisapi.openapi import ID, IF_MATCH, WRITABLE, writes
from gisapi.rights import require_editor
from gisapi.serializers import new_facts, patched_facts, replaced_facts
from gisapi.views import features
from infra.errors import NotFound, Stale
from infra.models import ASSETS, Asset
from infra.services.assets import change_asset, create_asset, delete_asset


class _Written:
    """Which verbs an address knows depends on its collection: communes are only read."""

    kwargs: dict[str, str] = {}

    @property
    def allowed_methods(self) -> list[str]:
        """What `Allow` tells."""
        known: list[str] = super().allowed_methods  # type: ignore[misc]
        collection = COLLECTIONS.get(self.kwargs.get("name", ""))
        read_only = collection is not None and not collection.editable
        return [verb for verb in known if not (read_only and verb in ("POST", "PUT", "PATCH", "DELETE"))]


class Items(_Written, features.Items):
    """A collection: read a page, create an item."""

    parser_classes = [FeatureParser, JsonFeatureParser]

    @writes("Create a feature", WRITABLE, status=201)
    def post(self, request: Any, name: str) -> HttpResponse:
        """Create a feature: 201 with Location, the feature as the database holds it and its ETag."""
        collection = _writable(request, name)
        params.nothing(request)
        facts = new_facts(collection, request.data)
        with _named_fields(facts):
            reason = reason_of(request)
            asset: Any = begun_again(lambda: create_asset(collection.kind, facts, by=request.user, reason=reason))
        response = _answer(request, collection, asset.public_id, status=201)
        response["Location"] = request.build_absolute_uri(f"/api/collections/{name}/items/{asset.public_id}")
        return response


class Item(_Written, features.Item):
    """One feature: read it, write it with If-Match."""

    parser_classes = [FeatureParser, JsonFeatureParser]

    @writes("Replace a feature", WRITABLE, ID, IF_MATCH)
    def put(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Replace the properties; the place changes only when a place is sent."""
        return _change(request, name, feature_id, replaced_facts)

    @writes("Change part of a feature", WRITABLE, ID, IF_MATCH)
    def patch(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Change what the body names."""
        return _change(request, name, feature_id, patched_facts)

    @writes("Delete a feature", WRITABLE, ID, IF_MATCH, body=False, status=204)
    def delete(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Delete the feature; its history stays."""
        collection = _writable(request, name)
        params.nothing(request)
        asset = _asset(collection, feature_id)
        _still(request, collection, asset, None)
        said = {"by": request.user, "reason": reason_of(request), "expected": asset.recorded_from}
        try:
            begun_again(lambda: delete_asset(asset, **said))
        except Stale as stale:
            raise _both_versions(collection, feature_id, None) from stale
        return HttpResponse(status=204)


def _change(request: Any, name: str, feature_id: str, facts_of: Any) -> HttpResponse:
    """What PUT and PATCH share: version asked, differences found, one service call, the new feature."""
    collection = _writable(request, name)
    params.nothing(request)
    asset = _asset(collection, feature_id)
    body = request.data
    _still(request, collection, asset, body)
    changes = facts_of(collection, body, _current(collection, feature_id))
    if changes:
        said = {"by": request.user, "reason": reason_of(request), "expected": asset.recorded_from}
        try:
            with _named_fields(changes):
                begun_again(lambda: change_asset(asset, changes, **said))
        except Stale as stale:
            raise _both_versions(collection, feature_id, body) from stale
    return _answer(request, collection, feature_id)


@contextmanager
def _named_fields(facts: dict[str, Any]) -> Iterator[None]:
    """An unknown road or unit in a body is a wrong field (422), not a wrong address (404)."""
    try:
        yield
    except NotFound as missing:
        if missing.field not in facts:
            raise
        raise FieldRefused(missing.field, reason="unknown", **missing.facts) from missing


def _writable(request: Any, name: str) -> Collection:
    collection = features.collection_named(name)
    if not collection.editable:
        raise MethodNotAllowed(request.method)
    require_editor(request.user, collection)
    return collection


def _asset(collection: Collection, feature_id: str) -> Any:
    model: type[Asset] = ASSETS[collection.kind]
    found = model._default_manager.filter(public_id=feature_id).first()
    if found is None:
        raise NotFound(kind=collection.kind, id=feature_id)
    return found


def _still(request: Any, collection: Collection, asset: Any, body: Any) -> None:
    """Raises VersionNeeded, or Stale with both versions, unless If-Match names the row's version."""
    if version_asked(request) != version_of(asset.public_id, asset.recorded_from):
        raise _both_versions(collection, asset.public_id, body)


def _both_versions(collection: Collection, feature_id: str, body: Any) -> Stale:
    return Stale("If-Match", current=_current(collection, feature_id), yours=body)


def _current(collection: Collection, feature_id: str) -> dict[str, Any]:
    feature: dict[str, Any] = json.loads(features.seen(collection, feature_id, signed_in=True).feature)
    return feature


def _answer(request: Any, collection: Collection, feature_id: str, *, status: int = 200) -> HttpResponse:
    found = features.seen(collection, feature_id, signed_in=True)
    return features.feature_answer(request, feature_id, found, status=status)
