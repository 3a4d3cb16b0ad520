"""Files from outside into the domain: source -> reader -> normalise -> checks -> report -> load.

`run_import` is the one way in. The file is refused whole (FileRefused, nothing written) when it cannot be understood;
a row that is wrong is refused alone, said in the report, and the others are loaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from infra.ingest import load as loading
from infra.ingest import mapped, readers
from infra.ingest.checks import run_checks
from infra.ingest.context import Context
from infra.ingest.coordinates import srid_of
from infra.ingest.explaining import on_their_roads
from infra.ingest.findings import NOTICE, UNWANTED, Finding, finding, gathered, left_out
from infra.ingest.fixes import Fixes, cell_names, fixed
from infra.ingest.mapping import KM_POST, LINES, ROAD, WATERWAY, road_named
from infra.ingest.normalise import Record, Settings, normalise, unmapped_columns
from infra.ingest.plan import Plan
from infra.ingest.positions import Position
from infra.ingest.readers.tables import Outline, RawTable
from infra.ingest.refusal import FileRefused
from infra.ingest.report import Report
from infra.ingest.road_lines import line_findings
from infra.ingest.sources import Match, recognise
from infra.ingest.waterways import judged

__all__ = ["FileRefused", "Plan", "Report", "Wish", "carried_out", "plan_import", "run_import"]


@dataclass(frozen=True)
class Wish:
    """What the person asks for. `source`: where the figures come from; `kind`, `road`, `srid`, `encoding` only where the file is silent
    or wrong; `swap_axes`: its first coordinate is north; `columns`, `header_row`, `sheet`: how a file in nobody's form is to be read;
    `left_out`: rows that are not to be loaded."""

    source: str
    kind: str | None = None
    road: str | None = None
    srid: int | None = None
    encoding: str | None = None
    swap_axes: bool = False
    columns: Mapping[str, str] | None = None
    header_row: int = 1
    sheet: str = ""
    left_out: Sequence[int] = ()
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
    read = _read(path, wish, fixes or {}, as_at)
    order = loading.Order(
        read.match.source.kind,
        _credited(wish.source.strip(), read.match.source.credit),
        read.outline.file,
        wish.by,
        wish.dry_run,
        wish.create_roads,
        planned,
    )
    records, read = list(read.records), replace(read, records=())
    loaded = loading.load(records, left_out(read.findings), order, progress, (read.findings, read.given))
    return _plan(read, order, loaded), loaded.changeset


def _credited(source: str, credit: str) -> str:
    return source if credit in source else f"{source} · {credit}"


@dataclass(frozen=True)
class _Read:
    """The file as it was understood. `table`: what it is called and its columns, its cells no longer held, and how many `rows` it had; `given`:
    row → coordinates as the file has them, believed or not."""

    outline: Outline
    match: Match
    srid: int
    table: RawTable
    rows: int
    records: tuple[Record, ...]
    findings: list[Finding]
    given: dict[int, Position]


def _read(path: Path, wish: Wish, fixes: Fixes, as_at: date) -> _Read:
    with readers.opened(path) as inner:
        outline = readers.look(inner, wish.encoding)
        match, raw = _table(outline, wish)
        raw = fixed(raw, fixes)
    srid, said = srid_of(outline, match, raw, given=wish.srid, swapped=wish.swap_axes)
    road = road_named(wish.road) if wish.road else None
    settings = Settings(loading.code_lists(), srid, road, wish.swap_axes, wish.encoding == "utf-8")
    records, read_findings = normalise(raw, match, settings)
    given = {record.row: record.position for record in records if record.position}
    said = [*said, *(finding(UNWANTED, NOTICE, row=row, field="row") for row in sorted(_unwanted(records, wish)))]
    said = [*said, *_about_file(outline, match, raw), *read_findings]
    table, rows = replace(raw, rows=()), len(raw.rows)
    if match.source.kind == ROAD:
        return _Read(outline, match, srid, table, rows, records, [*said, *line_findings(records)], {})
    context = Context(match.source.kind, match.header, as_at)
    if match.source.kind == WATERWAY:
        records, water_findings = judged(records, context)
        return _Read(outline, match, srid, table, rows, records, [*said, *water_findings], {})
    if context.kind != KM_POST:  # posts say where a road's chainages are: they are not judged by them
        context = replace(context, on_their_roads=on_their_roads)
    records, check_findings = run_checks(records, context)
    return _Read(outline, match, srid, table, rows, records, [*said, *check_findings], given)


def _unwanted(records: Sequence[Record], wish: Wish) -> frozenset[int]:
    """The rows of the file that a person has taken out."""
    return frozenset(wish.left_out) & {record.row for record in records}


def _table(outline: Outline, wish: Wish) -> tuple[Match, RawTable]:
    """The table to be read and its rows: as a person has confirmed it, as a form we know, or asked about (FileRefused)."""
    if wish.columns and wish.kind:
        match = mapped.confirmed(outline, mapped.Reading(wish.kind, wish.columns, wish.header_row, wish.sheet))
        return match, mapped.rows_under(outline, match.table, wish.header_row, lines=wish.kind in LINES)
    try:
        match = recognise(outline, wish.kind)
    except FileRefused as refusal:
        unknown = refusal.facts["reason"] == "form-unknown"
        raise (
            mapped.to_confirm(outline, wish.kind, wish.sheet, loading.code_lists()) if unknown else None
        ) or refusal from None
    return match, readers.read(outline, match.table, match.source.header_row, lines=match.source.kind in LINES)


def _plan(read: _Read, order: loading.Order, loaded: loading.Loaded) -> Plan:
    findings = [*read.findings, *loaded.findings]
    report = Report(
        file=order.file,
        source=order.source,
        form=read.match.source.title,
        kind=order.kind,
        outcomes=loaded.outcomes,
        findings=gathered(findings),
        updates=tuple(loaded.updates),
        dry_run=order.dry_run,
        rows=read.rows,
    )
    told = {
        "form": report.form,
        "kind": report.kind,
        "sheet": read.table.name,
        "format": read.outline.format,
        "srid": read.srid,
        "columns": [one.key for one in read.table.columns],
        "fingerprint": mapped.fingerprint(read.table),
    }
    cells = cell_names(read.table, read.match, read.outline.format)
    return Plan(report, tuple(loaded.plan.values()), tuple(findings), cells, told)


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
