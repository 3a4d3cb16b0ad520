"""The run as text: on which machine, with which versions, the table; and where it stands in docs/performance.md."""

import os
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import cluster
from bench.figures import Line, table
from bench.plan import CONNECTIONS, MEASURES, PEERS, ROOT, SHARED_BUFFERS, WORKERS, Plan
from bench.subjects import Subject

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"


def text(plan: Plan, lines: list[Line], subjects: list[Subject], load_before: float) -> str:
    """Machine, versions and table, in Markdown. `load_before`: the load average when the run began."""
    figures = table(lines, ["ours", *(subject.name for subject in subjects), "raw"])
    return "\n\n".join((_run(plan), _machine(load_before), _versions(subjects), figures))


def keep(plan: Plan, report: str) -> None:
    """Puts a run of everything into docs/performance.md; a part of the measures, peers or rows stands for nothing there."""
    whole = plan.measures == MEASURES and plan.peers == PEERS and plan.sections == 1_000_000
    if not whole:
        print("docs/performance.md is left as it is: not everything was measured")
        return
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(placed(page, report), encoding="utf-8")


def placed(page: str, report: str) -> str:
    """The page with the report between its two marks. Raises ValueError when the page has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("docs/performance.md has lost its marks")
    return f"{before}{BEGIN}\n{report}\n{END}{after}"


def _run(plan: Plan) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    kind = "quick run" if plan.quick else "full run"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip()}, {kind}: medians of {plan.repetitions} repetitions, "
        f"{plan.sections:,} sections, {plan.bridges:,} bridges, {CONNECTIONS} connections, {WORKERS} workers each, "
        f"shared_buffers {SHARED_BUFFERS}."
    )


def _machine(load_before: float) -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+) kB", Path("/proc/meminfo").read_text())
    gigabytes = int(memory[1]) * 1024 / 1e9 if memory else 0
    return (
        f"Machine: {os.cpu_count()} cores ({model[1] if model else 'model not known'}), {gigabytes:.0f} GB of memory. "
        f"Load average (1 minute) when the run began {load_before:.1f}, when it ended {os.getloadavg()[0]:.1f}; the bench's own is some 4."
    )


def _versions(subjects: list[Subject]) -> str:
    [[server, postgis]] = cluster.query("select current_setting('server_version'), postgis_lib_version()")
    ours = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian", "psycopg2-binary"))
    peers = "; ".join(f"{subject.name} = {subject.title}" for subject in subjects)
    return f"PostgreSQL {server}, PostGIS {postgis}. Ours: {ours}. Peers: {peers or 'none'}."
