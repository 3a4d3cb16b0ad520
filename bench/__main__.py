"""`python -m bench`, as `make bench` calls it: prepare, start everyone, measure, print the table, write docs/performance.md."""

import os
import sys
import time
from collections.abc import Callable

from bench import (
    browser,
    cluster,
    cold,
    form,
    import_lines,
    imports,
    items,
    memory,
    network,
    peers,
    repeated,
    report,
    tiles,
)
from bench.answers import Unequal
from bench.figures import Line, verdicts
from bench.lists import Lists, read_lists
from bench.ours import Ours
from bench.plan import ROOT, Plan, from_environment
from bench.prepare import prepare
from bench.subjects import Peer, running

WITH_PEERS = {"tiles": tiles.measure, "items": items.measure}
ALONE: dict[str, Callable[[Plan, Lists], list[Line]]] = {
    "cold": cold.measure,
    "repeated": repeated.measure,
    "memory": memory.measure,
    "network": network.measure,
    "browser": browser.measure,
    "imports": imports.measure,
    "lines": import_lines.measure,
    "form": form.measure,
}


def main() -> int:
    """0 when every requirement that was measured holds, 1 when one does not, 2 when the run is void."""
    os.chdir(ROOT)
    plan = from_environment()
    load_before = os.getloadavg()[0]
    prepare(plan)
    chosen = [peers.ALL[name]() for name in plan.peers]
    try:
        lines = measured(plan, chosen)
        told = report.text(plan, lines, [*chosen], load_before)
    except Unequal as error:
        print(f"VOID: unequal work, nothing is measured by it. {error}", file=sys.stderr)
        return 2
    finally:
        cluster.stop()
    print(told)
    report.keep(plan, told)
    return 0 if all(verdict.holds is not False for line in lines for verdict in verdicts(line)) else 1


def measured(plan: Plan, chosen: list[Peer]) -> list[Line]:
    """The lines of the measures asked for, in their order."""
    lists, lines = read_lists(), []
    beside = [name for name in WITH_PEERS if name in plan.measures]
    if beside:
        ours = Ours()
        with running([ours, *chosen]):
            for name in beside:
                lines += _told(name, lambda measure=WITH_PEERS[name]: measure(plan, lists, ours, chosen))
    for name in ALONE:
        if name in plan.measures:
            lines += _told(name, lambda measure=ALONE[name]: measure(plan, lists))
    return lines


def _told(name: str, measure: Callable[[], list[Line]]) -> list[Line]:
    """The lines of one measure, shown as soon as they are there."""
    print(f"==> bench: {name}", flush=True)
    began = time.monotonic()
    lines = measure()
    for line in lines:
        print(f"    {line.summary()}")
    print(f"    {name}: {time.monotonic() - began:.0f} s", flush=True)
    return lines


if __name__ == "__main__":
    sys.exit(main())
