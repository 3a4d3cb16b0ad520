"""National import form "Cột Km" (km posts): machine names in row 11, the remarks column has none."""

from infra.ingest.forms.culvert_form import DEGREES_WHY, FORM_ROW
from infra.ingest.mapping import KM_POST, FieldMap, Source

KM_POST_FORM = Source(
    code="km-post-form",
    kind=KM_POST,
    title="Cột Km (biểu mẫu quốc gia)",
    header_row=FORM_ROW,
    srid=4326,
    srid_why=DEGREES_WHY,
    unnamed_is_note=True,
    ignored={"STT": "Số thứ tự của biểu."},
    fields=(
        FieldMap("ly_trinh", "chainage", "chainage", required=True),
        FieldMap("kinh_do", "lon", "lon", zero_unknown=True),
        FieldMap("vi_do", "lat", "lat", zero_unknown=True),
        FieldMap("ten_cot_km", "post_name", "chainage", required=True),
        FieldMap("khoang_cach_toi_cot_tiep_theo", "stated_next_m", "number", zero_unknown=True),
        FieldMap("loai_vat_lieu", "material", "code", list="post_material"),
    ),
)
