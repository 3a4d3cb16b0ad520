"""National import form "Cống thoát nước ngang" (cross-drainage culverts): machine names in row 11."""

from infra.ingest.mapping import CULVERT, FieldMap, Source

FORM_ROW = 11
DEGREES_WHY = "Biểu mẫu quốc gia ghi kinh độ, vĩ độ theo GPS: hiểu là WGS 84 (EPSG:4326)."


def _side(suffix: str, ours: str) -> tuple[FieldMap, ...]:
    """Head, gate, apron and sump of one end. The yes/no column comes first; the structure column says more."""
    return (
        FieldMap(f"dau_cong_{suffix}", f"head_{ours}", "presence", list="culvert_head"),
        FieldMap(f"ket_cau_dau_cong_{suffix}", f"head_{ours}", "code", list="culvert_head"),
        FieldMap(f"van_phai_cong_{suffix}", f"gate_{ours}", "presence", list="gate"),
        FieldMap(f"ket_cau_van_phai_cong_{suffix}", f"gate_{ours}", "code", list="gate"),
        FieldMap(f"san_cong_{suffix}", f"apron_{ours}", "presence", list="apron"),
        FieldMap(f"ket_cau_san_cong_{suffix}", f"apron_{ours}", "code", list="apron"),
        FieldMap(f"dien_tich_san_cong_{suffix}", f"apron_{ours}_m2", "number", zero_unknown=True),
        FieldMap(f"ho_tu_{suffix}", f"sump_{ours}", "presence", list="sump"),
        FieldMap(f"vat_lieu_ho_tu_{suffix}", f"sump_{ours}", "code", list="sump"),
        FieldMap(f"chieu_sau_long_ho_tu_{suffix}", f"sump_{ours}_depth_m", "number", zero_unknown=True),
        FieldMap(f"be_rong_long_ho_tu_{suffix}", f"sump_{ours}_width_m", "number", zero_unknown=True),
        FieldMap(f"chieu_dai_long_ho_tu_{suffix}", f"sump_{ours}_length_m", "number", zero_unknown=True),
    )


CULVERT_FORM = Source(
    code="culvert-form",
    kind=CULVERT,
    title="Cống thoát nước ngang (biểu mẫu quốc gia)",
    header_row=FORM_ROW,
    srid=4326,
    srid_why=DEGREES_WHY,
    unnamed_is_note=True,
    ignored={
        "stt": "Số thứ tự của biểu.",
        "chi_phi_xay_dung": "Chi phí xây dựng thuộc phần giá trị tài sản, chưa có trong mô hình.",
    },
    fields=(
        FieldMap("ly_trinh", "chainage", "chainage", required=True),
        FieldMap("kinh_do", "lon", "lon", zero_unknown=True),
        FieldMap("vi_do", "lat", "lat", zero_unknown=True),
        FieldMap("xa", "unit_text", "joined"),
        FieldMap("huyen", "unit_text", "joined"),
        FieldMap("tinh", "unit_text", "joined"),
        FieldMap("nam_htxd", "built_year", "year", zero_unknown=True),
        FieldMap("tuoi_tho_thiet_ke", "design_life_years", "whole", zero_unknown=True),
        FieldMap("loai_cong_trinh", "kind", "code", list="culvert_kind"),
        FieldMap("hinh_dang", "shape", "code", list="culvert_shape"),
        FieldMap("tai_trong", "load", "code", list="load"),
        FieldMap("so_ngan_cong", "cells", "whole", zero_unknown=True),
        FieldMap("be_rong", "width_m", "number", zero_unknown=True),
        FieldMap("chieu_cao", "height_m", "number", zero_unknown=True),
        FieldMap("chieu_dai_than_cong", "length_m", "number", zero_unknown=True),
        FieldMap("vat_lieu_than_cong", "body", "code", list="culvert_body"),
        *_side("thuong_luu", "up"),
        *_side("ha_luu", "down"),
    ),
)
