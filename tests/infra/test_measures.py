"""Chainage and measure: what is read, what is refused, and the way between them."""

from decimal import Decimal

import pytest

from infra.errors import ChainageBeforeFirstPost, ChainageBeyondPost, ChainageUnreadable, MeasureBeyondRoad
from infra.measures import Calibration, Chainage, Post, chainage_at, measure_of, parse_chainage, parse_range

WRITINGS = {
    "Km2178+500": "Km2178+500",
    "km12+350": "Km12+350",
    "KM 12 + 350": "Km12+350",
    "K5+038": "Km5+038",
    "Km.3+1135": "Km3+1135",
    "Km3+1135": "Km3+1135",
    "Km0+00": "Km0+000",
    "Km0+94.00": "Km0+094",
    "Km0+94,25": "Km0+094.25",
    "Km7": "Km7+000",
    "QL.1 Km2206+400": "Km2206+400",
    "ĐT.980 km 1+5 (P)": "Km1+005",
    "Km1+200 T": "Km1+200",
    "Km10+050m": "Km10+050",
}


@pytest.mark.parametrize(("text", "canonical"), WRITINGS.items())
def test_every_writing_of_the_national_forms_is_read(text: str, canonical: str) -> None:
    assert parse_chainage(text).text() == canonical


@pytest.mark.parametrize(
    "text", ["111887", "710", "", "Km", "Km-1+200", "Km1+2+3", "QL.1", "Km12345+1", "Km3+2001", "Km1+abc"]
)
def test_what_is_no_chainage_is_refused(text: str) -> None:
    with pytest.raises(ChainageUnreadable) as refused:
        parse_chainage(text)
    assert refused.value.facts["value"] == text
    assert refused.value.field == "chainage"


@pytest.mark.parametrize("text", ["Km3+277 : Km3+390", "km3+277 - km3+390", "Km3+277–Km3+390", "Km3+277:Km3+390"])
def test_ranges(text: str) -> None:
    assert [end.text() for end in parse_range(text)] == ["Km3+277", "Km3+390"]


def test_a_single_chainage_is_no_range() -> None:
    with pytest.raises(ChainageUnreadable):
        parse_range("Km3+277")


# Km10 at 0 · Km11 at 1000 · Km12 at 2135 · Km13 nominal at 3135 · Km14 at 4000 · end at 5000
ROAD = Calibration((Post(10, 0), Post(11, 1000), Post(12, 2135), Post(13, 3135, real=False), Post(14, 4000)), 5000.0)
PLACES = [
    ("Km10+000", 0, False),
    ("Km10+500", 500, False),
    ("Km11+1135", 2135, False),
    ("Km12+000", 2135, False),
    ("Km12+1000", 3135, False),
    ("Km13+200", 3335, True),
    ("Km14+1000", 5000, False),
    ("Km11+000.25", 1000.25, False),
]


@pytest.mark.parametrize(("text", "at_m", "nominal"), PLACES)
def test_chainage_to_measure(text: str, at_m: float, nominal: bool) -> None:
    place = measure_of(parse_chainage(text), ROAD)
    assert place.at_m == pytest.approx(at_m, abs=0.01)
    assert place.nominal is nominal


@pytest.mark.parametrize(
    ("text", "over_m", "next_km"),
    [("Km11+1136", 1, 12), ("Km10+1001", 1, 11), ("Km13+900", 35, 14), ("Km14+1200", 200, None), ("Km15+000", 0, None), ("Km16+500", 1500, None)],
)  # fmt: skip
def test_beyond_the_next_post_says_by_how_many_metres(text: str, over_m: float, next_km: int | None) -> None:
    with pytest.raises(ChainageBeyondPost) as refused:
        measure_of(parse_chainage(text), ROAD)
    assert refused.value.facts["over_m"] == pytest.approx(over_m)
    assert refused.value.facts["next_km"] == next_km


def test_beyond_the_last_post_of_a_road_nobody_has_drawn() -> None:
    with pytest.raises(ChainageBeyondPost) as refused:
        measure_of(Chainage(2, Decimal(0)), Calibration((Post(0, 0), Post(1, 1100)), None))
    assert refused.value.facts | {"limit": "last-post", "last_km": 1, "over_m": None} == refused.value.facts


def test_before_the_first_post_nothing_is_known() -> None:
    with pytest.raises(ChainageBeforeFirstPost):
        measure_of(Chainage(9, Decimal(0)), ROAD)
    with pytest.raises(ChainageBeforeFirstPost):
        chainage_at(10, Calibration((Post(0, 20),), 100.0))


@pytest.mark.parametrize(
    ("at_m", "text", "nominal"),
    [(0, "Km10+000", False), (999.994, "Km10+999.99", False), (999.996, "Km11+000", False), (2134, "Km11+1134", False), (2135, "Km12+000", False), (3335, "Km13+200", True), (5000, "Km14+1000", False)],
)  # fmt: skip
def test_measure_to_chainage(at_m: float, text: str, nominal: bool) -> None:
    reading = chainage_at(at_m, ROAD)
    assert (reading.chainage.text(), reading.nominal) == (text, nominal)


@pytest.mark.parametrize(("at_m", "over_m"), [(5000.02, 0.02), (6000, 1000), (-1, 1)])
def test_off_the_road_says_by_how_many_metres(at_m: float, over_m: float) -> None:
    with pytest.raises(MeasureBeyondRoad) as refused:
        chainage_at(at_m, ROAD)
    assert refused.value.facts["over_m"] == pytest.approx(over_m)


def test_there_and_back_agree_to_a_centimetre() -> None:
    for centimetres in range(0, 500_000, 7_919):
        at_m = centimetres / 100
        assert measure_of(chainage_at(at_m, ROAD).chainage, ROAD).at_m == pytest.approx(at_m, abs=0.01)


@pytest.mark.parametrize(
    ("posts", "state"),
    [((), "none"), ((Post(0, 0),), "posts"), ((Post(0, 0, False),), "nominal"), ((Post(0, 0), Post(1, 1000, False)), "partly")],
)  # fmt: skip
def test_a_road_says_what_it_is_read_by(posts: tuple[Post, ...], state: str) -> None:
    assert Calibration(posts, 2000).state == state
