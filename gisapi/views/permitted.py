"""What the visitor may do to one feature, and what is missing where they may not: so that a button can say why it is off."""

from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.openapi import ID, NAME, reads
from gisapi.rights import require_signed_in
from gisapi.views.edits import stored
from gisapi.views.features import collection_named
from infra.errors import Forbidden, NotFound
from infra.models import CHANGE, DELETE, DRAFT, REVIEW
from infra.services.rights import missing_for, rights_read_once
from infra.services.tokens import allows

ASKED = (CHANGE, DELETE, DRAFT, REVIEW)


class Permitted(APIView):
    """One feature, asked by whoever wants to work on it."""

    permission_classes = [AllowAny]

    @reads("What I may do to a feature", NAME, ID, refused=(400, 401, 404))
    def get(self, request: Any, name: str, feature_id: str) -> HttpResponse:
        """`{change, delete, draft, review}`: each `{may}`, and where that is false `needs` (roles that may, somewhere) and the
        `managing_unit` and `commune` of the feature where a bounded right ends. `scope`: what the token lacks."""
        collection = collection_named(name)
        params.nothing(request)
        require_signed_in(request.user)
        if not collection.editable:
            raise NotFound(None, kind="right", id=feature_id)
        row = stored(collection, feature_id)
        scoped = request.auth is None or allows(request.auth.scopes, collection.kind)
        with rights_read_once():
            told = {act: _told(missing_for(request.user, row, act), scoped, name) for act in ASKED}
        response = json_answer(told)
        response["Cache-Control"] = "no-store"
        return response


def _told(missing: Forbidden | None, scoped: bool, name: str) -> dict[str, Any]:
    if missing is not None:
        facts = ("needs", "managing_unit", "commune")
        return {"may": False} | {fact: missing.facts[fact] for fact in facts}
    return {"may": True} if scoped else {"may": False, "scope": f"write:{name}"}
