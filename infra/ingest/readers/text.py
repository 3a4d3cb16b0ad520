"""Delimited text: every row as wide as its header; any delimiter, in Unicode or in the encoding a person confirmed."""

import csv
import io
from pathlib import Path

from infra.ingest.readers.confirming import text_of
from infra.ingest.readers.tables import Column, Outline, RawRow, RawTable, Table, letter
from infra.ingest.refusal import FileRefused

_DELIMITERS = ",;\t|"


def look(path: Path, encoding: str | None) -> Outline:
    """The header line. Raises FileRefused for text whose encoding is to be confirmed, with the evidence."""
    content = text_of(path.read_bytes(), encoding, path.name)
    first = next((line for line in content.splitlines() if line.strip()), "")
    if not first or not content.splitlines()[0].strip():
        raise FileRefused("empty-file", file=path.name)
    names = next(csv.reader([first], delimiter=_delimiter(first)))
    table = Table(path.stem, names=tuple(name.strip() for name in names), row_count=content.count("\n"))
    return Outline(path, "csv", (table,), encoding=encoding)


def read(outline: Outline) -> RawTable:
    """All records; the row number is the record's place counting the header as 1, as a spreadsheet shows it."""
    content = text_of(outline.path.read_bytes(), outline.encoding, outline.file)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content.splitlines()[0]), strict=True)
    rows: list[RawRow] = []
    try:
        columns = text_columns(tuple(name.strip() for name in next(reader)), outline.file)
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                raise FileRefused(
                    "ragged-row", file=outline.file, row=number, value=cells[0], found=len(cells), expected=len(columns)
                )
            rows.append(RawRow(number, {column.key: cell for column, cell in zip(columns, cells, strict=True)}))
    except csv.Error as problem:
        raise FileRefused("file-damaged", file=outline.file, row=reader.line_num, detail=str(problem)) from problem
    return RawTable(outline.file, outline.tables[0].name, columns, tuple(rows))


def text_columns(names: tuple[str, ...], file: str) -> tuple[Column, ...]:
    """Columns from a header line or a layer's fields. Raises FileRefused for a name used twice."""
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise FileRefused("column-twice", file=file, row=1, field=twice)
    return tuple(Column(name or letter(i), letter(i), named=bool(name)) for i, name in enumerate(names))


def _delimiter(first_line: str) -> str:
    return max(_DELIMITERS, key=first_line.count)
