"""Reading over a connection that the server may have ended meanwhile."""

from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

Got = TypeVar("Got")


def once_more(ask: Callable[[], Got]) -> Got:
    """What `ask`, which only reads, returns. A connection the server has ended is renewed: cheaper than asking it each time."""
    connection.health_check_done = True
    try:
        return ask()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return ask()
