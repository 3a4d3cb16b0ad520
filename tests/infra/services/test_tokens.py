"""Personal tokens: shown once, kept as a digest, found only while in force."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from infra.errors import NotFound, OutOfRange, RuleBroken
from infra.models import AccessToken
from infra.services import tokens
from infra.services.tokens import make_token, revoke_token, token_holding, tokens_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("lan")


def made(user: User, days: float = 30, **more: object) -> tuple[AccessToken, str]:
    asked = {"name": "QGIS", "scopes": ["write:bridge"], "expires_at": timezone.now() + timedelta(days=days)}
    return make_token(user, **{**asked, **more})  # type: ignore[arg-type]


def test_a_token_is_random_and_only_its_digest_is_kept(user: User) -> None:
    row, text = made(user)
    assert re.fullmatch(r"cd_[0-9a-f]{72}", text)
    assert text != made(user)[1]
    kept = " ".join(str(value) for value in AccessToken.objects.filter(pk=row.pk).values()[0].values())
    assert text[len(row.prefix) :] not in kept
    assert (row.prefix, row.scopes) == (text[:10], ["read", "write:bridge"])
    assert token_holding(text) == row


def test_a_slip_is_seen_without_asking_the_database(user: User, django_assert_num_queries: object) -> None:
    text = made(user)[1]
    slip = text[:20] + ("0" if text[20] != "0" else "1") + text[21:]
    with django_assert_num_queries(0):  # type: ignore[operator]
        for wrong in (slip, "", "cd_", text.upper(), text + "0", "a" * 5000):
            assert token_holding(wrong) is None


def test_what_has_ended_lets_nobody_in(user: User) -> None:
    row, text = made(user)
    AccessToken.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(2), expires_at=timezone.now())
    assert token_holding(text) is None
    row, text = made(user)
    revoke_token(user, row.pk)
    assert token_holding(text) is None
    row, text = made(user)
    User.objects.update(is_active=False)
    assert token_holding(text) is None


def test_use_is_noted_once_a_minute(user: User) -> None:
    row, text = made(user)
    token_holding(text)
    first = AccessToken.objects.get(pk=row.pk).last_used_at
    token_holding(text)
    assert first is not None
    assert AccessToken.objects.get(pk=row.pk).last_used_at == first
    AccessToken.objects.update(last_used_at=first - timedelta(seconds=61))
    token_holding(text)
    assert AccessToken.objects.get(pk=row.pk).last_used_at > first


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"days": 367}, "expires_at"),
        ({"days": 0}, "expires_at"),
        ({"days": -1}, "expires_at"),
        ({"scopes": ["write:town"]}, "scopes"),
        ({"scopes": ["admin"]}, "scopes"),
    ],
)
def test_what_no_token_may_be(user: User, more: dict[str, object], field: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        made(user, **more)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not AccessToken.objects.exists()


def test_there_is_an_end_to_tokens(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 2)
    first = made(user)[0]
    made(user)
    with pytest.raises(RuleBroken):
        made(user)
    revoke_token(user, first.pk)
    assert made(user)


def test_nobody_revokes_anothers(user: User) -> None:
    other = User.objects.create_user("minh")
    row, text = made(user)
    with pytest.raises(NotFound):
        revoke_token(other, row.pk)
    assert token_holding(text) is not None
    assert (tokens_of(other), tokens_of(user)) == ([], [row])


def test_revoking_again_changes_nothing(user: User) -> None:
    row, _ = made(user)
    assert revoke_token(user, row.pk).revoked_at == revoke_token(user, row.pk).revoked_at
