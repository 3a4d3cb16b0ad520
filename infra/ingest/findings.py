"""What the importer has to say about a row: one dataclass, three severities.

error     the row is refused: it is not loaded
warning   the row is loaded without this value (or without this position)
notice    the row is loaded as it stands; somebody should look
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclasses_field
from types import MappingProxyType
from typing import Any

from infra.ingest.cures import cure_of

ERROR, WARNING, NOTICE = "error", "warning", "notice"
SEVERITIES = (ERROR, WARNING, NOTICE)
POSITION = "position"
"""Field name of a finding about the coordinates as a pair."""
LISTED_ONE_BY_ONE = 3
"""The same finding on more rows than this is written once, with its `rows`."""


_NO_FACTS: Mapping[str, Any] = MappingProxyType({})
"""One for all: of hundreds of thousands of findings most have none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` as the person sees it in the file (None: the file as a whole); `rows` when several share it. `facts`: for programs."""

    row: int | None
    field: str
    code: str
    severity: str
    value: str
    cure: str
    rows: tuple[int, ...] = ()
    facts: Mapping[str, Any] = dataclasses_field(default_factory=lambda: _NO_FACTS, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The report's shape; `rows` only where the finding stands for several."""
        body: dict[str, Any] = {
            name: getattr(self, name) for name in ("row", "field", "code", "severity", "value", "cure")
        }
        body |= {"facts": dict(self.facts)} if self.facts else {}
        return {**body, "rows": list(self.rows)} if self.rows else body


def finding(code: str, severity: str, *, row: int | None, field: str, value: object = "", **words: Any) -> Finding:
    """A finding with its cure filled in from the table of cures."""
    text = str(value)
    cure = sys.intern(cure_of(code, value=text, field=field, **words))  # of many rows one text, held once
    return Finding(row, field, code, severity, text, cure)


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same thing said of many rows, said once. Nothing is lost: `rows` names them all."""
    groups: dict[tuple[str, str, str, str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.field, one.code, one.severity, one.value, one.cure), []).append(one)
    told: list[Finding] = []
    for group in groups.values():
        rows = tuple(sorted(one.row for one in group if one.row is not None))
        if len(rows) > LISTED_ONE_BY_ONE:
            told.append(replace(group[0], row=rows[0], rows=rows))
        else:
            told.extend(group)
    return tuple(sorted(told, key=lambda one: (SEVERITIES.index(one.severity), one.row or 0, one.field, one.code)))


TWICE = "duplicate-row"
"""The code of a row that says word for word what an earlier one says: it is left out, and nothing is lost."""


UNWANTED = "row-left-out"
"""A row that a person has taken out of the import."""


def left_out(findings: Iterable[Finding]) -> tuple[frozenset[int], frozenset[int]]:
    """Rows with at least one error, or taken out by a person; and those of them that only say again what an earlier row says."""
    errors: dict[int, set[str]] = {}
    for one in findings:
        if (one.severity == ERROR or one.code == UNWANTED) and one.row is not None:
            errors.setdefault(one.row, set()).add(one.code)
    return frozenset(errors), frozenset(row for row, codes in errors.items() if codes == {TWICE})
