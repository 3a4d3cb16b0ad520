"""Sections from tables: laid on their road by chainages or measures; recognised, judged together and written together.

QL.9T has Km10 at 0 · Km11 at 1000 · Km12 at 2135 · Km14 at 4000, is 5000 m long, and has three sections: 0–2000, 2000–4000, 4000–5000 m.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from infra.ingest import Plan, Wish, plan_import, run_import
from infra.ingest.findings import Finding
from infra.models import Road, Section
from tests.infra.ingest.forms import table
from tests.network import SOURCE, Network, build, guest_of, share

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
OWN = Wish(source=SOURCE, kind="section")
Row = dict[str, Any]


@pytest.fixture
def net(db: None) -> Network:
    return build()


def row(start: str, end: str, **facts: Any) -> Row:
    return {"road": "QL.9T", "from_chainage": start, "to_chainage": end, **facts}


def as_recorded(*changed: Row) -> list[Row]:
    """The three sections of the network (2000 m is Km11+1000), in order, with other values where told."""
    ends = (("Km10+000", "Km11+1000", "TOT"), ("Km11+1000", "Km14+000", "XAU"), ("Km14+000", "Km14+1000", "TB"))
    rows = [row(start, end, pavement="BTN", condition=told, lanes=2) for start, end, told in ends]
    return [{**one, **other} for one, other in zip(rows, (*changed, {}, {}, {}), strict=False)]


def planned(folder: Path, *rows: Row, wish: Wish = OWN) -> Plan:
    return plan_import(table(folder / "doan.csv", *rows), wish, as_at=TODAY)


def outcomes(plan: Plan) -> list[str]:
    return [one.outcome for one in plan.rows]


def found(plan: Plan, code: str) -> list[Finding]:
    return [one for one in plan.findings if one.code == code]


def refusals(plan: Plan) -> dict[int | None, set[str]]:
    told: dict[int | None, set[str]] = {}
    for one in plan.findings:
        if one.severity == "error":
            told.setdefault(one.row, set()).add(one.code)
    return told


def extents(road: Road) -> dict[str, tuple[float, float]]:
    return {one.public_id: (round(one.from_m, 3), round(one.to_m, 3)) for one in Section.objects.filter(road=road)}


def test_the_sections_there_are_change_nothing(net: Network, tmp_path: Path, nothing_written: None) -> None:
    report = run_import(table(tmp_path / "doan.csv", *as_recorded()), OWN, as_at=TODAY)
    assert report.counts["unchanged"] == 3, report.summary()
    assert report.findings == ()


def test_new_sections_lie_on_their_road(net: Network, tmp_path: Path) -> None:
    """ĐT.1T has no post: Km0+000 at its start, then 1000 m a kilometre; its line has a gap after 1000 m."""
    text = (
        "road,stretch,pavement,carriageway_width_m,formation_width_m,lanes,condition,iri_m_km,surfaced_year,note\n"
        "DT 1T,Km0 - Km0+600,BTXM,\"5,5\",7,2,Tốt,\"2,35\",2019,Đầu tuyến\n"
        "ĐT.1T,Km0+600 : Km1+200,Láng nhựa,,,,,,,\n"
    )  # fmt: skip
    path = tmp_path / "doan.csv"
    path.write_text(text, encoding="utf-8")
    report = run_import(path, Wish(source="Hồ sơ", kind="section"), as_at=TODAY)
    assert report.counts["create"] == 2, report.summary()
    first, second = Section.objects.filter(road=net.gap)
    assert (first.from_m, first.to_m, first.pavement_id, first.lanes, first.condition_id) == (0, 600, "BTXM", 2, "TOT")
    assert (str(first.carriageway_width_m), str(first.iri_m_km), first.surfaced_year) == ("5.50", "2.35", 2019)
    assert (first.note, first.source) == ("Đầu tuyến", "Hồ sơ")
    assert (second.from_m, second.to_m, second.pavement_id) == (600, 1200, "LN")
    assert len(second.geom) == 2, "its stretch of the line, across the gap"
    again = run_import(path, Wish(source="Hồ sơ", kind="section"), as_at=TODAY)
    assert again.counts["unchanged"] == 2, again.summary()


def test_a_section_is_known_by_its_start_and_keeps_its_id(net: Network, tmp_path: Path) -> None:
    before = extents(net.ql)
    path = table(tmp_path / "doan.csv", *as_recorded({"condition": "RAT_XAU", "to_chainage": "Km11+600"}))
    report = run_import(path, OWN, as_at=TODAY)
    assert (report.counts["update"], report.counts["unchanged"]) == (1, 2), report.summary()
    told = [(one.field, one.before, one.after) for one in report.updates]
    assert told == [("to_m", "Km11+1000 (2000 m)", "Km11+600 (1600 m)"), ("condition", "TOT", "RAT_XAU")]
    assert extents(net.ql) == {**before, next(iter(before)): (0, 1600)}
    (gap,) = [one for one in report.findings if one.code == "section-gap"]
    assert (gap.row, gap.severity) == (2, "notice")
    assert "400,0 m" in gap.cure


SHIFTS = (("Km12+000", 2135.0), ("Km11+500", 1500.0))


@pytest.mark.parametrize("named", [True, False], ids=["by id", "by its ends"])
@pytest.mark.parametrize(("chainage", "at_m"), SHIFTS, ids=["up the road", "down the road"])
def test_a_boundary_moves_between_two_rows(
    net: Network, tmp_path: Path, named: bool, chainage: str, at_m: float
) -> None:
    """Row by row one of the two would lie on the other for a moment, whichever way it moves."""
    before = extents(net.ql)
    first, second, third = before
    rows = as_recorded({"to_chainage": chainage}, {"from_chainage": chainage})
    if named:
        rows = [{**one, "public_id": public_id} for one, public_id in zip(rows, before, strict=True)]
    report = run_import(table(tmp_path / "doan.csv", *rows), OWN, as_at=TODAY)
    assert (report.counts["update"], report.counts["unchanged"]) == (2, 1), report.summary()
    assert extents(net.ql) == {first: (0, at_m), second: (at_m, 4000), third: (4000, 5000)}


def test_a_section_is_split_where_the_file_splits_it(net: Network, tmp_path: Path) -> None:
    before = list(extents(net.ql))
    parts = [row("Km10+000", "Km10+700", pavement="BTN"), row("Km10+700", "Km11+1000", pavement="BTXM")]
    report = run_import(table(tmp_path / "doan.csv", *parts), OWN, as_at=TODAY)
    assert (report.counts["update"], report.counts["create"]) == (1, 1), report.summary()
    now = extents(net.ql)
    assert (now[before[0]], sorted(now.values())) == ((0, 700), [(0, 700), (700, 2000), (2000, 4000), (4000, 5000)])


def test_a_road_measured_anew_keeps_its_sections(net: Network, tmp_path: Path) -> None:
    """Every end 30 m further on, the last but the road's own: each row is the section it mostly lies on."""
    ids = list(extents(net.ql))
    shifted = as_recorded(
        {"from_chainage": "Km10+030", "to_chainage": "Km11+1030"},
        {"from_chainage": "Km11+1030", "to_chainage": "Km14+030"},
        {"from_chainage": "Km14+030"},
    )
    report = run_import(table(tmp_path / "doan.csv", *shifted), OWN, as_at=TODAY)
    assert report.counts["update"] == 3, report.summary()
    assert list(extents(net.ql).items()) == list(zip(ids, [(30, 2030), (2030, 4030), (4030, 5000)], strict=True))


