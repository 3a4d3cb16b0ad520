"""What an anonymous visitor may read: one allow-list of properties for each collection.

The queries build every property, then keep these only (in SQL, see `queries/page_answer.sql`): a new
column stays inside until it is named here. Rows that are not published are not found at all.
Kept inside: `note` (working remarks), `source_srid` and `is_published` (book-keeping).
"""

_ROAD = """
    public_id code branch aliases name road_class technical_grade managing_unit status start_km start_m opened_on
    length_m calibration start_chainage end_chainage posts_used posts_refused source
"""
_KM_POST = "public_id road road_id km stated_next_m material at_m offset_m verdict source"
_SECTION = """
    public_id road road_id road_class from_m to_m from_chainage to_chainage chainage_nominal length_m pavement
    carriageway_width_m formation_width_m lanes condition condition_on condition_reason iri_m_km surfaced_year source
"""
_LOCATED = """
    public_id code name road road_id located_by at_m chainage chainage_nominal side offset_m stated_km stated_m
    stated_text status condition condition_on condition_reason managing_unit built_year skew_deg length_m width_m source
    commune commune_name position_gap_m
"""
_BRIDGE = f"""
    {_LOCATED} bridge_type permanence crossing crossing_name span_scheme span_count carriageway_width_m
    footway_width_m design_load actual_load vertical_clearance_m navigation_width_m navigation_height_m foundation
    opened_year deck_rating superstructure_rating substructure_rating
"""
_CULVERT = f"""
    {_LOCATED} kind shape load cells height_m diameter_m opening_text body head_up head_down gate_up gate_down
    apron_up apron_down apron_up_m2 apron_down_m2 sump_up sump_up_depth_m sump_up_width_m sump_up_length_m
    sump_down sump_down_depth_m sump_down_width_m sump_down_length_m hydraulic design_life_years unit_text
"""
_COMMUNE = "code name_vi level parent_code valid_from valid_to formed_from source"

PUBLIC: dict[str, frozenset[str]] = {
    "roads": frozenset(_ROAD.split()),
    "km-posts": frozenset(_KM_POST.split()),
    "sections": frozenset(_SECTION.split()),
    "bridges": frozenset(_BRIDGE.split()),
    "culverts": frozenset(_CULVERT.split()),
    "communes": frozenset(_COMMUNE.split()),
}

INTERNAL = frozenset({"note", "source_srid", "is_published"})
"""Named only so that a test can tell "kept inside" from "forgotten"."""


def readable(collection: str, *, signed_in: bool) -> list[str] | None:
    """The properties a visitor may read; None: all of them."""
    return None if signed_in else sorted(PUBLIC[collection])
