"""Memory of the product under a long mixed load: proportional set size (PSS) of its processes, at the end and in between."""

import statistics
import threading
import time
from pathlib import Path

from bench import items, loads
from bench.figures import Line, Required
from bench.lists import Lists
from bench.ours import Ours
from bench.plan import Plan
from bench.tiles import key

BREATH_S = 2
FLAT = 1.05
"""The last third of the load may need this much more than the second third. In the first, caches fill."""


def measure(plan: Plan, lists: Lists) -> list[Line]:
    """PSS after the load in MB, of the workers and of all processes, and how much the latter grew between its second and its last third."""
    server = Ours(cached=True)
    server.start()
    try:
        samples = _under_load(server, _mixed(server, lists), plan.memory_s)
        workers = sum(pss_mb(child) for child in children(server.pid()))
    finally:
        server.stop()
    third = len(samples) // 3
    minutes = f"{plan.memory_s / 60:g} min"
    held = Line(f"memory of two workers after {minutes} of mixed load", "MB", (Required(most=200),))
    held.add("ours", workers)
    whole = Line("the same with the process that began them", "MB", ())
    whole.add("ours", samples[-1])
    growth = Line("last third of it to the second third", "ratio", (Required(most=FLAT),))
    growth.add("ours", statistics.mean(samples[-third:]) / statistics.mean(samples[third : 2 * third]))
    return [held, whole, growth]


def _mixed(server: Ours, lists: Lists) -> list[loads.Request]:
    """Tiles of every zoom, pages of items, statistics of boxes, in turn."""
    tiles = [(key(tile), server.own_tile(tile, "roads,sections,bridges")) for tile in lists.group("high")]
    pages = [("items", server.items(box, items.LIMIT)) for box in lists.boxes]
    numbers = [
        ("statistics", f"/api/collections/sections/statistics?group-by=condition&bbox={','.join(box)}")
        for box in lists.boxes
    ]
    longest = max(len(tiles), len(pages), len(numbers))
    return [some[n % len(some)] for n in range(longest) for some in (tiles, pages, numbers)]


def _under_load(server: Ours, requests: list[loads.Request], seconds: int) -> list[float]:
    """PSS in MB every few seconds while the load goes round and round; the last one a breath after its end."""
    samples: list[float] = []
    ended = threading.Event()

    def sample() -> None:
        while not ended.wait(BREATH_S):
            samples.append(pss_mb(server.pid()))

    sampling = threading.Thread(target=sample)
    sampling.start()
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            loads.over_http(server.port, requests)
    finally:
        ended.set()
        sampling.join()
    time.sleep(BREATH_S)
    return [*samples, pss_mb(server.pid())]


def pss_mb(pid: int) -> float:
    """Proportional set size of a process and all its descendants, MB (10⁶ bytes)."""
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own_kb = next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
    return own_kb * 1024 / 1e6 + sum(pss_mb(child) for child in children(pid))


def children(pid: int) -> list[int]:
    """The processes that a process began."""
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
