"""Raw rows → records with our columns, codes and units; every decision on the way is a finding. Pure.

Nothing is guessed: a cell that cannot be read leaves its value out (or refuses the row when the value is required),
and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from infra.errors import ChainageUnreadable
from infra.ingest import completing
from infra.ingest.cells import CellUnreadable, CodeList, clean
from infra.ingest.draft import Draft
from infra.ingest.findings import ERROR, NOTICE, POSITION, WARNING, Finding, finding
from infra.ingest.legacy_text import looks_legacy
from infra.ingest.mapping import WATERWAY, FieldMap, RoadName, road_named
from infra.ingest.positions import Position, position_of, remarks_on
from infra.ingest.readers.tables import RawRow, RawTable
from infra.ingest.reading import PLACE, READ
from infra.ingest.refusal import FileRefused
from infra.ingest.shapes import in_wgs84
from infra.ingest.sources import Match
from infra.ingest.stretches import ENDS, Stated, stated_stretch
from infra.measures import Chainage, parse_chainage

LEGACY_SHARE = 0.1
"""When more of the rows than this look like an old font encoding, the file is in one: it is refused as a whole."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row in our words. `facts`: column → value, only what the source says; `record`: the source's own number; `public_id`: ours;
    `line`: of a road or section, WKB in longitude and latitude; `stretch`: of a section."""

    row: int
    road: RoadName | None
    chainage: Chainage | None
    stated_text: str
    position: Position | None
    facts: Mapping[str, object]
    record: str = ""
    public_id: str = ""
    line: bytes | None = None
    stretch: Stated | None = None


@dataclass(frozen=True)
class Settings:
    """What the person said on the command line, and the code lists. `srid`: of the file's coordinates; `swapped`: north comes first; `unicode_said`: what looks like an old
    font is written so."""

    lists: Mapping[str, CodeList]
    srid: int
    road: RoadName | None = None
    swapped: bool = False
    unicode_said: bool = False


def normalise(raw: RawTable, match: Match, settings: Settings) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """All rows. Raises FileRefused when the text as a whole is in an old encoding, or the road contradicts --road."""
    records, findings = [], []
    there = {column.key for column in raw.columns}
    fields = [one for one in match.source.fields if one.column in there or one.required]
    for row in raw.rows:
        draft = _read_row(row, fields, settings)
        records.append(_finish(row, draft, match, settings, raw))
        findings.extend(draft.findings)
    legacy = [one for one in findings if one.code == "legacy-text"]
    if len({one.row for one in legacy}) > LEGACY_SHARE * len(raw.rows):
        raise FileRefused("legacy-text", file=raw.file, row=legacy[0].row, field=legacy[0].field, value=legacy[0].value)
    return tuple(records), tuple(findings)


def _read_row(row: RawRow, fields: Iterable[FieldMap], settings: Settings) -> Draft:
    draft = Draft(row.number, settings.lists)
    for one in fields:
        cell = row.values.get(one.column)
        try:
            if isinstance(cell, str) and not settings.unicode_said and looks_legacy(cell):
                draft.say("legacy-text", ERROR, one.column, cell)
                continue
            value = READ[one.read](cell, one, draft)
        except CellUnreadable as problem:
            words = {name: fact for name, fact in problem.facts.items() if name not in {"reason", "value"}}
            draft.say(
                problem.facts["reason"], ERROR if one.required else WARNING, one.column, problem.facts["value"], **words
            )
            continue
        if value is None and one.required and "public_id" not in draft.place:
            draft.say("required-missing", ERROR, one.column)
        elif value is not None and value == 0 and one.zero_unknown:
            draft.say("zero-is-unknown", NOTICE, one.column, 0)
        elif value is not None:
            (draft.place if one.target in PLACE else draft.facts)[one.target] = value
    return draft


def _finish(row: RawRow, draft: Draft, match: Match, settings: Settings, raw: RawTable) -> Record:
    """Put together what stands in several columns: chainage, position, road, note."""
    for column in remark_columns(raw, match):
        completing.read_remark(draft, match.source.kind, column, row.values.get(column))
    chainage, stated_text = _chainage(draft)
    for end in ENDS:
        stated = f"{end}_chainage"
        if stated not in draft.place and (read := _in_two_columns(draft, f"{end}_km", f"{end}_plus_m", told_at=stated)):
            draft.place[stated] = read
    stretch = stated_stretch(draft.place)
    public_id = str(draft.place.get("public_id", ""))
    if not public_id:
        completing.complete(draft, match.source.kind, chainage)
    if draft.notes:
        draft.facts["note"] = "; ".join(draft.notes)
    number = clean(row.values.get(match.source.record_column)) if match.source.record_column else ""
    return Record(
        row=draft.row,
        road=_road(draft, match, settings, raw.file),
        chainage=chainage,
        stated_text=stretch.text if stretch else stated_text,
        position=_position(row, draft, settings),
        facts=draft.facts if not public_id else _told(draft.facts, row, match),
        record=f"{match.source.record_column}={number}" if number else "",
        public_id=public_id,
        line=in_wgs84(row.line, settings.srid, swapped=settings.swapped) if row.line is not None else None,
        stretch=stretch,
    )


def _told(facts: Mapping[str, object], row: RawRow, match: Match) -> dict[str, object]:
    """The facts that stand in a cell of their own: a record that comes back takes nothing that was only concluded from another cell."""
    columns = {one.target: one.column for one in match.source.fields}
    return {name: value for name, value in facts.items() if clean_or_text(row.values.get(columns.get(name, name)))}


def remark_columns(raw: RawTable, match: Match) -> list[str]:
    """Columns without a machine name that hold something: in the national forms, remarks."""
    return [column.key for column in raw.columns if not column.named] if match.source.unnamed_is_note else []


def _chainage(draft: Draft) -> tuple[Chainage | None, str]:
    """From one text cell, or from km and m in two columns."""
    stated = draft.place.get("chainage")
    if isinstance(stated, tuple):
        return stated
    return _in_two_columns(draft, "km", "m", told_at="km") or (None, "")


def _in_two_columns(draft: Draft, km_in: str, metres_in: str, *, told_at: str) -> tuple[Chainage, str] | None:
    """A chainage and how it is written; None where there is none, or the row is wrong already."""
    km, metres = draft.place.get(km_in), draft.place.get(metres_in, Decimal(0))
    if (
        not isinstance(km, int)
        or not isinstance(metres, Decimal)
        or any(one.severity == ERROR for one in draft.findings)
    ):
        return None
    try:
        chainage = parse_chainage(f"Km{km}+{metres}")
    except ChainageUnreadable:
        draft.say("chainage-unreadable", ERROR, told_at, f"Km{km}+{metres}")
        return None
    return chainage, chainage.text()


def _road(draft: Draft, match: Match, settings: Settings, file: str) -> RoadName | None:
    if match.source.kind == WATERWAY:
        return None
    text = draft.place.get("road")
    own = None
    if isinstance(text, str):
        own = match.source.roads.get(text) or road_named(text)
    stated = own or match.header.road
    if (
        stated is not None
        and settings.road is not None
        and (stated.code, stated.branch) != (settings.road.code, settings.road.branch)
    ):
        raise FileRefused(
            "road-differs",
            file=file,
            row=draft.row if own else None,
            field="--road",
            value=stated.text(),
            given=settings.road.text(),
        )
    if stated is None and settings.road is None and "public_id" not in draft.place and not match.source.by_point:
        draft.say("road-not-given", ERROR, "road")
    return stated or (settings.road if "public_id" not in draft.place else None)


def _position(row: RawRow, draft: Draft, settings: Settings) -> Position | None:
    """From the geometry where the file has one, else from the two columns."""
    x, y = draft.place.get("lon"), draft.place.get("lat")
    if row.point is not None:
        x, y = (Decimal(repr(value)) for value in row.point)
    if x is None and y is None:
        return None
    if not isinstance(x, Decimal) or not isinstance(y, Decimal):
        draft.say("position-half", WARNING, POSITION, x if x is not None else y)
        return None
    try:
        pair = (y, x) if settings.swapped else (x, y)
        position, remark = position_of(*pair, settings.srid)
    except CellUnreadable as problem:
        draft.say(problem.facts["reason"], WARNING, POSITION, problem.facts["value"])
        completing.keep_unused_position(draft, problem.facts["value"])
        return None
    draft.findings.extend(remarks_on(draft.row, position, remark))
    return position


def unmapped_columns(raw: RawTable, match: Match) -> Iterable[Finding]:
    """Columns that are in the file and go nowhere: known ones with the reason, unknown ones as they are."""
    mapped = {one.column for one in match.source.fields} | set(remark_columns(raw, match))
    for column in raw.columns:
        if column.key in mapped:
            continue
        told = sum(1 for row in raw.rows if clean_or_text(row.values.get(column.key)) not in {"", "0", "0.0"})
        why = match.source.ignored.get(column.key, "Cột lạ: kiểm tra tên cột, hoặc bổ sung ánh xạ.")
        severity = NOTICE if column.key in match.source.ignored or not told else WARNING
        yield finding(
            "unmapped",
            severity,
            row=match.source.header_row,
            field=column.key,
            value=column.label,
            filled=told,
            why=why,
        )


def clean_or_text(cell: object) -> str:
    """The text of a cell that is only counted, broken or not."""
    try:
        return clean(cell)
    except CellUnreadable as problem:
        return str(problem.facts["value"])
