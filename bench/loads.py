"""Puts load on a server, or on the database itself: compiles the generators of load/ once and runs them."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench import cluster
from bench.figures import Load, parse_load
from bench.plan import CONNECTIONS, KEPT, ROOT

SOURCES = ROOT / "bench" / "load"
LONGEST_S = 900
"""No load is let run longer; one that does is short of requests, which `run` refuses."""

Request = tuple[str, str]
"""Key, and what is asked: a path (and a header, a tab between), or the parameters of a statement (tabs between)."""


def over_http(port: int, requests: list[Request], times: int = 1, headers: tuple[str, ...] = ()) -> Load:
    """The list, `times` over, asked of a server. Raises RuntimeError when an answer is missing or an error."""
    return _run("http", str(port), requests, times, headers)


def over_database(statement: str, requests: list[Request], times: int = 1) -> Load:
    """The list asked of the database: one prepared statement a connection, binary answers, as the peers' role."""
    target = f"host={cluster.socket_folder()} dbname=cauduong user=bench"
    file = KEPT / "statement.sql"
    file.write_text(statement)
    return _run("database", target, requests, times, (str(file),))


def _run(client: str, target: str, requests: list[Request], times: int, more: Iterable[str]) -> Load:
    asked = KEPT / "requests.txt"
    asked.write_text("".join(f"{key}\t{request}\n" for key, request in requests))
    total = len(requests) * times
    command = [_compiled(client), target, asked, str(CONNECTIONS), str(total), str(LONGEST_S), *more]
    load = parse_load(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    if load.failures or len(load.answers) < total:
        first = load.failures[:3] or "none failed"
        raise RuntimeError(f"{target}: {len(load.failures)} failed, {total - len(load.answers)} not asked; {first}")
    return load


def _compiled(client: str) -> Path:
    """The generator, compiled again when a source is newer."""
    program = KEPT / f"load_{client}"
    sources = [SOURCES / "fixed_work.c", SOURCES / f"{client}.c"]
    if not program.is_file() or any(source.stat().st_mtime > program.stat().st_mtime for source in SOURCES.iterdir()):
        library = ["-l:libpq.so.5"] if client == "database" else []
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-pthread", *sources, "-o", program, *library], check=True)
    return program
