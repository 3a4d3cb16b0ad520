"""Values nobody could have measured, and years that cannot be. Pure: the import, the forms and the stored rows ask here.

The ranges are a choice of this project: outside them the unit is wrong or the figure is.
"""

from collections.abc import Iterator
from decimal import Decimal

from infra.rules.doubts import Doubt, Facts, Known

Range = tuple[Decimal, Decimal, str]
"""Least, most, unit as people write it."""


def _ranges(*rows: tuple[str, str, str, str]) -> dict[str, Range]:
    return {name: (Decimal(least), Decimal(most), unit) for name, least, most, unit in rows}


RANGES = _ranges(
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
RANGES_BY_KIND: dict[str, dict[str, Range]] = {
    "culvert": _ranges(("width_m", "0.2", "20", "m"), ("length_m", "1", "300", "m")),
    "waterway": _ranges(("width_m", "0.3", "5000", "m")),
    "bridge": _ranges(("width_m", "1", "80", "m"), ("length_m", "2", "60000", "m")),
    "section": _ranges(
        ("lanes", "1", "20", "làn"), ("formation_width_m", "1", "120", "m"), ("iri_m_km", "0", "40", "m/km")
    ),
}
EARLIEST_YEAR = 1850


def range_broken(kind: str, name: str, value: object) -> Range | None:
    """The range of a column that a value lies outside; None for one that is believable or has no range."""
    limits = RANGES_BY_KIND.get(kind, {}).get(name) or RANGES.get(name)
    measured = isinstance(value, Decimal | int | float) and not isinstance(value, bool)
    return limits if limits and measured and not limits[0] <= Decimal(str(value)) <= limits[1] else None


def out_of_range(kind: str, facts: Facts) -> Iterator[Doubt]:
    """Numbers nobody could have measured: a culvert 100 m wide is 100 cm in the wrong column."""
    for name in (*RANGES, *RANGES_BY_KIND.get(kind, ())):
        if limits := range_broken(kind, name, facts.get(name)):
            least, most, unit = limits
            told = {"value": float(facts[name]), "least": float(least), "most": float(most), "unit": unit}
            yield Doubt("out-of-range", name, told)


def years(facts: Facts, this_year: int) -> Iterator[Doubt]:
    """A year after `this_year`, before 1850, or opened before it was built. What is planned or being built may have years to come."""
    built, opened = facts.get("built_year"), facts.get("opened_year")
    for name, value in (("built_year", built), ("opened_year", opened)):
        if isinstance(value, int) and value > this_year and facts.get("status") not in ("DU_KIEN", "DANG_THI_CONG"):
            yield Doubt("year-in-future", name, {"year": value, "this_year": this_year}, {name: None})
        elif isinstance(value, int) and value < EARLIEST_YEAR:
            yield Doubt("out-of-range", name, {"value": value, "least": EARLIEST_YEAR, "most": this_year, "unit": ""})
    if isinstance(built, int) and isinstance(opened, int) and opened < built:
        swapped = {"built_year": opened, "opened_year": built}
        yield Doubt("opened-before-built", "opened_year", {"value": opened, "built": built}, swapped)


def structure_years(facts: Facts, known: Known) -> Iterator[Doubt]:
    """`years` of a bridge or culvert."""
    return years(facts, known.as_at.year)


def surfaced_year(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A section surfaced in a year to come."""
    value = facts.get("surfaced_year")
    if isinstance(value, int) and value > known.as_at.year:
        yield Doubt(
            "year-in-future", "surfaced_year", {"year": value, "this_year": known.as_at.year}, {"surfaced_year": None}
        )
