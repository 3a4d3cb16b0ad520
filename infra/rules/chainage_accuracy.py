"""How far a chainage can be trusted at a place, from the posts around it. Pure.

The figures are measured on the 221 intervals of QL.7's km-post register (507-1473 m, standard deviation 120 m): a
post that is missing between two seen ones stands within |misfit| + 100 m × √n of its nominal place in 95 % of all
cases, n kilometres from the nearer of the two; beyond the last post seen it is 250 m × √n. A post that has been seen is
trusted to 5 m (hand-held receiver, as the national form is filled in), the drawn line to 1 % of the metres counted along
it: these two are assumptions of ours (docs/locating.md).
"""

from dataclasses import dataclass
from math import sqrt

POST_M, LINE_SHARE = 5.0, 0.01
BETWEEN_M, BEYOND_M = 100.0, 250.0
"""Metres × √(kilometres to the nearest post seen), for a post nobody has seen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A post: its kilometre and its measure in metres from the road's start."""

    km: int
    at_m: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """`metres` either way (95 %), None where nothing seen says how much; `because` names the reason in a word.

    `misfit_m`: how much longer the road is between the posts seen than its kilometres say (None without two).
    """

    metres: float | None
    because: str
    misfit_m: float | None = None


def chainage_uncertainty(
    since_m: float, counted: Standing | None, *, real: bool, before: Standing | None, after: Standing | None
) -> Uncertainty:
    """Of a place `since_m` metres after the post it is `counted` from; `before`, `after`: the real posts around that post."""
    if counted is None:
        return Uncertainty(None, "before-first-post")
    drawn = POST_M + LINE_SHARE * max(since_m, 0)
    if real:
        return Uncertainty(round(drawn, 1), "real-post")
    if before is None and after is None:
        return Uncertainty(None, "no-real-post")
    if after is None:
        return Uncertainty(round(drawn + BEYOND_M * sqrt(counted.km - before.km), 1), "after-last-real-post")  # type: ignore[union-attr]
    first = before or counted
    misfit = after.at_m - first.at_m - 1000 * (after.km - first.km)
    ahead = after.km - counted.km
    steps = ahead if before is None else min(ahead, counted.km - before.km)
    because = "before-first-real-post" if before is None else "between-real-posts"
    return Uncertainty(round(drawn + abs(misfit) + BETWEEN_M * sqrt(steps), 1), because, round(misfit, 1))
