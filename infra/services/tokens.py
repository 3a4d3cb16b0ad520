"""Personal access tokens: made and shown once, found by their digest, revoked, never wider than their holder's rights.

A token is `cd_`, 64 hex digits (256 random bits) and 8 of their CRC-32: a slip or a scan tells a token from other
text without asking the database. Scopes: `read` (always), `write` (all collections) or `write:<kind>`.
"""

import hashlib
import re
import secrets
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from infra.errors import NotFound, OutOfRange, RuleBroken
from infra.models import KINDS, AccessToken

PREFIX = "cd_"
LONGEST = timedelta(days=366)
MOST = 50
"""Tokens in force that one person may hold."""
READ, WRITE = "read", "write"
SCOPES = (READ, WRITE, *(f"{WRITE}:{kind}" for kind in KINDS))
_SHAPE = re.compile(r"cd_([0-9a-f]{64})([0-9a-f]{8})", re.ASCII)
_SEEN_EVERY = timedelta(minutes=1)


def make_token(user: Any, *, name: str, scopes: Iterable[str], expires_at: datetime) -> tuple[AccessToken, str]:
    """A new token of `user` and its text, which nobody can read again. Raises OutOfRange, RuleBroken."""
    asked = sorted({READ, *scopes})
    if unknown := [scope for scope in asked if scope not in SCOPES]:
        raise OutOfRange("scopes", value=unknown[0], known=list(SCOPES))
    now = timezone.now()
    if not now < expires_at <= now + LONGEST:
        raise OutOfRange("expires_at", value=expires_at.isoformat(), after=now.isoformat(), days=LONGEST.days)
    if in_force(user).count() >= MOST:
        raise RuleBroken(None, rule="too-many-tokens", most=MOST)
    text = _written(secrets.token_hex(32))
    row = AccessToken.objects.create(
        user=user, name=name, prefix=text[:10], digest=_digest(text), scopes=asked, expires_at=expires_at
    )
    row.refresh_from_db()
    return row, text


def token_holding(text: str) -> AccessToken | None:
    """The token in force that this text is, its user with it and still active; else None, for whatever reason.

    Its use is noted, at most once a minute.
    """
    if not _checksum_fits(text):
        return None
    row = _in_force().select_related("user").filter(digest=_digest(text), user__is_active=True).first()
    if row is not None and (row.last_used_at is None or row.last_used_at < timezone.now() - _SEEN_EVERY):
        AccessToken.objects.filter(pk=row.pk).update(last_used_at=timezone.now())
    return row


def tokens_of(user: Any) -> Sequence[AccessToken]:
    """Every token a person ever made, newest first; what is revoked or expired is told, not hidden."""
    return list(AccessToken.objects.filter(user=user))


def in_force(user: Any) -> Any:
    """The tokens of a person that would be let in now."""
    return _in_force().filter(user=user)


def revoke_token(user: Any, token_id: int) -> AccessToken:
    """End a token of this person; one that has ended stays as it was. Raises NotFound, also for another's token."""
    row = AccessToken.objects.filter(user=user, pk=token_id).first()
    if row is None:
        raise NotFound(None, kind="token", id=token_id)
    AccessToken.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now())
    row.refresh_from_db()
    return row


def allows(scopes: Iterable[str], kind: str) -> bool:
    """Whether these scopes let a token write this kind."""
    return bool({WRITE, f"{WRITE}:{kind}"} & set(scopes))


def _in_force() -> Any:
    return AccessToken.objects.filter(revoked_at=None, expires_at__gt=timezone.now())


def _written(secret: str) -> str:
    return f"{PREFIX}{secret}{zlib.crc32(secret.encode()):08x}"


def _checksum_fits(text: str) -> bool:
    found = _SHAPE.fullmatch(text)
    return found is not None and _written(found[1]) == text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
