"""Imports: files that come in, the plan made of each, its report. Reading; what is done with a plan is in `import_acts`."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from gisapi import params
from gisapi.answers import json_answer
from gisapi.collections import COLLECTIONS
from gisapi.errors import BodyTooLarge, ScopeMissing
from gisapi.import_answers import COLLECTION_OF, meanings_of, told_finding, told_row, told_run
from gisapi.openapi import SIGNED_IN, query, reads, refusals, whole
from gisapi.params.imports import OUTCOMES, SEVERITIES
from gisapi.rights import require_editor, require_signed_in
from infra.crs import SRIDS
from infra.errors import Forbidden
from infra.ingest import kept
from infra.ingest.encodings import ENCODINGS
from infra.ingest.mapping import KINDS
from infra.ingest.refusal import FileRefused
from infra.ingest.working import start
from infra.models import ImportFinding, ImportRow, ImportRun
from infra.services.import_runs import begin_run, run_of, runs_of

RUN = OpenApiParameter("run_id", whole(1, 2_000_000_000), "path", description="Number of the import.")
LISTED = 100
PLACED = 20_000
BODY_SLACK = 100_000
"""Bytes of a multipart body that are not the file."""


class NewImport(serializers.Serializer):
    """The file, where its figures come from, and what it may not say itself or say wrongly: kind, road, coordinate system, encoding."""

    file = serializers.FileField(allow_empty_file=True, max_length=250)
    source = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(list(KINDS), required=False)
    road = serializers.CharField(max_length=60, required=False)
    srid = serializers.ChoiceField(sorted(SRIDS), required=False)
    encoding = serializers.ChoiceField(ENCODINGS, required=False)
    swap_axes = serializers.BooleanField(required=False, default=False)
    create_roads = serializers.BooleanField(required=False, default=False)


class Imports(APIView):
    """The visitor's imports; an administrator's are everybody's."""

    permission_classes = [AllowAny]
    parser_classes = [MultiPartParser]

    @reads("Imports", refused=(400, 401))
    def get(self, request: Any) -> HttpResponse:
        """`{imports: […]}`, the last hundred, newest first."""
        params.nothing(request)
        require_signed_in(request.user)
        found = runs_of(request.user).select_related("made_by", "loaded_by")[:LISTED]
        return _private({"imports": [told_run(run) for run in found]})

    @extend_schema(
        operation_id="begin_an_import",
        summary="Upload a file and have its import planned",
        auth=SIGNED_IN,
        request={"multipart/form-data": NewImport},
        responses={202: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 413, 415, 422, 429),
    )
    def post(self, request: Any) -> HttpResponse:
        """202 with the run: the file is kept, its analysis is under way. Nothing is written before `…/load`."""
        require_importer(request)
        limit = settings.IMPORT_LIMIT_BYTES
        if int(request.META.get("CONTENT_LENGTH") or 0) > limit + BODY_SLACK:
            raise BodyTooLarge("file", limit_bytes=limit)
        given = NewImport(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        try:
            file = kept.keep(asked["file"].name, asked["file"].chunks(), limit)
        except FileRefused as refusal:
            raise BodyTooLarge("file", limit_bytes=limit) from refusal
        said = ("source", "road", "srid", "encoding", "swap_axes", "create_roads")
        wish = {name: asked[name] for name in said if name in asked}
        if "kind" in asked:
            wish["kind"] = KINDS[asked["kind"]]
        run = begin_run(
            file_name=file.file_name, digest=file.digest, size_bytes=file.size_bytes, kept_as=file.kept_as, wish=wish, by=request.user
        )  # fmt: skip
        start(run)
        return under_way(request, run)


class OneImport(APIView):
    """One import."""

    permission_classes = [AllowAny]

    @reads("An import", RUN, refused=(400, 401, 404))
    def get(self, request: Any, run_id: int) -> HttpResponse:
        """The run: its state, its progress, what is found, and how many rows become what."""
        params.nothing(request)
        return _private(told_run(run_asked(request, run_id), whole=True))


class Rows(APIView):
    """The report, row by row."""

    permission_classes = [AllowAny]

    @reads(
        "The rows of an import",
        RUN,
        query("outcome", "Rows that become this.", {"type": "string", "enum": list(OUTCOMES)}),
        query("severity", "Rows with such a finding.", {"type": "string", "enum": list(SEVERITIES)}),
        query("code", "Rows with this finding."),
        query("row", "This row only.", whole(0, 999_999_999)),
        query("after", "The last row of the page before.", whole(0, 999_999_999)),
        query("limit", "Rows a page.", whole(1, 1000)),
        refused=(400, 401, 404),
    )
    def get(self, request: Any, run_id: int) -> HttpResponse:
        """`{rows: […], matched, next}`: `next` is the `after` of the next page, null on the last."""
        asked = params.import_rows(request)
        run = run_asked(request, run_id)
        rows = run.rows.order_by("row")
        if asked.outcome:
            rows = rows.filter(outcome=asked.outcome)
        if asked.severity or asked.code:
            wanted = {name: value for name in ("severity", "code") if (value := getattr(asked, name))}
            rows = rows.filter(row__in=run.findings.filter(**wanted).values("row"))
        if asked.row is not None:
            rows = rows.filter(row=asked.row)
        page = list(rows.filter(row__gt=asked.after)[: asked.limit + 1])
        more, page = len(page) > asked.limit, page[: asked.limit]
        told = {"rows": told_rows(run, page), "matched": rows.count(), "next": page[-1].row if more else None}
        return _private(told)


class Places(APIView):
    """The report on the map."""

    permission_classes = [AllowAny]

    @reads("Where the rows of an import stand", RUN, refused=(400, 401, 404))
    def get(self, request: Any, run_id: int) -> HttpResponse:
        """`{rows: [[row, lon, lat, outcome, severity]…], left_off}`: degrees; the worst severity, or null. At most 20,000 rows."""
        params.nothing(request)
        run = run_asked(request, run_id)
        worst: dict[int, str] = {}
        for row, severity in run.findings.exclude(row=None).values_list("row", "severity").distinct():
            worst[row] = min(severity, worst.get(row, severity), key=SEVERITIES.index)
        placed = run.rows.exclude(geom=None).order_by("row")
        found = [
            [one.row, round(one.geom.x, 7), round(one.geom.y, 7), one.outcome, worst.get(one.row)]
            for one in placed.only("row", "geom", "outcome")[:PLACED]
        ]
        return _private({"rows": found, "left_off": max(0, placed.count() - PLACED)})


class ReportFile(APIView):
    """The report to take away."""

    permission_classes = [AllowAny]

    @reads("The report of an import as a file", RUN, refused=(400, 401, 404), files=("xlsx",))
    def get(self, request: Any, run_id: int) -> HttpResponse:
        """JSON of every row and finding; `f=xlsx`: the file that was given, its cells marked, and a sheet of the findings."""
        form = params.import_report(request)
        run = run_asked(request, run_id)
        if form == "json":
            about = [told_finding(one) for one in run.findings.filter(row=None)]
            return _private(
                {**told_run(run), "about_file": about, "rows": told_rows(run, list(run.rows.order_by("row")))}
            )
        from infra.ingest.marked_workbook import marked_workbook  # openpyxl: loaded by whoever asks for it

        stem = run.file_name.rpartition(".")[0] or run.file_name
        response = FileResponse(marked_workbook(run), as_attachment=True, filename=f"{stem}-bao-cao.xlsx")
        response["Cache-Control"] = "no-store"
        return response


def told_rows(run: ImportRun, rows: list[ImportRow]) -> list[dict[str, Any]]:
    """The rows with their findings."""
    findings: dict[int, list[ImportFinding]] = defaultdict(list)
    numbers = [one.row for one in rows]
    for one in run.findings.filter(row__in=numbers).select_related("accepted_by").order_by("row", "id"):
        findings[one.row].append(one)
    known = meanings_of(run)
    return [told_row(row, findings[row.row], known) for row in rows]


def run_asked(request: Any, run_id: int) -> ImportRun:
    """The run, for whoever may see it. Raises NotSignedIn, NotFound."""
    require_signed_in(request.user)
    return run_of(request.user, run_id)


def require_importer(request: Any, kind: str | None = None) -> None:
    """Raises NotSignedIn, ScopeMissing or Forbidden unless the visitor may create something a file can hold (of this kind)."""
    require_signed_in(request.user)
    refused: list[Forbidden | ScopeMissing] = []
    kinds = [kind] if kind in KINDS.values() else list(KINDS.values())
    for one in kinds:
        try:
            require_editor(request, COLLECTIONS[COLLECTION_OF[str(one)]], "create")
        except (Forbidden, ScopeMissing) as refusal:
            refused.append(refusal)
    if len(refused) == len(kinds):
        raise refused[0]


def under_way(request: Any, run: ImportRun) -> HttpResponse:
    """202: work was asked for; `Location` tells where to look."""
    response = _private(told_run(run), status=202)
    response["Location"] = request.build_absolute_uri(f"/api/imports/{run.pk}")
    return response


def _private(content: Any, *, status: int = 200) -> HttpResponse:
    response = json_answer(content, status=status)
    response["Cache-Control"] = "no-store"
    return response
