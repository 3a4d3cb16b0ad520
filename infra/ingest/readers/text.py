"""Delimited text: every row as wide as its header; any delimiter, in Unicode or in the encoding a person confirmed."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from infra.ingest.readers.confirming import text_of
from infra.ingest.readers.tables import Column, Outline, RawRow, RawTable, Table, letter, no_more_rows
from infra.ingest.refusal import FileRefused

_DELIMITERS = ",;\t|"
_CHUNK = 1 << 20


def look(path: Path, encoding: str | None) -> Outline:
    """The header line. Raises FileRefused for text whose encoding is to be confirmed, with the evidence."""
    with _text(path, encoding) as stream:
        first = stream.readline()
        if not first.strip():
            raise FileRefused("empty-file", file=path.name)
        lines = sum(chunk.count("\n") for chunk in iter(lambda: stream.read(_CHUNK), ""))
    names = next(csv.reader([_composed(first)], delimiter=_delimiter(first)))
    table = Table(path.stem, names=tuple(name.strip() for name in names), row_count=lines + 1)
    return Outline(path, "csv", (table,), encoding=encoding)


def read(outline: Outline) -> RawTable:
    """All records; the row number is the record's place counting the header as 1, as a spreadsheet shows it."""
    rows: list[RawRow] = []
    with _text(outline.path, outline.encoding) as stream:
        first = stream.readline()
        stream.seek(0)
        reader = csv.reader(map(_composed, stream), delimiter=_delimiter(first), strict=True)
        try:
            columns = text_columns(tuple(name.strip() for name in next(reader)), outline.file)
            for number, cells in enumerate(reader, 2):
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(columns):
                    raise FileRefused(
                        "ragged-row",
                        file=outline.file,
                        row=number,
                        value=cells[0],
                        found=len(cells),
                        expected=len(columns),
                    )
                rows.append(RawRow(number, {column.key: cell for column, cell in zip(columns, cells, strict=True)}))
                no_more_rows(len(rows), outline.file)
        except csv.Error as problem:
            raise FileRefused("file-damaged", file=outline.file, row=reader.line_num, detail=str(problem)) from problem
    return RawTable(outline.file, outline.tables[0].name, columns, tuple(rows))


@contextmanager
def _text(path: Path, encoding: str | None) -> Iterator[TextIO]:
    """The file as text: Unicode is read as it is asked for, an old encoding is turned into Unicode first. Raises FileRefused with the evidence."""
    unicode = _unicode_of(path) if encoding is None else None
    if unicode is None:
        yield io.StringIO(text_of(path.read_bytes(), encoding, path.name), newline="")
        return
    with path.open(encoding=unicode, newline="") as stream:
        yield stream


def _unicode_of(path: Path) -> str | None:
    """The Unicode encoding that the bytes show; None where they are none."""
    with path.open("rb") as stream:
        start = stream.read(2)
        name = "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(name)()
        try:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return name


def _composed(line: str) -> str:
    return unicodedata.normalize("NFC", line)


def text_columns(names: tuple[str, ...], file: str) -> tuple[Column, ...]:
    """Columns from a header line or a layer's fields. Raises FileRefused for a name used twice."""
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise FileRefused("column-twice", file=file, row=1, field=twice)
    return tuple(Column(name or letter(i), letter(i), named=bool(name)) for i, name in enumerate(names))


def _delimiter(first_line: str) -> str:
    return max(_DELIMITERS, key=first_line.count)
