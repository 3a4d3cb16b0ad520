"""A request that may come twice: its key is taken, and its answer kept, in the transaction of its change."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from infra.models import IdempotencyKey

KEPT = timedelta(hours=24)
WAIT_S = 10
"""How long a second request waits for the first; then PostgreSQL gives up (lock_timeout, 55P03)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a key was given to, and what was answered."""

    request: str
    body_hash: str
    status: int
    headers: dict[str, str]
    body: str


_TAKE = """
    insert into idempotency_key as k (user_id, key, request, body_hash, status, headers, body)
    values (%(user)s, %(key)s, %(request)s, %(body_hash)s, 0, '{}', '')
    on conflict (user_id, key) do update
      set request = excluded.request, body_hash = excluded.body_hash, status = 0, created_at = now()
      where k.created_at < now() - %(kept)s
    returning k.id
"""


def take_key(user: Any, key: str, *, request: str, body_hash: str) -> Kept | None:
    """Inside a transaction: None when the key is now ours, else what it was given to before.

    While another transaction holds the key this waits for its end: rolled back, the key is ours; committed, its answer
    is there. Raises OperationalError (55P03) after WAIT_S seconds.
    """
    asked = {"user": user.pk, "key": key, "request": request, "body_hash": body_hash, "kept": KEPT}
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('lock_timeout'), set_config('lock_timeout', %s, true)", [f"{WAIT_S}s"])
        before = cursor.fetchone()[0]
        cursor.execute(_TAKE, asked)
        taken = cursor.fetchone()
        cursor.execute("select set_config('lock_timeout', %s, true)", [before])
    if taken is not None:
        return None
    row = IdempotencyKey.objects.get(user=user, key=key)
    return Kept(row.request, row.body_hash, row.status, row.headers, row.body)


def keep_answer(user: Any, key: str, *, status: int, headers: dict[str, str], body: str) -> None:
    """Beside the change, in its transaction: what will be answered to the same request again."""
    IdempotencyKey.objects.filter(user=user, key=key).update(status=status, headers=headers, body=body)


def forget_keys() -> int:
    """Delete the keys older than KEPT; returns how many."""
    return int(IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0])
