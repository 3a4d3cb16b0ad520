"""The verbs of the field: inspect an asset, post a limit, record works, say what a road shares; and read what is recorded of it."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import GEOJSON, link, representations, squeezed, text_answer, version_of
from gisapi.body import FeatureParser, JsonFeatureParser, client_of, reason_of, version_asked
from gisapi.collections import COLLECTIONS, collection_of
from gisapi.faults import faults_at_their_fields, refused_at
from gisapi.idempotency import answered_once
from gisapi.openapi import ID, IDEMPOTENCY_KEY, IF_MATCH, OpenApiParameter, reads, writes
from gisapi.queries.records import Subject, record_of, records_of
from gisapi.rights import require_editor
from gisapi.serializers import new_facts
from gisapi.views import features
from infra.errors import NotFound, Stale
from infra.history import acting_as
from infra.models import ASSETS, Record
from infra.services.inspections import record_inspection
from infra.services.postings import post_limit
from infra.services.shared_stretches import share_stretch
from infra.services.works import record_work

BEARERS = ("bridges", "culverts", "roads", "sections")
"""Collections whose features have records; those of a section are the ones along its stretch of road."""
OF = OpenApiParameter("name", str, "path", enum=list(BEARERS), description="Collection; others have no records.")


class _RecordsOf(APIView):
    """The records of one kind of one asset."""

    permission_classes = [AllowAny]
    parser_classes = [FeatureParser, JsonFeatureParser]
    kind: str

    def _all(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        params.nothing(request)
        asset = _seen(request, name, feature_id)
        found = records_of(self.kind, _subject(asset), signed_in=request.user.is_authenticated)
        records = collection_of(self.kind)
        links = [
            *representations(request, "json", {"json": GEOJSON}),
            link(request, "collection", f"/api/collections/{records.name}", title=records.titles),
        ]
        return squeezed(request, text_answer(_feature_collection(found, links), media=GEOJSON))

    def _record(self, request: Any, asset: Any, service: Callable[..., Record]) -> HttpResponse:
        """One service call; 201 with Location, the record as the database holds it and its ETag."""
        records = collection_of(self.kind)
        facts = new_facts(records, request.data)
        reason = reason_of(request)

        def act() -> HttpResponse:
            with faults_at_their_fields(), acting_as(request.user, reason, client_of(request)):
                made: Any = service(asset, facts, by=request.user)
            found = record_of(self.kind, made.public_id, signed_in=True)
            if found is None:
                raise NotFound(kind=self.kind, id=made.public_id)
            response = features.feature_answer(request, records, made.public_id, found, status=201)
            response["Location"] = request.build_absolute_uri(f"/api/collections/{records.name}/items/{made.public_id}")
            return response

        return answered_once(request, act)

    def _allow(self, request: Any) -> None:
        """Raises NotSignedIn, ScopeMissing or Forbidden before anything of the request is read."""
        require_editor(request, collection_of(self.kind), "create")
        params.nothing(request)


class Inspections(_RecordsOf):
    """Inspections of a bridge, a culvert or a section."""

    kind = "inspection"

    @reads("Inspections of a feature", OF, ID, media=GEOJSON)
    def get(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        """All inspections, newest first."""
        return self._all(request, name, feature_id)

    @writes("Record an inspection", OF, ID, IF_MATCH, IDEMPOTENCY_KEY, status=201)
    def post(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Record an inspection; the latest gives the feature its ratings and condition. A road is inspected by its sections."""
        self._allow(request)
        asset = _seen(request, name, feature_id)
        if name == "roads":
            raise MethodNotAllowed(request.method)
        if version_asked(request) != version_of(asset.public_id, asset.recorded_from):
            raise _both_versions(name, feature_id, request.data)

        def inspect(of: Any, facts: dict[str, Any], **said: Any) -> Record:
            return record_inspection(of, facts, expected=of.recorded_from, **said)

        try:
            return self._record(request, asset, inspect)
        except Stale as stale:
            raise _both_versions(name, feature_id, request.data) from stale


class Postings(_RecordsOf):
    """Limits posted at a bridge, a culvert or along a road."""

    kind = "posting"

    @reads("Postings of a feature", OF, ID, media=GEOJSON)
    def get(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        """All postings, newest first, those no longer in force included."""
        return self._all(request, name, feature_id)

    @writes("Post a limit", OF, ID, IDEMPOTENCY_KEY, status=201)
    def post(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Post a limit; on a road with its stretch, `from_m` and `to_m` or chainages."""
        self._allow(request)
        return self._record(request, _seen(request, name, feature_id), post_limit)


class Works(_RecordsOf):
    """Works at a bridge, a culvert or along a road."""

    kind = "work"

    @reads("Works of a feature", OF, ID, media=GEOJSON)
    def get(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        """All works, newest first."""
        return self._all(request, name, feature_id)

    @writes("Record works", OF, ID, IDEMPOTENCY_KEY, status=201)
    def post(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Record a job; on a road with its stretch, `from_m` and `to_m` or chainages."""
        self._allow(request)
        return self._record(request, _seen(request, name, feature_id), record_work)


class SharedStretches(_RecordsOf):
    """Where a road runs over another one, or another one over it."""

    kind = "shared_stretch"

    @reads("Shared stretches of a feature", OF, ID, media=GEOJSON)
    def get(self, request: HttpRequest, name: str, feature_id: str) -> HttpResponse:
        """All shared stretches along the road, those it is the host of included."""
        return self._all(request, name, feature_id)

    @writes("Share a stretch", OF, ID, IDEMPOTENCY_KEY, status=201)
    def post(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """Say that this road runs over another, `host`, from `from_m` to `to_m` (or chainages) of its own."""
        self._allow(request)
        return self._record(request, _seen(request, name, feature_id), share_stretch)


def _seen(request: Any, name: str, feature_id: str) -> Any:
    """The asset, if this visitor may see it. Raises NotFound."""
    collection = features.collection_named(name)
    if name not in BEARERS:
        raise NotFound(kind="collection", id=name, known=list(BEARERS))
    features.seen(collection, feature_id, signed_in=request.user.is_authenticated)
    asset = ASSETS[collection.kind]._default_manager.filter(public_id=feature_id).first()
    if asset is None:
        raise NotFound(kind=collection.kind, id=feature_id)
    return asset


def bearer_called(public_id: Any) -> Any:
    """The asset that a new record of a change set says it is `about`. Raises FieldRefused."""
    if not isinstance(public_id, str):
        raise refused_at({"properties/about": "required: the public id of what the record is about"})
    for name in BEARERS:
        found = ASSETS[COLLECTIONS[name].kind]._default_manager.filter(public_id=public_id).first()
        if found is not None:
            return found
    raise refused_at({"properties/about": f"no {', '.join(BEARERS)} of this public id"})


def _subject(asset: Any) -> Subject:
    kind = asset._meta.db_table
    if kind == "section":
        return Subject("road", asset.road_id, from_m=asset.from_m, to_m=asset.to_m)
    return Subject(kind, asset.pk)


def _both_versions(name: str, feature_id: str, body: Any) -> Stale:
    found = features.seen(features.collection_named(name), feature_id, signed_in=True)
    return Stale("If-Match", current=json.loads(found.feature), yours=body)


def _feature_collection(found: list[str], links: list[dict[str, str]]) -> str:
    said = json.dumps(links, ensure_ascii=False)
    return f'{{"type":"FeatureCollection","numberReturned":{len(found)},"links":{said},"features":[{",".join(found)}]}}'
