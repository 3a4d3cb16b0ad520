"""How many requests somebody may make: a signed-in person by account, a stranger by address, in windows of time.

All workers count together in the database: writes, batches and exports one by one, reads in shares of a hundredth of
the rate, so that reading seldom writes; each worker may let one share more pass (docs/decisions/0022). Tiles are
counted nowhere. The rates are settings (`RATES`).
"""

import threading
import time
from typing import Any

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from gisapi.params import export_asked
from infra.services.counting import count_requests

READ, WRITE, EXPORT, BATCH = "read", "write", "export", "batch"
_SAFE = ("GET", "HEAD", "OPTIONS")
_SHARES = 100


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
        start, self._left_s = window(window_s)
        who = f"user-{request.user.pk}" if request.user.is_authenticated else f"address-{self.get_ident(request)}"
        key = f"{kind}-{who}"
        counted = _reads.one_more(key, start, max(1, most // _SHARES)) if kind == READ else count_requests(key, start)
        return counted <= most

    def wait(self) -> float:
        """Seconds until the window ends (Retry-After)."""
        return self._left_s


def window(length_s: int) -> tuple[int, float]:
    """When the present window of this length began (seconds since 1970), and the seconds left of it."""
    now = time.time()
    start = int(now) // length_s * length_s
    return start, start + length_s - now


def _kind(request: Any, view: Any) -> str:
    if stated := getattr(view, "rate", None):
        return str(stated)
    if request.method not in _SAFE:
        return WRITE
    return EXPORT if export_asked(request) else READ


class Reads:
    """The reads of this worker in the present window: those not told to the database yet, and what all workers had told when it last did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._start = 0
        self._untold: dict[str, int] = {}
        self._told: dict[str, int] = {}

    def one_more(self, key: str, start: int, share: int) -> int:
        """How many there are under this key now, as far as this worker knows. Full shares are told, and the others' learned."""
        with self._lock:
            if start != self._start:
                self._start, self._untold, self._told = start, {}, {}
            untold = self._untold.get(key, 0) + 1
            self._untold[key] = untold % share
            if untold < share:
                return self._told.get(key, 0) + untold
        told = count_requests(key, start, share)
        with self._lock:
            if start == self._start:
                self._told[key] = max(told, self._told.get(key, 0))
        return told


_reads = Reads()
