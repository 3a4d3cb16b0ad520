"""A network operation as its writer waits for it: a road with a thousand things on it is cut in two, in a database of a million others."""

import subprocess

from bench import cluster
from bench.figures import Line, Required
from bench.lists import Lists
from bench.plan import ROOT, Plan


def measure(plan: Plan, _lists: Lists) -> list[Line]:
    """Milliseconds of the whole preview, which a commit takes as well; one that was not timed goes first."""
    line = Line("split of a road with 1,000 things on it, shown", "ms", (Required(most=2000),))
    environment = cluster.environment(DATABASE_URL=cluster.url(), DJANGO_SETTINGS_MODULE="config.settings")
    command = [ROOT / ".venv/bin/python", "-m", "bench.split_road", str(plan.repetitions)]
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    for milliseconds in told.split():
        line.add("ours", float(milliseconds))
    return [line]
