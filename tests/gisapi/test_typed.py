"""What people type: chainages of a road and coordinates, in the writings seen."""

from decimal import Decimal

import pytest

from gisapi.typed import AtChainage, typed_chainage, typed_coordinates
from infra.measures import Chainage


@pytest.mark.parametrize(
    ("text", "road", "km", "m"),
    [
        ("QL.1 Km2206+400", "QL.1", 2206, "400"),
        ("ql1 km 2206 + 400", "ql1", 2206, "400"),
        ("QL1 2206+400", "QL1", 2206, "400"),
        ("ĐT.980, Km3+1135", "ĐT.980", 3, "1135"),
        ("Quốc lộ 1 K5+038", "Quốc lộ 1", 5, "38"),
        ("CT.01 Km7", "CT.01", 7, "0"),
    ],
)
def test_a_chainage_of_a_road(text: str, road: str, km: int, m: str) -> None:
    assert typed_chainage(text) == AtChainage(road, Chainage(km, Decimal(m)))


@pytest.mark.parametrize("text", ["Cầu Hộ Phòng", "QL.1", "Km5+100", "kênh 5", "9.286, 105.724", "", "QL.1 Km"])
def test_words_are_no_chainage(text: str) -> None:
    assert typed_chainage(text) is None


@pytest.mark.parametrize("text", ["9.286, 105.724", "105.724 9.286", "9.286,105.724", "9.286; 105.724"])
def test_degrees_in_either_order(text: str) -> None:
    (at,) = typed_coordinates(text)
    assert (at.lon, at.lat) == (105.724, 9.286)


def test_vn2000_metres_say_no_zone_so_each_is_read() -> None:
    old, new = typed_coordinates("X 1026816 Y 579584")
    assert (old.lon, old.lat) == pytest.approx((105.72618, 9.28458), abs=1e-5)
    assert (new.lon, new.lat) == pytest.approx((105.22618, 9.28458), abs=1e-5)
    assert old.system != new.system


@pytest.mark.parametrize("text", ["31825", "2178 500", "1, 2", "X 1 Y 2", "999.1, 999.2", "X 9999999 Y 9999999"])
def test_other_numbers_are_no_coordinates(text: str) -> None:
    assert typed_coordinates(text) == ()
