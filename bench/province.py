"""The sample province in a database of its own on the bench's cluster, for what is measured where a department works."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench import cluster
from bench.plan import ROOT

DATABASE = "province"


@contextmanager
def province() -> Iterator[str]:
    """DATABASE_URL of the sample province in a database of its own on the bench's cluster."""
    cluster.execute(f"drop database if exists {DATABASE} with (force)", database="postgres", role="postgres")
    cluster.execute(f"create database {DATABASE} owner cauduong", database="postgres", role="postgres")
    url = cluster.url().replace("/cauduong?", f"/{DATABASE}?")
    environment = cluster.environment(DATABASE_URL=url, CAUDUONG_DEMO="1")
    for command in (["migrate", "--verbosity", "0"], ["load_sample", "--demo-users"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    yield url
    cluster.execute(f"drop database if exists {DATABASE} with (force)", database="postgres", role="postgres")
