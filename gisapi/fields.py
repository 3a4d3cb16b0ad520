"""The fields of the collections, read from `queries/sources/<collection>.csv`: kind, unit, code list, titles, who may read them.

The one place that says what a property is: the answers, the queryables, the filters, the exports and the statistics go by it, and so does
what an anonymous visitor may read (`public`): a new column stays inside until its row says yes.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "queries" / "sources"
KINDS = frozenset(
    {"text", "code", "word", "reference", "integer", "number", "boolean", "date", "instant", "texts", "json"}
)
_GROUPED = frozenset({"code", "word", "reference", "boolean"})
_SORTED = KINDS - {"texts", "json"}


@dataclass(frozen=True, slots=True)
class Field:
    """One property. `codes`: the code list, or what a word or a reference is of; `unit`: "m", "m²", "°" or "".

    `always`: in every answer; else only in a single item's or when `properties=` asks.
    """

    name: str
    kind: str
    codes: str
    unit: str
    always: bool
    public: bool
    title_vi: str
    title_en: str

    @property
    def spaced_unit(self) -> str:
        """The unit as it stands behind a number: a degree sign close to it, others after a blank that does not break."""
        return self.unit if self.unit in ("", "°") else f"\u00a0{self.unit}"

    @property
    def grouped(self) -> bool:
        """Whether statistics may be grouped by it."""
        return self.kind in _GROUPED

    @property
    def queried(self) -> bool:
        """Whether filters and sorting may name it."""
        return self.kind in _SORTED or self.kind == "texts"


@cache
def fields_of(collection: str) -> dict[str, Field]:
    """Every field of a collection by name, in the order of its answers."""
    with (FOLDER / f"{collection.replace('-', '_')}.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: _field(row) for row in csv.DictReader(file)}


def _field(row: dict[str, str]) -> Field:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['name']}: no kind {row['kind']}")
    return Field(
        row["name"], row["kind"], row["list"], row["unit"], row["shown"] == "always", row["public"] == "yes",
        row["title_vi"], row["title_en"],
    )  # fmt: skip


def readable(collection: str, *, signed_in: bool) -> dict[str, Field]:
    """The fields this visitor may read, filter by and sort by."""
    return {name: field for name, field in fields_of(collection).items() if signed_in or field.public}
