"""Writing features: create, replace, change, delete. One service call each; `infra` decides, `infra` records."""

import json
from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed

from gisapi import params
from gisapi.answers import version_of
from gisapi.body import (
    FeatureParser,
    JsonFeatureParser,
    MergePatchParser,
    client_of,
    crs_sent,
    reason_of,
    version_asked,
)
from gisapi.boxes import CRS84, Crs
from gisapi.collections import COLLECTIONS, Collection
from gisapi.contention import begun_again
from gisapi.faults import faults_at_their_fields
from gisapi.findings import with_findings
from gisapi.idempotency import answered_once
from gisapi.meeting import deleted_meanwhile, since_read
from gisapi.openapi import CONTENT_CRS, CRS, ID, IDEMPOTENCY_KEY, IF_MATCH, MADE_HERE, TAKING_ALONG, WRITABLE, writes
from gisapi.rights import require_editor
from gisapi.serializers import new_facts, patched_facts, replaced_facts
from gisapi.views import features
from infra.errors import NotFound, Stale
from infra.history import acting_as
from infra.models import KINDS
from infra.services.acts import CHANGE, delete
from infra.services.assets import create_asset


class _Written:
    """Which verbs an address knows depends on its collection: communes are only read, records made where their subject is."""

    kwargs: dict[str, str] = {}

    @property
    def allowed_methods(self) -> list[str]:
        """What `Allow` tells."""
        known: list[str] = super().allowed_methods  # type: ignore[misc]
        collection = COLLECTIONS.get(self.kwargs.get("name", ""))
        refused = set() if collection is None or collection.editable else {"POST", "PUT", "PATCH", "DELETE"}
        if collection is not None and collection.recorded:
            refused.add("POST")
        return [verb for verb in known if verb not in refused]


class Items(_Written, features.Items):
    """A collection: read a page, create an item."""

    parser_classes = [FeatureParser, JsonFeatureParser]

    @writes("Create a feature", MADE_HERE, CRS, CONTENT_CRS, IDEMPOTENCY_KEY, status=201)
    def post(self, request: Any, name: str) -> HttpResponse:
        """Create a feature: 201 with Location, the feature as the database holds it and its ETag."""
        if features.collection_named(name).recorded:
            raise MethodNotAllowed(request.method)
        collection = writable(request, name, "create")
        crs, reason = params.written(request), reason_of(request)
        facts = new_facts(collection, request.data, crs_sent(request))

        def act() -> HttpResponse:
            with faults_at_their_fields(), acting_as(request.user, reason, client_of(request)):
                asset: Any = create_asset(collection.kind, facts, by=request.user)
            response = _answer(request, collection, asset.public_id, crs, status=201)
            response["Location"] = request.build_absolute_uri(f"/api/collections/{name}/items/{asset.public_id}")
            return response

        return answered_once(request, act)

    def options(self, request: Any, name: str) -> HttpResponse:
        """204 with Allow."""
        return _options(self, request, name)


