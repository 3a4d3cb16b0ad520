"""The import of many rows beside ogr2ogr, which only writes them: the same CSV of culverts, one after the other in the same run."""

import csv
import os
import subprocess
import time
from pathlib import Path

from bench import cluster
from bench.figures import Line, Required
from bench.lists import Lists
from bench.plan import KEPT, ROOT, Plan

HERE = ROOT / "bench"
DATA = Path(os.environ.get("CAUDUONG_DATA") or ROOT.parent / "shared" / "data")
"""The real data sets, never in the repository."""
ROWS = 20_000
SLOWEST = 3
"""Times of ogr2ogr that all checks and the load may take."""
MOST_MB = 500
COLUMNS = ("road", "chainage", "lon", "lat", "code", "shape", "cells", "diameter_m")
LOADED_RAW = "bench_ogr2ogr"
PLACES = ("-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326")


def measure(plan: Plan, lists: Lists) -> list[Line]:
    """How many times ogr2ogr's seconds a dry run takes (all checks, every row written and taken back), its seconds, and its memory in MB."""
    file = KEPT / "imports.csv"
    rows = _write(file)
    times = Line(f"import of {rows:,} culverts to ogr2ogr", "ratio", (Required(most=SLOWEST),))
    seconds = Line("the same, beside ogr2ogr as raw", "s")
    memory = Line("memory of it", "MB", (Required(most=MOST_MB),))
    for _ in range(plan.repetitions):
        raw_s, _ = timed(*written_raw(file, *PLACES))
        ours_s, held_mb = timed(*imported(file, "culverts", "--srid", "4326"))
        times.add("ours", ours_s / raw_s)
        seconds.add("ours", ours_s)
        seconds.add("raw", raw_s)
        memory.add("ours", held_mb)
    cluster.execute(f"drop table {LOADED_RAW}")
    return [times, seconds, memory]


def _write(file: Path) -> int:
    """The rows, as a source would give them; how many. Raises RuntimeError when the roads do not hold them."""
    found = cluster.query_file(HERE / "imports.sql", role="cauduong", rows=str(ROWS))
    if len(found) < ROWS:
        raise RuntimeError(f"only {len(found)} of {ROWS} culverts have a place")
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([COLUMNS, *([*row, "TRON", "1", "1.25"] for row in found)])
    return len(found)


def imported(file: Path, kind: str, *said: str) -> tuple[str | Path, ...]:
    """The command that imports a file, all checks and every row written, and takes it back."""
    return (
        ROOT / ".venv/bin/python",
        "manage.py",
        "import_data",
        file,
        "--kind",
        kind,
        "--source",
        "bench",
        "--dry-run",
        *said,
    )


def written_raw(file: Path, *said: str) -> tuple[str | Path, ...]:
    """The command of ogr2ogr that loads a file as it is."""
    target = f"PG:host={cluster.socket_folder()} dbname=cauduong user=cauduong"
    how = ("-nln", LOADED_RAW, "-overwrite", "-lco", "GEOMETRY_NAME=geom")
    return ("ogr2ogr", "-f", "PostgreSQL", target, file, *how, *said)


def timed(*command: str | Path, refusing: bool = False, url: str = "") -> tuple[float, float]:
    """Seconds, and the most memory held (MB, 10⁶ bytes). Raises RuntimeError when anything fails. `refusing`: rows may be refused or told to be duplicates, and what became of all is printed. `url`: of another database than the bench's."""
    kept = KEPT / "imports.kilobytes"
    environment = cluster.environment(DATABASE_URL=url or cluster.url())
    began = time.monotonic()
    done = subprocess.run(
        ["/usr/bin/time", "--quiet", "-f", "%M", "-o", kept, *command],
        cwd=ROOT, env=environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode and not (refusing and done.returncode == 1 and done.stdout):
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr[-1000:]}")
    if refusing:
        print(*(f"    {line}" for line in done.stdout.splitlines()[:12]), sep="\n")
    return time.monotonic() - began, int(kept.read_text()) * 1024 / 1e6
