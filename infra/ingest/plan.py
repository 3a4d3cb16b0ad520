"""The plan of an import: what would become of every row, before anything is written. Pure.

A plan is loaded as it was shown or not at all: the load makes it again inside its own transaction, and `moved` names the rows of which
it would now do something else.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from infra.ingest.findings import Finding
from infra.ingest.report import Report, Update


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row. `facts`: column → JSON value, what is written; `public_id` and `version`: the record it rests on; `lon`, `lat`: degrees; `line`: of a road, WKB."""

    row: int
    outcome: str
    title: str = ""
    public_id: str = ""
    version: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    lon: float | None = None
    lat: float | None = None
    line: bytes | None = None

    def fingerprint(self) -> str:
        """Equal for two rows that would do the same to the same version of the same record."""
        stamp = self.version.isoformat() if self.version else ""
        said = json.dumps([self.outcome, self.public_id, stamp, self.facts], sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class CellNames:
    """Where a value stands in the file. `letters`: column → its letter; `columns`: field of a finding → columns of the file."""

    sheet: str
    letters: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]

    def columns_of(self, field_name: str) -> tuple[str, ...]:
        """The columns of the file a finding at this field is about; none when it is about none."""
        if field_name in self.columns:
            return self.columns[field_name]
        return (field_name,) if field_name in self.letters else ()

    def cells_of(self, field_name: str, row: int | None) -> tuple[str, ...]:
        """`Sheet!C17`, one a column; the row alone says where in a file without cells."""
        if row is None or not self.sheet:
            return ()
        return tuple(f"{self.sheet}!{self.letters[column]}{row}" for column in self.columns_of(field_name))


@dataclass(frozen=True)
class Plan:
    """All rows, every finding one by one, and the report that gathers them."""

    report: Report
    rows: tuple[PlanRow, ...]
    findings: tuple[Finding, ...]
    cells: CellNames
    told: Mapping[str, Any]

    def differences(self) -> dict[int, list[Update]]:
        """Row → the columns it changes."""
        by_row: dict[int, list[Update]] = {}
        for one in self.report.updates:
            by_row.setdefault(one.row, []).append(one)
        return by_row


def moved(planned: Mapping[int, str], now: Iterable[PlanRow]) -> list[int]:
    """Rows whose fingerprint is no longer the planned one, or that are in one of the two only."""
    found = {one.row: one.fingerprint() for one in now}
    return sorted(row for row in {*planned, *found} if planned.get(row) != found.get(row))
