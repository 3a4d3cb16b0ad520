"""Every check there is: what it is called, what it asks of, how serious it is, and the rule or question that finds it. Data only.

A check that needs the row alone is a pure rule (`infra.rules`); one that needs neighbours is a question in SQL (`questions/*.sql`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infra.rules import believable, structure_facts, whereabouts
from infra.rules.doubts import Doubt, Facts, Known

ERROR, WARNING, NOTICE = "error", "warning", "notice"
SEVERITIES = (ERROR, WARNING, NOTICE)
"""error: refused when written · warning: probably wrong · notice: somebody should look."""
Rule = Callable[[Facts, Known], Iterator[Doubt]]
ROAD, POST, SECTION, BRIDGE, CULVERT, WATERWAY = "road", "km_post", "section", "bridge", "culvert", "waterway"
STRUCTURES = (BRIDGE, CULVERT)


@dataclass(frozen=True, slots=True)
class Check:
    """`limits`: the thresholds it reads (`code_check_threshold`)."""

    code: str
    severity: str
    kinds: tuple[str, ...]
    limits: tuple[str, ...] = ()


CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        Check("year-in-future", ERROR, (BRIDGE, CULVERT, SECTION)),
        Check("date-in-future", ERROR, (SECTION,)),
        Check("rating-contradicts-condition", ERROR, (BRIDGE,)),
        Check("out-of-range", WARNING, (BRIDGE, CULVERT, POST, WATERWAY)),
        Check("opened-before-built", WARNING, STRUCTURES),
        Check("width-below-carriageway", WARNING, (BRIDGE,)),
        Check("formation-below-carriageway", WARNING, (SECTION,)),
        Check("span-count-differs", WARNING, (BRIDGE,)),
        Check("spans-longer-than-bridge", WARNING, (BRIDGE,), ("span_slack_m",)),
        Check("round-not-round", WARNING, (CULVERT,)),
        Check("posted-above-load", WARNING, STRUCTURES),
        Check("posted-above-clearance", WARNING, (BRIDGE,)),
        Check("duplicate-bridge", WARNING, (BRIDGE,), ("duplicate_bridge_m",)),
        Check("duplicate-culvert", WARNING, (CULVERT,), ("duplicate_culvert_m",)),
        Check("place-differs-from-chainage", WARNING, STRUCTURES, ("stated_gap_m",)),
        Check("point-differs-from-measure", WARNING, STRUCTURES, ("stated_gap_m",)),
        Check("far-from-road", WARNING, STRUCTURES, ("off_road_m",)),
        Check("outside-communes", WARNING, STRUCTURES),
        Check("road-closed", WARNING, STRUCTURES),
        Check("managing-unit-ended", WARNING, (ROAD, *STRUCTURES)),
        Check("not-on-map", WARNING, STRUCTURES),
        Check("section-gap", WARNING, (SECTION,), ("section_gap_m",)),
        Check("post-out-of-order", WARNING, (POST,)),
        Check("post-far-from-line", WARNING, (POST,)),
        Check("post-without-position", NOTICE, (POST,)),
        Check("distance-unusual", NOTICE, (POST,), ("post_distance_least_m", "post_distance_most_m")),
        Check("road-end-not-joined", WARNING, (ROAD,), ("road_end_joined_m", "road_end_near_m")),
        Check("road-crosses-itself", WARNING, (ROAD,)),
        Check("vertex-doubled", NOTICE, (ROAD,), ("vertex_doubled_m",)),
        Check("spike", WARNING, (ROAD,), ("spike_deg",)),
        Check("duplicate-road", WARNING, (ROAD,), ("duplicate_road_m", "duplicate_road_share")),
        Check("condition-outdated", WARNING, (SECTION,), ("condition_years",)),
        Check("condition-undated", NOTICE, (SECTION,)),
        Check("inspection-overdue", WARNING, (BRIDGE,), ("inspection_months",)),
        Check("never-inspected", NOTICE, (BRIDGE,)),
        Check("no-crossing", NOTICE, (BRIDGE,)),
    )
}


def _ranges(kind: str) -> Rule:
    return lambda facts, known: believable.out_of_range(kind, facts)


_OF_STRUCTURES: tuple[Rule, ...] = (
    believable.structure_years,
    structure_facts.road_in_service,
    structure_facts.unit_in_force,
    structure_facts.signs_within_load,
    whereabouts.stated_place,
    whereabouts.measured_place,
    whereabouts.beside_road,
    whereabouts.in_a_commune,
    whereabouts.not_placed,
)
RULES: dict[str, tuple[Rule, ...]] = {
    ROAD: (structure_facts.unit_in_force,),
    POST: (_ranges(POST), whereabouts.post_distance),
    SECTION: (
        believable.surfaced_year,
        structure_facts.formation_fits,
        whereabouts.condition_dated,
        whereabouts.condition_fresh,
    ),
    BRIDGE: (
        _ranges(BRIDGE),
        *_OF_STRUCTURES,
        structure_facts.carriageway_fits,
        structure_facts.spans,
        structure_facts.crossing_named,
        structure_facts.condition_follows,
        structure_facts.signs_within_clearance,
        whereabouts.inspected,
    ),
    CULVERT: (_ranges(CULVERT), *_OF_STRUCTURES, structure_facts.round_is_round),
    WATERWAY: (_ranges(WATERWAY),),
}
"""Kind → what is asked of the facts of one row."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    ROAD: ("road_ends", "road_vertices", "road_crossings", "duplicate_roads"),
    POST: ("posts_against_line",),
    SECTION: ("section_gaps",),
    BRIDGE: ("duplicate_bridges",),
    CULVERT: ("duplicate_culverts",),
    WATERWAY: (),
}
"""Kind → the statements of `questions/` that ask about neighbours."""
REFUSING: dict[str, tuple[Rule, ...]] = {
    SECTION: (believable.surfaced_year, whereabouts.condition_dated),
    BRIDGE: (believable.structure_years, structure_facts.condition_follows),
    CULVERT: (believable.structure_years,),
}
"""Kind → the rules that find errors: of the row's own columns alone, so that a service may ask them before it saves."""
