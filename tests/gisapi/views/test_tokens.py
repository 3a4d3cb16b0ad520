"""A person makes, sees and ends their own tokens."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from infra.models import AccessToken
from tests.gisapi.asking import read, refused

TOKENS = "/api/tokens"


def ask(browser: Client, **more: Any) -> Any:
    body = {"name": "QGIS ở cơ quan", "scopes": ["write:bridges"], "expires_at": timezone.now() + timedelta(days=90)}
    return browser.post(TOKENS, {**body, **more}, content_type="application/json")


def test_a_token_is_told_once(engineer: Client) -> None:
    answer = ask(engineer)
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    made = json.loads(answer.content)
    assert (made["name"], made["scopes"], made["revoked_at"]) == ("QGIS ở cơ quan", ["read", "write:bridges"], None)
    listed = read(engineer, TOKENS)
    assert [row["prefix"] for row in listed["tokens"]] == [made["token"][:10]]
    assert made["token"] not in json.dumps(listed)
    assert "write:km-posts" in listed["scopes"]
    used = Client().get("/api/session", headers={"Authorization": f"Bearer {made['token']}"}).json()
    assert used["user"]["username"] == "engineer"
    assert read(engineer, TOKENS)["tokens"][0]["last_used_at"] is not None


def test_ending_a_token(engineer: Client, planner: Client) -> None:
    made = json.loads(ask(engineer).content)
    refused(planner.delete(f"{TOKENS}/{made['id']}"), 404, "not-found")
    assert engineer.delete(f"{TOKENS}/{made['id']}").status_code == 204
    assert read(engineer, TOKENS)["tokens"][0]["revoked_at"] is not None
    answer = Client().get("/api/session", headers={"Authorization": f"Bearer {made['token']}"})
    refused(answer, 401, "token-refused", "Authorization")
    assert read(planner, TOKENS)["tokens"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"scopes": "read"}, "scopes"),
        ({"scopes": ["write:communes"]}, "scopes/0"),
        ({"scopes": ["read", "admin"]}, "scopes/1"),
        ({"expires_at": "mai"}, "expires_at"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": timezone.now() + timedelta(days=400)}, "expires_at"),
    ],
)
def test_what_is_wrong_is_named(engineer: Client, more: dict[str, Any], field: str) -> None:
    assert field in refused(ask(engineer, **more), 422, "field-refused", field)["more"]
    assert not AccessToken.objects.exists()


def test_csrf_is_asked_of_the_session(engineer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = engineer.cookies
    refused(ask(strict), 403, "csrf-failed")


@pytest.mark.parametrize("token_id", ["999999", "99999999999999999999"])
def test_a_token_that_is_none(engineer: Client, token_id: str) -> None:
    refused(engineer.delete(f"{TOKENS}/{token_id}"), 404, "not-found")


def test_an_unknown_parameter_of_a_write(engineer: Client) -> None:
    refused(engineer.delete(f"{TOKENS}/1?x=1"), 400, "bad-parameter", "x")
