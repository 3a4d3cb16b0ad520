"""The life of a draft: which state follows which act, and who may do it. One table; pure.

open ──submit──▸ submitted ──accept──▸ accepted
 ▴ │                │  └──return──▸ returned ──submit──▸ submitted
 │ └──withdraw──▸ withdrawn ◂──withdraw──┘
 └────withdraw──────┘            (what was asked for is taken back, and may be edited again)
"""

from dataclasses import dataclass

OPEN, SUBMITTED, RETURNED, ACCEPTED, WITHDRAWN = STATES = ("open", "submitted", "returned", "accepted", "withdrawn")
EDITED = (OPEN, RETURNED)
"""States in which its changes are still being written."""
LIVE = (OPEN, SUBMITTED, RETURNED)
AUTHOR, MEMBER, REVIEWER = "author", "member", "reviewer"
READ = "read"


@dataclass(frozen=True, slots=True)
class Step:
    """An act: the parts that may do it, and from which state to which it leads."""

    parts: frozenset[str]
    leads: dict[str, str]


def _step(*parts: str, **leads: str) -> Step:
    return Step(frozenset(parts), leads)


def _staying(*states: str) -> dict[str, str]:
    return {state: state for state in states}


TABLE: dict[str, Step] = {
    READ: _step(AUTHOR, MEMBER, REVIEWER, **_staying(*STATES)),
    "edit": _step(AUTHOR, MEMBER, **_staying(*EDITED)),
    "invite": _step(AUTHOR, **_staying(*LIVE)),
    "check": _step(AUTHOR, MEMBER, REVIEWER, **_staying(*LIVE)),
    "comment": _step(AUTHOR, MEMBER, REVIEWER, **_staying(*LIVE)),
    "submit": _step(AUTHOR, open=SUBMITTED, returned=SUBMITTED),
    "withdraw": _step(AUTHOR, open=WITHDRAWN, returned=WITHDRAWN, submitted=OPEN),
    "return": _step(REVIEWER, submitted=RETURNED),
    "accept": _step(REVIEWER, submitted=ACCEPTED),
}
"""Act → who may do it, from which state to which. There is no other way from one state to another."""


def parts_played(*, author: bool, member: bool, reviews: bool, reviews_own: bool, asked: bool) -> frozenset[str]:
    """What a person is to a draft. `reviews`: holds the right to review its changes; `asked`: its author asked for a review
    at least once and has not taken that back. Who wrote in a draft reviews it only with the right to review their own.
    """
    wrote = author or member
    parts = {AUTHOR: author, MEMBER: member, REVIEWER: reviews and asked and (not wrote or reviews_own)}
    return frozenset(part for part, plays in parts.items() if plays)


def why_not(act: str, state: str, parts: frozenset[str]) -> str | None:
    """None when somebody who plays these parts may do it now; else what stands in the way: "part" or "state"."""
    step = TABLE[act]
    if not parts & step.parts:
        return "part"
    return None if state in step.leads else "state"


def acts_open_to(state: str, parts: frozenset[str]) -> tuple[str, ...]:
    """Everything that may be done now, in the order of the table."""
    return tuple(act for act in TABLE if why_not(act, state, parts) is None)
