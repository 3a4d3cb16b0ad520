"""POST …/roads/items/{id}/split and its kin: shown with ?dry-run=true, then committed under the token of what was shown."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.body import JsonFeatureParser, client_of, reason_of, version_asked
from gisapi.collections import COLLECTIONS
from gisapi.contention import begun_again
from gisapi.errors import VersionNeeded
from gisapi.idempotency import answered_once
from gisapi.network_answers import outcome
from gisapi.network_bodies import Outcome
from gisapi.network_operations import OPERATIONS, perform, read
from gisapi.openapi import ID, IDEMPOTENCY_KEY, MEANING, REASON, SIGNED_IN, query, refusals
from gisapi.openapi import OpenApiParameter as Parameter
from gisapi.rights import require_editor
from gisapi.views.edits import require_version, stored
from infra.services.rights import proposed

_IF_MATCH = Parameter("If-Match", str, "header", description="ETag of the road as you read it; needed to commit.")
_DRY_RUN = query(
    "dry-run", "true: show the whole effect, write nothing.", {"type": "string", "enum": ["true", "false"]}
)
ROADS = COLLECTIONS["roads"]


def operates(verb: str) -> Callable[..., Any]:
    """What the OpenAPI description says of one operation."""
    return extend_schema(
        operation_id=f"{verb}_a_road",
        summary=f"{verb.capitalize()} a road",
        auth=SIGNED_IN,
        parameters=[ID, _DRY_RUN, _IF_MATCH, IDEMPOTENCY_KEY, REASON, *MEANING],
        request={"application/json": OPERATIONS[verb].frame},
        responses={200: Outcome} | refusals(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 503),
    )


class _Operation(APIView):
    """One operation on one road."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]
    verb: str

    def _answer(self, request: Any, feature_id: str) -> HttpResponse:
        dry_run = params.dry_run(request)
        with proposed() if dry_run else nullcontext():  # who may only propose sees what they would propose
            return self._acted(request, feature_id, dry_run=dry_run)

    def _acted(self, request: Any, feature_id: str, *, dry_run: bool) -> HttpResponse:
        require_editor(request, ROADS, "change")
        said = read(self.verb, request.data)
        road = stored(ROADS, feature_id)
        if not dry_run:
            require_version(ROADS, road, version_asked(request), None)
            if "token" not in said:
                raise VersionNeeded("token", expected="the token of the preview (?dry-run=true) you commit")
        expected = road.recorded_from
        comment = said["comment"] or reason_of(request)

        def act() -> HttpResponse:
            done = perform(
                self.verb,
                stored(ROADS, feature_id),
                said,
                writer=request,
                expected=expected,
                token=None if dry_run else said["token"],
                reason=comment,
                client=client_of(request),
            )
            return json_answer(outcome(self.verb, done, dry_run=dry_run))

        return begun_again(act) if dry_run else answered_once(request, act)


class SplitRoad(_Operation):
    """Tách tuyến."""

    verb = "split"

    @operates("split")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Cut the road at `at`: what lies before stays this road, what lies behind becomes a new one whose chainage runs on."""
        return self._answer(request, feature_id)


class MergeRoads(_Operation):
    """Nhập tuyến."""

    verb = "merge"

    @operates("merge")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Take in the road `with`, which begins where this one ends: its line, its posts and all that stands on it; then it ends."""
        return self._answer(request, feature_id)


class ReverseRoad(_Operation):
    """Đảo chiều."""

    verb = "reverse"

    @operates("reverse")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Let chainage rise from the other end. Nothing moves on the ground; sides flip, offsets change their sign, posts are renumbered."""
        return self._answer(request, feature_id)


class ExtendRoad(_Operation):
    """Kéo dài tuyến."""

    verb = "extend"

    @operates("extend")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Add the line `geometry` behind the road's end, or before its start: then everything is measured anew."""
        return self._answer(request, feature_id)


class RealignRoad(_Operation):
    """Nắn tuyến."""

    verb = "realign"

    @operates("realign")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Draw the road anew, whole or from `from` to `to`: what stands on the new stretch goes by its behaviour."""
        return self._answer(request, feature_id)


class RecalibrateRoad(_Operation):
    """Hiệu chỉnh lý trình."""

    verb = "recalibrate"

    @operates("recalibrate")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Add, move, correct or take away posts, or state another start: chainages are read anew, things stay or keep their chainage."""
        return self._answer(request, feature_id)


class TransferRoad(_Operation):
    """Chuyển giao."""

    verb = "transfer"

    @operates("transfer")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Give the stretch `from`..`to` to another road that it meets, or to another manager as a road of its own."""
        return self._answer(request, feature_id)


class CloseRoad(_Operation):
    """Đóng đường."""

    verb = "close"

    @operates("close")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Close the stretch `from`..`to` to all vehicles from `on` (through `until`): the sign P.101 with its days."""
        return self._answer(request, feature_id)


class OpenRoad(_Operation):
    """Mở đường."""

    verb = "open"

    @operates("open")
    def post(self, request: Any, feature_id: str) -> HttpResponse:
        """Open the stretch `from`..`to` on `on`: what closed it ends the day before, what is closed beside it stays closed."""
        return self._answer(request, feature_id)
