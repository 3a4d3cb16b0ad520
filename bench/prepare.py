"""The data, made once: our schema by our migrations, a million sections through our triggers, the peers' tables from our rows."""

import hashlib
import subprocess
import time

from bench import cluster, generate, lists
from bench.plan import KEPT, ROOT, Plan

HERE = ROOT / "bench"
DRAWN = (
    "create unlogged table drawn_section (road_class text, condition text, pavement text, width_m float8,"
    " condition_on date, geom geometry(LineString, 4326));"
    "create unlogged table drawn_bridge (condition text, condition_on date, length_m float8, built_year int,"
    " geom geometry(Point, 4326))"
)


def prepare(plan: Plan) -> None:
    """Cluster, rows, peers' tables and request lists; whatever is there and unchanged is kept."""
    cluster.start()
    size = f"{plan.sections} {plan.bridges}"
    _once("data", size, ("generate.py", "load.sql"), lambda: _load(plan))
    _manage("migrate", "--verbosity", "0")
    _once("peers", size, ("generate.py", "load.sql", "peers.sql"), _peers)
    _once("lists", size, ("generate.py", "load.sql", "lists.py", "boxes.sql"), lists.write_lists)


def _once(step: str, size: str, sources: tuple[str, ...], act) -> None:
    """Does a step unless it was done with the same sources and size."""
    texts = b"".join((HERE / source).read_bytes() for source in sources)
    key = hashlib.sha256(size.encode() + texts).hexdigest()
    stamp = KEPT / f"{step}.stamp"
    if stamp.is_file() and stamp.read_text() == key:
        return
    print(f"==> bench: {step}, once (minutes)", flush=True)
    began = time.monotonic()
    act()
    stamp.write_text(key)
    print(f"    {step}: {time.monotonic() - began:.0f} s", flush=True)


def _load(plan: Plan) -> None:
    """An empty database of the product's, then every section and bridge."""
    cluster.recreate_database()
    _manage("migrate", "--verbosity", "0")
    cluster.execute(DRAWN)
    cluster.copy_into("drawn_section", generate.sections(plan.sections))
    cluster.copy_into("drawn_bridge", generate.bridges(plan.bridges))
    cluster.run_file(HERE / "load.sql")
    _manage("compact_marks")
    cluster.execute("vacuum analyze", role="postgres")


def _peers() -> None:
    cluster.run_file(HERE / "peers.sql", role="postgres")


def _manage(*arguments: str) -> None:
    """manage.py on the bench's database."""
    environment = cluster.environment(DATABASE_URL=cluster.url())
    subprocess.run([ROOT / ".venv/bin/python", "manage.py", *arguments], cwd=ROOT, env=environment, check=True)
