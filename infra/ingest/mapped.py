"""A file in nobody's form: its columns are asked about, and read as a person has confirmed they are to be."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from infra.ingest import readers
from infra.ingest.cells import CodeList, plain
from infra.ingest.column_names import known_names, proposals
from infra.ingest.forms import OWN_COLUMNS
from infra.ingest.mapping import BRIDGE, CULVERT, DRAWN, KINDS, LINES, ROAD, SECTION, WATERWAY, FieldMap, Source
from infra.ingest.readers.headers import header_columns
from infra.ingest.readers.tables import Outline, RawTable, Table, filled
from infra.ingest.refusal import FileRefused
from infra.ingest.sources import FormHeader, Match
from infra.ingest.stretches import ENDS
from infra.models import SourceProfile

KEPT_ASIDE = "Để riêng: người nhập chọn không nhập cột này."
TITLE = "Cột do người nhập xác nhận"
FEWEST_NAMES = 2
"""A row that names fewer columns we know is no header."""
BY_POINT = (BRIDGE, CULVERT)
"""Kinds whose rows may say where they are by coordinates alone: a post says its kilometre."""
SEVERAL = ("note", "unit_text")
"""What may be put together from several columns."""
_PLACES = (
    {"chainage"}, {"km"}, {"public_id"}, {"stretch"}, {"from_chainage", "to_chainage"}, {"from_km", "to_km"}, {"from_m", "to_m"},
)  # fmt: skip
"""Columns of which one set must be there to say where a row is."""
_SPLIT = (FieldMap("km", "km", "whole", required=True), FieldMap("m", "m", "plus", required=True))
_SPLIT_ENDS = tuple(
    one
    for end in ENDS
    for one in (
        FieldMap(f"{end}_km", f"{end}_km", "whole"),
        FieldMap(f"{end}_plus_m", f"{end}_plus_m", "plus", required=True),
    )
)
"""A chainage in two columns: kilometre and metres, of a point and of both ends of a stretch. No metres are none; unreadable ones refuse the row."""
_IN_ONE = {f"{end}_km": f"{end}_chainage" for end in ENDS} | {f"{end}_chainage": f"{end}_km" for end in ENDS}
"""Two ways of saying one end: a file says it once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person says a file is to be read. `columns`: of the file → ours, "" to be kept aside; `sheet`: its name, "" for the only one."""

    kind: str
    columns: Mapping[str, str]
    header_row: int = 1
    sheet: str = ""


def fields_of(kind: str) -> tuple[FieldMap, ...]:
    """What the columns of a file may be, for one kind."""
    own = next(source.fields for source in OWN_COLUMNS if source.kind == kind)
    if kind == SECTION:
        return (*own, *_SPLIT_ENDS)
    return own if kind in LINES or any(one.target == "km" for one in own) else (*own, *_SPLIT)


def confirmed(outline: Outline, reading: Reading) -> Match:
    """The table as it is to be read. Raises FileRefused for a column the file has not, one of ours that is none, one meant twice, no place."""
    table = _table(outline, reading.sheet)
    names = {column.key for column in header_columns(table, reading.header_row)}
    possible = {one.target: one for one in fields_of(reading.kind)}
    fields: list[FieldMap] = []
    for column, target in reading.columns.items():
        if column not in names:
            raise FileRefused("column-missing", file=outline.file, row=reading.header_row, field=column, form=TITLE)
        if not target:
            continue
        if target not in possible:
            raise FileRefused("column-target-unknown", file=outline.file, field=column, value=target)
        if target not in SEVERAL and {target, _IN_ONE.get(target, target)} & {one.target for one in fields}:
            raise FileRefused("column-target-twice", file=outline.file, field=column, value=target)
        read = "joined" if target == "unit_text" else possible[target].read
        fields.append(replace(possible[target], column=column, read=read, label=column))
    targets = {one.target for one in fields}
    by_point = reading.kind in BY_POINT and (bool(table.geometry) or {"lon", "lat"} <= targets)
    by_line = reading.kind == SECTION and bool(table.geometry)
    if not (reading.kind in DRAWN or by_point or by_line or any(place <= targets for place in _PLACES)):
        raise FileRefused("columns-place-missing", file=outline.file)
    if by_point:
        fields = [replace(one, required=False) if one.target in ("chainage", "km", "road") else one for one in fields]
    ignored = dict.fromkeys((column for column, target in reading.columns.items() if not target), KEPT_ASIDE)
    source = Source(
        f"mapped-{reading.kind}",
        reading.kind,
        TITLE,
        tuple(fields),
        reading.header_row,
        fixed=False,
        ignored=ignored,
        by_point=by_point or by_line,
    )
    return Match(source, table, FormHeader())


def rows_under(outline: Outline, table: Table, header_row: int, *, lines: bool = False) -> RawTable:
    """The rows of a table under a header; a row that only numbers the columns is none of them, and is said. Raises FileRefused."""
    raw = readers.read(outline, table, header_row, told_apart=True, lines=lines)
    first = [value for value in raw.rows[0].values.values() if filled(value)]
    numbers = [str(value).strip("() ") for value in first]
    if len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]:
        remark = f"dòng {raw.rows[0].number} chỉ đánh số cột nên không đọc"
        return replace(raw, rows=raw.rows[1:], remarks=(*raw.remarks, remark))
    return raw


def to_confirm(outline: Outline, kind: str | None, sheet: str, lists: Mapping[str, CodeList]) -> FileRefused | None:
    """The question how the columns are meant, with a proposal for each kind of asset, the likeliest first; None where no table has a header.

    `sheet`: the table a person has chosen, "" for the likeliest.

    A file whose header is that of a remembered source is proposed as that one was read.
    """
    found = []
    for table in (_table(outline, sheet),) if sheet else _holding(outline):
        for asset in (kind,) if kind else _kinds_of(table):
            row, known = _header_row(table, asset)
            if known >= (1 if table.geometry else FEWEST_NAMES):  # a layer is one whatever its columns are called
                found.append((known, table, row, asset))
    if not found:
        return None
    best = max(found, key=lambda one: one[0])
    table, header_row = best[1], best[2]
    raw = rows_under(outline, table, header_row, lines=best[3] in LINES)
    profile = SourceProfile.objects.filter(fingerprint=fingerprint(raw)).order_by("-used_at", "-id").first()
    kinds = [one[3] for one in sorted(found, key=lambda one: -one[0]) if one[1] is table]
    evidence = [_proposed(raw, asset, lists) for asset in dict.fromkeys(kinds)]
    if profile is not None:
        evidence = [_as_before(raw, profile, evidence)]
    sheets = [one.name for one in _holding(outline)]
    place: dict[str, Any] = {"sheet": table.name if len(sheets) > 1 else "", "sheets": sheets, "header_row": header_row}
    place |= {f"{shape}s": shape in table.geometry.lower() for shape in ("point", "line")}
    told = [{**one, **place} for one in evidence]
    return FileRefused(
        "columns-to-confirm", file=outline.file, field="columns", row=header_row, value=table.name, evidence=told
    )


def _holding(outline: Outline) -> tuple[Table, ...]:
    """The tables with rows: a GPX file has every layer there is, most of them empty."""
    return tuple(one for one in outline.tables if one.row_count)


def _kinds_of(table: Table) -> tuple[str, ...]:
    """What the rows may be: lines are roads, sections or waterways; whatever has no lines is none drawn on the ground, and points are no sections."""
    shapes = table.geometry.lower()
    if "line" in shapes:
        return (ROAD, SECTION, WATERWAY)
    if "point" in shapes:
        return tuple(kind for kind in KINDS.values() if kind not in LINES)
    kinds = tuple(kind for kind in KINDS.values() if kind not in DRAWN)
    return (*kinds, *DRAWN) if shapes in ("unknown", "geometry") else kinds


def fingerprint(raw: RawTable) -> str:
    """What files of one source have in common: the names of their columns, whatever their order."""
    names = sorted(plain(column.key) for column in raw.columns if column.named)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _proposed(raw: RawTable, kind: str, lists: Mapping[str, CodeList]) -> dict[str, Any]:
    possible = fields_of(kind)
    told = proposals(kind, possible, raw.columns, raw.rows, lists)
    columns = [
        {
            "column": one.column,
            "label": one.label,
            "target": one.target,
            "share": round(one.share, 2),
            "because": one.because,
            "samples": list(one.samples),
        }
        for one in told
    ]
    return {"kind": kind, "columns": columns, "targets": [one.target for one in possible]}


def _as_before(raw: RawTable, profile: SourceProfile, evidence: list[dict[str, Any]]) -> dict[str, Any]:
    """The proposal a remembered source makes of the same columns, with what else was said of it."""
    reading = profile.reading
    told = {one["column"]: one for one in evidence[0]["columns"]}
    columns = [
        {**told[column.key], "target": reading["columns"].get(column.key, ""), "share": 1.0, "because": "profile"}
        for column in raw.columns
    ]
    others = {name: reading[name] for name in ("srid", "swap_axes", "road", "encoding") if reading.get(name)}
    targets = [one.target for one in fields_of(reading["kind"])]
    return {"kind": reading["kind"], "columns": columns, "targets": targets, "profile": profile.name, "answers": others}


def _header_row(table: Table, kind: str) -> tuple[int, int]:
    """The row of a sheet that names most columns we know, and how many; the first of several."""
    if not table.top:
        return 1, known_names(kind, header_columns(table, 1))
    counts = [known_names(kind, header_columns(table, row)) for row in range(1, len(table.top) + 1)]
    most = max(counts, default=0)
    return (counts.index(most) + 1 if counts else 1), most


def _table(outline: Outline, sheet: str) -> Table:
    holding = _holding(outline) or outline.tables
    if not sheet and len(holding) == 1:
        return holding[0]
    found = next((table for table in outline.tables if table.name == sheet), None)
    if found is None:
        seen = ", ".join(table.name for table in outline.tables)
        raise FileRefused("sheet-missing", file=outline.file, field="sheet", value=sheet, seen=seen)
    return found
