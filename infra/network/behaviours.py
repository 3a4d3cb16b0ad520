"""What becomes of the things along a road when the road changes: one table, by operation and kind. Data only."""

from dataclasses import dataclass

from infra.errors import RuleBroken
from infra.network.standing import KINDS, Network

STAY_PUT = "stay_put"
"""Stays in place on the ground and is measured anew."""
MOVE_WITH_ROAD = "move_with_road"
"""Keeps its measure: its share of the piece of road it stands on."""
KEEP_CHAINAGE = "keep_chainage"
"""Goes to where the road now reads the chainage it had."""
RENUMBER = "renumber"
"""A km post stays in place and is given the kilometre that keeps the road's kilometres rising."""
RETIRE = "retire"
"""Goes out of use: a structure is marked replaced, a section or km post is deleted (history keeps it)."""
HEAD, TAIL = "head", "tail"
"""Which part of a cut road a structure over the cut goes with."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What is done unless another of `choices` is asked for."""

    default: str
    choices: tuple[str, ...]


_STAYS = Behaviour(STAY_PUT, (STAY_PUT,))
_CUT = Behaviour(STAY_PUT, (STAY_PUT, HEAD, TAIL))
_POST_MAY_GO = Behaviour(STAY_PUT, (STAY_PUT, RETIRE))
_REDRAWN = Behaviour(STAY_PUT, (STAY_PUT, MOVE_WITH_ROAD, KEEP_CHAINAGE, RETIRE))
_ALONG = Behaviour(MOVE_WITH_ROAD, (MOVE_WITH_ROAD,))
_RECALIBRATED = Behaviour(STAY_PUT, (STAY_PUT, KEEP_CHAINAGE))

TABLE: dict[str, dict[str, Behaviour]] = {
    "split": {"bridge": _CUT, "culvert": _CUT},
    "merge": {"km_post": _POST_MAY_GO},
    "reverse": {"km_post": Behaviour(RENUMBER, (RENUMBER, STAY_PUT, RETIRE))},
    "extend": {},
    "realign": {
        "section": Behaviour(MOVE_WITH_ROAD, (MOVE_WITH_ROAD, RETIRE)),
        "bridge": _REDRAWN,
        "culvert": _REDRAWN,
        "km_post": Behaviour(STAY_PUT, (STAY_PUT, MOVE_WITH_ROAD, RETIRE)),
        "inspection": _ALONG,
        "posting": _ALONG,
        "work": _ALONG,
        "shared_stretch": Behaviour(MOVE_WITH_ROAD, (MOVE_WITH_ROAD, RETIRE)),
    },
    "recalibrate": {
        "section": _RECALIBRATED,
        "bridge": _RECALIBRATED,
        "culvert": _RECALIBRATED,
        "inspection": _RECALIBRATED,
        "posting": _RECALIBRATED,
        "work": _RECALIBRATED,
    },
    "close": {},
    "open": {},
    "transfer": {"bridge": _CUT, "culvert": _CUT, "km_post": _POST_MAY_GO},
}
"""Operation → kind → behaviour. A kind that is not named stays put, and nothing else may be asked of it."""


def behaviour_of(operation: str, kind: str) -> Behaviour:
    """The row of the table."""
    return TABLE[operation].get(kind, _STAYS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: kind or public id → behaviour; what is said of one thing goes before what is said of its kind."""

    operation: str
    by_name: dict[str, str]

    def check(self, network: Network) -> None:
        """Raises RuleBroken for a name that is neither a kind nor a thing of these roads, and for what cannot be had."""
        kinds = {thing.public_id: kind for (kind, _), thing in network.things.items()}
        for name in self.by_name:
            if name not in KINDS and name not in kinds:
                raise RuleBroken(f"behaviours/{name}", rule="not-along-these-roads", value=name)
            self.of(kinds.get(name, name), name)

    def of(self, kind: str, public_id: str) -> str | None:
        """What is asked for this thing, None when nothing is. Raises RuleBroken `behaviour` when it cannot be had."""
        name = public_id if public_id in self.by_name else kind
        asked = self.by_name.get(name)
        choices = behaviour_of(self.operation, kind).choices
        if asked is not None and asked not in choices:
            raise RuleBroken(f"behaviours/{name}", rule="behaviour", value=asked, kind=kind, choices=list(choices))
        return asked
