"""Cells to values: numbers, years, codes by label, old fonts, road names."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest

from infra.ingest.cells import CellUnreadable, CodeList, clean, day, number, plain, whole, year
from infra.ingest.legacy_text import looks_legacy
from infra.ingest.mapping import road_named

BODY = CodeList.of("culvert_body", [("BTCT", ["Bê tông cốt thép", "BTCT"]), ("DA_HOC_DAN", ["Đá hộc xây - tấm đan"])])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None), ("", None), ("  ", None), ("1,5", "1.5"), (" 105.664506 ", "105.664506"), (3, "3"), (8.5, "8.5"),
        ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("-2", "-2"), (float("nan"), None), (0, "0"),
    ],
)  # fmt: skip
def test_number(cell: object, value: str | None) -> None:
    assert number(cell) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2,5m", "number-unreadable"), ("abc", "number-unreadable"), (True, "number-unreadable"), (float("inf"), "number-unreadable"),
        ("1e5", "number-unreadable"), ("1,2,3.4.5", "number-unreadable"), ("#N/A", "excel-error"), ("=A1*2", "formula-not-computed"),
    ],
)  # fmt: skip
def test_number_refused(cell: object, reason: str) -> None:
    with pytest.raises(CellUnreadable) as refused:
        number(cell)
    assert refused.value.facts["reason"] == reason


def test_whole_has_no_fraction() -> None:
    assert whole("2.0") == 2
    with pytest.raises(CellUnreadable):
        whole("2.5")


@pytest.mark.parametrize(("cell", "value"), [(1999, 1999), ("2010", 2010), (0, 0), (None, None)])
def test_year(cell: object, value: int | None) -> None:
    assert year(cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 8, 5), datetime(2026, 8, 5, 14, 30), "2026-08-05", "2026-08-05T00:00:00Z", "5/8/2026", "05-08-2026", "5.8.2026",
        "ngày 05 tháng 8 năm 2026", " 5 tháng 8 năm 2026",
    ],
)  # fmt: skip
def test_day(cell: object) -> None:
    """The day stands before the month, whoever's spreadsheet it was."""
    assert day(cell) == date(2026, 8, 5)


@pytest.mark.parametrize("cell", [None, "", " "])
def test_no_day(cell: object) -> None:
    assert day(cell) is None


@pytest.mark.parametrize("cell", ["8/25/2026", "31/2/2026", "5/8/26", "8/2026", 46239, "5/8-2026", "hôm qua"])
def test_day_refused(cell: object) -> None:
    """A month cannot be 25, a year has four digits, a number of days is nobody's date: none is guessed at."""
    with pytest.raises(CellUnreadable) as refused:
        day(cell)
    assert refused.value.facts["reason"] == "date-unreadable"


@pytest.mark.parametrize("cell", ["2012-2014", 99, "khoảng 2010", 20100])
def test_year_refused(cell: object) -> None:
    with pytest.raises(CellUnreadable) as refused:
        year(cell)
    assert refused.value.facts["reason"] == "year-unreadable"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Bê tông cốt thép", "BTCT"), ("BÊ TÔNG  CỐT THÉP ", "BTCT"), ("be tong cot thep", "BTCT"), ("btct", "BTCT"),
        ("Đá hộc xây–tấm đan", "DA_HOC_DAN"), ("", None), (None, None),
        (unicodedata.normalize("NFD", "Bê tông cốt thép"), "BTCT"),
    ],
)  # fmt: skip
def test_code_by_label(label: object, code: str | None) -> None:
    assert BODY.code(label) == code


def test_code_unknown_and_ambiguous() -> None:
    lists = CodeList.of("x", [("A", ["Lấp"]), ("B", ["Lắp"])])
    assert lists.code("lắp") == "B"
    for label in ("lap", "Gỗ"):
        with pytest.raises(CellUnreadable) as refused:
            lists.code(label)
        assert refused.value.facts["reason"] == "code-unknown"


def test_clean_and_plain() -> None:
    assert clean(" Hoà \u00a0 Bình\n") == "Hoà Bình"
    assert plain("Đá hộc xây–tấm đan (2)") == "dahocxaytamdan2"


@pytest.mark.parametrize("text", ["Quèc lé 1", "CÇu sè 2", "§­êng tØnh", "X· VÜnh Léc"])
def test_tcvn3_is_seen(text: str) -> None:
    assert looks_legacy(text)


@pytest.mark.parametrize("text", ["Quốc lộ 1", "Xã Đức Thịnh", "Krông Búk", "Đăk Hlơ", "Cầu số 2", "Lap 50%", "2×2 m", "Nghĩa Lợi", "Tp. Hồ Chí Minh", ""])  # fmt: skip
def test_unicode_is_not_taken_for_tcvn3(text: str) -> None:
    assert not looks_legacy(text)


@pytest.mark.parametrize(
    ("text", "code", "branch", "road_class"),
    [
        ("QL.8: 000", "QL.8", "000", "QL"), ("ql 1a", "QL.1A", "000", "QL"), ("QL91C", "QL.91C", "000", "QL"), ("TL-978", "ĐT.978", "000", "DT"),
        ("DT980", "ĐT.980", "000", "DT"), ("CT1", "CT.01", "000", "CT"), ("QL.8: 2", "QL.8", "002", "QL"), ("Đường Giồng Nhãn", "Đường Giồng Nhãn", "000", None),
    ],
)  # fmt: skip
def test_road_named(text: str, code: str, branch: str, road_class: str | None) -> None:
    road = road_named(text)
    assert (road.code, road.branch, road.road_class) == (code, branch, road_class)
