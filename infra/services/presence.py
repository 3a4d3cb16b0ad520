"""Saying that one is at work on something, and who else is. It locks nothing: versions keep edits apart, this only warns."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models.functions import Now

from infra.models import Presence

HEARD_WITHIN = timedelta(seconds=60)
"""Whoever was not heard of for so long has gone away."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """Who has something open for editing, and since when."""

    username: str
    name: str
    since: datetime


def announce(user: Any, kind: str, row_id: int) -> None:
    """Say that `user` works on a row, again and again while it is open. Whoever was away for long begins anew."""
    Presence.objects.filter(seen_at__lt=Now() - HEARD_WITHIN).delete()
    Presence.objects.bulk_create(
        [Presence(user=user, kind=kind, row_id=row_id, since=Now(), seen_at=Now())],
        update_conflicts=True,
        unique_fields=["user", "kind", "row_id"],
        update_fields=["seen_at"],
    )


def leave(user: Any, kind: str, row_id: int) -> None:
    """Say that `user` is done."""
    Presence.objects.filter(user=user, kind=kind, row_id=row_id).delete()


def others_at_work(user: Any, kind: str, row_id: int) -> list[AtWork]:
    """Everybody else who works on a row now, the first first."""
    here = Presence.objects.filter(kind=kind, row_id=row_id, seen_at__gte=Now() - HEARD_WITHIN).exclude(user=user)
    return [
        AtWork(one.user.get_username(), one.user.get_full_name(), one.since)
        for one in here.select_related("user").order_by("since", "pk")
    ]
