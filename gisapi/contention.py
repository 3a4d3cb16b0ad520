"""Writers who wait for each other: PostgreSQL ends one transaction of a deadlock, and that writer may simply begin again."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

from gisapi.errors import Busy

DEADLOCK, SERIALIZATION, LOCK_TIMEOUT = "40P01", "40001", "55P03"
BEGINNINGS = 3
Done = TypeVar("Done")


def lost_a_race(error: BaseException) -> bool:
    """Whether the database ended a transaction only because of others at the same time."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "pgcode", "") in (DEADLOCK, SERIALIZATION)


def waited_in_vain(error: BaseException) -> bool:
    """Whether the database gave up waiting for a lock (lock_timeout)."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "pgcode", "") == LOCK_TIMEOUT


def begun_again(act: Callable[[], Done]) -> Done:
    """What `act`, one whole transaction, returns; begun BEGINNINGS times when it loses races. Raises Busy."""
    for _ in range(BEGINNINGS):
        try:
            return act()
        except OperationalError as error:
            if not lost_a_race(error):
                raise
    raise Busy
