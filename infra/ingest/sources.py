"""Recognises which source a file is: by sheet and column names, never by the file's name."""

from dataclasses import dataclass

from infra.errors import ChainageUnreadable
from infra.ingest.cells import CellUnreadable, clean, plain
from infra.ingest.forms import FORMS, OWN_COLUMNS
from infra.ingest.mapping import RoadName, Source, road_named
from infra.ingest.readers.tables import Outline, Table
from infra.ingest.refusal import FileRefused
from infra.measures import Chainage, parse_range

FORM_ROW = 11
"""Where the national forms have their machine names, also those we do not know."""
ALIKE = 0.5
"""A form is recognised when at least this share of its columns is there; what is missing is then reported."""


@dataclass(frozen=True, slots=True)
class FormHeader:
    """What the top of a form states about all its rows. `stretch_row`: where it is written."""

    road: RoadName | None = None
    stretch: tuple[Chainage, Chainage] | None = None
    stretch_text: str = ""
    stretch_row: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One table of the file, and the source that reads it."""

    source: Source
    table: Table
    header: FormHeader


def recognise(outline: Outline, kind: str | None) -> Match:
    """The one table we can read. Raises FileRefused when there is none, or several, or it is of another kind."""
    found = [(source, table) for table in outline.tables for source in FORMS if _likeness(source, table) >= ALIKE]
    if not found and kind is not None:
        found = [(source, table) for table in outline.tables for source in OWN_COLUMNS if _is_own(source, table, kind)]
    if kind is not None and any(source.kind == kind for source, _ in found):
        found = [(source, table) for source, table in found if source.kind == kind]
    if len(found) > 1:
        seen = ", ".join(table.name for _, table in found)
        raise FileRefused("several-tables", file=outline.file, seen=seen)
    if not found:
        raise _unrecognised(outline)
    source, table = found[0]
    if kind is not None and source.kind != kind:
        raise FileRefused("kind-differs", file=outline.file, field="--kind", value=kind, found=source.title)
    _check_columns(source, table, outline.file)
    return Match(source, table, _header(table, source))


def column_names(table: Table, header_row: int) -> tuple[str, ...]:
    """The named columns of a table: a sheet's row of machine names, or the fields of a text file or layer."""
    if not table.top:
        return table.names
    if len(table.top) < header_row:
        return ()
    return tuple(str(cell).strip() for cell in table.top[header_row - 1] if cell is not None and str(cell).strip())


def _likeness(source: Source, table: Table) -> float:
    return len(source.columns & set(column_names(table, source.header_row))) / len(source.columns)


def _is_own(source: Source, table: Table, kind: str) -> bool:
    names = set(column_names(table, source.header_row))
    return source.kind == kind and len(names & source.columns) >= 2


def _check_columns(source: Source, table: Table, file: str) -> None:
    names = set(column_names(table, source.header_row))
    named = not source.fixed and "public_id" in names  # its rows say which record they are, and need say no more
    for one in source.fields:
        if one.column not in names and (source.fixed or one.required) and not named:
            raise FileRefused("column-missing", file=file, row=source.header_row, field=one.column, form=source.title)


def _unrecognised(outline: Outline) -> FileRefused:
    known = "; ".join(source.title for source in FORMS)
    for table in outline.tables:
        if "ly_trinh" in column_names(table, FORM_ROW):
            return FileRefused(
                "form-not-modelled", file=outline.file, field=table.name, form=_title(table), known=known
            )
    seen = ", ".join(table.name for table in outline.tables)
    return FileRefused("form-unknown", file=outline.file, seen=seen or "không có bảng nào")


def _title(table: Table) -> str:
    """The form's title: the only text of its row, between the header facts and the columns."""
    for row in table.top[3 : FORM_ROW - 3]:
        texts = [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
        if len(texts) == 1:
            return texts[0]
    return table.name


def _header(table: Table, source: Source) -> FormHeader:
    """Road and stretch from the first rows of a national form: `Tuyến nhánh | QL.8: 000`, `Đoạn | Km0 : Km85`."""
    road, stretch, stretch_text, stretch_row = None, None, "", None
    for number, row in enumerate(table.top[: source.header_row - 1], 1):
        texts = [clean(cell) for cell in row if cell is not None and clean(cell)]
        if len(texts) < 2:
            continue
        if plain(texts[0]) == "tuyennhanh":
            road = road_named(texts[1])
        if plain(texts[0]) == "doan":
            stretch_text, stretch_row = texts[1], number
            try:
                stretch = parse_range(texts[1])
            except (ChainageUnreadable, CellUnreadable):
                stretch = None  # said by checks.stated_stretch: the text is there, the stretch is not
    return FormHeader(road, stretch, stretch_text, stretch_row)
