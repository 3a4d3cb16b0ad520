"""The account of one import: every row once, and everything there is to say about it. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.ingest.findings import ERROR, NOTICE, WARNING, Finding
from infra.ingest.refusal import FileRefused

CREATE, UPDATE, UNCHANGED, DUPLICATE, REFUSED = "create", "update", "unchanged", "duplicate", "refused"
OUTCOMES = (CREATE, UPDATE, UNCHANGED, DUPLICATE, REFUSED)
_OUTCOME_VI = {CREATE: "tạo mới", UPDATE: "cập nhật", UNCHANGED: "không đổi", DUPLICATE: "trùng", REFUSED: "từ chối"}
_SEVERITY_VI = {ERROR: "LỖI (dòng không nhập)", WARNING: "CẢNH BÁO (giá trị không nhập)", NOTICE: "LƯU Ý"}


@dataclass(frozen=True, slots=True)
class Update:
    """One column of one record that the import changes."""

    row: int
    public_id: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Report:
    """`outcomes`: row number → what became of it. The counts are taken from it, so they add up to the rows."""

    file: str
    source: str
    form: str
    kind: str
    outcomes: Mapping[int, str]
    findings: tuple[Finding, ...]
    updates: tuple[Update, ...]
    dry_run: bool
    rows: int

    def __post_init__(self) -> None:
        assert sum(self.counts.values()) == self.rows, f"{self.counts} do not add up to {self.rows} rows"  # noqa: S101
        assert set(self.outcomes.values()) <= set(OUTCOMES)  # noqa: S101

    @property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome."""
        counted = Counter(self.outcomes.values())
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    def as_json(self) -> dict[str, Any]:
        """The machine's account (`--report`)."""
        return {
            "file": self.file,
            "source": self.source,
            "form": self.form,
            "kind": self.kind,
            "dry_run": self.dry_run,
            "rows": self.rows,
            **self.counts,
            "findings": [one.as_json() for one in self.findings],
            "updates": [{name: getattr(one, name) for name in Update.__slots__} for one in self.updates],
        }

    def summary(self) -> str:
        """The person's account, in Vietnamese: counts, then the findings with where and how to cure."""
        counts = ", ".join(f"{_OUTCOME_VI[outcome]} {count}" for outcome, count in self.counts.items())
        mode = "CHẠY THỬ, không ghi gì" if self.dry_run else "đã ghi"
        lines = [f"{self.file}: {self.form}", f"{self.rows} dòng ({mode}): {counts}."]
        for severity, title in _SEVERITY_VI.items():
            told = [one for one in self.findings if one.severity == severity]
            if told:
                lines.append(f"{title}: {len(told)}")
                lines.extend(
                    f"  {_where(one)} [{one.code}] {one.value} {one.cure}".replace("  [", " [") for one in told
                )
        return "\n".join(lines)


def refusal_json(refusal: FileRefused, source: str) -> dict[str, Any]:
    """The machine's account of a file that was refused whole."""
    nothing = dict.fromkeys(OUTCOMES, 0)
    facts = refusal.facts
    error = {
        "code": facts["reason"],
        "row": facts["row"],
        "field": refusal.field,
        "value": facts["value"],
        "cure": facts["cure"],
    }
    return {
        "file": facts["file"],
        "source": source,
        "rows": 0,
        **nothing,
        "findings": [],
        "updates": [],
        "error": error,
    }


def _where(one: Finding) -> str:
    if one.rows:
        return f"{len(one.rows)} dòng (từ dòng {one.rows[0]}), {one.field}"
    return f"dòng {one.row}, {one.field}" if one.row is not None else one.field
