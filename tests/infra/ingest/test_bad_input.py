"""Input that must be refused or left out: each case says where and how to cure it, and the database stays as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from openpyxl import load_workbook

from infra.ingest.readers import tables
from infra.models import Culvert
from tests import network
from tests.infra.ingest.conftest import Run
from tests.infra.ingest.forms import culvert_form, km_post_form, points, register, table, unmodelled_form

Import = Callable[..., Run]


def without_prj(folder: Path) -> Path:
    path = points(folder / "f.shp", "ESRI Shapefile", 4326)
    path.with_suffix(".prj").unlink()
    return path


def truncated(folder: Path) -> Path:
    path = culvert_form(folder / "f.xlsx", [{}])
    path.write_bytes(path.read_bytes()[:4000])
    return path


def missing_column(folder: Path) -> Path:
    path = culvert_form(folder / "f.xlsx", [{}])
    book = load_workbook(path)
    book.worksheets[0].delete_cols(3)
    book.save(path)
    return path


def old_font(folder: Path) -> Path:
    return table(folder / "f.csv", {"road": "QL.9T", "chainage": "Km10+500", "name": "CÇu sè 2"})


def undeclared_encoding(folder: Path) -> Path:
    """Bytes beyond ASCII that nobody declares: "Quốc A" in TCVN3."""
    path = points(folder / "f.shp", "ESRI Shapefile", 4326, name="Quoc A")
    path.with_suffix(".cpg").unlink()
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"Quoc A", b"Qu\xe8c A"))
    return path


Write = Callable[[Path], Path]
REFUSED: list[tuple[str, Write, tuple[str, ...], str, str]] = [
    ("no prj", without_prj, ("--kind", "culverts"), "crs-unknown", "--srid"),
    ("no srid for lon/lat columns", lambda d: table(d / "f.csv", {"road": "QL.9T", "chainage": "Km1", "lon": "1", "lat": "1"}), ("--kind", "culverts"), "crs-unknown", "--srid"),
    ("unknown srid", lambda d: culvert_form(d / "f.xlsx", [{}]), ("--srid", "32648"), "crs-not-supported", "--srid"),
    ("declared otherwise", lambda d: points(d / "f.gpkg", "GPKG", 4326), ("--kind", "culverts", "--srid", "5897"), "crs-differs", "--srid"),
    ("truncated", truncated, (), "file-damaged", "file"),
    ("a form we do not model", lambda d: unmodelled_form(d / "f.xlsx"), (), "form-not-modelled", "Coc_tieu"),
    ("missing column", missing_column, (), "column-missing", "kinh_do"),
    ("missing column of the register", lambda d: register(d / "f.csv", [{}], columns=["id_cau", "tuyen", "kmchinh", "kmle", "ten", "sohieu"]), (), "columns-to-confirm", "columns"),
    ("another kind", lambda d: culvert_form(d / "f.xlsx", [{}]), ("--kind", "bridges"), "kind-differs", "--kind"),
    ("another road", lambda d: culvert_form(d / "f.xlsx", [{}]), ("--road", "QL.1"), "road-differs", "--road"),
    ("no rows", lambda d: culvert_form(d / "f.xlsx", []), (), "empty-file", "file"),
    ("not a file", lambda d: d, (), "not-a-file", "file"),
    ("old font", old_font, ("--kind", "bridges"), "legacy-text", "name"),
    ("undeclared encoding", undeclared_encoding, ("--kind", "culverts"), "encoding-to-confirm", "name"),
    ("polygons", lambda d: points(d / "f.gpkg", "GPKG", 4326, shape=shapely.box(105, 9, 106, 10)), ("--kind", "culverts"), "geometry-not-point", "file"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("write", "options", "reason", "field"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_the_file_is_refused(
    write: Write,
    options: tuple[str, ...],
    reason: str,
    field: str,
    nothing_written: None,
    import_file: Import,
    tmp_path: Path,
) -> None:
    run = import_file(write(tmp_path), "--create-roads", *options)
    error = run.report["error"]
    assert (run.code, error["code"], error["field"]) == (2, reason, field)
    assert error["cure"]
    assert error["cure"] in run.err
    assert "Không ghi gì" in run.err
    assert str(tmp_path.parent) not in run.err


def test_no_source(nothing_written: None, import_file: Import, tmp_path: Path) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [{}]), source="  ")
    assert (run.code, run.report["error"]["code"]) == (2, "source-missing")


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ({"ly_trinh": None}, "required-missing", "ly_trinh"),
        ({"ly_trinh": "111887"}, "chainage-unreadable", "ly_trinh"),
        ({"ly_trinh": "#REF!"}, "excel-error", "ly_trinh"),
    ],
)
def test_the_row_is_refused(
    row: dict[str, Any], code: str, field: str, nothing_written: None, import_file: Import, tmp_path: Path
) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [row]), "--create-roads")
    assert (run.code, run.counts) == (1, (0, 0, 0, 1))
    assert [(one["row"], one["field"], one["severity"]) for one in run.findings(code)] == [(12, field, "error")]


@pytest.mark.parametrize("row", [{"ly_trinh": "Km1+0"}, {"ly_trinh": "Km0+20"}, {"ten_cot_km": "Km7"}])
def test_a_post_that_is_not_its_chainage_is_refused(
    row: dict[str, Any], nothing_written: None, import_file: Import, tmp_path: Path
) -> None:
    run = import_file(km_post_form(tmp_path / "f.xlsx", [row], road="QL.7: 000"), "--create-roads")
    assert (run.code, run.counts) == (1, (0, 0, 0, 1))
    assert [(one["row"], one["severity"]) for one in run.findings("post-name-differs")] == [(12, "error")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"be_rong": 100}, "out-of-range", "width_m"),
        ({"be_rong": "rộng"}, "number-unreadable", "width_m"),
        ({"nam_htxd": 2999}, "year-in-future", "built_year"),
        ({"nam_htxd": 1200}, "out-of-range", "built_year"),
        ({"hinh_dang": "Tam giác"}, "code-unknown", "shape_id"),
        ({"kinh_do": 9.2, "vi_do": 105.5}, "lat-lon-swapped", "geom"),
        ({"kinh_do": 2.35, "vi_do": 48.85}, "outside-vietnam", "geom"),
        ({"kinh_do": 105.5, "vi_do": 9.2}, "coordinates-rounded", "geom"),
        ({"kinh_do": None}, "position-half", "geom"),
        ({"vi_do": "#N/A"}, "excel-error", "geom"),
        ({"chieu_dai_than_cong": "=8+1"}, "formula-not-computed", "length_m"),
    ],
)
def test_the_value_is_left_out_and_said(
    row: dict[str, Any], code: str, column: str, import_file: Import, tmp_path: Path
) -> None:
    run = import_file(culvert_form(tmp_path / "f.xlsx", [row], road="QL.77"), "--create-roads")
    assert (run.code, run.counts) == (0, (1, 0, 0, 0))
    assert [(one["row"], one["severity"]) for one in run.findings(code)] == [(12, "warning")]
    assert getattr(Culvert.objects.get(), column) is None


def test_unknown_column_is_said(db: None, import_file: Import, tmp_path: Path) -> None:
    path = table(tmp_path / "f.csv", {"road": "QL.77", "chainage": "Km1", "name": "A", "mau_son": "xanh"})
    run = import_file(path, "--kind", "bridges", "--create-roads")
    assert [(one["field"], one["severity"]) for one in run.findings("unmapped")] == [("mau_son", "warning")]


def test_shapefile_with_the_srid_given(db: None, import_file: Import, tmp_path: Path) -> None:
    network.build()
    run = import_file(without_prj(tmp_path), "--kind", "culverts", "--srid", "4326")
    assert run.counts == (1, 0, 0, 0)


def test_vn2000_is_transformed_exactly(db: None, import_file: Import, tmp_path: Path) -> None:
    from infra.crs import transform

    network.build()
    target = network.up(500)
    path = points(tmp_path / "f.gpkg", "GPKG", 5897, xy=transform(target.x, target.y, 4326, 5897))
    assert import_file(path, "--kind", "culverts").counts == (1, 0, 0, 0)
    culvert = Culvert.objects.get(name="Cong A")
    assert culvert.source_srid == 5897
    assert culvert.geom.distance(target) < 1e-8


def test_layers_that_are_not_read_are_said(db: None, import_file: Import, tmp_path: Path) -> None:
    path = points(tmp_path / "f.gpkg", "GPKG", 4326)
    values = [np.array(["Nhịp 1", "Nhịp 2"], dtype=object)]
    pyogrio.raw.write(path, None, values, ["ky_hieu"], layer="nhip", driver="GPKG", geometry_type=None, append=True)
    run = import_file(path, "--kind", "culverts", "--create-roads")
    assert [(one["field"], one["value"]) for one in run.findings("table-not-read")] == [("nhip", "2")]


THREE = [{"road": "QL.9T", "chainage": f"Km10+{metres}"} for metres in (100, 300, 500)]


def three_points(folder: Path) -> Path:
    shapes = shapely.to_wkb(shapely.points([(105.5, 9.201 + n / 1000) for n in range(3)]))
    names = [np.array([row[name] for row in THREE], dtype=object) for name in THREE[0]]
    pyogrio.raw.write(
        folder / "f.gpkg", shapes, names, list(THREE[0]), driver="GPKG", geometry_type="Point", crs="EPSG:4326"
    )
    return folder / "f.gpkg"


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: table(folder / "f.csv", *THREE),
        lambda folder: culvert_form(folder / "f.xlsx", [{"ly_trinh": row["chainage"]} for row in THREE]),
        three_points,
    ],
    ids=["csv", "xlsx", "gpkg"],
)
def test_more_rows_than_are_held_at_once(
    nothing_written: None,
    import_file: Import,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    run = import_file(make(tmp_path), "--kind", "culverts", "--srid", "4326")
    assert (run.code, run.report["error"]["code"], "hơn 2 dòng" in run.err) == (2, "too-many-rows", True)