def test_an_end_to_the_centimetre_meets_the_one_on_record(net: Network, tmp_path: Path) -> None:
    """The second section begins 3 mm short of the 2000 m its chainage says; a first one that reaches Km11+1000 reaches it, not over it."""
    first, second, _ = Section.objects.filter(road=net.ql).order_by("from_m")
    Section.objects.filter(pk=first.pk).update(to_m=1500)
    Section.objects.filter(pk=second.pk).update(from_m=1999.997)
    report = run_import(table(tmp_path / "doan.csv", *as_recorded()), OWN, as_at=TODAY)
    assert (report.counts["update"], report.counts["unchanged"]) == (1, 2), report.summary()
    assert extents(net.ql)[first.public_id] == (0, 1999.997)


def test_two_ways_to_say_where(net: Network, tmp_path: Path) -> None:
    """By measures alone; where a chainage says otherwise it holds, and the metres are told."""
    told = {"from_chainage": "", "to_chainage": "Km11+1000", "from_m": "0", "to_m": "2012.5"}
    plan = planned(tmp_path, {**as_recorded()[0], **told})
    assert outcomes(plan) == ["unchanged"], plan.report.summary()
    (differs,) = found(plan, "stretch-measure-differs")
    assert "12,5 m" in differs.cure


REFUSED: list[tuple[str, Row, str, str]] = [
    ("backwards", row("Km12+000", "Km11+000"), "stretch-not-forward", "stretch"),
    ("of no length", row("Km12+000", "Km12+000"), "stretch-not-forward", "stretch"),
    ("past the end", row("Km14+000", "Km14+1200"), "chainage-beyond-road", "to_chainage"),
    ("past a post", row("Km11+1300", "Km12+200"), "chainage-beyond-road", "from_chainage"),
    ("without an end", row("Km10+000", ""), "required-missing", "to_chainage"),
    ("without anything", row("", ""), "required-missing", "from_chainage"),
    ("on no road", {**row("Km10+000", "Km10+100"), "road": ""}, "road-not-given", "road"),
    ("on an unknown road", {**row("Km10+000", "Km10+100"), "road": "ĐT.404"}, "road-unknown", "road"),
    ("on a record", row("Km10+100", "Km10+200"), "section-in-the-way", "stretch"),
    ("with its ends in one cell", {"road": "QL.9T", "stretch": "Km12 – Km10"}, "stretch-not-forward", "stretch"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "code", "column"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_row_is_refused_with_its_reason(
    net: Network, tmp_path: Path, nothing_written: None, wrong: Row, code: str, column: str
) -> None:
    plan = planned(tmp_path, wrong)
    assert outcomes(plan) == ["refused"], plan.report.summary()
    assert [(one.code, one.field) for one in plan.findings if one.severity == "error"] == [(code, column)]


def test_rows_that_lie_on_each_other_are_told_of_each_other(net: Network, tmp_path: Path) -> None:
    Section.objects.filter(road=net.ql).delete()
    plan = planned(tmp_path, row("Km10+000", "Km11+000"), row("Km10+900", "Km11+500"), row("Km11+500", "Km12+000"))
    assert outcomes(plan) == ["refused", "refused", "create"]
    told = {one.row: one.cure for one in found(plan, "sections-overlap")}
    assert told.keys() == {2, 3}
    assert "dòng 3" in told[2]
    assert "dòng 2" in told[3]


def test_a_section_in_the_way_is_named(net: Network, tmp_path: Path) -> None:
    plan = planned(tmp_path, row("Km10+000", "Km11+1100"))
    (told,) = found(plan, "section-in-the-way")
    second = list(extents(net.ql))[1]
    assert f"{second} (2000–4000 m)" in told.cure


def test_a_refused_row_leaves_its_record_where_it_is(net: Network, tmp_path: Path) -> None:
    """The second row is backwards, so the first would lie on the record it leaves behind; the third stands where it stood."""
    moved = as_recorded({"to_chainage": "Km12+000"}, {"to_chainage": "Km11+000"})
    plan = planned(tmp_path, *moved)
    assert outcomes(plan) == ["refused", "refused", "unchanged"]
    assert refusals(plan) == {2: {"section-in-the-way"}, 3: {"stretch-not-forward"}}


def test_of_two_that_meet_the_one_that_stays_is_kept_and_the_next_is_judged_anew(net: Network, tmp_path: Path) -> None:
    """The second row reaches over the third, which is as it was; so the second stays on record, and the first would lie on it."""
    moved = as_recorded({"to_chainage": "Km12+000"}, {"from_chainage": "Km12+000", "to_chainage": "Km14+500"})
    named = [{**one, "public_id": public_id} for one, public_id in zip(moved, extents(net.ql), strict=True)]
    plan = planned(tmp_path, *named)
    assert outcomes(plan) == ["refused", "refused", "unchanged"]
    assert refusals(plan) == {2: {"section-in-the-way"}, 3: {"sections-overlap"}}
    assert "dòng 4" in found(plan, "sections-overlap")[0].cure


def test_what_a_service_refuses_is_refused_alone(net: Network, tmp_path: Path) -> None:
    """A guest has no sections where it runs on its host; the rows beside it are written."""
    guest = guest_of(net.ql)
    share(guest, net.ql)
    rows = [{**row(start, end), "road": "ĐT.3T"} for start, end in (("Km0+000", "Km0+400"), ("Km1+000", "Km1+500"))]
    report = run_import(table(tmp_path / "doan.csv", *as_recorded({"lanes": 4}), *rows), OWN, as_at=TODAY)
    assert [report.outcomes[n] for n in (2, 3, 4, 5, 6)] == ["update", "unchanged", "unchanged", "create", "refused"]
    (told,) = [one for one in report.findings if one.severity == "error"]
    assert (told.code, told.row) == ("not-accepted", 6)
    assert list(extents(guest).values()) == [(0, 400)]


def test_values_that_cannot_be_are_left_out_and_told(net: Network, tmp_path: Path) -> None:
    odd = {"surfaced_year": 2031, "lanes": 40, "carriageway_width_m": 9, "formation_width_m": 7}
    plan = planned(tmp_path, {**as_recorded()[0], **odd})
    told = {(one.code, one.field, one.severity) for one in plan.findings}
    assert told == {
        ("year-in-future", "surfaced_year", "warning"),
        ("out-of-range", "lanes", "warning"),
        ("formation-below-carriageway", "formation_width_m", "notice"),
    }
    assert [one.field for one in plan.report.updates] == ["carriageway_width_m", "formation_width_m"]


def test_the_same_row_twice_is_one(net: Network, tmp_path: Path) -> None:
    plan = planned(tmp_path, as_recorded()[0], as_recorded()[0])
    assert outcomes(plan) == ["unchanged", "duplicate"]


def test_a_file_may_be_about_one_road(net: Network, tmp_path: Path) -> None:
    rows = [{name: value for name, value in one.items() if name != "road"} for one in as_recorded()]
    plan = planned(tmp_path, *rows, wish=Wish(source=SOURCE, kind="section", road="QL9T"))
    assert outcomes(plan) == ["unchanged"] * 3, plan.report.summary()


def test_a_row_that_names_its_record_may_move_to_another_road(net: Network, tmp_path: Path) -> None:
    first = next(iter(extents(net.ql)))
    moved = {**row("Km0+000", "Km0+500"), "road": "ĐT.1T", "public_id": first}
    report = run_import(table(tmp_path / "doan.csv", moved), OWN, as_at=TODAY)
    assert report.counts["update"] == 1, report.summary()
    assert extents(net.gap) == {first: (0, 500)}
    assert [one.field for one in report.updates] == ["road", "to_m"]


def test_a_plan_draws_each_row_as_its_stretch(net: Network, tmp_path: Path) -> None:
    plan = planned(tmp_path, *as_recorded())
    lines: list[Any] = [shapely.from_wkb(one.line) for one in plan.rows if one.line]
    assert [round(one.length * 110_600, -2) for one in lines] == [2000, 2000, 1000]
    assert plan.rows[0].title == "QL.9T · Km10+000 – Km11+1000"
