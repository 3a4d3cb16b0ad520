"""/api/checks: what is doubtful in what is stored (a worklist), and what would be if a change were made (nothing is written)."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import GEOJSON, json_answer, link
from gisapi.body import JsonFeatureParser, crs_sent
from gisapi.changeset_frames import framed
from gisapi.collections import COLLECTIONS
from gisapi.contention import begun_again
from gisapi.errors import problem_facts
from gisapi.faults import faults_at_their_fields
from gisapi.findings import as_feature, told
from gisapi.openapi import CONTENT_CRS, SIGNED_IN, query, reads, refusals, whole
from gisapi.params.checking import CHECKED
from gisapi.queries.checks import worklist
from gisapi.rights import require_editor, require_signed_in
from gisapi.serializers import new_facts, patched_facts
from gisapi.views.edits import current, stored
from infra.errors import DomainError, Forbidden, NotFound
from infra.quality.registry import CHECKS, SEVERITIES
from infra.services.acceptances import accept_finding, reopen_finding
from infra.services.assets import change_asset, create_asset
from infra.services.proposals import doubts_about, doubts_if
from infra.services.rights import proposed


class Proposal(serializers.Serializer):
    """A change that is only being thought about: of an asset by its `id`, or a new one."""

    collection = serializers.ChoiceField(CHECKED)
    id = serializers.CharField(required=False, max_length=30)
    feature = serializers.DictField()


class Checks(APIView):
    """The checks of docs/checks.md."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]

    @reads(
        "Findings of the checks",
        query("collection", "Only this one.", {"type": "string", "enum": list(CHECKED)}),
        query("code", "Checks, commas between: docs/checks.md."),
        query("severity", f"Some of {', '.join(SEVERITIES)}."),
        query("accepted", "true: also what somebody let stand.", {"type": "string", "enum": ["true", "false"]}),
        query("bbox", "west,south,east,north."),
        query("bbox-crs", "Coordinates of bbox; CRS84 by default."),
        query("road", "Road code in any writing, alias or public id."),
        query("from", "First chainage, with road."),
        query("to", "Last chainage, with road."),
        query("unit", "Administrative unit: 31825."),
        query("near", "lon,lat,metres, or road,metres."),
        query("limit", "Findings a page, default 100.", whole(1, 1000)),
        query("cursor", "From a next link."),
        media=GEOJSON,
        refused=(400, 503),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """A FeatureCollection of findings, asset by asset; `assetsAsked`: how many were looked at for this page."""
        asked = params.checks(request)
        require_signed_in(request.user)
        found = worklist(asked, localdate())
        links = [link(request, "self", request.path, asked.given, type=GEOJSON)]
        if found.cursor is not None:
            links.append(link(request, "next", request.path, (*asked.link, ("cursor", found.cursor)), type=GEOJSON))
        body = {
            "type": "FeatureCollection",
            "numberReturned": len(found.findings),
            "assetsAsked": found.asked,
            "links": links,
            "features": [as_feature(one) for one in found.findings],
        }
        return json_answer(body, media=GEOJSON)

    @extend_schema(
        operation_id="check_a_proposed_change",
        summary="What would be doubtful if this were saved",
        auth=SIGNED_IN,
        parameters=[CONTENT_CRS],
        request={"application/json": Proposal},
        responses={200: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 404, 413, 415, 422, 429, 503),
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        """`{refused, findings}`: the refusal a save would meet (its code, field, facts) or null, and every doubt. Nothing is written."""
        require_signed_in(request.user)
        params.nothing(request)
        given = framed(Proposal, request.data)
        with proposed():  # who may only draft is told of doubts too
            require_editor(request, COLLECTIONS[given["collection"]], "change" if "id" in given else "create")
            refused, found = begun_again(lambda: _tried(request, given))
        return json_answer({"refused": refused, "findings": [told(one) for one in found]})


def _tried(request: Any, given: dict[str, Any]) -> tuple[dict[str, Any] | None, list[Any]]:
    """The refusal of the proposal, or None, and the findings about what it would make."""
    collection, crs = COLLECTIONS[given["collection"]], crs_sent(request)
    asset = stored(collection, given["id"]) if "id" in given else None
    try:
        with faults_at_their_fields():
            if asset is None:
                facts = new_facts(collection, given["feature"], crs)
                return None, doubts_if(partial(create_asset, collection.kind, facts, by=request.user), localdate())
            now = current(collection, given["id"], crs)
            changes = patched_facts(collection, given["feature"], now, crs)
            if not changes:
                return None, doubts_about(asset, localdate())
            return None, doubts_if(
                partial(change_asset, asset, changes, by=request.user, expected=asset.recorded_from), localdate()
            )
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        return problem_facts(error), []


class Judged(serializers.Serializer):
    """A finding somebody looked at: `facts` as told, where an asset has several of a code."""

    collection = serializers.ChoiceField(CHECKED)
    id = serializers.CharField(max_length=30)
    code = serializers.ChoiceField(list(CHECKS))
    facts = serializers.DictField(required=False)
    reason = serializers.CharField(required=False, max_length=300, allow_blank=True)


class Judging(APIView):
    """Let a finding stand, or let it speak again (`accepts`)."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]
    accepts = True

    def judged(self, request: HttpRequest) -> HttpResponse:
        """204."""
        require_signed_in(request.user)
        params.nothing(request)
        given = framed(Judged, request.data)
        collection = COLLECTIONS[given["collection"]]
        require_editor(request, collection, "change")
        asset, facts = stored(collection, given["id"]), given.get("facts")
        if self.accepts:
            reason = given.get("reason", "")
            accept_finding(asset, given["code"], facts, as_at=localdate(), by=request.user, reason=reason)
        else:
            reopen_finding(asset, given["code"], facts, as_at=localdate(), by=request.user)
        return HttpResponse(status=204)


def _judges(operation: str, summary: str) -> Any:
    return extend_schema(
        operation_id=operation,
        summary=summary,
        auth=SIGNED_IN,
        request={"application/json": Judged},
        responses={204: None} | refusals(400, 401, 403, 404, 413, 415, 422, 429),
    )


class Accept(Judging):
    """POST /api/checks/accept."""

    @_judges("accept_a_finding", "Let a finding stand, with a reason")
    def post(self, request: HttpRequest) -> HttpResponse:
        """It stays quiet as long as its facts are these."""
        return self.judged(request)


class Reopen(Judging):
    """POST /api/checks/reopen."""

    accepts = False

    @_judges("reopen_a_finding", "Let an accepted finding speak again")
    def post(self, request: HttpRequest) -> HttpResponse:
        """It is told again."""
        return self.judged(request)
