"""What the facts of a bridge, a culvert or a section say against each other. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from infra.rules.condition import PARTS, bridge_condition
from infra.rules.doubts import Doubt, Facts, Known
from infra.rules.posting import Load, above_load

_TERM = re.compile(r"(?:(\d+(?:[.,]\d+)?)[x×*])?(\d+(?:[.,]\d+)?)", re.IGNORECASE)
CLOSED = ("TAM_DONG", "DA_THAY_THE")
IN_SERVICE = "DANG_KHAI_THAC"


@dataclass(frozen=True, slots=True)
class SpanSum:
    """`counts`: the numbers of spans a scheme can mean (`6x5` is six of five or five of six); `total_m` is the same either way."""

    counts: frozenset[int]
    total_m: Decimal


def span_sum(scheme: str) -> SpanSum | None:
    """The spans of a scheme as it is kept (`3x24+33`, `48+72+48`); None for a text that is not one."""
    counts, total = {0}, Decimal(0)
    for part in re.sub(r"\s", "", scheme).split("+"):
        found = _TERM.fullmatch(part)
        if not found:
            return None
        one, other = (Decimal((found[n] or "1").replace(",", ".")) for n in (1, 2))
        total += one * other
        whole = {int(f) for f in (one, other) if f == int(f)} if found[1] else {1}
        counts = {so_far + more for so_far in counts for more in whole}
    return SpanSum(frozenset(counts), total)


def spans(facts: Facts, known: Known) -> Iterator[Doubt]:
    """The span scheme against the stated number of spans and the length of the bridge."""
    read = span_sum(facts.get("span_scheme") or "")
    if read is None:
        return
    stated, length, slack = facts.get("span_count"), facts.get("length_m"), Decimal(str(known.limits["span_slack_m"]))
    if stated is not None and stated not in read.counts:
        counted = min(read.counts, key=lambda count: abs(count - stated))
        yield Doubt("span-count-differs", "span_count", {"stated": stated, "counted": counted}, {"span_count": counted})
    if length is not None and read.total_m > Decimal(length) + slack:
        yield Doubt("spans-longer-than-bridge", "length_m", {"sum": float(read.total_m), "length": float(length)})


def narrower(width: Any, carriageway: Any) -> bool:
    """Whether a whole is narrower than its carriageway (m), as far as both are known."""
    return width is not None and carriageway is not None and bool(width < carriageway)


def carriageway_fits(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A bridge is at least as wide as its carriageway."""
    width, carriageway = facts.get("width_m"), facts.get("carriageway_width_m")
    if narrower(width, carriageway):
        told = {"value": facts["width_m"], "carriageway": facts["carriageway_width_m"]}
        yield Doubt("width-below-carriageway", "width_m", {name: float(value) for name, value in told.items()})


def formation_fits(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A road's formation is at least as wide as its carriageway."""
    formation, carriageway = facts.get("formation_width_m"), facts.get("carriageway_width_m")
    if narrower(formation, carriageway):
        told = {"value": facts["formation_width_m"], "carriageway": facts["carriageway_width_m"]}
        yield Doubt(
            "formation-below-carriageway", "formation_width_m", {name: float(value) for name, value in told.items()}
        )


def crossing_named(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A bridge crosses something: a waterway, a road, a railway."""
    if not facts.get("crossing") and not facts.get("crossing_name"):
        yield Doubt("no-crossing", "crossing")


def condition_follows(facts: Facts, known: Known) -> Iterator[Doubt]:
    """The condition of a bridge is that of its worst part (`infra.rules.condition`)."""
    decided = bridge_condition({part: facts.get(f"{part}_rating") for part in PARTS})
    said = facts.get("condition")
    if decided is not None and said is not None and said != decided.code:
        told = {"said": said, "decided": decided.code, "rating": decided.rating, "parts": list(decided.parts)}
        yield Doubt("rating-contradicts-condition", "condition", told, {"condition": decided.code})


def round_is_round(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A round culvert is as high as it is wide."""
    width, height = facts.get("width_m"), facts.get("height_m")
    if facts.get("shape") == "TRON" and width is not None and height is not None and width != height:
        yield Doubt("round-not-round", "shape", {"width": float(width), "height": float(height)})


def road_in_service(facts: Facts, known: Known) -> Iterator[Doubt]:
    """What stands on a road that is closed or replaced is hardly in service."""
    road_status = facts.get("road_status")
    if facts.get("status") == IN_SERVICE and road_status in CLOSED:
        yield Doubt("road-closed", "status", {"road": facts["road"], "status": road_status}, {"status": road_status})


def unit_in_force(facts: Facts, known: Known) -> Iterator[Doubt]:
    """Who manages it is still there."""
    ended = facts.get("unit_ended_on")
    if ended is not None and ended < known.as_at:
        successor = facts.get("unit_successor")
        told = {"unit": facts["unit"], "ended_on": ended.isoformat(), "successor": successor}
        yield Doubt("managing-unit-ended", "managing_unit", told, {"managing_unit": successor} if successor else None)


def signs_within_load(facts: Facts, known: Known) -> Iterator[Doubt]:
    """No sign in force lets through more than the thing is said to carry (`infra.rules.posting`)."""
    loads = [
        Load(code, column, known.gross_t.get(code))
        for column in ("actual_load", "design_load", "load")
        if (code := facts.get(column))
    ]
    for sign in facts.get("signs") or ():
        limit = sign["limit_t"]
        above = above_load(None if limit is None else Decimal(str(limit)), loads)
        if above is not None and not sign["reason"].strip():
            told = {
                "sign": sign["id"],
                "limit_t": float(above.limit_t),
                "load_t": float(above.load_t),
                "load": above.load,
            }
            yield Doubt("posted-above-load", above.known_as, told)


def signs_within_clearance(facts: Facts, known: Known) -> Iterator[Doubt]:
    """A height sign (P.117) promises no more than was measured."""
    clearance = facts.get("vertical_clearance_m")
    for sign in facts.get("signs") or ():
        if (
            sign["sign"] == "P117"
            and sign["limit_m"] is not None
            and clearance is not None
            and sign["limit_m"] > clearance
        ):
            told = {"sign": sign["id"], "limit_m": float(sign["limit_m"]), "clearance_m": float(clearance)}
            yield Doubt("posted-above-clearance", "vertical_clearance_m", told)
