"""`python -m bench`, as `make bench` calls it: prepare, start everyone, measure, print the table, write docs/performance.md."""

import os
import sys

from bench import cluster, items, peers, tiles
from bench.answers import Unequal
from bench.figures import Line, table, verdicts
from bench.lists import read_lists
from bench.ours import Ours
from bench.plan import ROOT, Plan, from_environment
from bench.prepare import prepare
from bench.subjects import running


def main() -> int:
    """0 when every requirement that was measured holds, 1 when one does not, 2 when the run is void."""
    os.chdir(ROOT)
    plan = from_environment()
    prepare(plan)
    try:
        lines = measured(plan)
    except Unequal as error:
        print(f"VOID: unequal work, nothing is measured by it. {error}", file=sys.stderr)
        return 2
    finally:
        cluster.stop()
    subjects = ["ours", *plan.peers, "raw"]
    print(table(lines, subjects))
    return 0 if all(verdict.holds is not False for line in lines for verdict in verdicts(line)) else 1


def measured(plan: Plan) -> list[Line]:
    """The lines of the measures asked for, in their order."""
    lists, ours = read_lists(), Ours()
    chosen = [peers.ALL[name]() for name in plan.peers]
    lines: list[Line] = []
    if {"tiles", "items"} & set(plan.measures):
        with running([ours, *chosen]):
            if "tiles" in plan.measures:
                lines += tiles.measure(plan, lists, ours, chosen)
            if "items" in plan.measures:
                lines += items.measure(plan, lists, ours, chosen)
    return lines


if __name__ == "__main__":
    sys.exit(main())
