"""The server, as `make run` and the container start it: granian with the application loaded once, before its workers are forked.

Usage: python -m config.serve HOST PORT [WORKERS]

The workers then share the pages of everything loaded so far, so that a second worker costs what it changes and not all of it again.
What the requests need belongs into these pages (addresses and views are loaded here); what only commands need should not be loaded at all
(tests/config/test_serve.py holds the list).
"""

import ctypes
import gc
import multiprocessing
import os
import sys

from django.urls import get_resolver

import config.wsgi  # noqa: F401  loads the application

WORKERS = 2
THREADS = 4
KILLED_AFTER = 5
"""Seconds a worker has to end by itself. One told to while it is being forked does not hear it, and would be waited for without end."""
_ARENA_MAX, _TRIM_THRESHOLD, _MMAP_THRESHOLD = -8, -1, -3
"""Parameters of glibc's mallopt(3)."""


def main(host: str, port: int, workers: int = WORKERS) -> None:
    """Serves until a signal ends it."""
    _give_memory_back()
    from granian import Granian  # reads how it is to keep memory when it is loaded
    from granian.constants import Interfaces

    get_resolver().check()  # every address and view is loaded here, not in each worker
    gc.collect()
    gc.freeze()  # the collector would write to every shared page as it looks for garbage
    multiprocessing.set_start_method("fork")
    server = Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILLED_AFTER,
    )
    server.serve()


def _give_memory_back() -> None:
    """One arena each for Python and for granian, freed pages given back: left to themselves both keep the largest answers of each thread."""
    libc = ctypes.CDLL(None)
    for parameter, value in ((_ARENA_MAX, 1), (_TRIM_THRESHOLD, 4_000_000), (_MMAP_THRESHOLD, 2_000_000)):
        libc.mallopt(parameter, value)
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:1,dirty_decay_ms:1000,muzzy_decay_ms:0")  # granian's jemalloc


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
