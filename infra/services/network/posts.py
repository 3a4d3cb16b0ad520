"""Km posts as an operation hands them on."""

from collections.abc import Sequence

from infra.models import Road
from infra.network.behaviours import RETIRE
from infra.network.effects import Decision
from infra.network.standing import Standing
from infra.services.network.rows import delete, update
from infra.services.network.running import Work


def posts_of(work: Work, road: Road) -> list[Standing]:
    """The posts of a road before the operation."""
    return work.before.along(road.pk, "km_post")


def within(posts: Sequence[Standing], from_m: float, to_m: float) -> list[Standing]:
    """The posts from a measure up to another; one without a place stands where its kilometre belongs."""
    placed = [(post.from_m, post.km) for post in posts if post.from_m is not None and post.km is not None]
    first = max((km for at_m, km in placed if at_m < from_m), default=-1)
    last = max((km for at_m, km in placed if at_m < to_m), default=-1)
    return [
        post
        for post in posts
        if (from_m <= post.from_m < to_m if post.from_m is not None else first < (post.km or 0) <= last)
    ]


def hand_over(work: Work, posts: Sequence[Standing], road: Road) -> None:
    """Give posts to another road; where they stand and what they say stays.

    A kilometre that road has already is not given twice: what becomes of such a post is for a person to say.
    """
    taken = {post.km for post in posts_of(work, road)}
    twice = [post for post in posts if post.km in taken]
    retired = [post.id for post in posts if work.asked.of("km_post", post.public_id) == RETIRE]
    for post in twice:
        if post.id not in retired:
            work.decide("km_post", post.id, Decision("km_twice", (RETIRE,)))
            retired.append(post.id)  # a preview shows it gone; a commit without the decision is refused
    delete(work, "km_post", retired, RETIRE)
    update(work, "km_post", ("road_id",), ("bigint",), [(post.id, road.pk) for post in posts if post.id not in retired])
