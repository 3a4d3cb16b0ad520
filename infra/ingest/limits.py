"""Values nobody could have measured, and text that would not fit: the rules of `infra.rules`, told row by row. Pure."""

from collections.abc import Iterator, Sequence

from infra.ingest.context import Context
from infra.ingest.findings import NOTICE, WARNING, Finding, finding
from infra.ingest.normalise import Record
from infra.rules import believable
from infra.rules.doubts import Known
from infra.rules.structure_facts import narrower
from infra.rules.whereabouts import condition_dated

TEXT_LENGTHS = {
    "code": 60,
    "name": 200,
    "crossing_name": 200,
    "condition_reason": 400,
    "span_scheme": 120,
    "opening_text": 60,
    "unit_text": 200,
}
"""Characters the columns hold."""
_YEARS = ("built_year", "opened_year")


def out_of_range(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Numbers nobody could have measured (`believable.range_broken`)."""
    for record in records:
        for name, value in record.facts.items():
            if limits := believable.range_broken(context.kind, name, value):
                least, most, unit = limits
                words = {"least": least, "most": most, "unit": unit}
                yield finding("out-of-range", WARNING, row=record.row, field=name, value=value, **words)


def years(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Years and days that cannot be are left out; two years the wrong way round are kept and said. A file's status excuses no year."""
    known = Known(context.as_at)
    for record in records:
        doubts = (
            *believable.years({name: record.facts.get(name) for name in _YEARS}, context.as_at.year),
            *believable.surfaced_year(record.facts, known),
            *condition_dated(record.facts, known),
        )
        for doubt in doubts:
            severity = NOTICE if doubt.code == "opened-before-built" else WARNING
            value, words = record.facts[str(doubt.field)], {**doubt.facts}
            words.pop("value", None)
            yield finding(doubt.code, severity, row=record.row, field=str(doubt.field), value=value, **words)


def texts_too_long(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Text that would not fit its column is left out whole, never cut."""
    for record in records:
        for name, most in TEXT_LENGTHS.items():
            value = record.facts.get(name)
            if isinstance(value, str) and len(value) > most:
                yield finding("text-too-long", WARNING, row=record.row, field=name, value=value, most=most)


def bridge_widths(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """A bridge is at least as wide as its carriageway."""
    for record in records:
        width, carriageway = record.facts.get("width_m"), record.facts.get("carriageway_width_m")
        if narrower(width, carriageway):
            yield finding(
                "width-below-carriageway", NOTICE, row=record.row, field="width_m", value=width, carriageway=carriageway
            )
