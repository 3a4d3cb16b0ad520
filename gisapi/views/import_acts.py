"""What is done with the plan of an import: fix, accept, load, revert, begin again, stop. Each asks; a process of its own does it."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.body import JsonFeatureParser
from gisapi.errors import FieldRefused
from gisapi.import_answers import told_run
from gisapi.openapi import SIGNED_IN, refusals
from gisapi.views.imports import RUN, require_importer, run_asked, under_way
from infra.crs import SRIDS
from infra.ingest.encodings import ENCODINGS
from infra.ingest.mapping import KINDS
from infra.ingest.working import start
from infra.models import ImportRun
from infra.models.imports import ANALYSING, LOADING, REVERTING
from infra.services.import_runs import accept, ask, cancel

MOST_FIXES = 10_000
LONGEST_CELL = 2000


class NewFixes(serializers.Serializer):
    """Row → column of the file → the text that should stand there; empty text empties the cell. `left_out`: all rows that are not to be loaded."""

    fixes = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(max_length=LONGEST_CELL, allow_blank=True)),
        default=dict,
    )
    left_out = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1), required=False, max_length=100_000
    )


class Answers(serializers.Serializer):
    """What the file could not say for itself, as a person who has seen the evidence confirms it."""

    encoding = serializers.ChoiceField(ENCODINGS, required=False)
    srid = serializers.ChoiceField(sorted(SRIDS), required=False)
    swap_axes = serializers.BooleanField(required=False)
    kind = serializers.ChoiceField(list(KINDS), required=False)
    columns = serializers.DictField(
        child=serializers.CharField(max_length=60, allow_blank=True),
        required=False,
        help_text="Column of the file → the field it is; empty: kept aside. With kind.",
    )
    header_row = serializers.IntegerField(min_value=1, max_value=1000, required=False)
    sheet = serializers.CharField(max_length=200, allow_blank=True, required=False)
    road = serializers.CharField(max_length=60, required=False, help_text="Where the file names none.")
    profile = serializers.CharField(max_length=80, required=False, help_text="Remember the reading under this name.")

    def validate(self, attrs: Any) -> Any:
        """What columns mean depends on what the rows are."""
        if "columns" in attrs and "kind" not in attrs:
            raise serializers.ValidationError({"kind": "required with columns"})
        return attrs


class Accepted(serializers.Serializer):
    """The warnings accepted, by number; none named: all of them."""

    findings = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, max_length=100_000
    )


class _Act(APIView):
    """An act on a run: the right is that of loading it."""

    permission_classes = [AllowAny]
    parser_classes = [JsonFeatureParser]

    def asked(self, request: Any, run_id: int) -> ImportRun:
        """The run, for whoever may load it. Raises NotSignedIn, NotFound, ScopeMissing, Forbidden."""
        params.nothing(request)
        run = run_asked(request, run_id)
        require_importer(request, run.told.get("kind"))
        return run


def _begins(summary: str, name: str, body: Any = None) -> Any:
    return extend_schema(
        operation_id=name,
        summary=summary,
        auth=SIGNED_IN,
        parameters=[RUN],
        request={"application/json": body} if body else None,
        responses={202: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 404, 413, 415, 422, 429),
    )


class Fixes(_Act):
    """Cells corrected in the report."""

    @_begins("Correct cells and have the import planned anew", "fix_an_import", NewFixes)
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """202; the file itself is not changed. `{"fixes": {"17": {"ly_trinh": "Km1+200"}}, "left_out": [18]}`."""
        run = self.asked(request, run_id)
        given = NewFixes(data=request.data)
        given.is_valid(raise_exception=True)
        fixes, unwanted = given.validated_data["fixes"], given.validated_data.get("left_out")
        if not fixes and unwanted is None:
            raise FieldRefused("fixes", reason="required: fixes or left_out")
        _refuse_strangers(run, fixes, unwanted or [])
        answers = {} if unwanted is None else {"left_out": sorted(set(unwanted))}
        return _begun(request, ask(run, ANALYSING, by=request.user, fixes=fixes, answers=answers))


class Confirm(_Act):
    """The answer to what an analysis asked."""

    @_begins("Confirm how a file is to be read, and have the import planned anew", "confirm_an_import", Answers)
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """202. `{"encoding": "tcvn3"}`, `{"srid": 9209, "swap_axes": true}`: one of those the refusal tells in `evidence`, or another."""
        run = self.asked(request, run_id)
        given = Answers(data=request.data)
        given.is_valid(raise_exception=True)
        if not given.validated_data:
            raise FieldRefused("encoding", reason="required: encoding, srid, swap_axes or columns")
        answers = dict(given.validated_data)
        if "kind" in answers:
            answers["kind"] = KINDS[answers["kind"]]
            require_importer(request, str(answers["kind"]))
        return _begun(request, ask(run, ANALYSING, by=request.user, answers=answers))


class Acceptances(_Act):
    """Warnings accepted."""

    @extend_schema(
        operation_id="accept_warnings_of_an_import",
        summary="Accept warnings, some or all",
        auth=SIGNED_IN,
        parameters=[RUN],
        request={"application/json": Accepted},
        responses={200: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 404, 413, 415, 422, 429),
    )
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """200 with the run; who accepted what and when is kept with each finding."""
        run = self.asked(request, run_id)
        given = Accepted(data=request.data)
        given.is_valid(raise_exception=True)
        accept(run, by=request.user, ids=given.validated_data.get("findings"))
        return json_answer(told_run(run, whole=True))


class Load(_Act):
    """The plan, loaded as it was shown."""

    @_begins("Load the plan of an import", "load_an_import")
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """202. One change set, all of it or nothing: nothing, when the database is no longer what the plan rests on."""
        return _begun(request, ask(self.asked(request, run_id), LOADING, by=request.user))


class Revert(_Act):
    """An import taken back."""

    @_begins("Take an import back as a whole", "revert_an_import")
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """202. Nothing is taken back when anything of it has changed since."""
        return _begun(request, ask(self.asked(request, run_id), REVERTING, by=request.user))


class Resume(_Act):
    """Interrupted work begun again."""

    @_begins("Begin interrupted work again, or plan anew", "resume_an_import")
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """202. What was under way when its process ended is begun again; a plan is made anew on the database as it is."""
        run = self.asked(request, run_id)
        state = run.state if run.state in (LOADING, REVERTING) else ANALYSING
        return _begun(request, ask(run, state, by=request.user))


class Cancel(_Act):
    """Work stopped."""

    @_begins("Stop what is under way, or give up a plan", "cancel_an_import")
    def post(self, request: Any, run_id: int) -> HttpResponse:
        """202. Nothing of what was under way stays."""
        return under_way(request, cancel(self.asked(request, run_id)))


def _begun(request: Any, run: ImportRun) -> HttpResponse:
    start(run)
    return under_way(request, run)


def _refuse_strangers(run: ImportRun, fixes: dict[str, dict[str, str]], unwanted: list[int]) -> None:
    """Raises FieldRefused for a row or a column the file does not have."""
    if sum(len(cells) for cells in fixes.values()) > MOST_FIXES:
        raise FieldRefused("fixes", reason=f"at most {MOST_FIXES} cells")
    known = set(run.told.get("columns", ()))
    rows = set(run.rows.values_list("row", flat=True))
    if strange := sorted(set(unwanted) - rows):
        raise FieldRefused("left_out", reason="the file has no such row", value=strange[0])
    for row, cells in fixes.items():
        if not row.isascii() or not row.isdigit() or int(row) not in rows:
            raise FieldRefused(f"fixes/{row[:20]}", reason="the file has no such row")
        for column in cells:
            if column not in known:
                raise FieldRefused(
                    f"fixes/{row}/{column[:60]}", reason="the file has no such column", known=sorted(known)
                )
