"""Checks on records made in the test. On the test road a kilometre of chainage is 0.009° of latitude, about 1 km."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from infra.ingest.checks import run_checks
from infra.ingest.context import Context
from infra.ingest.findings import ERROR, NOTICE, WARNING, finding, gathered, left_out
from infra.ingest.mapping import BRIDGE, CULVERT, KM_POST, RoadName
from infra.ingest.normalise import Record
from infra.ingest.positions import Position
from infra.ingest.report import CREATE, REFUSED, Report
from infra.ingest.sources import FormHeader
from infra.measures import Chainage, parse_range

ROAD = RoadName("QL.9T")


def record(row: int, km: int, m: int = 0, lat: float | None = None, **facts: Any) -> Record:
    """Row `row` at Km`km`+`m`, standing where it should unless `lat` says otherwise."""
    north = 9.2 + 0.009 * (km + m / 1000) if lat is None else lat
    chainage = Chainage(km, Decimal(m))
    return Record(row, ROAD, chainage, chainage.text(), Position(105.5, north, 4326), facts)


def check(
    kind: str, *records: Record, header: FormHeader | None = None
) -> tuple[list[tuple[str, str, int | None]], list[Record]]:
    """((code, severity, row) of each finding, the records left)."""
    kept, found = run_checks(records, Context(kind, header or FormHeader(), date(2026, 9, 1)))
    return [(one.code, one.severity, one.row) for one in found], list(kept)


def road(n: int) -> list[Record]:
    return [record(row, row) for row in range(n)]


def test_a_straight_road_says_nothing() -> None:
    found, kept = check(CULVERT, *road(12))
    assert (found, len([one for one in kept if one.position])) == ([], 12)


def test_one_point_far_off_loses_its_position_and_keeps_it_in_words() -> None:
    rows = road(12)
    rows[5] = record(5, 5, lat=9.9)
    found, kept = check(CULVERT, *rows)
    assert found == [("far-from-neighbours", WARNING, 5)]
    assert kept[5].position is None
    assert kept[5].facts["note"] == "Toạ độ theo nguồn không dùng: 105.5, 9.9"


def test_three_agreeing_strays_are_strays_four_are_another_road() -> None:
    def strays(count: int) -> list[int | None]:
        rows = [record(k, k, lat=(9.2 + 0.009 * k + (0.5 if 10 <= k < 10 + count else 0))) for k in range(30)]
        return [row for code, _, row in check(CULVERT, *rows)[0] if code == "far-from-neighbours"]

    assert strays(3) == [10, 11, 12]
    assert strays(12) == []


def test_one_position_for_two_chainages() -> None:
    rows = road(6)
    rows[3] = replace(rows[3], position=rows[4].position)
    found, kept = check(CULVERT, *rows)
    assert sorted(found) == [("same-position", WARNING, 3), ("same-position", WARNING, 4)]
    assert [one.row for one in kept if one.position is None] == [3, 4]


@pytest.mark.parametrize(
    ("kind", "facts", "code", "severity"),
    [
        (CULVERT, {"width_m": Decimal(100)}, "out-of-range", WARNING),
        (BRIDGE, {"width_m": Decimal(25)}, None, ""),
        (CULVERT, {"width_m": Decimal(25)}, "out-of-range", WARNING),
        (BRIDGE, {"footway_width_m": Decimal("25.5")}, "out-of-range", WARNING),
        (BRIDGE, {"built_year": 2027}, "year-in-future", WARNING),
        (BRIDGE, {"built_year": 2012, "opened_year": 2010}, "opened-before-built", NOTICE),
        (BRIDGE, {"name": "x" * 201}, "text-too-long", WARNING),
        (BRIDGE, {"width_m": Decimal(7), "carriageway_width_m": Decimal(9)}, "width-below-carriageway", NOTICE),
    ],
)
def test_one_row(kind: str, facts: dict[str, Any], code: str | None, severity: str) -> None:
    found, (kept,) = check(kind, record(2, 1, **facts))
    assert found == ([(code, severity, 2)] if code else [])
    assert (set(kept.facts) == set(facts)) == (severity != WARNING)


def test_stretch_of_the_header() -> None:
    header = FormHeader(stretch=parse_range("Km0 : Km10"), stretch_text="Km0 : Km10", stretch_row=3)
    assert check(CULVERT, *road(12), header=header)[0] == [("outside-stated-stretch", NOTICE, 11)]
    short = FormHeader(stretch=parse_range("Km0 : Km2"), stretch_text="Km0 : Km2", stretch_row=3)
    assert check(CULVERT, *road(12), header=short)[0] == [("stretch-too-short", NOTICE, 3)]
    unreadable = FormHeader(stretch_text="hết tuyến", stretch_row=3)
    assert check(CULVERT, *road(12), header=unreadable)[0] == [("chainage-unreadable", NOTICE, 3)]


def test_posts_gap_order_and_twice() -> None:
    assert check(KM_POST, record(2, 0), record(3, 1), record(4, 4))[0] == [("post-missing", NOTICE, 4)]
    assert check(KM_POST, record(2, 1), record(3, 0))[0] == [("post-not-rising", NOTICE, 3)]
    assert check(KM_POST, record(2, 0), record(3, 0))[0] == [("post-twice", ERROR, 3)]


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        (1000, []),
        (950, []),  # 995.6 m on the straight, less 2 % and 30 m: 945.7
        (940, ["distance-shorter-than-straight"]),
        (2100, ["distance-unusual", "distance-much-longer"]),
        (400, ["distance-unusual", "distance-shorter-than-straight"]),
    ],
)
def test_post_distance(stated: int, codes: list[str]) -> None:
    rows = [record(2, 0, stated_next_m=Decimal(stated)), record(3, 1)]
    assert [code for code, _, _ in check(KM_POST, *rows)[0]] == codes


def test_findings_are_gathered_without_losing_a_row() -> None:
    many = [finding("zero-is-unknown", NOTICE, row=row, field="sonhip", value=0) for row in (9, 4, 7, 5)]
    few = [finding("chainage-long", NOTICE, row=row, field="chainage", value="Km1+1000") for row in (2, 3)]
    told = gathered([*many, *few])
    assert [(one.code, one.row, one.rows) for one in told] == [
        ("chainage-long", 2, ()),
        ("chainage-long", 3, ()),
        ("zero-is-unknown", 4, (4, 5, 7, 9)),
    ]
    assert told[2].as_json()["rows"] == [4, 5, 7, 9]
    assert "rows" not in told[0].as_json()


def test_only_errors_refuse() -> None:
    found = [
        finding("out-of-range", WARNING, row=2, field="x", least=0, most=1, unit="m"),
        finding("required-missing", ERROR, row=3, field="x"),
    ]
    assert left_out(found)[0] == {3}


def test_counts_must_add_up() -> None:
    facts: dict[str, Any] = {
        "file": "f",
        "source": "s",
        "form": "x",
        "kind": BRIDGE,
        "findings": (),
        "updates": (),
        "dry_run": False,
    }
    report = Report(outcomes={2: CREATE, 3: REFUSED}, rows=2, **facts)
    assert report.counts == {"create": 1, "update": 0, "unchanged": 0, "duplicate": 0, "refused": 1}
    with pytest.raises(AssertionError, match="do not add up"):
        Report(outcomes={2: CREATE}, rows=2, **facts)
