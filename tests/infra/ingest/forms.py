"""Small files of our own making, laid out as the real forms are; the real data sets are never committed.

`culvert_form(path, rows)` and `km_post_form(path, rows)` write workbooks with the merged header, the machine-name row 11,
a hidden drop-down sheet and styled blanks; `register(path, rows)` the bridge register as CSV.
"""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from infra.ingest.forms import FORMS

CULVERT_FORM, KM_POST_FORM, VEC_BRIDGES = (
    next(one for one in FORMS if one.code == code) for code in ("culvert-form", "km-post-form", "vec-bridges")
)
CULVERT_COLUMNS = ["stt", *(one.column for one in CULVERT_FORM.fields), "chi_phi_xay_dung"]
POST_COLUMNS = ["STT", *(one.column for one in KM_POST_FORM.fields)]
BRIDGE_COLUMNS = [
    "id_cau",
    *(one.column for one in VEC_BRIDGES.fields),
    *(c for c in VEC_BRIDGES.ignored if c != "id_cau"),
]

CULVERT = {
    "ly_trinh": "Km10+500", "kinh_do": 105.5, "vi_do": 9.204519, "tinh": "Bạc Liêu", "huyen": "Hồng Dân", "xa": "Xã Thử",
    "nam_htxd": 2010, "tuoi_tho_thiet_ke": 100, "loai_cong_trinh": "Cống thoát nước", "hinh_dang": "Hộp", "tai_trong": "HL93",
    "so_ngan_cong": 2, "be_rong": "1,5", "chieu_cao": 2, "chieu_dai_than_cong": 8.5, "vat_lieu_than_cong": "Bê tông cốt thép",
    "dau_cong_thuong_luu": "Có", "ket_cau_dau_cong_thuong_luu": "Tường cánh BTXM", "van_phai_cong_ha_luu": "Không",
}  # fmt: skip
POST = {"ly_trinh": "Km0+0", "ten_cot_km": "Km0", "kinh_do": 105.5, "vi_do": 9.2, "khoang_cach_toi_cot_tiep_theo": 1000}
BRIDGE = {
    "id_cau": "7", "tuyen": "Nội Bài - Lào Cai", "kmchinh": "10", "kmle": "500", "ten": "Ngòi Thử", "sohieu": "",
    "doituongvuot_ten": "Suối", "gocgiao": "0.0", "dangcau_ten": "Cầu dầm giản đơn", "chieudai": "92.7", "sonhip": "3",
    "sodonhip": "24x3", "berongcau": "12.0", "berongphanxechay": "11.0", "taitrongthietke_ten": "H18", "namxaydung": "2012",
    "namduavaokhaithac": "0", "tinh": "Lào Cai",
}  # fmt: skip


def _workbook(path: Path, sheet: str, road: str, stretch: str, columns: list[str], rows: list[dict[str, Any]]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row, pair in enumerate((("Cục quản lý đường bộ", "Khu thử"), ("Tuyến nhánh ", road), ("Đoạn", stretch)), 1):
        page.cell(row, 1, pair[0])
        page.cell(row, 4, pair[1])
    page.cell(6, 6, sheet.replace("_", " "))
    page.merge_cells(start_row=7, start_column=1, end_row=10, end_column=1)
    page.cell(7, 1, "STT")
    for i, name in enumerate(columns, 1):
        page.cell(11, i, name)
    for r, values in enumerate(rows, 12):
        for name, value in values.items():
            page.cell(r, columns.index(name) + 1 if name in columns else len(columns) + 1, value)
    for r in range(12 + len(rows), 40):
        page.cell(r, 1).fill = PatternFill("solid", fgColor="FFFF00")
        page.cell(r, 2, " ")
    hidden = book.create_sheet("Tinh")
    hidden.sheet_state = "veryHidden"
    hidden.append(["An Giang"])
    book.save(path)
    return path


def culvert_form(
    path: Path, rows: list[dict[str, Any]], road: str = "QL.9T: 000", stretch: str = "Km10 : Km15"
) -> Path:
    """Each row is CULVERT with its own values; an unknown key goes into the unnamed column after the last."""
    return _workbook(path, "Cong_thoat_nuoc_ngang", road, stretch, CULVERT_COLUMNS, [CULVERT | row for row in rows])


def km_post_form(path: Path, rows: list[dict[str, Any]], road: str = "QL.7: 000", stretch: str = "Km0 : Km9") -> Path:
    """Each row is POST with its own values."""
    return _workbook(path, "Cot_km", road, stretch, POST_COLUMNS, [POST | row for row in rows])


def unmodelled_form(path: Path) -> Path:
    """The marker-post form: the same header, columns nobody models, one of them twice."""
    columns = ["stt", "ly_trinh", "kinh_do_dau", "vi_do_dau", "loai_vat_lieu", "so_coc"]
    return _workbook(
        path, "Coc_tieu", "QL.8: 000", "Km0 : Km85", columns, [{"ly_trinh": "Km4+00 : Km5+00", "so_coc": 8}]
    )


def register(path: Path, rows: list[dict[str, Any]], columns: list[str] | None = None) -> Path:
    """The bridge register as CSV; each row is BRIDGE with its own values."""
    names = BRIDGE_COLUMNS if columns is None else columns
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows([BRIDGE | row for row in rows])
    return path


def table(path: Path, *rows: dict[str, Any]) -> Path:
    """A CSV with our own column names."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def points(
    path: Path,
    driver: str,
    srid: int | None,
    xy: tuple[float, float] = (105.5, 9.204519),
    shape: Any = None,
    name: str = "Cong A",
) -> Path:
    """A layer of one culvert on QL.9T, Km10+500."""
    geometry = np.array([shapely.to_wkb(shape or shapely.Point(*xy))])
    fields = {"road": "QL.9T", "chainage": "Km10+500", "name": name}
    kind = (shape or shapely.Point()).geom_type
    values = [np.array([value], dtype=object) for value in fields.values()]
    crs = f"EPSG:{srid}" if srid else None
    pyogrio.raw.write(path, geometry, values, list(fields), driver=driver, geometry_type=kind, crs=crs)
    return path
