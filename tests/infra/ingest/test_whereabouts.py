"""Which coordinate system points can be in: the usual slips, each found by where it brings them."""

import pytest

from infra.crs import WGS84, transform
from infra.ingest.whereabouts import candidates, doubted

AREA = (105.2, 9.0, 105.9, 9.7)
PLACES = [(105.5, 9.2), (105.6, 9.3), (105.7, 9.25), (105.45, 9.4)]


def metres(srid: int) -> list[tuple[float, float]]:
    return [transform(lon, lat, WGS84, srid) for lon, lat in PLACES]


@pytest.mark.parametrize(
    ("pairs", "declared", "swapped"),
    [
        ([(lat, lon) for lon, lat in PLACES], WGS84, True),
        (metres(5897), WGS84, False),
        ([(y, x) for x, y in metres(5897)], 5897, True),
    ],
)
def test_a_declaration_that_leads_out_of_the_country_is_doubted_and_cured(
    pairs: list[tuple[float, float]], declared: int, swapped: bool
) -> None:
    assert doubted(pairs, declared, swapped=False)
    best = candidates(pairs, AREA)[0]
    assert best.share == 1
    assert best.swapped is swapped
    assert not doubted(pairs, best.srid, swapped=best.swapped)


def test_a_zone_is_among_those_that_fit() -> None:
    assert (9209, False) in {(one.srid, one.swapped) for one in candidates(metres(9209), AREA)}
    assert (9209, True) in {(one.srid, one.swapped) for one in candidates([(y, x) for x, y in metres(9209)], AREA)}


def test_what_is_in_the_country_is_not_doubted_and_two_points_prove_nothing() -> None:
    assert not doubted(PLACES, WGS84, swapped=False)
    assert not doubted([(lat, lon) for lon, lat in PLACES][:2], WGS84, swapped=False)
    assert candidates([(0.0, 0.0)] * 3, AREA) == ()
