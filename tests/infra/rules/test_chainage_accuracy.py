"""How far a chainage can be trusted: each figure can be worked out by hand."""

import pytest

from infra.rules.chainage_accuracy import Standing, Uncertainty, chainage_uncertainty

KM11, KM12, KM14 = Standing(11, 1000), Standing(12, 2135), Standing(14, 4000)


@pytest.mark.parametrize(
    ("since_m", "counted", "real", "before", "after", "expected"),
    [
        (0, KM12, True, KM12, KM14, Uncertainty(5.0, "real-post")),
        (800, KM12, True, KM12, KM14, Uncertainty(13.0, "real-post")),  # 5 + 1 % of 800
        # Km13 is missing; Km12 to Km14 is 1865 m of road for 2 km: 135 m too short. 5 + 135 + 100 × √1
        (0, Standing(13, 3135), False, KM12, KM14, Uncertainty(240.0, "between-real-posts", -135.0)),
        # the fourth nominal post after Km14: 5 + 250 × √4
        (0, Standing(18, 8000), False, KM14, None, Uncertainty(505.0, "after-last-real-post")),
        # Km0 as stated, 4 km and 4200 m before the first post seen: 5 + 200 + 100 × √4
        (0, Standing(0, 0), False, None, Standing(4, 4200), Uncertainty(405.0, "before-first-real-post", 200.0)),
        (0, Standing(0, 0), False, None, None, Uncertainty(None, "no-real-post")),
        (0, None, False, None, KM11, Uncertainty(None, "before-first-post")),
    ],
)
def test_what_the_posts_around_say(
    since_m: float, counted: Standing, real: bool, before: Standing, after: Standing, expected: Uncertainty
) -> None:
    assert chainage_uncertainty(since_m, counted, real=real, before=before, after=after) == expected


def test_the_nearer_post_counts_and_none_makes_it_less_certain() -> None:
    """Nine missing between Km0 and Km10, all on their thousands: the middle one is the least certain."""
    ends = {"before": Standing(0, 0), "after": Standing(10, 10000)}
    told = [chainage_uncertainty(0, Standing(km, 1000 * km), real=False, **ends).metres for km in range(1, 10)]
    assert told == [105.0, 146.4, 178.2, 205.0, 228.6, 205.0, 178.2, 146.4, 105.0]
