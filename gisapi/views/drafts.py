"""Drafts: changes collected before they are made. What they are, who sees them, who is let in."""

from typing import Any

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.body import JsonFeatureParser
from gisapi.changeset_frames import framed
from gisapi.draft_answers import answer, event_told, head, private
from gisapi.draft_frames import Comment, Member, NewDraft
from gisapi.openapi import reads
from gisapi.openapi_drafts import acts
from gisapi.rights import require_scopes, require_signed_in
from infra.services import drafts


class DraftView(APIView):
    """What the addresses of drafts share: for people who are signed in; a token needs a scope to write."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Who asks, and with which parameters, before anything is read."""
        super().initial(request, *args, **kwargs)
        if not hasattr(self, str(request.method).lower()) or request.method == "OPTIONS":
            return
        params.nothing(request)
        require_signed_in(request.user)
        if request.method not in ("GET", "HEAD"):
            require_scopes(request, ())


class Drafts(DraftView):
    """The visitor's drafts, and those that ask for their review."""

    @reads("Drafts I play a part in", refused=(400, 401))
    def get(self, request: Any) -> HttpResponse:
        """`{drafts: [{id, title, state, version, author, created_at, changes, you, may}], left_off}`, newest first."""
        rows, left_off = drafts.drafts_seen(request.user)
        return private({"drafts": [head(request.user, row) for row in rows], "left_off": left_off})

    @acts("Begin a draft", NewDraft, status=201)
    def post(self, request: Any) -> HttpResponse:
        """201 with Location and the draft, empty."""
        draft = drafts.new_draft(framed(NewDraft, request.data)["title"], by=request.user)
        response = answer(request.user, draft, status=201)
        response["Location"] = request.build_absolute_uri(f"/api/drafts/{draft.pk}")
        return response


class Draft(DraftView):
    """One draft."""

    @reads("One draft", refused=(400, 401, 404))
    def get(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft with its changes, members and what happened; its version as the ETag."""
        return answer(request.user, drafts.draft_seen(request.user, draft_id))


class Members(DraftView):
    """Who sees a draft and writes in it beside its author."""

    @reads("Members of a draft", refused=(400, 401, 404))
    def get(self, request: Any, draft_id: int) -> HttpResponse:
        """`{author, members}`: names of accounts."""
        draft = drafts.draft_seen(request.user, draft_id)
        members = [member.get_username() for member in draft.members.order_by("username")]
        return private({"author": draft.author.get_username(), "members": members})

    @acts("Let somebody into a draft", Member)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """The draft with its new member."""
        drafts.invite(draft_id, framed(Member, request.data)["username"], by=request.user)
        return answer(request.user, drafts.draft_seen(request.user, draft_id))


class OneMember(DraftView):
    """One member."""

    @acts("Let a member out of a draft", status=204)
    def delete(self, request: Any, draft_id: int, username: str) -> HttpResponse:
        """204; what they wrote stays."""
        drafts.dismiss(draft_id, username, by=request.user)
        return HttpResponse(status=204)


class Comments(DraftView):
    """What is said of a draft."""

    @reads("Comments on a draft", refused=(400, 401, 404))
    def get(self, request: Any, draft_id: int) -> HttpResponse:
        """`{comments: [{said, by, at, text, version}]}`, oldest first."""
        events = drafts.draft_seen(request.user, draft_id).events.select_related("by").filter(said="commented")
        return private({"comments": [event_told(event) for event in events]})

    @acts("Comment on a draft", Comment, status=201)
    def post(self, request: Any, draft_id: int) -> HttpResponse:
        """201 with the comment."""
        event = drafts.comment(draft_id, framed(Comment, request.data)["text"], by=request.user)
        return private(event_told(event), status=201)