class Item(_Written, features.Item):
    """One feature: read it, write it with If-Match."""

    def get_parsers(self) -> list[Any]:
        """A merge patch is a PATCH and nothing else."""
        patch = [MergePatchParser()] if self.request is not None and self.request.method == "PATCH" else []
        return [FeatureParser(), JsonFeatureParser(), *patch]

    @writes("Replace a feature", WRITABLE, ID, IF_MATCH, CRS, CONTENT_CRS)
    def put(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Replace the properties; the place changes only when a place is sent."""
        return _change(request, name, feature_id, replaced_facts)

    @writes("Change part of a feature", WRITABLE, ID, IF_MATCH, CRS, CONTENT_CRS, patch=True)
    def patch(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Change what the body names."""
        return _change(request, name, feature_id, patched_facts)

    @writes("Delete a feature", WRITABLE, ID, IF_MATCH, TAKING_ALONG, body=False, status=204)
    def delete(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Delete the feature, with what `along` stands for; history stays, and the bin (`/api/bin`) brings it back."""
        collection = writable(request, name, "delete")
        taking = params.along(request)
        asset = stored(collection, feature_id)
        require_version(collection, asset, version_asked(request), None)
        reason = reason_of(request)

        def act() -> None:
            with acting_as(request.user, reason, client_of(request)):
                delete(asset, along=taking, by=request.user, expected=asset.recorded_from)

        try:
            begun_again(act)
        except Stale as stale:
            if stale.field == "along":
                raise
            raise both_versions(collection, asset, version_asked(request), None) from stale
        return HttpResponse(status=204)

    def options(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """204 with Allow and Accept-Patch."""
        return _options(self, request, name)


def _change(request: Any, name: str, feature_id: str, facts_of: Any) -> HttpResponse:
    """What PUT and PATCH share: version asked, differences found, one service call, the new feature."""
    collection = writable(request, name, "change")
    crs, sent_in, reason = params.written(request), crs_sent(request), reason_of(request)
    asset = stored(collection, feature_id)
    body = request.data
    require_version(collection, asset, version_asked(request), body, sent_in)
    changes = facts_of(collection, body, current(collection, feature_id, sent_in), sent_in)

    def act() -> None:
        with faults_at_their_fields(), acting_as(request.user, reason, client_of(request)):
            CHANGE[collection.kind](asset, changes, by=request.user, expected=asset.recorded_from)

    if changes:
        try:
            begun_again(act)
        except Stale as stale:
            raise both_versions(collection, asset, version_asked(request), body, sent_in) from stale
    return _answer(request, collection, feature_id, crs)


def writable(request: Any, name: str, act: str) -> Collection:
    """The collection, when the visitor may do this to some row of it. Raises what `require_editor` raises."""
    collection = features.collection_named(name)
    if not collection.editable:
        raise MethodNotAllowed(request.method)
    require_editor(request, collection, act)
    return collection


def stored(collection: Collection, feature_id: str) -> Any:
    """The row of a feature. Raises NotFound."""
    found = KINDS[collection.kind]._default_manager.filter(public_id=feature_id).first()
    if found is None:
        raise NotFound(kind=collection.kind, id=feature_id, **deleted_meanwhile(collection, feature_id))
    return found


def require_version(collection: Collection, asset: Any, version: str, body: Any, crs: Crs = CRS84) -> None:
    """Raises Stale with both versions unless this is the row's version."""
    if version != version_of(asset.public_id, asset.recorded_from):
        raise both_versions(collection, asset, version, body, crs)


def both_versions(collection: Collection, asset: Any, version: str, body: Any, crs: Crs = CRS84) -> Stale:
    """What stands there now under which `etag`, what was sent, what both started from, and who changed what since (`gisapi.meeting`).

    Places are in the system they were sent in. Raises NotFound when it is gone.
    """
    now = stored(collection, asset.public_id)
    facts = since_read(collection, now.pk, now.public_id, version, crs)
    facts["etag"] = f'"{version_of(now.public_id, now.recorded_from)}"'
    return Stale("If-Match", current=current(collection, now.public_id, crs), yours=body, **facts)


def current(collection: Collection, feature_id: str, crs: Crs = CRS84) -> dict[str, Any]:
    """The feature as it stands, as a writer sees it."""
    feature: dict[str, Any] = json.loads(features.seen(collection, feature_id, signed_in=True, crs=crs).feature)
    return feature


def _answer(request: Any, collection: Collection, feature_id: str, crs: Crs, *, status: int = 200) -> HttpResponse:
    found = features.seen(collection, feature_id, signed_in=True, crs=crs)
    response = features.feature_answer(request, collection, feature_id, found, status=status, given=_asked(crs))
    with_findings(response, collection, feature_id)
    response["Content-Crs"] = f"<{crs.uri}>"
    return response


def _asked(crs: Crs) -> tuple[tuple[str, str], ...]:
    """The parameters that read a feature in a system."""
    return () if crs == CRS84 else (("crs", crs.uri),)


def _options(view: Any, request: Any, name: str) -> HttpResponse:
    """What may be done here. Nothing else is told: the description is at /api/openapi.json."""
    features.collection_named(name)
    params.nothing(request)
    response = HttpResponse(status=204)
    if "PATCH" in view.allowed_methods:
        response["Accept-Patch"] = ", ".join(parser.media_type for parser in (MergePatchParser, FeatureParser))
    return response
