"""The latest inspection wins, part by part, in whatever order they were typed in."""

from datetime import date
from itertools import permutations

import pytest

from infra.rules.inspection import Found, Standing, standing

UNKNOWN = Standing(None, {"deck": None, "superstructure": None, "substructure": None}, None, "")
NOBODY = Standing(None, {}, None, "")


def found(year: int, deck: int | None, upper: int | None, lower: int | None, nth: int = 0) -> Found:
    ratings = {"deck": deck, "superstructure": upper, "substructure": lower}
    return Found(date(year, 6, 1), nth, ratings, None, f"năm {year}.{nth}")


def told(then: Standing) -> tuple[int | None, list[int | None], str | None, str]:
    return then.on.year if then.on else None, list(then.ratings.values()), then.condition, then.reason


FULL_2020, FULL_2024, PIER_2025, PATROL_2026 = (
    found(2020, 8, 8, 8), found(2024, 6, 7, 8), found(2025, None, None, 3), found(2026, None, None, None),
)  # fmt: skip


@pytest.mark.parametrize(
    ("inspections", "expected"),
    [
        ([], (None, [None, None, None], None, "")),
        ([FULL_2020], (2020, [8, 8, 8], "TOT", "năm 2020.0")),
        ([FULL_2020, FULL_2024], (2024, [6, 7, 8], "TB", "năm 2024.0")),
        # one pier was looked at: the deck and the beams keep what 2024 found
        ([FULL_2024, PIER_2025], (2025, [6, 7, 3], "XAU", "năm 2025.0")),
        # only the beams were looked at, and are good: the deck decides, in the words of whoever rated it
        ([FULL_2024, found(2025, None, 9, None)], (2025, [6, 9, 8], "TB", "năm 2024.0")),
        ([FULL_2020, PATROL_2026], (2020, [8, 8, 8], "TOT", "năm 2020.0")),
        # two on one day: the one recorded last
        ([found(2024, 5, 5, 5, nth=1), found(2024, 9, 9, 9, nth=2)], (2024, [9, 9, 9], "TOT", "năm 2024.2")),
        ([FULL_2020, FULL_2024, PIER_2025, PATROL_2026], (2025, [6, 7, 3], "XAU", "năm 2025.0")),
    ],
)
def test_whatever_order_they_were_recorded_in(inspections: list[Found], expected: tuple[object, ...]) -> None:
    for order in permutations(inspections):
        assert told(standing(UNKNOWN, order)) == expected


def test_what_a_person_wrote_stays_while_it_is_newer() -> None:
    by_hand = Standing(date(2025, 1, 1), {"deck": 4, "superstructure": 4, "substructure": 4}, "XAU", "tay")
    assert standing(by_hand, [FULL_2024]) == by_hand
    assert told(standing(by_hand, [FULL_2024], hand_given=False)) == (2024, [6, 7, 8], "TB", "năm 2024.0")
    assert told(standing(by_hand, [FULL_2024, PIER_2025]))[0] == 2025


def test_a_part_no_inspection_rated_keeps_its_rating_and_its_words() -> None:
    by_hand = Standing(
        date(2019, 1, 1), {"deck": 2, "superstructure": 8, "substructure": 8}, "RAT_XAU", "mặt cầu thủng"
    )
    assert told(standing(by_hand, [found(2025, None, 9, 9)])) == (2025, [2, 9, 9], "RAT_XAU", "mặt cầu thủng")


def test_a_culvert_is_judged_by_a_word() -> None:
    old, new = Found(date(2020, 1, 1), 1, {}, "TB", "lắng"), Found(date(2024, 1, 1), 2, {}, "XAU", "lấp")
    patrol = Found(date(2025, 1, 1), 3, {}, None, "đi qua")
    for order in permutations((old, new, patrol)):
        assert told(standing(NOBODY, order)) == (2024, [], "XAU", "lấp")
