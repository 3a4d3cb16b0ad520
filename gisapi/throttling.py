"""How many requests somebody may make: a signed-in person by account, a stranger by address, in windows of time.

Reads are counted in each worker's memory, so that reading writes nothing: their bound is the rate times the workers.
Writes, batches and exports are counted in the database: their bound holds for all workers together. Tiles are counted
nowhere. The rates are settings (`RATES`).
"""

import threading
import time
from typing import Any

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from gisapi.params import export_asked
from infra.services.counting import count_request

READ, WRITE, EXPORT, BATCH = "read", "write", "export", "batch"
_SAFE = ("GET", "HEAD", "OPTIONS")


class Throttle(BaseThrottle):
    """DEFAULT_THROTTLE_CLASSES. A view may say its own `rate`; else the verb does, and the form an export asks for."""

    def __init__(self) -> None:
        self._left_s = 0.0

    def allow_request(self, request: Any, view: Any) -> bool:
        """Count the request; False when it is one too many."""
        kind = _kind(request, view)
        rate: tuple[int, int] | None = settings.RATES[kind]
        if rate is None:
            return True
        most, window_s = rate
        now = time.time()
        start = int(now) // window_s * window_s
        self._left_s = start + window_s - now
        who = f"user-{request.user.pk}" if request.user.is_authenticated else f"address-{self.get_ident(request)}"
        counted = _here.one_more if kind == READ else count_request
        return counted(f"{kind}-{who}", start) <= most

    def wait(self) -> float:
        """Seconds until the window ends (Retry-After)."""
        return self._left_s


def _kind(request: Any, view: Any) -> str:
    if stated := getattr(view, "rate", None):
        return str(stated)
    if request.method not in _SAFE:
        return WRITE
    return EXPORT if export_asked(request) else READ


class _Counts:
    """The counts of this worker in the present window; those of the window before are forgotten with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._start = 0
        self._counts: dict[str, int] = {}

    def one_more(self, key: str, start: int) -> int:
        """How many there are under this key now."""
        with self._lock:
            if start != self._start:
                self._start, self._counts = start, {}
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key]


_here = _Counts()
