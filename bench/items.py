"""A page of 1,000 sections in a box as GeoJSON, and the same with a filter by condition."""

from bench import answers, loads
from bench.figures import Line, Required
from bench.lists import Box, Lists
from bench.ours import Ours
from bench.plan import ROOT, Plan
from bench.subjects import Peer, Subject

LIMIT = 1000
POOR = ("XAU", "RAT_XAU")
PLAIN = (Required("stock", 40), Required("tipg", 8), Required("mapserver", 4), Required("raw", 0.85))
FILTERED = (Required("mapserver", 2.5),)
TIMES = {"ours": 4, "raw": 4}
"""How often a repetition goes through the list; once where not said."""


def measure(plan: Plan, lists: Lists, ours: Ours, peers: list[Peer]) -> list[Line]:
    """Pages a second, without and with the filter. Raises Unequal before anything is timed."""
    plain = Line("items in a box, 1,000 as GeoJSON", "per second", PLAIN)
    filtered = Line("the same, in poor condition", "per second", FILTERED)
    for line, conditions in ((plain, ()), (filtered, POOR)):
        able: list[Subject] = [s for s in (ours, *peers) if s.items(lists.boxes[0], LIMIT, conditions)]
        _check(lists.boxes, able, conditions)
        for _ in range(plan.repetitions):
            for subject in able:
                requests = [(" ".join(box), subject.items(box, LIMIT, conditions) or "") for box in lists.boxes]
                line.add(subject.name, loads.over_http(subject.port, requests, TIMES.get(subject.name, 1)).rate)
            line.add("raw", _raw(lists.boxes, conditions))
    return [plain, filtered]


def _raw(boxes: tuple[Box, ...], conditions: tuple[str, ...]) -> float:
    """Pages a second of one statement over prepared connections."""
    wanted = "{" + ",".join(conditions) + "}"
    requests = [(" ".join(box), "\t".join((*box, str(LIMIT), wanted))) for box in boxes]
    return loads.over_database((ROOT / "bench" / "items.sql").read_text(), requests, TIMES["raw"]).rate


def _check(boxes: tuple[Box, ...], subjects: list[Subject], conditions: tuple[str, ...]) -> None:
    """Everyone gives as many features for every box."""
    for box, expected in zip(boxes, answers.held_in_boxes(boxes, LIMIT, conditions), strict=True):
        for subject in subjects:
            path = subject.items(box, LIMIT, conditions) or ""
            answers.check_features(subject.title, path, answers.fetch(subject.port, path), expected)
