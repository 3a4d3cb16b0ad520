"""The sign of life of a process that works on a run: its lock, its progress, and whether it is asked to stop.

All of it on a connection of its own, which commits at once: the work itself is one transaction that nobody sees into. The lock ends with
the connection, however the process ends.
"""

import time
from types import TracebackType

from django.db import connection

from infra.services.import_runs import LOCK_SPACE

EVERY_S = 0.5
"""How often progress is told, at most."""


class Cancelled(Exception):
    """The person who asked for the work has asked to stop it. Nothing of it stays."""


class Taken(Exception):
    """Another process works on this run."""


class Beacon:
    """Use as a context; raises Taken on entry."""

    def __init__(self, run_id: int) -> None:
        self._run_id = run_id
        self._told_at = 0.0
        self._own = connection.copy()

    def __enter__(self) -> "Beacon":
        with self._own.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, self._run_id])
            if not cursor.fetchone()[0]:
                self._own.close()
                raise Taken
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._own.close()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is. Raises Cancelled when it is to stop."""
        now = time.monotonic()
        if now - self._told_at < EVERY_S and done < total:
            return
        self._told_at = now
        with self._own.cursor() as cursor:
            cursor.execute(
                "update import_run set done = %s, total = %s where id = %s returning cancel_asked",
                [done, total, self._run_id],
            )
            told = cursor.fetchone()
        if told is None or told[0]:
            raise Cancelled
