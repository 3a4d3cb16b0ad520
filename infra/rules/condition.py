"""Condition of a bridge from the ratings of its parts. Pure.

The class of a bridge is the minimum of deck, superstructure and substructure (US SNBI B.C.12-13, as
used by state bridge programmes); parts not rated are left out. The five Vietnamese words for the 0-9
scale are our design choice: no published five-level bridge scale of Việt Nam could be verified.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("deck", "superstructure", "substructure")
WORST_FIRST = ("RAT_XAU", "XAU", "TB", "KHA", "TOT")
_LOWEST_RATING = {"TOT": 8, "KHA": 7, "TB": 5, "XAU": 3, "RAT_XAU": 0}
"""Condition code → the lowest 0-9 rating that still earns it (`fixtures/code_lists.csv`, `nbi_min`)."""


@dataclass(frozen=True, slots=True)
class BridgeCondition:
    """The condition code, the rating that decides it, and the parts that have that rating."""

    code: str
    rating: int
    parts: tuple[str, ...]


def condition_of_rating(rating: int) -> str:
    """Condition code of a 0-9 rating. Raises ValueError outside 0-9."""
    if not 0 <= rating <= 9:
        raise ValueError(f"a rating is 0 to 9, not {rating}")
    return next(code for code in reversed(WORST_FIRST) if rating >= _LOWEST_RATING[code])


def bridge_condition(ratings: Mapping[str, int | None]) -> BridgeCondition | None:
    """Condition of a bridge from `ratings` by part (see PARTS); None when no part is rated."""
    known = {part: rating for part in PARTS if (rating := ratings.get(part)) is not None}
    if not known:
        return None
    lowest = min(known.values())
    return BridgeCondition(
        condition_of_rating(lowest), lowest, tuple(part for part, rating in known.items() if rating == lowest)
    )
