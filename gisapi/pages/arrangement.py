"""How people want the fields: in groups on the page of one feature, the telling ones first in a table. Data only."""

from collections.abc import Sequence
from dataclasses import dataclass

from gisapi.fields import Field


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are read together; `names` in their order."""

    title_vi: str
    title_en: str
    names: tuple[str, ...]


def _group(title_vi: str, title_en: str, names: str) -> Group:
    return Group(title_vi, title_en, tuple(names.split()))


GROUPS = (
    _group("Nhận dạng", "Identity", "name name_vi code public_id branch aliases level parent_code formed_from technical_grade status title"),
    _group("Đối tượng", "What it is about", "about_name about_kind about"),
    _group(
        "Vị trí", "Place",
        "road chainage from_chainage to_chainage start_chainage end_chainage chainage_nominal km commune_name commune road_class located_by "
        "at_m from_m to_m side offset_m stated_km stated_m stated_text unit_text position_gap_m start_km start_m stated_next_m verdict "
        "calibration posts_used posts_refused road_id host host_id host_from_chainage host_to_chainage host_from_m host_to_m",
    ),
    _group(
        "Loại và kết cấu", "Kind and structure",
        "bridge_type kind navigation_class shape permanence crossing crossing_name span_scheme span_count foundation body hydraulic pavement lanes material",
    ),
    _group(
        "Kích thước", "Size",
        "length_m shared_m width_m height_m diameter_m opening_text cells carriageway_width_m footway_width_m formation_width_m skew_deg",
    ),
    _group(
        "Tải trọng và tĩnh không", "Load and clearance",
        "design_load actual_load load vertical_clearance_m navigation_width_m navigation_height_m",
    ),
    _group(
        "Nội dung", "Content",
        "inspection_type findings organisation sign limit_t limit_m vehicle_type above_load_reason decision_number contractor cost_vnd",
    ),
    _group(
        "Tình trạng", "Condition",
        "condition condition_on condition_reason deck_rating superstructure_rating substructure_rating iri_m_km",
    ),
    _group(
        "Thời gian", "Dates",
        "built_year opened_year opened_on surfaced_year design_life_years done_on dated_on planned_on started_on finished_on valid_from valid_to",
    ),
    _group(
        "Thượng lưu", "Upstream",
        "head_up gate_up apron_up apron_up_m2 sump_up sump_up_depth_m sump_up_width_m sump_up_length_m",
    ),
    _group(
        "Hạ lưu", "Downstream",
        "head_down gate_down apron_down apron_down_m2 sump_down sump_down_depth_m sump_down_width_m sump_down_length_m",
    ),
    _group("Quản lý và nguồn", "Management and source", "managing_unit source note is_published source_srid recorded_from"),
)  # fmt: skip

MAIN: dict[str, tuple[str, ...]] = {
    name: tuple(names.split())
    for name, names in {
        "roads": "code name road_class technical_grade length_m start_chainage end_chainage managing_unit status",
        "km-posts": "road km verdict stated_next_m material at_m",
        "sections": "road from_chainage to_chainage length_m condition pavement carriageway_width_m iri_m_km surfaced_year",
        "bridges": "name road chainage condition length_m width_m bridge_type actual_load built_year managing_unit",
        "culverts": "name road chainage condition kind opening_text length_m built_year managing_unit",
        "waterways": "name kind navigation_class width_m length_m",
        "communes": "name_vi code level valid_from valid_to",
        "inspections": "about_name done_on inspection_type condition condition_reason road from_chainage to_chainage",
        "postings": "about_name sign limit_t limit_m valid_from valid_to road from_chainage to_chainage",
        "works": "about_name title kind dated_on road from_chainage to_chainage",
        "shared-stretches": "road from_chainage to_chainage host host_from_chainage host_to_chainage length_m",
    }.items()
}
"""Collection → the fields a reader of its table wants to see without scrolling."""


def telling_first(collection: str, fields: Sequence[Field]) -> list[Field]:
    """The same fields, the telling ones of the collection before the others."""
    by_name = {field.name: field for field in fields}
    first = [by_name[name] for name in MAIN[collection] if name in by_name]
    return first + [field for field in fields if field not in first]


def grouped(fields: Sequence[Field]) -> list[tuple[Group, list[Field]]]:
    """The fields in their groups, groups without any left out."""
    by_name = {field.name: field for field in fields}
    made = [(group, [by_name[name] for name in group.names if name in by_name]) for group in GROUPS]
    return [(group, held) for group, held in made if held]
