"""What must hold after every operation; a breach is ours, undoes the whole and is told as such."""

from infra.errors import RuleBroken
from infra.measures import TOLERANCE_M
from infra.network.effects import Effects
from infra.network.standing import Network

_SUM_M = 0.01
"""How far the section kilometres of an operation may differ before and after (rounding of cut ends)."""


def prove(effects: Effects, before: Network, *, keeps_sections: bool) -> None:
    """Nothing lost, nothing outside its road, the sections' length kept where the operation promises it. Raises RuleBroken.

    That sections do not overlap is a constraint of the database.
    """
    lengths = {road.id: road.after.length_m for road in effects.roads if road.after is not None}
    for effect in effects.things:
        if effect.after is None:
            if effect.behaviour not in ("retire", "joined"):
                raise RuleBroken(None, rule="thing-lost", id=effect.public_id, kind=effect.kind)
            continue
        low, high = effect.after.from_m, effect.after.to_m if effect.after.to_m is not None else effect.after.from_m
        if (
            low is not None
            and high is not None
            and not (low >= -TOLERANCE_M and high <= lengths[effect.after.road_id] + TOLERANCE_M)
        ):
            raise RuleBroken(None, rule="event_within_road", id=effect.public_id, kind=effect.kind, at_m=high)
    if keeps_sections:
        retired = sum(
            e.before.to_m - e.before.from_m
            for e in effects.things
            if e.kind == "section"
            and e.behaviour == "retire"
            and e.before
            and e.before.to_m is not None
            and e.before.from_m is not None
        )
        was = sum(road.sections_m for road in before.roads.values()) - retired
        becomes = sum(road.after.sections_m for road in effects.roads if road.after is not None)
        if abs(was - becomes) > _SUM_M:
            raise RuleBroken(None, rule="section-length-kept", before_m=round(was, 3), after_m=round(becomes, 3))
