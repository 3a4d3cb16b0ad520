"""Whether the place of an asset agrees with itself, and whether what is known of it is still fresh. Pure."""

from collections.abc import Iterator
from datetime import date

from infra.rules.doubts import Doubt, Facts, Known

DAYS_A_MONTH = 30.44


def stated_place(facts: Facts, known: Known) -> Iterator[Doubt]:
    """Coordinates against the chainage that the file states."""
    at_m, stated_at_m = facts.get("at_m"), facts.get("stated_at_m")
    if at_m is not None and stated_at_m is not None and abs(at_m - stated_at_m) > known.limits["stated_gap_m"]:
        stated = facts["stated_chainage"]
        told = {"metres": round(abs(at_m - stated_at_m), 1), "stated": stated, "chainage": facts.get("chainage")}
        yield Doubt("place-differs-from-chainage", "chainage", told, {"chainage": stated})


def measured_place(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A point against the measure beside it: with both given, both are kept (docs/decisions/0004)."""
    gap_m = facts.get("position_gap_m")
    if facts.get("located_by") == "coordinates" and gap_m is not None and gap_m > known.limits["stated_gap_m"]:
        yield Doubt("point-differs-from-measure", "geometry", {"metres": round(gap_m, 1)}, {"at_m": facts["nearest_m"]})


def beside_road(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A structure stands on its road, or a few metres beside the drawn line."""
    away_m = facts.get("away_m")
    if away_m is not None and away_m > known.limits["off_road_m"]:
        yield Doubt("far-from-road", "geometry", {"road": facts["road"], "metres": round(away_m, 1)})


def in_a_commune(facts: Facts, known: Known) -> Iterator[Doubt]:
    """What is managed here lies in one of our communes."""
    if facts.get("outside_communes"):
        yield Doubt("outside-communes", "geometry")


def not_placed(facts: Facts, known: Known) -> Iterator[Doubt]:
    """Known by what a file states alone: not on the map."""
    if facts.get("located_by") == "none":
        yield Doubt("not-on-map", "chainage", {"road": facts.get("road"), "stated": facts.get("stated_chainage")})


def _months(since: date, until: date) -> int:
    return int((until - since).days / DAYS_A_MONTH)


def condition_fresh(facts: Facts, known: Known) -> Iterator[Doubt]:
    """The condition of a pavement is no older than some years."""
    if not facts.get("condition"):
        return
    rated_on, most = facts.get("condition_on"), known.limits["condition_years"]
    if rated_on is None:
        yield Doubt("condition-undated", "condition_on")
    elif _months(rated_on, known.as_at) > 12 * most:
        yield Doubt("condition-outdated", "condition_on", {"rated_on": rated_on.isoformat(), "years": most})


def condition_dated(facts: Facts, known: Known) -> Iterator[Doubt]:
    """Nobody rates on a day still to come."""
    rated_on = facts.get("condition_on")
    if rated_on is not None and rated_on > known.as_at:
        yield Doubt("date-in-future", "condition_on", {"value": rated_on.isoformat()}, {"condition_on": None})


def inspected(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A bridge in service is inspected every so many months."""
    if facts.get("status") != "DANG_KHAI_THAC":
        return
    last, most = facts.get("inspected_on"), known.limits["inspection_months"]
    if last is None:
        yield Doubt("never-inspected", None)
    elif (months := _months(last, known.as_at)) > most:
        yield Doubt("inspection-overdue", None, {"inspected_on": last.isoformat(), "months": months, "most": most})


def post_distance(facts: Facts, known: Known) -> Iterator[Doubt]:
    """The stated distance to the next post: real ones stand 507-1473 m apart (221 gaps of QL.7)."""
    stated = facts.get("stated_next_m")
    least, most = known.limits["post_distance_least_m"], known.limits["post_distance_most_m"]
    if stated is not None and not least <= stated <= most:
        yield Doubt("distance-unusual", "stated_next_m", {"value": float(stated), "least": least, "most": most})
