"""What a person corrects in the report instead of in the file: cells by row and column, put in before anything is read. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from infra.ingest.findings import POSITION
from infra.ingest.plan import CellNames
from infra.ingest.readers.tables import RawRow, RawTable
from infra.ingest.sources import Match
from infra.ingest.stretches import ENDS

Fixes = Mapping[int, Mapping[str, str]]
"""Row → column of the file → what stands there instead; empty text empties the cell."""

TOLD_AS = {"lon": POSITION, "lat": POSITION} | {
    f"{end}_{said}": f"{end}_chainage" for end in ENDS for said in ("km", "plus_m")
}
"""Of our columns that say one thing in two: what findings about it name."""


def fixed(raw: RawTable, fixes: Fixes) -> RawTable:
    """The table as it would read with these cells corrected. The file itself is never changed."""
    if not fixes:
        return raw
    return replace(raw, rows=tuple(_fixed(row, fixes.get(row.number)) for row in raw.rows))


def _fixed(row: RawRow, cells: Mapping[str, str] | None) -> RawRow:
    if not cells:
        return row
    return replace(row, values={**row.values, **{column: text or None for column, text in cells.items()}})


def cell_names(raw: RawTable, match: Match, form: str) -> CellNames:
    """Where the fields of findings stand in this file. Layers of vector files have columns but no cells."""
    letters = {column.key: column.place for column in raw.columns}
    columns: dict[str, list[str]] = defaultdict(list)
    # a position is told as longitude, latitude, in whatever order the file has them
    for one in sorted(match.source.fields, key=lambda field: field.target == "lat"):
        if one.column in letters and one.target not in letters:
            columns[TOLD_AS.get(one.target, one.target)].append(one.column)
    if "stretch" not in {*columns, *letters} and (pair := _both_ends(match, letters)):
        columns["stretch"] = pair
    return CellNames(
        raw.name if form not in ("vector", "osm") else "",
        letters,
        {name: tuple(found) for name, found in columns.items()},
    )


def _both_ends(match: Match, letters: Mapping[str, str]) -> list[str]:
    """The columns of the file that say where a stretch begins and ends."""
    named = {one.target: one.column for one in match.source.fields if one.column in letters}
    return [named[said] for end in ENDS for said in (f"{end}_chainage", f"{end}_km", f"{end}_plus_m") if said in named]
