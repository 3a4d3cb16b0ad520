"""Files from outside into the domain: source -> reader -> normalise -> checks -> report -> load.

`run_import` is the one way in. The file is refused whole (FileRefused, nothing written) when it cannot be understood;
a row that is wrong is refused alone, said in the report, and the others are loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from infra.crs import SRIDS
from infra.ingest import load as loading
from infra.ingest import readers
from infra.ingest.checks import run_checks
from infra.ingest.context import Context
from infra.ingest.findings import NOTICE, Finding, finding, gathered, left_out
from infra.ingest.fixes import Fixes, cell_names, fixed
from infra.ingest.mapping import road_named
from infra.ingest.normalise import Settings, normalise, unmapped_columns
from infra.ingest.plan import Plan
from infra.ingest.readers.tables import Outline, RawTable
from infra.ingest.refusal import FileRefused
from infra.ingest.report import Report
from infra.ingest.sources import Match, column_names, recognise

__all__ = ["FileRefused", "Plan", "Report", "Wish", "carried_out", "plan_import", "run_import"]


@dataclass(frozen=True)
class Wish:
    """What the person asks for. `source`: where the figures come from; `kind`, `road`, `srid` only where the file is silent."""

    source: str
    kind: str | None = None
    road: str | None = None
    srid: int | None = None
    dry_run: bool = False
    create_roads: bool = False
    by: Any = None


def run_import(path: Path, wish: Wish, *, as_at: date, progress: loading.Progress | None = None) -> Report:
    """Import one file and account for every row. `as_at`: today, for years in the future. Raises FileRefused."""
    return carried_out(path, wish, as_at=as_at, progress=progress)[0].report


def plan_import(
    path: Path, wish: Wish, fixes: Fixes | None = None, *, as_at: date, progress: loading.Progress | None = None
) -> Plan:
    """What the import of a file would do; writes nothing. `fixes`: what a person corrected in the report. Raises FileRefused."""
    return carried_out(path, replace(wish, dry_run=True), fixes, as_at=as_at, progress=progress)[0]


def carried_out(
    path: Path,
    wish: Wish,
    fixes: Fixes | None = None,
    planned: Mapping[int, str] | None = None,
    *,
    as_at: date,
    progress: loading.Progress | None = None,
) -> tuple[Plan, int | None]:
    """The plan, done unless `wish.dry_run`, and the change set of the history it made.

    Raises FileRefused; PlanMoved when anything differs from `planned` (row → fingerprint), and then nothing is written.
    """
    if not wish.source.strip():
        raise FileRefused("source-missing", file=path.name, field="--source")
    outline = readers.look(path)
    match = recognise(outline, wish.kind)
    srid, said = _srid(outline, match, wish.srid)
    raw = fixed(readers.read(outline, match.table, match.source.header_row), fixes or {})
    settings = Settings(loading.code_lists(), srid, road_named(wish.road) if wish.road else None)
    records, read_findings = normalise(raw, match, settings)
    given = {record.row: record.position for record in records if record.position}
    records, check_findings = run_checks(records, Context(match.source.kind, match.header, as_at.year))
    findings = [*said, *_about_file(outline, match, raw), *read_findings, *check_findings]
    order = loading.Order(
        match.source.kind, wish.source.strip(), outline.file, wish.by, wish.dry_run, wish.create_roads, planned
    )
    loaded = loading.load(records, left_out(findings), order, progress, (findings, given))
    findings += loaded.findings
    report = Report(
        file=outline.file,
        source=order.source,
        form=match.source.title,
        kind=match.source.kind,
        outcomes=loaded.outcomes,
        findings=gathered(findings),
        updates=tuple(loaded.updates),
        dry_run=wish.dry_run,
        rows=len(raw.rows),
    )
    told = {
        "form": report.form,
        "kind": report.kind,
        "sheet": raw.name,
        "format": outline.format,
        "srid": srid,
        "columns": [one.key for one in raw.columns],
    }
    plan = Plan(report, tuple(loaded.plan.values()), tuple(findings), cell_names(raw, match, outline.format), told)
    return plan, loaded.changeset


def _srid(outline: Outline, match: Match, given: int | None) -> tuple[int, list[Finding]]:
    """The coordinate system of the file: declared by it, given by the person or prescribed by the form, in that order.

    Raises FileRefused when nobody says, or two say different things.
    """
    table, source = match.table, match.source
    declared = table.srid
    if declared is not None and given is not None and declared != given:
        raise FileRefused(
            "crs-differs", file=outline.file, field="--srid", value=str(given), declared=declared, given=given
        )
    has_columns = bool(
        {"lon", "lat"} & {one.target for one in source.fields if one.column in column_names(table, source.header_row)}
    )
    prescribed = None if table.geometry else source.srid
    srid = declared or given or prescribed
    if srid is None and (table.geometry or has_columns):
        raise FileRefused(
            "crs-unknown", file=outline.file, field="--srid", detail=table.crs_text or "không có .prj hoặc khai báo"
        )
    if srid is not None and srid not in SRIDS:
        known = ", ".join(map(str, sorted(SRIDS)))
        raise FileRefused("crs-not-supported", file=outline.file, field="--srid", value=str(srid), known=known)
    if srid is not None and srid == prescribed and given is None:
        why = [finding("crs-of-form", NOTICE, row=None, field="srid", value=srid, why=source.srid_why)]
        return srid, why
    return srid or 4326, []


def _about_file(outline: Outline, match: Match, raw: RawTable) -> list[Finding]:
    """Columns and tables that are not loaded, and what the reader warned about."""
    other = [table for table in outline.tables if table is not match.table and table.row_count]
    return [
        *unmapped_columns(raw, match),
        *(
            finding("table-not-read", NOTICE, row=None, field=table.name, value=table.row_count, count=table.row_count)
            for table in other
        ),
        *(finding("reader-remark", NOTICE, row=None, field="file", value=remark) for remark in raw.remarks),
    ]
