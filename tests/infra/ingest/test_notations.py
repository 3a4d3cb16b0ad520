"""Openings and span schemes as written on paper."""

from decimal import Decimal

import pytest

from infra.ingest.cells import CellUnreadable
from infra.ingest.notations import parse_opening, parse_spans


@pytest.mark.parametrize(
    ("text", "cells", "width", "height", "diameter"),
    [
        ("D125", 1, None, None, "1.25"),
        ("2D100", 0, None, None, None),  # the count is written with an x
        ("2xD100", 2, None, None, "1"),
        ("Ø1,5m", 1, None, None, "1.5"),
        ("1x1", 1, "1", "1", None),
        ("2x(2x2)", 2, "2", "2", None),
        ("3 x (2,5 x 3)", 3, "2.5", "3", None),
        ("B=0,6", 1, "0.6", None, None),
    ],
)
def test_opening(text: str, cells: int, width: str | None, height: str | None, diameter: str | None) -> None:
    if cells == 0:
        with pytest.raises(CellUnreadable):
            parse_opening(text)
        return
    opening = parse_opening(text)
    assert opening is not None
    expected = [None if value is None else Decimal(value) for value in (width, height, diameter)]
    assert (opening.cells, [opening.width_m, opening.height_m, opening.diameter_m]) == (cells, expected)


@pytest.mark.parametrize(
    ("text", "stated", "written", "count", "total"),
    [
        ("48+72+48", 3, "48+72+48", 3, 168),
        ("24x3", 3, "3x24", 3, 72),
        ("3x24", None, "3x24", 3, 72),
        ("1x21", 1, "21", 1, 21),
        ("40 x 1", 1, "40", 1, 40),
        ("6*33", 6, "6x33", 6, 198),
        ("24x3 + 33x3 + 24x1", 7, "3x24+3x33+24", 7, 195),
        ("39.20+15x40+39.20", 17, "39.2+15x40+39.2", 17, Decimal("678.4")),
        ("1x27.00", 1, "27", 1, 27),
        ("24x11", 11, "11x24", 11, 264),
        ("6x5", 5, "5x6", 5, 30),  # the stated count settles it
        ("33", 1, "33", 1, 33),
    ],
)
def test_spans(text: str, stated: int | None, written: str, count: int, total: object) -> None:
    spans = parse_spans(text, stated)
    assert spans is not None
    assert (spans.text, spans.count, spans.total_m) == (written, count, total)


@pytest.mark.parametrize(
    ("text", "stated", "reason"),
    [
        ("19*", 19, "spans-unreadable"),
        ("3", 3, "spans-unclear"),  # the count again, not a length
        ("24", 7, "spans-unclear"),
        ("1", 1, "spans-unclear"),
        ("6x5", None, "spans-unclear"),
        ("2.5x3.5", None, "spans-unreadable"),
        ("ba nhịp", 3, "spans-unreadable"),
    ],
)
def test_spans_refused(text: str, stated: int | None, reason: str) -> None:
    with pytest.raises(CellUnreadable) as refused:
        parse_spans(text, stated)
    assert refused.value.facts["reason"] == reason


def test_nothing_written_is_nothing() -> None:
    assert parse_opening(None) is None
    assert parse_spans(" ", 3) is None
