"""Files whose columns carry our own names, as the export and the API write them. Read only with --kind."""

from dataclasses import replace

from infra.ingest.mapping import BRIDGE, CULVERT, KM_POST, ROAD, SECTION, WATERWAY, FieldMap, Source


def _texts(*names: str) -> tuple[FieldMap, ...]:
    return tuple(FieldMap(name, name) for name in names)


def _numbers(*names: str) -> tuple[FieldMap, ...]:
    return tuple(FieldMap(name, name, "number") for name in names)


def _wholes(*names: str) -> tuple[FieldMap, ...]:
    return tuple(FieldMap(name, name, "whole") for name in names)


def _years(*names: str) -> tuple[FieldMap, ...]:
    return tuple(FieldMap(name, name, "year") for name in names)


def _dates(*names: str) -> tuple[FieldMap, ...]:
    return tuple(FieldMap(name, name, "date") for name in names)


def _codes(**lists: str) -> tuple[FieldMap, ...]:
    return tuple(FieldMap(name, name, "code", list=list_name) for name, list_name in lists.items())


_DERIVED = "Hệ thống tự tính hoặc tự ghi: không nhập."
_BY_HAND = "Sửa trên hệ thống: không nhập từ tệp."
_LABEL = "Tên gọi của mã ở cột bên: không nhập."
LABEL = "_label"
"""What a column is called that repeats the one before it in words."""


def _ignored(source: Source, *by_hand: str) -> dict[str, str]:
    """The columns of our own files that are not loaded, with the reason. `by_hand`: facts that are changed in the system alone."""
    coded = (
        "located_by",
        "road_class",
        "verdict",
        "calibration",
        *(f.column for f in source.fields if f.read == "code"),
    )
    told = dict.fromkeys(_OURS, _DERIVED) | dict.fromkeys((f"{name}{LABEL}" for name in coded), _LABEL)
    mapped = {one.column for one in source.fields}
    return {name: why for name, why in (told | dict.fromkeys(by_hand, _BY_HAND)).items() if name not in mapped}


_OURS = (
    "road_id", "road_class", "located_by", "at_m", "offset_m", "chainage_nominal", "stated_km", "stated_m", "stated_text", "source_srid",
    "commune", "commune_name", "position_gap_m", "verdict", "length_m", "shared_m", "calibration", "start_chainage", "end_chainage",
    "posts_used", "posts_refused", "source", "is_published", "recorded_from", "wkt",
)  # fmt: skip
_PLACE = (
    FieldMap("public_id", "public_id"),
    FieldMap("road", "road", "road"),
    FieldMap("lon", "lon", "lon"),
    FieldMap("lat", "lat", "lat"),
)
_RATED = (*_codes(condition="condition"), *_dates("condition_on"), *_texts("condition_reason"))
_STRUCTURE = (
    *_PLACE,
    FieldMap("chainage", "chainage", "chainage", required=True),
    *_texts("code", "name"),
    FieldMap("note", "note", "note"),
    *_codes(side="side", status="status"),
    *_RATED,
    *_years("built_year"),
    *_numbers("length_m", "width_m", "skew_deg", "offset_m"),
)
_ENDS = {"head": "culvert_head", "gate": "gate", "apron": "apron", "sump": "sump"}

_BRIDGE = Source(
    code="own-bridges",
    kind=BRIDGE,
    title="Cầu, cột theo tên của hệ thống",
    fixed=False,
    fields=(
        *_STRUCTURE,
        *_texts("crossing_name"),
        *_codes(bridge_type="bridge_type", permanence="permanence", crossing="crossing", foundation="foundation"),
        *_codes(design_load="load", actual_load="load"),
        *_wholes("span_count", "deck_rating", "superstructure_rating", "substructure_rating"),
        FieldMap("span_scheme", "span_scheme", "spans"),
        *_numbers(
            "carriageway_width_m",
            "footway_width_m",
            "vertical_clearance_m",
            "navigation_width_m",
            "navigation_height_m",
        ),
        *_years("opened_year"),
    ),
)

_CULVERT = Source(
    code="own-culverts",
    kind=CULVERT,
    title="Cống, cột theo tên của hệ thống",
    fixed=False,
    fields=(
        *_STRUCTURE,
        *_codes(kind="culvert_kind", shape="culvert_shape", load="load", body="culvert_body", hydraulic="hydraulic"),
        *_codes(**{f"{part}_{end}": list_name for part, list_name in _ENDS.items() for end in ("up", "down")}),
        *_wholes("cells", "design_life_years"),
        *_numbers("height_m", "diameter_m", "apron_up_m2", "apron_down_m2"),
        *_numbers(*(f"sump_{end}_{size}_m" for end in ("up", "down") for size in ("depth", "width", "length"))),
        FieldMap("opening_text", "opening_text", "opening"),
        *_texts("unit_text"),
    ),
)

_KM_POST = Source(
    code="own-km-posts",
    kind=KM_POST,
    title="Cột Km, cột theo tên của hệ thống",
    fixed=False,
    fields=(
        *_PLACE,
        FieldMap("km", "km", "whole", required=True),
        FieldMap("stated_next_m", "stated_next_m", "number"),
        FieldMap("material", "material", "code", list="post_material"),
        FieldMap("note", "note", "note"),
    ),
)

_ROAD = Source(
    code="own-roads",
    kind=ROAD,
    title="Tuyến đường, cột theo tên của hệ thống",
    fixed=False,
    fields=(
        FieldMap("public_id", "public_id"),
        FieldMap("code", "road", "road", required=True),
        *_texts("branch", "name"),
        *_codes(road_class="road_class", technical_grade="technical_grade", status="status"),
        *_wholes("start_km"),
        *_numbers("start_m"),
        *_dates("opened_on"),
        FieldMap("note", "note", "note"),
    ),
)

_SECTION = Source(
    code="own-sections",
    kind=SECTION,
    title="Đoạn đường, cột theo tên của hệ thống",
    fixed=False,
    by_point=True,
    fields=(
        FieldMap("public_id", "public_id"),
        FieldMap("road", "road", "road"),
        FieldMap("from_chainage", "from_chainage", "chainage"),
        FieldMap("to_chainage", "to_chainage", "chainage"),
        FieldMap("stretch", "stretch", "stretch"),
        FieldMap("from_m", "from_m", "measure"),
        FieldMap("to_m", "to_m", "measure"),
        *_codes(pavement="pavement"),
        *_RATED,
        *_numbers("carriageway_width_m", "formation_width_m", "iri_m_km"),
        *_wholes("lanes"),
        *_years("surfaced_year"),
        FieldMap("note", "note", "note"),
    ),
)

_WATERWAY = Source(
    code="own-waterways",
    kind=WATERWAY,
    title="Sông, kênh, cột theo tên của hệ thống",
    fixed=False,
    fields=(
        FieldMap("public_id", "public_id"),
        *_texts("name"),
        *_codes(kind="waterway_kind", navigation_class="navigation_class"),
        *_numbers("width_m"),
        FieldMap("note", "note", "note"),
    ),
)

_HAND = ("managing_unit",)
OWN_COLUMNS: tuple[Source, ...] = tuple(
    replace(source, ignored=_ignored(source, *by_hand))
    for source, by_hand in (
        (_BRIDGE, _HAND),
        (_CULVERT, _HAND),
        (_KM_POST, ()),
        (_SECTION, _HAND),
        (_ROAD, ("aliases", "managing_unit")),
        (_WATERWAY, ()),
    )
)
