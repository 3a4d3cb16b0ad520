"""The import of many real lines as roads beside ogr2ogr, which only writes them; and beside the one statement that writes them as roads, and the
rows with their keys alone.

The lines are OpenStreetMap ways of many cities (`scale/` of the real data sets, never in the repository), each moved as it is to a place in
Vietnam: roads elsewhere would be refused. Measured once a run: it takes minutes.
"""

import time
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from bench import cluster
from bench.figures import Line, Required
from bench.imports import DATA, HERE, LOADED_RAW, MOST_MB, SLOWEST, imported, timed, written_raw
from bench.lists import Lists
from bench.plan import KEPT, Plan

FILE = DATA / "scale" / "osm_highways_221k.gpkg.zip"
INSIDE = f"/vsizip/{FILE}/large_osm_highways_mixed.gpkg"
QUICK_LINES = 20_000
WEST, SOUTH = 104.7, 9.0


def measure(plan: Plan, lists: Lists) -> list[Line]:
    """How many times ogr2ogr's seconds a dry run takes, the rows with their keys and the statement alone, its seconds, and its memory in MB. Nothing without the data set."""
    if not FILE.exists():
        print(f"    lines: {FILE.name} is not at hand (CAUDUONG_DATA or ../shared/data)")
        return []
    file = KEPT / "lines.gpkg"
    rows = _write(file, QUICK_LINES if plan.quick else None)
    times = Line(f"import of {rows:,} lines to ogr2ogr", "ratio", (Required(most=SLOWEST),))
    bare = Line("the same rows with the keys and indexes of a road alone, to ogr2ogr", "ratio")
    alone = Line("the one statement that writes them as roads, to ogr2ogr", "ratio")
    seconds = Line("the same import, beside ogr2ogr as raw", "s")
    memory = Line("memory of it", "MB", (Required(most=MOST_MB),))
    raw_s, _ = timed(*written_raw(file))
    bare.add("ours", _seconds("import_lines_bare.sql") / raw_s)
    alone.add("ours", _seconds("import_lines.sql") / raw_s)
    ours_s, held_mb = timed(*imported(file, "roads", "--encoding", "utf-8"), refusing=True)
    times.add("ours", ours_s / raw_s)
    seconds.add("ours", ours_s)
    seconds.add("raw", raw_s)
    memory.add("ours", held_mb)
    cluster.execute(f"drop table {LOADED_RAW}")
    return [times, bare, alone, seconds, memory]


def _seconds(file: str) -> float:
    """How long a file of statements takes."""
    began = time.monotonic()
    cluster.run_file(HERE / file)
    return time.monotonic() - began


def _write(file: Path, most: int | None) -> int:
    """The lines with a code and a class each, where roads of ours could be; how many."""
    _, _, geometries, _ = pyogrio.raw.read(INSIDE, columns=[], max_features=most)
    lines = shapely.from_wkb(geometries)
    west_south = shapely.bounds(lines)[:, :2]
    places = np.random.default_rng(7).random(west_south.shape) + np.array([WEST, SOUTH])
    vertices, of = shapely.get_coordinates(lines, return_index=True)
    moved = shapely.set_coordinates(lines, vertices + (places - west_south)[of])
    codes = np.array([f"ĐX.N{n:06d}" for n in range(len(moved))], dtype=object)
    classes = np.full(len(moved), "DX", dtype=object)
    file.unlink(missing_ok=True)
    pyogrio.raw.write(
        file, shapely.to_wkb(moved), [codes, classes], ["code", "road_class"],
        geometry_type="LineString", crs="EPSG:4326", driver="GPKG", layer="roads",
    )  # fmt: skip
    return len(moved)
