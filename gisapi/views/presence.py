"""Who is at work on a feature: a heartbeat and its answer. It warns and locks nothing. Signed-in visitors only."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.openapi import ID, SIGNED_IN, WRITABLE, reads, refusals
from gisapi.rights import require_editor, require_signed_in
from gisapi.views.features import collection_named
from gisapi.views.history import row_named
from infra.services.presence import HEARD_WITHIN, announce, leave, others_at_work
from infra.services.rights import proposed

_REFUSED = refusals(400, 401, 403, 404, 405, 429)


class AtWork(APIView):
    """The others at one feature."""

    permission_classes = [AllowAny]

    @reads("Who else has a feature open for editing (signed-in visitors)", WRITABLE, ID, refused=(400, 401, 404))
    def get(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """`{others: [{username, name, since}], heard_within_s}`: whoever was not heard of for so long has gone."""
        params.nothing(request)
        require_signed_in(request.user)
        return _others(request, *_row(name, feature_id))

    @extend_schema(
        operation_id="say_that_i_am_editing",
        summary="Say that one has a feature open for editing",
        auth=SIGNED_IN,
        parameters=[WRITABLE, ID],
        request=None,
        responses={200: OpenApiTypes.OBJECT} | _REFUSED,
    )
    def put(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """The same answer; to be said again every third of `heard_within_s` while it is open."""
        params.nothing(request)
        with proposed():  # also whoever may only draft works on it
            require_editor(request, collection_named(name), "change")
        kind, row_id = _row(name, feature_id)
        announce(request.user, kind, row_id)
        return _others(request, kind, row_id)

    @extend_schema(
        operation_id="say_that_i_am_done_editing",
        summary="Say that one is done",
        auth=SIGNED_IN,
        parameters=[WRITABLE, ID],
        request=None,
        responses={204: None} | _REFUSED,
    )
    def delete(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """204, also when nothing was said before."""
        params.nothing(request)
        require_signed_in(request.user)
        leave(request.user, *_row(name, feature_id))
        return HttpResponse(status=204)


def _row(name: str, feature_id: str) -> tuple[str, int]:
    collection = collection_named(name)
    return collection.kind, row_named(collection, feature_id)


def _others(request: Any, kind: str, row_id: int) -> HttpResponse:
    others = [
        {"username": one.username, "name": one.name or one.username, "since": one.since}
        for one in others_at_work(request.user, kind, row_id)
    ]
    return json_answer({"others": others, "heard_within_s": int(HEARD_WITHIN.total_seconds())})
