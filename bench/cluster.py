"""The bench's own PostGIS cluster, made and started by the product's own scripts with another place to keep things."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.plan import KEPT, MACHINE, SHARED_BUFFERS


def environment(**more: str) -> dict[str, str]:
    """The environment of everything that runs on the bench's cluster; no setting of the checkout's own gets through."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG", "PORT")}
    return inherited | {"CAUDUONG_LOCAL": str(KEPT), "SHARED_BUFFERS": SHARED_BUFFERS} | more


def start() -> None:
    """The cluster under .local/bench, created when it is not there."""
    KEPT.mkdir(parents=True, exist_ok=True)
    subprocess.run([MACHINE / "database.sh", "start"], env=environment(), check=True)


def stop() -> None:
    """Ends the cluster; what it holds stays."""
    subprocess.run([MACHINE / "database.sh", "stop"], env=environment(), check=True)


def url() -> str:
    """DATABASE_URL of the product on the bench's cluster."""
    return (KEPT / "database_url").read_text().strip()


def socket_folder() -> str:
    """Where the cluster listens. Everyone connects through this socket: the way is the same for all."""
    return url().partition("host=")[2]


def query(statement: str) -> list[list[str]]:
    """The rows of a statement over the peers' tables, as text; asked as the role the peers have."""
    answer = _psql("-U", "bench", "-At", "-F", "\t", "-c", statement)
    return [line.split("\t") for line in answer.splitlines()]


def query_file(path: Path, *, role: str = "bench", **variables: str) -> list[list[str]]:
    """The rows of a .sql file, its psql variables (`:'name'`) given; as `query`, or as another role."""
    given = [word for name, value in variables.items() for word in ("-v", f"{name}={value}")]
    answer = _psql("-U", role, "-At", "-F", "\t", *given, "-f", str(path))
    return [line.split("\t") for line in answer.splitlines()]


def execute(statement: str, *, database: str = "cauduong", role: str = "cauduong") -> None:
    """One statement that returns nothing."""
    _psql("-q", "-d", database, "-U", role, "-c", statement)


def recreate_database() -> None:
    """The product's database, empty."""
    for statement in ("drop database if exists cauduong with (force)", "create database cauduong owner cauduong"):
        execute(statement, database="postgres", role="postgres")


def run_file(path: Path, role: str = "cauduong") -> None:
    """A .sql file, one statement after the other; stops at the first that fails."""
    _psql("-q", "-U", role, "-f", str(path))


def copy_into(table: str, rows: Iterable[bytes]) -> None:
    """COPY lines into a table, as they come."""
    command = [
        MACHINE / "database.sh",
        "psql",
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        "cauduong",
        "-c",
        f"copy {table} from stdin",
    ]
    with subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE) as loading:
        if loading.stdin is None:
            raise RuntimeError("no pipe to psql")
        loading.stdin.writelines(rows)
    if loading.returncode:
        raise RuntimeError(f"COPY into {table} failed")


def _psql(*arguments: str) -> str:
    """psql on the bench's database; raises CalledProcessError with what psql said on stderr."""
    command = [MACHINE / "database.sh", "psql", "-X", "-v", "ON_ERROR_STOP=1", "-d", "cauduong", *arguments]
    return subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE, text=True).stdout
