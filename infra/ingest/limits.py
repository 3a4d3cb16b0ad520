"""Values nobody could have measured, and text that would not fit. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from infra.ingest.context import Context
from infra.ingest.findings import NOTICE, WARNING, Finding, finding
from infra.ingest.mapping import BRIDGE, CULVERT
from infra.ingest.normalise import Record

RANGES: dict[str, tuple[Decimal, Decimal, str]] = {
    name: (Decimal(least), Decimal(most), unit)
    for name, least, most, unit in (
        ("cells", "1", "20", "ngăn"),
        ("diameter_m", "0.2", "6", "m"),
        ("height_m", "0.2", "10", "m"),
        ("skew_deg", "1", "90", "độ"),
        ("span_count", "1", "500", "nhịp"),
        ("carriageway_width_m", "1", "60", "m"),
        ("footway_width_m", "0", "6", "m"),
        ("vertical_clearance_m", "1", "100", "m"),
        ("navigation_width_m", "1", "1000", "m"),
        ("navigation_height_m", "0.5", "100", "m"),
        ("design_life_years", "1", "200", "năm"),
        ("stated_next_m", "1", "5000", "m"),
        ("deck_rating", "0", "9", ""),
        ("superstructure_rating", "0", "9", ""),
        ("substructure_rating", "0", "9", ""),
        ("offset_m", "-500", "500", "m"),
        ("apron_up_m2", "0", "1000", "m²"),
        ("apron_down_m2", "0", "1000", "m²"),
        *((f"sump_{end}_{size}_m", "0", "20", "m") for end in ("up", "down") for size in ("depth", "width", "length")),
    )
}
"""Believable values, whatever the kind: outside them the unit is wrong or the figure is. A choice of this project."""
RANGES_BY_KIND: dict[tuple[str, str], tuple[Decimal, Decimal, str]] = {
    (CULVERT, "width_m"): (Decimal("0.2"), Decimal(20), "m"),
    (CULVERT, "length_m"): (Decimal(1), Decimal(300), "m"),
    (BRIDGE, "width_m"): (Decimal(1), Decimal(80), "m"),
    (BRIDGE, "length_m"): (Decimal(2), Decimal(60000), "m"),
}
TEXT_LENGTHS = {"code": 60, "name": 200, "crossing_name": 200, "span_scheme": 120, "opening_text": 60, "unit_text": 200}
"""Characters the columns hold."""
EARLIEST_YEAR = 1850


def out_of_range(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Numbers nobody could have measured: a culvert 100 m wide is 100 cm in the wrong column."""
    for record in records:
        for name, value in record.facts.items():
            limits = RANGES_BY_KIND.get((context.kind, name)) or RANGES.get(name)
            if limits and isinstance(value, Decimal | int) and not limits[0] <= value <= limits[1]:
                least, most, unit = limits
                yield finding(
                    "out-of-range", WARNING, row=record.row, field=name, value=value, least=least, most=most, unit=unit
                )


def years(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """A year after the import's, before 1850, or opened before it was built."""
    for record in records:
        built, opened = record.facts.get("built_year"), record.facts.get("opened_year")
        for name, value in (("built_year", built), ("opened_year", opened)):
            if isinstance(value, int) and value > context.year:
                yield finding("year-in-future", WARNING, row=record.row, field=name, value=value)
            elif isinstance(value, int) and value < EARLIEST_YEAR:
                words = {"least": EARLIEST_YEAR, "most": context.year, "unit": ""}
                yield finding("out-of-range", WARNING, row=record.row, field=name, value=value, **words)
        if isinstance(built, int) and isinstance(opened, int) and opened < built:
            yield finding("opened-before-built", NOTICE, row=record.row, field="opened_year", value=opened, built=built)


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
        if isinstance(width, Decimal) and isinstance(carriageway, Decimal) and width < carriageway:
            yield finding(
                "width-below-carriageway", NOTICE, row=record.row, field="width_m", value=width, carriageway=carriageway
            )
