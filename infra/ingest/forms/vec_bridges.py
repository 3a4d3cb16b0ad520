"""Expressway bridge register (table `cau`), as CSV or GeoPackage.

The register has no road codes in the bridge table; its own road table (`tb_tuyenduong`) gives the codes and the
stretches used here. The yes/no and number columns hold 0 where nothing was recorded. The register's record number
`id_cau` is not a bridge number: it goes into `source`, in brackets, and finds the record again; `sohieu` is the number.
"""

from decimal import Decimal

from infra.ingest.mapping import BRIDGE, FieldMap, RoadName, Source
from infra.measures import Chainage


def _road(code: str, name: str, start: tuple[int, int], end: tuple[int, int]) -> RoadName:
    stretch = (Chainage(start[0], Decimal(start[1])), Chainage(end[0], Decimal(end[1])))
    return RoadName(code, name=name, road_class="CT", stretch=stretch)


_SIGN = "Biển báo tại cầu chưa có trong mô hình."
_FLOW = "Chế độ dòng chảy chưa có trong mô hình."
_CODE = "Mã số của nguồn; tên tương ứng đã được nhập."
_UNIT = "Mã đơn vị hành chính của nguồn, trước sáp nhập."

VEC_BRIDGES = Source(
    code="vec-bridges",
    kind=BRIDGE,
    title="Cầu trên đường cao tốc (cơ sở dữ liệu quản lý cầu)",
    record_column="id_cau",
    srid=4326,
    srid_why="Cột vido, kinhdo của nguồn là WGS 84 (bản GeoPackage của cùng dữ liệu khai báo EPSG:4326).",
    roads={
        "Nội Bài - Lào Cai": _road("NBLC", "Nội Bài - Lào Cai", (0, 0), (244, 600)),
        "Cầu Giẽ - Ninh Bình": _road("CGNB", "Cầu Giẽ - Ninh Bình", (210, 0), (260, 0)),
        "Tp. Hồ Chí Minh - Long Thành - Dầu Giây": _road("HLD", "TP. Hồ Chí Minh - Long Thành - Dầu Giây", (0, 0), (54, 900)),
        "Đà Nẵng - Quảng Ngãi": _road("DNQN", "Đà Nẵng - Quảng Ngãi", (0, 0), (131, 500)),
    },
    fields=(
        FieldMap("tuyen", "road", "road", required=True),
        FieldMap("kmchinh", "km", "whole", required=True),
        FieldMap("kmle", "m", "number", required=True),
        FieldMap("kinhdo", "lon", "lon", zero_unknown=True),
        FieldMap("vido", "lat", "lat", zero_unknown=True),
        FieldMap("ten", "name", required=True),
        FieldMap("sohieu", "code"),
        FieldMap("doituongvuot_ten", "crossing", "code", list="crossing"),
        FieldMap("tensongsuoi", "crossing_name"),
        FieldMap("gocgiao", "skew_deg", "number", zero_unknown=True),
        FieldMap("dangcau_ten", "bridge_type", "code", list="bridge_type"),
        FieldMap("chieudai", "length_m", "number", zero_unknown=True),
        FieldMap("sonhip", "span_count", "whole", zero_unknown=True),
        FieldMap("sodonhip", "span_scheme", "spans"),
        FieldMap("berongcau", "width_m", "number", zero_unknown=True),
        FieldMap("berongphanxechay", "carriageway_width_m", "number", zero_unknown=True),
        FieldMap("berongphanbohanh", "footway_width_m", "number", zero_unknown=True),
        FieldMap("taitrongthietke_ten", "design_load", "code", list="load"),
        FieldMap("taitrongkhaithac", "actual_load", "tonnes", list="load", zero_unknown=True),
        FieldMap("namxaydung", "built_year", "year", zero_unknown=True),
        FieldMap("namduavaokhaithac", "opened_year", "year", zero_unknown=True),
        FieldMap("tinhkhong_codinh", "vertical_clearance_m", "number", zero_unknown=True),
        FieldMap("tinhkhong_thongthuyen", "navigation_height_m", "number", zero_unknown=True),
        FieldMap("theoquytrinh_ten", "note", "note", label="Quy trình thiết kế"),
        FieldMap("tinh", "note", "note", label="Tỉnh theo nguồn"),
        FieldMap("dongchay_thoikylu", "note", "note", label="Thời kỳ lũ"),
    ),
    ignored={
        "id_cau": "Số bản ghi của nguồn, giữ trong trường source.",
        **dict.fromkeys(("id_tuyenduong", "doituongvuot", "dangcau", "taitrongthietke", "theoquytrinh", "loailanduong"), _CODE),
        **dict.fromkeys(("id_tinh", "id_huyen", "id_xa"), _UNIT),
        **dict.fromkeys(("chaychungvoi_duongsat", "chaychungvoi_congtrinhthuyloi"), "Cầu chung với công trình khác chưa có trong mô hình."),
        "donvixaydungcau": "Tên nhà thầu không nhập.",
        **dict.fromkeys(("tinhkhong_vemuakho", "tinhkhong_vemualu", "tinhkhong_trencau"), "Tĩnh không theo mùa chưa có trong mô hình."),
        **dict.fromkeys(("bienbao_tencau", "bienbao_taitrong", "bienbao_tocdo", "bienbao_culyxe", "bienbao_chieucao", "bienbao_chieurong", "bienbao_khac"), _SIGN),
        **dict.fromkeys(("dongchay_thuytrieu", "dongchay_nhiemman", "dongchay_lulut", "dongchay_thongthuyen", "dongchay_capsong"), _FLOW),
        "file": "Tên tệp đính kèm; tệp không đi cùng dữ liệu.",
        **dict.fromkeys(("ngaytao", "ngaysua"), "Ngày sửa trong hệ thống nguồn; lịch sử ở đây bắt đầu từ lần nhập."),
    },
)  # fmt: skip
