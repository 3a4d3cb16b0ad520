"""In which coordinate system a file is: said, doubted where its points belie it, never assumed."""

from decimal import Decimal

from django.contrib.gis.db.models import Extent

from infra.crs import SRIDS
from infra.ingest.cells import CellUnreadable, number
from infra.ingest.findings import NOTICE, Finding, finding
from infra.ingest.positions import VIETNAM
from infra.ingest.readers.tables import Outline, RawTable
from infra.ingest.refusal import FileRefused
from infra.ingest.shapes import first_place
from infra.ingest.sources import Match
from infra.ingest.whereabouts import Box, Pair, candidates, doubted
from infra.models import AdministrativeUnit

_TOLD = 4


def srid_of(
    outline: Outline, match: Match, raw: RawTable, *, given: int | None, swapped: bool
) -> tuple[int, list[Finding]]:
    """The coordinate system of the file: declared by it, given by the person or prescribed by the form, in that order.

    Given overrules declared where the points show the declaration to be wrong. Raises FileRefused when nobody says, when two say
    different things, and when the points cannot be where they would then be, with the systems in which they could.
    """
    pairs = _pairs(raw, match)
    srid, said = _said(outline, match, raw, given, pairs)
    if doubted(pairs, srid, swapped=swapped):
        raise _to_confirm(outline, pairs, srid)
    return srid, said


def _said(
    outline: Outline, match: Match, raw: RawTable, given: int | None, pairs: list[Pair]
) -> tuple[int, list[Finding]]:
    table, source = match.table, match.source
    declared = table.srid
    if declared is not None and given is not None and declared != given:
        if declared in SRIDS and not doubted(pairs, declared, swapped=False):
            raise FileRefused(
                "crs-differs", file=outline.file, field="--srid", value=str(given), declared=declared, given=given
            )
        declared = None
    named = {column.key for column in raw.columns}
    has_columns = bool({"lon", "lat"} & {one.target for one in source.fields if one.column in named})
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


def _pairs(raw: RawTable, match: Match) -> list[Pair]:
    """The coordinates as the file has them, first and second; of rows that have both."""
    columns = {one.target: one.column for one in match.source.fields if one.target in ("lon", "lat")}
    found = []
    for row in raw.rows:
        if row.point is not None:
            found.append(row.point)
        elif row.line is not None:
            found.append(first_place(row.line))
        elif len(columns) == 2:
            x, y = (_number(row.values.get(columns[axis])) for axis in ("lon", "lat"))
            if x and y:
                found.append((float(x), float(y)))
    return found


def _number(cell: object) -> Decimal | None:
    try:
        return number(cell)
    except CellUnreadable:
        return None


def _to_confirm(outline: Outline, pairs: list[Pair], srid: int) -> FileRefused:
    found = candidates(pairs, _area_on_record())
    told = "; ".join(one.words for one in found[:_TOLD]) or "không hệ nào trong danh mục"
    evidence = [{"srid": one.srid, "swap_axes": one.swapped, "share": one.share} for one in found]
    first = f"{pairs[0][0]}, {pairs[0][1]}"
    return FileRefused(
        "crs-to-confirm",
        file=outline.file,
        field="--srid",
        value=first,
        srid=srid,
        outside=len(pairs),
        told=told,
        evidence=evidence,
    )


def _area_on_record() -> Box:
    """West, south, east, north of the administrative units; of Việt Nam where there are none."""
    found: Box | None = AdministrativeUnit.objects.aggregate(area=Extent("geom"))["area"]
    return found or VIETNAM
