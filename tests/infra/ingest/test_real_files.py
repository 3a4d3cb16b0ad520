"""The real forms and registers, where they are at hand: `../shared/data` beside the repository, or CAUDUONG_DATA.

They are never committed; without them these tests skip and say so. The figures are facts of the files.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.measures import measure_of, parse_chainage
from infra.models import Bridge, Culvert, KmPost, Road
from infra.services.calibration import calibration_of
from tests.infra.ingest.conftest import Run

DATA = Path(os.environ.get("CAUDUONG_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")
Import = Callable[..., Run]


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the real data set {name} is not at hand (CAUDUONG_DATA or ../shared/data)")
    return path


def test_268_culverts_of_ql8(db: None, import_file: Import) -> None:
    path = real("forms/temp_Cong_thoat_nuoc_ngang.xlsx")
    run = import_file(path, "--create-roads")
    assert (run.code, run.report["rows"], run.counts) == (0, 268, (268, 0, 0, 0))
    assert Culvert.objects.filter(road__code="QL.8", located_by="coordinates").count() == 267
    assert Culvert.objects.filter(hydraulic__isnull=False).count() == 8
    remarks = run.findings("read-from-note") + run.findings("note-only")
    assert len(remarks) == 13  # 8 on water and silt, 5 on damage
    assert {one["field"] for one in remarks} == {"AQ"}
    assert [one["value"] for one in run.findings("out-of-range")] == ["100.00"]
    assert len(run.findings("chainage-long")) == 7
    assert [(one["row"], one["value"]) for one in run.findings("stretch-too-short")] == [(3, "Km0+0 : Km4+530")]
    assert import_file(path).counts == (0, 0, 268, 0)


def test_222_posts_of_ql7_calibrate_it(db: None, import_file: Import) -> None:
    path = real("forms/temp_cot_km.xlsx")
    run = import_file(path, "--create-roads")
    assert (run.code, run.report["rows"], run.counts) == (0, 222, (222, 0, 0, 0))
    doubted = {one["row"] for one in run.findings("far-from-neighbours")}
    assert {14, 15, 16, 228} <= doubted  # Km2-Km4 after the jump of 6.7 km, and Km219
    assert not {13, 17, 227, 229} & doubted  # their neighbours are believed
    unplaced = set(KmPost.objects.filter(geom__isnull=True).values_list("km", flat=True))
    assert {2, 3, 4, 154, 155, 156, 219} <= unplaced
    assert len(unplaced) == 19
    place = measure_of(parse_chainage("Km2+100"), calibration_of(Road.objects.get(code="QL.7")))
    assert place.at_m == pytest.approx(1077 + 914 + 100)
    assert import_file(path).counts == (0, 0, 222, 0)


def test_223_expressway_bridges_from_both_files(db: None, import_file: Import) -> None:
    path = real("bridges/vn_expressway_bridges_vecm.csv")
    run = import_file(path, "--create-roads")
    assert (run.code, run.report["rows"], run.counts) == (0, 223, (223, 0, 0, 0))
    located = Bridge.objects.filter(located_by="coordinates")
    assert located.count() == 65  # 71 with coordinates: 2 rounded to whole degrees, 4 far from their neighbours
    assert Bridge.objects.filter(located_by="none").count() == 158
    assert [one["row"] for one in run.findings("coordinates-rounded")] == [67, 68]
    assert Road.objects.filter(code__in=["NBLC", "CGNB", "HLD", "DNQN"], centreline__isnull=True).count() == 4
    unmapped = {one["field"] for one in run.findings("unmapped")}
    assert "donvixaydungcau" in unmapped
    assert import_file(path).counts == (0, 0, 223, 0)
    layer = import_file(real("bridges/vn_expressway_bridges_vecm.gpkg"))
    assert layer.counts == (0, 0, 223, 0)
    assert len(layer.findings("table-not-read")) > 10


def test_marker_posts_are_refused(nothing_written: None, import_file: Import) -> None:
    run = import_file(real("forms/temp_Coc_tieu.xlsx"), "--create-roads")
    assert (run.code, run.report["error"]["code"]) == (2, "form-not-modelled")
    assert "Cọc Tiêu" in run.err


@pytest.mark.parametrize("name", ["road_polyline.shp", "commune_myxuyen.shp"])
def test_tcvn3_shapefiles_are_refused(name: str, nothing_written: None, import_file: Import) -> None:
    run = import_file(real(f"messy/tcvn3_mekong/{name}"), "--kind", "culverts", "--create-roads")
    assert run.code == 2


@pytest.mark.parametrize("folder", ["messy/r5_datasource", "messy/fiona_tests"])
def test_no_stray_file_breaks_or_writes(folder: str, nothing_written: None, import_file: Import) -> None:
    """Whatever the file is, the answer is a refusal with a cure: never a traceback, never a row."""
    names = [path for path in sorted(real(folder).iterdir()) if path.is_file()]
    for path in names:
        run = import_file(path, "--kind", "bridges", "--create-roads")
        assert (run.code, bool(run.report["error"]["cure"])) == (2, True), path.name
