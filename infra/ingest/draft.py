"""A record while it is being read: the only mutable thing between two steps, and it never leaves normalise. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.ingest.cells import CodeList
from infra.ingest.findings import Finding, finding


@dataclass
class Draft:
    """`facts`: our columns; `place`: what says where; `notes`: words that go into the note."""

    row: int
    lists: Mapping[str, CodeList]
    facts: dict[str, object] = field(default_factory=dict)
    place: dict[str, object] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(self, code: str, severity: str, at: str, value: object = "", **words: object) -> None:
        """Note a finding about this row; `at` is the column."""
        self.findings.append(finding(code, severity, row=self.row, field=at, value=value, **words))
