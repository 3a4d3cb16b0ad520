"""A sign never lets through more than the bridge carries; on a day the strictest sign holds."""

from datetime import date
from decimal import Decimal

import pytest

from infra.rules.posting import Limit, Load, above_load, in_force

T8, T13, H30 = (
    Load("8T", "actual_load", Decimal(8)),
    Load("13T", "design_load", Decimal(13)),
    Load("H30", "actual_load", None),
)


@pytest.mark.parametrize(
    ("limit_t", "loads", "load"),
    [
        ("8", [T8], None),
        ("8.01", [T8], "8T"),
        ("10", [T8, T13], "8T"),  # what it carries today counts, not what it was built for
        ("10", [T13], None),
        ("99", [H30], None),  # a design convoy is no gross mass
        ("99", [H30, T13], None),
        ("99", [], None),
        (None, [T8], None),
    ],
)
def test_a_limit_above_the_load(limit_t: str | None, loads: list[Load], load: str | None) -> None:
    above = above_load(None if limit_t is None else Decimal(limit_t), loads)
    assert (above and above.load) == load


def limit(n: int, figure: int | None, first: int | None, last: int | None, sign: str = "P115", of: str = "") -> Limit:
    days = (None if year is None else date(year, 1, 1) for year in (first, last))
    return Limit(n, sign, of, None if figure is None else Decimal(figure), *days)


OLD, NEW, AXLE = limit(1, 13, 2010, 2020), limit(2, 8, 2018, None), limit(3, 5, None, None, "P116")
TRUCK, TRAILER = limit(4, 10, 2000, None, "S505B", "xe tải"), limit(5, 15, 2000, None, "S505B", "xe kéo moóc")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2009, 12, 31), {3}),
        (date(2010, 1, 1), {1, 3}),
        (date(2019, 1, 1), {2, 3}),  # both stand: the strictest holds
        (date(2020, 1, 1), {2, 3}),
        (date(2030, 1, 1), {2, 3}),
    ],
)
def test_the_limits_in_force(on: date, expected: set[int]) -> None:
    for limits in ([OLD, NEW, AXLE], [AXLE, NEW, OLD]):
        assert {one.id for one in in_force(limits, on).values()} == expected


def test_the_last_day_counts_and_each_vehicle_type_has_its_own() -> None:
    assert set(in_force([OLD], date(2020, 1, 1))) == {("P115", "")}
    assert in_force([OLD], date(2020, 1, 2)) == {}
    assert {one.id for one in in_force([TRUCK, TRAILER], date(2026, 1, 1)).values()} == {4, 5}


def test_a_sign_whose_figure_is_not_known_yields_to_one_that_is() -> None:
    unknown = limit(9, None, 2000, None)
    assert in_force([unknown], date(2026, 1, 1)) == {("P115", ""): unknown}
    assert in_force([unknown, NEW], date(2026, 1, 1)) == {("P115", ""): NEW}
    assert in_force([NEW, unknown], date(2026, 1, 1)) == {("P115", ""): NEW}
