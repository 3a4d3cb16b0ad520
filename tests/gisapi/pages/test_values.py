"""Values as Vietnamese readers write them."""

from typing import Any

import pytest

from gisapi.fields import Field
from gisapi.pages.values import Shown, amount, shown

MEANINGS = {"condition": {"TOT": ("Tốt", "Good")}, "side": {"TRAI": ("Trái", "Left")}}


def field(kind: str, name: str = "x", codes: str = "", unit: str = "") -> Field:
    return Field(name, kind, codes, unit, always=True, public=True, title_vi="X", title_en="X")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (7, "7"), (1000, "1.000"), (1225.903, "1.225,903"), (-1234.5, "-1.234,5"), (-0.5, "-0,5"), (93.80, "93,8"),
        (1e-07, "0,0000001"), (1500000, "1.500.000"), (100.0, "100"), (1e16, "10.000.000.000.000.000"),
    ],
)  # fmt: skip
def test_amounts(value: float, text: str) -> None:
    assert amount(value) == text


def test_amounts_of_one_column_have_as_many_decimals() -> None:
    assert [amount(value, decimals=3) for value in (4.0, 3.7041, 1234.5)] == ["4,000", "3,704", "1.234,500"]


@pytest.mark.parametrize(
    ("of", "value", "expected"),
    [
        (field("text"), None, Shown("–")),
        (field("text"), "", Shown("–")),
        (field("texts"), [], Shown("–")),
        (field("text"), "Cầu 1.5", Shown("Cầu 1.5")),
        (field("code", codes="condition"), "TOT", Shown("Tốt", "Good", mark="TOT")),
        (field("code", codes="side"), "TRAI", Shown("Trái", "Left")),
        (field("code", codes="side"), "LA", Shown("LA")),
        (field("integer", "built_year"), 2017, Shown("2017", is_number=True)),
        (field("integer", "cost_vnd", unit="đ"), 1500000, Shown("1.500.000", is_number=True)),
        (field("number", unit="m"), 0, Shown("0", is_number=True)),
        (field("boolean"), False, Shown("Không", "No")),
        (field("date"), "2025-06-30", Shown("30/06/2025")),
        (field("instant"), "2026-11-24T23:16:55.876754+00:00", Shown("25/11/2026 06:16:55")),
        (field("text", "end_chainage"), "Km2231+061.36", Shown("Km2231+061,36")),
        (field("text", "span_scheme"), "18.6+18.6", Shown("18,6+18,6")),
        (field("texts"), ["QL.1A", "QL1"], Shown("", lines=("QL.1A", "QL1"))),
        (field("json"), [{"code": "99000", "share": 0.75}], Shown("", lines=("code: 99000 · share: 0,75",))),
    ],
)
def test_values(of: Field, value: Any, expected: Shown) -> None:
    assert shown(of, value, MEANINGS) == expected
