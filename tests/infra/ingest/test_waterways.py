"""Waterways from files of lines: created, unchanged, drawn anew, told apart, refused; and taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from infra.ingest import FileRefused, Plan, Wish, carried_out, plan_import, run_import
from infra.ingest.fixes import Fixes
from infra.models import Waterway
from infra.services.undoing import undo_set
from tests.infra.ingest.test_road_lines import path_of
from tests.network import SOURCE, Network, build, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
WISH = Wish(source="Bản đồ thử", kind="waterway")
Row = dict[str, Any]
RIVER: Row = {"name": "Sông Thử", "kind": "Sông", "width_m": 80.0, "shape": path_of(0, 800, 1600, lon=105.7)}
CANAL: Row = {"name": "Kênh Một", "kind": "KENH", "width_m": None, "shape": path_of(0, 900, lon=105.72)}


@pytest.fixture
def net(db: None) -> Network:
    return build()


def planned(path: Path, wish: Wish = WISH, fixes: Fixes | None = None) -> Plan:
    return plan_import(path, wish, fixes, as_at=TODAY)


def codes(plan: Plan) -> set[str]:
    return {one.code for one in plan.findings if one.severity == "error"}


def made(net: Network, file: Callable[..., Path], *rows: Row) -> Path:
    path = file(*rows)
    report = run_import(path, WISH, as_at=TODAY)
    assert report.counts["create"] == len(rows), report.summary()
    return path


def test_new_waters_come_with_their_lines_and_again_change_nothing(net: Network, file: Callable[..., Path]) -> None:
    path = file(RIVER, CANAL, srid=9209)
    assert run_import(path, WISH, as_at=TODAY).counts["create"] == 2
    river, canal = Waterway.objects.order_by("-name")
    assert (river.name, river.kind_id, river.width_m, river.geom.num_coords) == ("Sông Thử", "SONG", 80, 3)
    assert (canal.name, canal.kind_id, canal.width_m, canal.source) == ("Kênh Một", "KENH", None, "Bản đồ thử")
    assert run_import(path, WISH, as_at=TODAY).counts["unchanged"] == 2


def test_a_water_is_known_by_its_line_whatever_it_is_called_now(net: Network, file: Callable[..., Path]) -> None:
    made(net, file, {**RIVER, "name": None})
    (update,) = planned(file(RIVER)).report.updates
    assert (update.field, update.before, update.after) == ("name", "", "Sông Thử")


def test_a_water_drawn_anew_is_known_by_its_name(net: Network, file: Callable[..., Path]) -> None:
    made(net, file, RIVER, CANAL)
    bent = shapely.LineString([*path_of(0, 800, lon=105.7).coords, up(1600, 105.7, 60).coords])
    (update,) = planned(file({**RIVER, "shape": bent}, CANAL)).report.updates
    assert (update.field, update.before[:5], "lệch tối đa 60.0 m" in update.after) == ("geom", "1.600", True)


def test_the_same_name_elsewhere_is_another_water(net: Network, file: Callable[..., Path]) -> None:
    made(net, file, CANAL)
    plan = planned(file({**CANAL, "shape": path_of(0, 900, lon=105.9)}))
    assert [one.outcome for one in plan.rows] == ["create"]


def test_a_line_that_meets_two_of_its_name_is_refused_with_both(net: Network, file: Callable[..., Path]) -> None:
    made(net, file, CANAL, {**CANAL, "shape": path_of(900, 1500, lon=105.72)})
    plan = planned(file({**CANAL, "shape": path_of(300, 1200, lon=105.72)}))
    (found,) = [one for one in plan.findings if one.code == "waterway-ambiguous"]
    assert all(one.public_id in found.cure for one in Waterway.objects.all())


REFUSED: list[tuple[str, list[Row], str]] = [
    ("beyond the country", [{**RIVER, "shape": shapely.LineString([(100, 9), (101, 9)])}], "line-outside"),
    ("half a metre", [{**RIVER, "shape": path_of(0, 0.5, lon=105.7)}], "line-too-short"),
]


@pytest.mark.parametrize(("rows", "code"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_row_is_refused_with_its_reason(net: Network, file: Callable[..., Path], rows: list[Row], code: str) -> None:
    plan = planned(file(*rows))
    assert (codes(plan), plan.report.counts["refused"]) == ({code}, len(rows)), plan.report.summary()


def test_a_line_twice_in_a_file_is_one_water(net: Network, file: Callable[..., Path]) -> None:
    plan = planned(file(RIVER, {**RIVER, "name": "Khác"}))
    assert [one.outcome for one in plan.rows] == ["create", "duplicate"], plan.report.summary()


def test_a_row_without_a_line_and_without_an_id_is_refused(net: Network, tmp_path: Path) -> None:
    path = tmp_path / "kenh.csv"
    path.write_text("name,kind\nKênh Không Hình,Kênh\n", encoding="utf-8")
    assert codes(planned(path)) == {"required-missing"}


def test_a_width_nobody_measured_is_left_out(net: Network, file: Callable[..., Path]) -> None:
    plan = planned(file({**RIVER, "width_m": 9000.0}))
    assert [(one.code, one.field) for one in plan.findings if one.severity == "warning"] == [
        ("out-of-range", "width_m")
    ]
    assert plan.rows[0].facts["kind"] == "SONG"
    assert "width_m" not in plan.rows[0].facts


def test_arms_are_no_doubt_of_a_water(net: Network, file: Callable[..., Path]) -> None:
    parted = shapely.MultiLineString([RIVER["shape"], path_of(0, 700, lon=105.71)])
    assert {one.code for one in planned(file({**RIVER, "shape": parted})).findings} == set()


def test_polygons_are_refused(net: Network, file: Callable[..., Path]) -> None:
    with pytest.raises(FileRefused) as refused:
        planned(file({**RIVER, "shape": RIVER["shape"].buffer(0.001)}))
    assert refused.value.facts["reason"] == "geometry-not-line"


def test_a_strange_layer_of_lines_is_asked_about_as_waters_too(net: Network, file: Callable[..., Path]) -> None:
    path = file({"ten_song": "Sông Thử", "loai": "Sông", "be_rong": 80.0, "shape": RIVER["shape"]}, name="song.geojson")
    with pytest.raises(FileRefused) as refused:
        planned(path, Wish(source="x"))
    assert refused.value.facts["reason"] == "columns-to-confirm", refused.value.text()
    water, *others = refused.value.facts["evidence"]
    meant = {one["column"]: one["target"] for one in water["columns"]}
    assert {one["kind"] for one in others} == {"road", "section"}
    assert (water["kind"], meant) == ("waterway", {"ten_song": "name", "loai": "kind", "be_rong": "width_m"})
    plan = planned(path, Wish(source="x", kind="waterway", columns=meant))
    assert plan.report.counts["create"] == 1, plan.report.summary()


def test_a_file_with_our_ids_changes_those_and_a_row_may_be_left_out(net: Network, file: Callable[..., Path]) -> None:
    made(net, file, RIVER, CANAL)
    river, canal = Waterway.objects.order_by("-name")
    path = file(
        {"public_id": river.public_id, "name": "Sông Lớn", "width_m": 80.0, "shape": RIVER["shape"]},
        {"public_id": canal.public_id, "name": "Kênh Hai", "width_m": 12.0, "shape": CANAL["shape"]},
        {"public_id": "W-999999", "name": "Không có", "width_m": None, "shape": CANAL["shape"]},
        {"public_id": net.ql.public_id, "name": "Đường", "width_m": None, "shape": CANAL["shape"]},
    )
    plan = planned(path, Wish(source="x", kind="waterway", left_out=(2,)))
    assert [one.outcome for one in plan.rows] == ["update", "refused", "refused", "refused"]
    assert [(one.public_id, one.field, one.after) for one in plan.report.updates] == [
        (river.public_id, "name", "Sông Lớn")
    ]
    assert codes(plan) == {"public-id-unknown", "public-id-of-another-kind"}


def test_a_corrected_cell_is_planned_anew(net: Network, file: Callable[..., Path]) -> None:
    path = file({**RIVER, "kind": "Sôngg"})
    assert "code-unknown" in {one.code for one in planned(path).findings}
    assert planned(path, fixes={1: {"kind": "Sông"}}).rows[0].facts["kind"] == "SONG"


@pytest.mark.django_db(transaction=True)
def test_an_import_is_taken_back_as_one(code_lists: None, file: Callable[..., Path]) -> None:
    kept = Waterway.objects.create(
        name="Kênh Một",
        geom=f"SRID=4326;MULTI{CANAL['shape'].wkt.replace('(', '((').replace(')', '))')}",
        source=SOURCE,
    )
    _, changeset = carried_out(file(RIVER, CANAL), WISH, as_at=TODAY)
    assert changeset is not None
    assert Waterway.objects.count() == 2
    undo_set(changeset, by=None)
    (left,) = Waterway.objects.all()
    assert (left.pk, left.kind_id, left.source) == (kept.pk, None, SOURCE)
