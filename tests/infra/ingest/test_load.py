"""The whole command on the tiny network: QL.9T runs north from 9.2°N, 105.5°E; Km10 at 0 m, Km11 at 1000 m, Km12 at 2135 m."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.history import changes_to
from infra.ingest import load, taking
from infra.measures import measure_of, parse_chainage
from infra.models import Bridge, Culvert, KmPost, Road
from infra.services.calibration import calibration_of
from tests import network
from tests.infra.ingest.conftest import Run, snapshot
from tests.infra.ingest.forms import culvert_form, km_post_form, register, table

Import = Callable[..., Run]


@pytest.fixture
def roads(db: None) -> network.Network:
    return network.build()


def lon_lat(metres: float, right: float = 0.0) -> dict[str, float]:
    point = network.up(metres, right=right)
    return {"kinh_do": round(point.x, 7), "vi_do": round(point.y, 7)}


NOWHERE = {"kinh_do": None, "vi_do": None}


def imported() -> list[Culvert]:
    return list(Culvert.objects.filter(source="Nguồn thử").order_by("stated_km", "stated_m", "pk"))


def test_a_culvert_with_coordinates(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(500, right=3) | {"?": "Lap 50%"}]))
    assert (run.code, run.counts) == (0, (1, 0, 0, 0))
    (culvert,) = imported()
    assert (culvert.located_by, culvert.source_srid, culvert.road_id) == ("coordinates", 4326, roads.ql.pk)
    assert (culvert.at_m, culvert.offset_m) == (pytest.approx(500, abs=0.01), pytest.approx(3, abs=0.02))
    assert (culvert.stated_km, float(culvert.stated_m), culvert.stated_text) == (10, 500, "Km10+500")
    assert (culvert.cells, float(culvert.width_m), float(culvert.height_m)) == (2, 1.5, 2)
    assert (culvert.shape_id, culvert.body_id, culvert.head_up_id, culvert.gate_down_id) == (
        "HOP",
        "BTCT",
        "TC_BTXM",
        "KHONG",
    )
    assert (culvert.hydraulic_id, culvert.note, culvert.unit_text) == (
        "BOI_LAP",
        "Lap 50%",
        "Xã Thử, Hồng Dân, Bạc Liêu",
    )
    assert [one["severity"] for one in run.findings("read-from-note")] == ["notice"]


def test_without_coordinates_the_chainage_places_it(
    roads: network.Network, import_file: Import, tmp_path: Path
) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [NOWHERE | {"ly_trinh": "Km11+1000"}]))
    assert run.counts == (1, 0, 0, 0)
    (culvert,) = imported()
    assert (culvert.located_by, culvert.at_m) == ("chainage", pytest.approx(2000))
    assert culvert.geom.distance(network.up(2000)) < 1e-7
    assert [one["value"] for one in run.findings("chainage-long")] == ["Km11+1000"]


@pytest.mark.parametrize(
    ("chainage", "detail"),
    [
        ("Km15+500", "vượt cuối tuyến 500.0 m"),
        ("Km20+000", "vượt cuối tuyến"),
        ("Km9+500", "trước cột đầu tiên (Km10)"),
    ],
)
def test_beyond_the_road_is_refused_and_the_rest_is_loaded(
    roads: network.Network, import_file: Import, tmp_path: Path, chainage: str, detail: str
) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{"ly_trinh": chainage} | NOWHERE, lon_lat(500)]))
    assert (run.code, run.counts) == (1, (1, 0, 0, 1))
    (told,) = run.findings("chainage-beyond-road")
    assert (told["row"], told["severity"], told["value"]) == (12, "error", chainage)
    assert detail in told["cure"]
    assert len(imported()) == 1


def test_beyond_the_next_post_is_not_located(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{"ly_trinh": "Km10+1200"} | NOWHERE]))
    (culvert,) = imported()
    assert (culvert.located_by, culvert.at_m, culvert.geom) == ("none", None, None)
    (told,) = run.findings("chainage-not-locatable")
    assert "vượt cột Km11 200.0 m" in told["cure"]
    assert len(run.findings("not-on-map")) == 1


def test_again_is_unchanged_and_a_change_keeps_the_public_id(
    roads: network.Network, import_file: Import, tmp_path: Path
) -> None:
    rows: list[dict[str, Any]] = [lon_lat(500), {"ly_trinh": "Km11+200"} | NOWHERE]
    import_file(culvert_form(tmp_path / "f.xlsx", rows))
    before = {one.public_id for one in imported()}
    state = snapshot()
    assert import_file(culvert_form(tmp_path / "f.xlsx", rows)).counts == (0, 0, 2, 0)
    assert snapshot() == state
    run = import_file(culvert_form(tmp_path / "f.xlsx", [rows[0] | {"be_rong": 2.5}, rows[1]]))
    assert run.counts == (0, 1, 1, 0)
    assert [(u["row"], u["field"], u["before"], u["after"]) for u in run.report["updates"]] == [
        (12, "width_m", "1.50", "2.50")
    ]
    assert {one.public_id for one in imported()} == before
    assert float(imported()[0].width_m) == 2.5


def test_an_empty_cell_does_not_erase(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(500)]))
    run = import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(500) | {"nam_htxd": None, "hinh_dang": None}]))
    assert run.counts == (0, 0, 1, 0)
    assert imported()[0].built_year == 2010


def test_moving_coordinates_moves_the_culvert(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(500)]))
    run = import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(520)]))
    assert run.counts == (0, 1, 0, 0)
    (culvert,) = imported()
    assert culvert.geom.distance(network.up(520)) < 1e-6
    assert culvert.at_m == pytest.approx(500)


def test_two_culverts_at_one_chainage_stay_two(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    rows = [lon_lat(500), lon_lat(501) | {"hinh_dang": "Tròn", "be_rong": 1, "chieu_cao": 1}]
    first = import_file(culvert_form(tmp_path / "f.xlsx", rows))
    assert (first.counts, len(first.findings("same-chainage"))) == ((2, 0, 0, 0), 1)
    assert import_file(culvert_form(tmp_path / "f.xlsx", rows)).counts == (0, 0, 2, 0)
    assert [one.shape_id for one in imported()] == ["HOP", "TRON"]
    assert (imported()[1].diameter_m, imported()[1].width_m) == (1, None)


def test_the_same_row_twice_is_left_out(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(500), lon_lat(500)]))
    assert (run.code, run.counts, run.report["duplicate"]) == (1, (1, 0, 0, 0), 1)
    assert [(one["row"], one["severity"]) for one in run.findings("duplicate-row")] == [(13, "error")]


def test_dry_run_does_everything_and_writes_nothing(
    roads: network.Network, nothing_written: None, import_file: Import, tmp_path: Path
) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{}], road="QL.77: 000"), "--dry-run", "--create-roads")
    assert (run.code, run.counts, run.report["dry_run"]) == (0, (1, 0, 0, 0), True)
    assert run.findings("road-created")


def test_unknown_road_is_refused_with_the_cure(nothing_written: None, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{}], road="QL.77: 000"))
    assert (run.code, run.counts) == (1, (0, 0, 0, 1))
    (told,) = run.findings("road-unknown")
    assert (told["row"], told["field"], told["value"]) == (12, "road", "QL.77")
    assert "--create-roads" in told["cure"]


def test_a_created_road_says_where_it_comes_from(db: None, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [NOWHERE], road="QL.77: 000"), "--create-roads")
    assert run.counts == (1, 0, 0, 0)
    road = Road.objects.get(code="QL.77")
    assert (road.source, road.centreline, road.road_class_id) == ("Nguồn thử (tạo khi nhập f.xlsx)", None, "QL")
    (culvert,) = imported()
    assert (culvert.located_by, culvert.stated_km, float(culvert.stated_m)) == ("none", 10, 500)
    (told,) = run.findings("not-on-map")
    assert "QL.77" in told["cure"]


def test_posts_calibrate_a_road_without_a_line(db: None, import_file: Import, tmp_path: Path) -> None:
    rows = [
        {"khoang_cach_toi_cot_tiep_theo": 1077},
        {"ly_trinh": "Km1+0", "ten_cot_km": "Km1", "vi_do": 9.2093, "khoang_cach_toi_cot_tiep_theo": 914},
        {"ly_trinh": "Km2+0", "ten_cot_km": "Km2", "vi_do": 9.217, "khoang_cach_toi_cot_tiep_theo": 990},
    ]
    run = import_file(km_post_form(tmp_path / "f.xlsx", rows), "--create-roads")
    assert (run.code, run.counts) == (0, (3, 0, 0, 0))
    calibration = calibration_of(Road.objects.get(code="QL.7"))
    assert measure_of(parse_chainage("Km2+100"), calibration).at_m == pytest.approx(2091)
    ids = dict(KmPost.objects.filter(road__code="QL.7").values_list("km", "public_id"))
    rows[1]["khoang_cach_toi_cot_tiep_theo"] = 920
    assert import_file(km_post_form(tmp_path / "f.xlsx", rows)).counts == (0, 1, 2, 0)
    assert dict(KmPost.objects.filter(road__code="QL.7").values_list("km", "public_id")) == ids
    assert measure_of(parse_chainage("Km2+100"), calibration_of(Road.objects.get(code="QL.7"))).at_m == pytest.approx(
        2097
    )


def test_a_post_the_line_refuses_is_named(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    row = lon_lat(2900, right=400) | {"ly_trinh": "Km13+0", "ten_cot_km": "Km13"}
    run = import_file(km_post_form(tmp_path / "f.xlsx", [row], road="QL.9T: 000", stretch=""))
    assert run.counts == (1, 0, 0, 0)
    assert [one["value"] for one in run.findings("post-not-used")] == ["far_from_line"]


def test_bridges_are_found_again_by_the_register_s_number(db: None, import_file: Import, tmp_path: Path) -> None:
    first = import_file(register(tmp_path / "f.csv", [{"sohieu": "NB153"}]), "--create-roads")
    assert first.counts == (1, 0, 0, 0)
    bridge = Bridge.objects.get()
    assert (bridge.code, bridge.name, bridge.source) == ("NB153", "Ngòi Thử", "Nguồn thử [id_cau=7]")
    assert (bridge.span_scheme, bridge.span_count, bridge.skew_deg, bridge.opened_year) == ("3x24", 3, None, None)
    assert (bridge.bridge_type_id, bridge.crossing_id, bridge.design_load_id) == ("DAM", "SONG_KENH", "H18")
    assert bridge.road.code == "NBLC"
    moved = import_file(register(tmp_path / "f.csv", [{"sohieu": "NB153", "kmle": "600", "ten": "Ngòi Thử 1"}]))
    assert moved.counts == (0, 1, 0, 0)
    changed = Bridge.objects.get()
    assert (changed.public_id, changed.name, float(changed.stated_m)) == (bridge.public_id, "Ngòi Thử 1", 600)


def test_zero_that_means_unknown_is_said(db: None, import_file: Import, tmp_path: Path) -> None:
    run = import_file(register(tmp_path / "f.csv", [{}]), "--create-roads")
    assert {one["field"] for one in run.findings("zero-is-unknown")} == {"gocgiao", "namduavaokhaithac"}


def test_what_a_row_says_against_itself_is_said(db: None, import_file: Import, tmp_path: Path) -> None:
    odd = {"sonhip": "5", "chieudai": "60.005"}  # spans 3x24: three of them, 72 m
    run = import_file(register(tmp_path / "f.csv", [odd]), "--create-roads")
    told = {
        one["code"]: (one["severity"], one["field"], one["value"]) for one in run.report["findings"] if one["row"] == 2
    }
    assert told["span-count-differs"] == ("notice", "sodonhip", "3x24")
    assert told["spans-longer-than-bridge"] == ("notice", "sodonhip", "3x24")
    assert told["rounded"] == ("notice", "chieudai", "60.005")
    assert float(Bridge.objects.get().length_m) == 60.01


def test_a_structure_beside_a_no_is_a_contradiction(
    roads: network.Network, import_file: Import, tmp_path: Path
) -> None:
    row = lon_lat(500) | {"ho_tu_ha_luu": "Không", "vat_lieu_ho_tu_ha_luu": "Gạch xây"}
    run = import_file(culvert_form(tmp_path / "f.xlsx", [row]))
    assert [(one["field"], one["severity"]) for one in run.findings("contradiction")] == [
        ("vat_lieu_ho_tu_ha_luu", "notice")
    ]
    assert imported()[0].sump_down_id == "GACH"


def test_what_the_rules_refuse_refuses_one_row(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    good = {"road": "QL.9T", "chainage": "Km10+500", "name": "A", "deck_rating": "3", "condition": ""}
    bad = good | {"chainage": "Km10+700", "name": "B", "condition": "Tốt"}
    run = import_file(table(tmp_path / "f.csv", good, bad), "--kind", "bridges")
    assert (run.code, run.counts) == (1, (1, 0, 0, 1))
    (told,) = run.findings("not-accepted")
    assert (told["row"], told["field"]) == (3, "condition")
    assert "condition-follows-ratings" in told["cure"]


def test_history_says_who_and_why(db: None, import_file: Import, tmp_path: Path) -> None:
    """Without the network: one change set a transaction, and the network's writing would open it."""
    import_file(culvert_form(tmp_path / "f.xlsx", [lon_lat(500)]), "--create-roads")
    (change,) = changes_to(imported()[0])
    assert (change.op, change.by, change.reason) == ("created", None, "Nhập f.xlsx: Nguồn thử")


def test_nothing_is_half_written_when_something_breaks(
    roads: network.Network, nothing_written: None, import_file: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = taking.create_assets, []

    def breaks_on_the_second(*args: Any, **options: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("mất điện")
        return real(*args, **options)

    monkeypatch.setattr(load, "PORTION", 2)
    monkeypatch.setattr(taking, "create_assets", breaks_on_the_second)
    rows = [lon_lat(metres) | {"ly_trinh": f"Km10+{metres}"} for metres in (300, 500, 700, 900)]
    with pytest.raises(RuntimeError):
        import_file(culvert_form(tmp_path / "f.xlsx", rows))
    assert len(calls) == 2


def test_the_summary_is_for_people(roads: network.Network, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{"hinh_dang": "Tam giác"} | lon_lat(500)]))
    assert "1 dòng (đã ghi): tạo mới 1, cập nhật 0, không đổi 0, trùng 0, từ chối 0." in run.out
    assert "dòng 12, hinh_dang [code-unknown] Tam giác" in run.out
