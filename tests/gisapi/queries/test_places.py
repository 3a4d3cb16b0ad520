"""Many places at once say what the functions of linear referencing say of one."""

import pytest

from gisapi.params import NearPoint, Telling
from gisapi.queries.places import places_near, places_of
from gisapi.typed import AtChainage
from infra.measures import parse_chainage
from infra.models import Road
from tests import network
from tests.sql import rows

pytestmark = pytest.mark.django_db
TELLING = Telling(crs=None, limit=5, within_m=500, tolerance_m=0)


@pytest.fixture
def winding() -> Road:
    return network.winding()


def test_a_place_is_found_as_on_the_whole_line(winding: Road) -> None:
    """At every 100 m, up to 120 m to either side: measure, offset and side as lrs.locate has them."""
    places = rows(
        """select ST_X(p), ST_Y(p), f.at_m, f.offset_m
             from generate_series(0, 11900, 100) m, unnest(array[-120, -30, 0, 30, 120]) o, lateral lrs.point_at(%s, m, o) p, lateral lrs.locate(%s, p) f
            where p is not null""",
        winding.pk,
        winding.pk,
    )
    assert len(places) > 400
    found = places_near([NearPoint(lon, lat, None, 500) for lon, lat, _, _ in places], TELLING, signed_in=True)
    for (_, _, at_m, offset_m), (place,) in zip(places, found, strict=True):
        assert place["at_m"] == pytest.approx(at_m, abs=0.01)
        assert place["offset_m"] == pytest.approx(offset_m, abs=0.02)


def test_a_chainage_is_where_the_whole_line_has_it(winding: Road) -> None:
    measures = [*range(0, 9000, 50), 4321.98]
    chainages = [AtChainage("ĐT.7T", parse_chainage(f"Km{int(m // 1000)}+{m % 1000:.2f}")) for m in measures]
    for m, found in zip(measures, places_of(chainages, signed_in=True), strict=True):
        ((lon, lat),) = rows("select ST_X(p), ST_Y(p) from lrs.point_at(%s, %s) p", winding.pk, m)
        assert isinstance(found, list), (m, found)
        assert (found[0]["lon"], found[0]["lat"]) == (pytest.approx(lon, abs=1e-8), pytest.approx(lat, abs=1e-8))


def test_the_other_ends_of_a_gap_are_one_measure() -> None:
    """ĐT.1T has 500 m without a road after its first 1000 m; the end before the gap is told."""
    network.build()
    (found,) = places_of([AtChainage("ĐT.1T", parse_chainage("Km1"))], signed_in=True)
    assert isinstance(found, list)
    assert found[0]["lat"] == pytest.approx(network.up(1000).y, abs=1e-8)
    ((place,),) = places_near([NearPoint(105.6, network.up(1499).y, None, 500)], TELLING, signed_in=True)
    assert (place["at_m"], place["lat"]) == (pytest.approx(1000, abs=0.01), pytest.approx(network.up(1500).y, abs=1e-8))
