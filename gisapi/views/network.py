"""POST …/roads/items/{id}/split and its kin: shown with ?dry-run=true, then committed under the token of what was shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.body import JsonFeatureParser, client_of, reason_of, version_asked
from gisapi.changeset_frames import framed
from gisapi.collections import COLLECTIONS, collection_of
from gisapi.contention import begun_again
from gisapi.errors import ScopeMissing, VersionNeeded
from gisapi.idempotency import answered_once
from gisapi.network_answers import outcome
from gisapi.network_bodies import ALONG, Asked, ExtendBody, MergeBody, Outcome, ReverseBody, SplitBody
from gisapi.openapi import ID, IDEMPOTENCY_KEY, MEANING, REASON, SIGNED_IN, query, refusals
from gisapi.openapi import OpenApiParameter as Parameter
from gisapi.rights import require_editor, told_scope
from gisapi.views.edits import require_version, stored
from infra.errors import NotFound, RuleBroken
from infra.models import Road
from infra.network import behaviours
from infra.services.network.extend import Extend
from infra.services.network.merge import Merge
from infra.services.network.reverse import Reverse
from infra.services.network.running import Operation, operate
from infra.services.network.split import Split
from infra.services.placing import road_named
from infra.services.tokens import WRITE, allows

_IF_MATCH = Parameter("If-Match", str, "header", description="ETag of the road as you read it; needed to commit.")
_DRY_RUN = query(
    "dry-run", "true: show the whole effect, write nothing.", {"type": "string", "enum": ["true", "false"]}
)
ROADS = COLLECTIONS["roads"]


def operates(verb: str, frame: type[Asked]) -> Callable[..., Any]:
    """What the OpenAPI description says of one operation."""
    return extend_schema(
        operation_id=f"{verb}_a_road",
        summary=f"{verb.capitalize()} a road",
        auth=SIGNED_IN,
        parameters=[ID, _DRY_RUN, _IF_MATCH, IDEMPOTENCY_KEY, REASON, *MEANING],
        request={"application/json": frame},
        responses={200: Outcome} | refusals(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 503),
    )


class _Operation(APIView):
    """One operation on one road."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]
    verb: str
    frame: type[Asked]

    def _answer(self, request: Any, feature_id: str) -> HttpResponse:
        require_editor(request, ROADS, "change")
        dry_run = params.dry_run(request)
        said = framed(self.frame, request.data)
        road = stored(ROADS, feature_id)
        if not dry_run:
            require_version(ROADS, road, version_asked(request), None)
            if "token" not in said:
                raise VersionNeeded("token", expected="the token of the preview (?dry-run=true) you commit")
        expected = road.recorded_from
        comment = said["comment"] or reason_of(request)
        asked = behaviours.Asked(
            self.verb, {ALONG.get(name, name): value for name, value in said["behaviours"].items()}
        )

        def act() -> HttpResponse:
            with _faults_in_the_body():
                done = operate(
                    self.operation(stored(ROADS, feature_id), said),
                    asked,
                    by=request.user,
                    expected=expected,
                    token=None if dry_run else said["token"],
                    permit=lambda kinds: _permit(request, kinds),
                    reason=comment,
                    client=client_of(request),
                )
            return json_answer(outcome(self.verb, done, dry_run=dry_run))

        return begun_again(act) if dry_run else answered_once(request, act)

    def operation(self, road: Road, said: dict[str, Any]) -> Operation:
        """The operation that a body asks for."""
        raise NotImplementedError


@contextmanager
def _faults_in_the_body() -> Iterator[None]:
    """A fault told by kind, at its collection: behaviours/bridges."""
    try:
        yield
    except RuleBroken as broken:
        at, _, kind = (broken.field or "").partition("/")
        if at == "behaviours" and kind in ALONG.values():
            broken.field = f"{at}/{collection_of(kind).name}"
        raise


def _permit(request: Any, kinds: set[str]) -> None:
    """Raises ScopeMissing: a token may touch no kind that it may not write."""
    token = request.auth
    missing = [] if token is None else sorted(kind for kind in kinds if not allows(token.scopes, kind))
    if missing:
        raise ScopeMissing(
            scope=f"{WRITE}:{collection_of(missing[0]).name}", held=[told_scope(scope) for scope in token.scopes]
        )


class SplitRoad(_Operation):
    """Tách tuyến."""

    verb, frame = "split", SplitBody

    @operates("split", SplitBody)
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Cut the road at `at`: what lies before stays this road, what lies behind becomes a new one whose chainage runs on."""
        return self._answer(request, feature_id)

    def operation(self, road: Road, said: dict[str, Any]) -> Operation:
        return Split(road, said["at"], dict(said["new"]))


class MergeRoads(_Operation):
    """Nhập tuyến."""

    verb, frame = "merge", MergeBody

    @operates("merge", MergeBody)
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Take in the road `with`, which begins where this one ends: its line, its posts and all that stands on it; then it ends."""
        return self._answer(request, feature_id)

    def operation(self, road: Road, said: dict[str, Any]) -> Operation:
        return Merge(road, _named(said["with"], "with"), said["gap"])


class ReverseRoad(_Operation):
    """Đảo chiều."""

    verb, frame = "reverse", ReverseBody

    @operates("reverse", ReverseBody)
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Let chainage rise from the other end. Nothing moves on the ground; sides flip, offsets change their sign, posts are renumbered."""
        return self._answer(request, feature_id)

    def operation(self, road: Road, said: dict[str, Any]) -> Operation:
        return Reverse(road)


class ExtendRoad(_Operation):
    """Kéo dài tuyến."""

    verb, frame = "extend", ExtendBody

    @operates("extend", ExtendBody)
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Add the line `geometry` behind the road's end, or before its start: then everything is measured anew."""
        return self._answer(request, feature_id)

    def operation(self, road: Road, said: dict[str, Any]) -> Operation:
        return Extend(road, said["geometry"], said["end"])


def _named(text: str, field: str) -> Road:
    """The road a body names. Raises NotFound, RuleBroken at the field."""
    try:
        found = road_named(text)
    except (NotFound, RuleBroken) as error:
        error.field = field
        raise
    return Road.objects.get(pk=found.pk)
