"""What readers hand on: frozen, without interpretation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.ingest.refusal import FileRefused


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the machine name, or the place (`AQ`) where there is none; `label` what people read above it."""

    key: str
    place: str
    label: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or layer, before reading: `top` rows of a sheet, else its column names. `srid` as the file declares."""

    name: str
    top: tuple[tuple[object, ...], ...] = ()
    names: tuple[str, ...] = ()
    row_count: int = 0
    srid: int | None = None
    crs_text: str = ""
    geometry: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file offers: its format and the tables that are meant to be seen. `encoding`: of its text, as a person confirmed it."""

    path: Path
    format: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()
    encoding: str | None = None

    @property
    def file(self) -> str:
        """The file's name, for messages: never a machine's path."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as found. `number`: the sheet row, the line of text, or the feature's id; `point`, `line` (WKB) in file coordinates."""

    number: int
    values: Mapping[str, object]
    point: tuple[float, float] | None = None
    line: bytes | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """All rows of one table that hold anything."""

    file: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    remarks: tuple[str, ...] = ()


MOST_ROWS = 250_000
"""Of one table, held at once while it is checked (some two to four kilobytes a row)."""


def no_more_rows(count: int, file: str) -> None:
    """Raises FileRefused for a table of more rows than are held at once."""
    if count > MOST_ROWS:
        raise FileRefused("too-many-rows", file=file, value=str(count), most=MOST_ROWS)


def filled(value: object) -> bool:
    """A cell that says something: styled blanks and spaces do not."""
    return value is not None and str(value).strip() != ""


def letter(index: int) -> str:
    """The column's letter as spreadsheets show it: 0 → A, 42 → AQ."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text
