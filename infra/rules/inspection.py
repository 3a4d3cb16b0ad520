"""What an inspection makes of the thing inspected. Pure.

The latest inspection wins (US NBI practice: the file shows the last findings, whenever they were typed in), part by
part: a special inspection that looked at one pier says nothing of the deck, and must not make it better by silence.
So the state of a thing is read from all its inspections together, and the order they were recorded in is of no
consequence. That this is how Vietnamese inspection files are read was not verified: practice, confidence M-H.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from infra.rules.condition import PARTS, BridgeCondition, bridge_condition

Ratings = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Found:
    """What one inspection found. `nth`: its place among those of one day. No ratings and no condition: no result."""

    on: date
    nth: int
    ratings: Ratings
    condition: str | None = None
    reason: str = ""

    @property
    def has_result(self) -> bool:
        """A patrol that judged nothing changes nothing."""
        return self.condition is not None or any(rating is not None for rating in self.ratings.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """How a thing is said to be, since when and why. `on` None: nobody said when."""

    on: date | None
    ratings: Ratings
    condition: str | None
    reason: str


def standing(now: Standing, found: Sequence[Found], *, hand_given: bool = True) -> Standing:
    """The state after all inspections; `now` itself when they have no say in it.

    `hand_given`: what stands now may have been written by hand; dated after every inspection, it stays. A part that no
    inspection rated keeps the rating it has.
    """
    judged = sorted((f for f in found if f.has_result), key=lambda f: (f.on, f.nth))
    if not judged or (hand_given and now.on is not None and now.on > judged[-1].on):
        return now
    rated = {part: rating for f in judged for part, rating in f.ratings.items() if rating is not None}
    ratings = {**now.ratings, **rated}
    decided = bridge_condition(ratings)
    if decided is None:
        told = next(f for f in reversed(judged) if f.condition is not None)
        return Standing(judged[-1].on, ratings, told.condition, told.reason)
    return Standing(judged[-1].on, ratings, decided.code, _reason(decided, judged, now.reason))


def _reason(decided: BridgeCondition, judged: Sequence[Found], before: str) -> str:
    """The words of the inspection that last rated a part the condition hangs on; of none, the words there were."""
    tellers = (f for f in reversed(judged) if any(f.ratings.get(part) is not None for part in decided.parts))
    teller = next(tellers, None)
    return before if teller is None else teller.reason


def rated_parts(ratings: Ratings) -> tuple[str, ...]:
    """The parts an inspection rated."""
    return tuple(part for part in PARTS if ratings.get(part) is not None)
