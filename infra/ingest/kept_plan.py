"""The plan as rows of the database, and back: what was shown is what the load is held to."""

from collections.abc import Iterator

import shapely
from django.contrib.gis.geos import GEOSGeometry, Point

from infra.crs import WGS84
from infra.ingest.plan import Plan, PlanRow
from infra.models import ImportFinding, ImportRow, ImportRun

_SHOWN_DEG = 2e-5
"""Two metres."""


def rows_to_keep(run: ImportRun, plan: Plan) -> Iterator[ImportRow]:
    """Every row of the plan, in the order of the file."""
    changed = plan.differences()
    for one in plan.rows:
        told = [{"field": d.field, "before": d.before, "after": d.after} for d in changed.get(one.row, ())]
        yield ImportRow(
            run=run,
            row=one.row,
            outcome=one.outcome,
            public_id=one.public_id,
            version=one.version,
            title=one.title[:300],
            facts=dict(one.facts),
            differences=told,
            geom=Point(one.lon, one.lat, srid=WGS84) if one.lon is not None and one.lat is not None else None,
            line=_coarse(one.line) if one.line is not None else None,
        )


def _coarse(line: bytes) -> GEOSGeometry:
    """A line without the vertices that no map of a report can show."""
    parts = shapely.get_parts(shapely.simplify(shapely.from_wkb(line), _SHOWN_DEG))
    return GEOSGeometry(memoryview(shapely.to_wkb(shapely.multilinestrings(parts))), srid=WGS84)


def findings_to_keep(run: ImportRun, plan: Plan) -> Iterator[ImportFinding]:
    """Every finding of every row, with where it stands in the file."""
    for one in plan.findings:
        yield ImportFinding(
            run=run,
            row=one.row,
            field=one.field[:200],
            code=one.code,
            severity=one.severity,
            value=one.value,
            cure=one.cure,
            facts=dict(one.facts),
            cells=list(plan.cells.cells_of(one.field, one.row)),
            columns=list(plan.cells.columns_of(one.field)) if one.row is not None else [],
        )


def planned_rows(run: ImportRun) -> dict[int, str]:
    """Row → fingerprint of the plan that was shown."""
    return {
        one.row: _planned(one).fingerprint() for one in run.rows.defer("geom", "line", "differences").iterator(2000)
    }


def _planned(one: ImportRow) -> PlanRow:
    return PlanRow(one.row, one.outcome, public_id=one.public_id, version=one.version, facts=one.facts)
