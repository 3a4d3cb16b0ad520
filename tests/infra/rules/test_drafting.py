"""The life of a draft as a table: every state, every part, every act."""

from itertools import chain, combinations

import pytest

from infra.rules.drafting import AUTHOR, LIVE, MEMBER, REVIEWER, STATES, TABLE, acts_open_to, parts_played, why_not

OPEN_TO = {
    ("open", AUTHOR): {"read", "edit", "invite", "check", "comment", "submit", "withdraw"},
    ("open", MEMBER): {"read", "edit", "check", "comment"},
    ("submitted", AUTHOR): {"read", "invite", "check", "comment", "withdraw"},
    ("submitted", MEMBER): {"read", "check", "comment"},
    ("submitted", REVIEWER): {"read", "check", "comment", "return", "accept"},
    ("returned", AUTHOR): {"read", "edit", "invite", "check", "comment", "submit", "withdraw"},
    ("returned", MEMBER): {"read", "edit", "check", "comment"},
    ("returned", REVIEWER): {"read", "check", "comment"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("part", [AUTHOR, MEMBER, REVIEWER])
def test_what_each_part_may_do_in_each_state(state: str, part: str) -> None:
    wanted = OPEN_TO.get((state, part), {"read"} if state not in LIVE else {"read", "check", "comment"})
    assert set(acts_open_to(state, frozenset({part}))) == wanted


def test_parts_add_up_and_nobody_may_do_nothing() -> None:
    parts = (AUTHOR, MEMBER, REVIEWER)
    for state in STATES:
        assert acts_open_to(state, frozenset()) == ()
        for some in chain.from_iterable(combinations(parts, n) for n in (2, 3)):
            alone = set(chain.from_iterable(acts_open_to(state, frozenset({part})) for part in some))
            assert set(acts_open_to(state, frozenset(some))) == alone


def test_what_stands_in_the_way_is_told() -> None:
    assert why_not("accept", "submitted", frozenset({AUTHOR})) == "part"
    assert why_not("accept", "open", frozenset({REVIEWER})) == "state"
    assert why_not("accept", "submitted", frozenset({REVIEWER})) is None


def test_nothing_leads_out_of_the_end_and_every_state_is_reached() -> None:
    steps = [(state, to) for step in TABLE.values() for state, to in step.leads.items() if state != to]
    assert {to for _, to in steps} == set(STATES)
    assert not [state for state, _ in steps if state in ("accepted", "withdrawn")]


@pytest.mark.parametrize(
    ("wrote", "reviews", "own", "asked", "plays"),
    [
        (False, True, False, True, {REVIEWER}),
        (False, True, False, False, set()),
        (False, False, False, True, set()),
        (True, True, False, True, {AUTHOR}),
        (True, True, True, True, {AUTHOR, REVIEWER}),
        (True, True, True, False, {AUTHOR}),
    ],
)
def test_who_wrote_in_it_reviews_it_only_with_a_right_to(
    wrote: bool, reviews: bool, own: bool, asked: bool, plays: set[str]
) -> None:
    assert parts_played(author=wrote, member=False, reviews=reviews, reviews_own=own, asked=asked) == plays
