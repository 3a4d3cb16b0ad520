"""Which of our columns a column of a strange file may be: by its name, by what stands in it, and how sure that is. Pure.

Nothing is taken by a guess: these are proposals, each with what speaks for it, for a person to confirm.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infra.errors import ChainageUnreadable
from infra.ingest import cells
from infra.ingest.cells import CellUnreadable, CodeList, clean, plain
from infra.ingest.mapping import FieldMap, road_named
from infra.ingest.notations import parse_opening, parse_spans
from infra.ingest.readers.tables import Column, RawRow
from infra.measures import parse_chainage, parse_range

NAMES = Path(__file__).parent / "forms" / "column_names.csv"
SAMPLED = 200
"""Rows whose cells are looked at."""
BY_NAME, BY_PART, BY_CONTENT = 0.9, 0.6, 0.7
_CONTRADICTED = 0.4
"""How sure a name is whose cells cannot be read as what it says."""
WHOLE_KM = {"from_chainage": "from_km", "to_chainage": "to_km"}
"""What a column so called means where nothing but whole numbers stand in it."""
_MANY = 0.8
"""The share of filled cells that must read as something before it speaks for the column."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One column of the file. `target`: ours, "" for none; `share`: how sure (0-1); `because`: name, part-of-name, content, both; `samples`: first cells."""

    column: str
    label: str
    target: str
    share: float
    because: str
    samples: tuple[str, ...]


@cache
def names_of(kind: str) -> Mapping[str, str]:
    """A name as people write it (without accents, blanks, case) → our column; what a kind says of itself goes before what holds for all."""
    found: dict[str, str] = {}
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["kind"] == "")
    for row in rows:
        if row["kind"] in ("", kind):
            for name in row["names"].split("|"):
                found.setdefault(plain(name), row["target"])
    return found


def known_names(kind: str, columns: Iterable[Column]) -> int:
    """How many of these columns are called something we know, of this kind."""
    return sum(1 for column in columns if column.named and _by_name(kind, column)[0])


def proposals(
    kind: str,
    fields: Sequence[FieldMap],
    columns: Sequence[Column],
    rows: Sequence[RawRow],
    lists: Mapping[str, CodeList],
) -> tuple[Proposal, ...]:
    """For each column the likeliest of `fields`; one that two columns want goes to the surer, of equals the first field to the first column."""
    possible = {one.target: one for one in fields}
    order = {one.target: -n for n, one in enumerate(fields)}
    scored = []
    for at, column in enumerate(columns):
        texts = _texts(column, rows)
        for target, (share, because) in _scores(kind, column, texts, possible, lists).items():
            scored.append((share, -at, order[target], target, because))
    taken: dict[int, tuple[str, float, str]] = {}
    for share, at, _, target, because in sorted(scored, reverse=True):
        several = target in ("note", "unit_text")
        if -at not in taken and (several or all(target != held for held, _, _ in taken.values())):
            taken[-at] = (target, share, because)
    return tuple(
        Proposal(column.key, column.label, *taken.get(at, ("", 0.0, "")), tuple(_texts(column, rows)[:3]))
        for at, column in enumerate(columns)
    )


def _texts(column: Column, rows: Sequence[RawRow]) -> list[str]:
    found = (_shown(row.values.get(column.key)) for row in rows[:SAMPLED])
    return [text for text in found if text]


def _shown(cell: object) -> str:
    try:
        return clean(cell)
    except CellUnreadable as problem:
        return str(problem.facts["value"])


def _scores(
    kind: str, column: Column, texts: list[str], possible: Mapping[str, FieldMap], lists: Mapping[str, CodeList]
) -> dict[str, tuple[float, str]]:
    named, how = _by_name(kind, column) if column.named else ("", 0.0)
    if named in WHOLE_KM and texts and all(text.isdigit() for text in texts):
        named = WHOLE_KM[named]  # `Từ Km` over 12, 13, 14: the metres stand beside it, or there are none
    content = _by_content(texts, possible, lists)
    scores = {target: (BY_CONTENT * share, "content") for target, share in content.items() if target in possible}
    if named in possible:
        agrees = named in content
        if not agrees and _contradicted(texts, possible[named], lists):
            how = _CONTRADICTED
        scores[named] = (
            min(how + (0.09 if agrees else 0.0), 0.99),
            "both" if agrees else "name" if how == BY_NAME else "part-of-name",
        )
    return scores


def _by_name(kind: str, column: Column) -> tuple[str, float]:
    """The column a name means: the name itself, with its heading, else a known name that is part of it."""
    known = names_of(kind)
    under, own = plain(column.key), plain(column.key.split(" / ")[-1])
    for name in (under, own, plain(f"{column.label} {column.key}")):
        if name in known:
            return known[name], BY_NAME
    parts = [name for name in known if len(name) >= 5 and name in own]
    return (known[max(parts, key=len)], BY_PART) if parts else ("", 0.0)


def _contradicted(texts: list[str], one: FieldMap, lists: Mapping[str, CodeList]) -> bool:
    """Whether hardly a cell reads as a word of the list that the name speaks of."""
    return bool(texts) and one.read == "code" and one.list in lists and _reads(lists[one.list].code, texts) < 1 - _MANY


def _reads(read: Callable[[str], object], texts: list[str]) -> float:
    """The share of the texts that can be read so."""
    if not texts:
        return 0.0
    good = 0
    for text in texts:
        try:
            good += bool(read(text))
        except (CellUnreadable, ChainageUnreadable):
            continue
    return good / len(texts)


def _within(low: float, high: float) -> Callable[[str], bool]:
    def read(text: str) -> bool:
        value = cells.number(text)
        return value is not None and low <= float(value) <= high

    return read


def _by_content(texts: list[str], possible: Mapping[str, FieldMap], lists: Mapping[str, CodeList]) -> dict[str, float]:
    """Our columns whose way of reading fits what stands there."""

    def chainage(text: str) -> object:
        return ("+" in text or "km" in text.lower()) and parse_chainage(text)

    readings: dict[str, Callable[[str], object]] = {
        **dict.fromkeys(("chainage", "from_chainage", "to_chainage"), chainage),
        "stretch": parse_range,
        "road": lambda text: not text.replace(".", "").isdigit() and road_named(text).road_class,
        "lon": lambda text: _within(102, 110)(text) and "." in text.replace(",", "."),
        "lat": lambda text: _within(8, 24)(text) and len(text) > 6,
        "built_year": lambda text: text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100,
        "span_scheme": lambda text: "x" in text.lower() and parse_spans(text, None),
        "opening_text": lambda text: not text.replace(".", "").replace(",", "").isdigit() and parse_opening(text),
    }
    found = {target: _reads(read, texts) for target, read in readings.items()}
    for target, one in possible.items():
        if one.read == "code" and one.list in lists and target != "kind":
            listed = lists[one.list]
            found[target] = _reads(lambda text, listed=listed: not text.isdigit() and listed.code(text), texts)  # type: ignore[misc]
    return {target: share for target, share in found.items() if share >= _MANY}
