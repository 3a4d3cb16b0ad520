"""Signing in and out, and what the browser is told of its rights."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.gisapi.asking import PASSWORD, read, refused, signed_in

SESSION = "/api/session"


def sign_in(browser: Client, body: Any, **headers: str) -> Any:
    return browser.post(SESSION, body, content_type="application/json", headers=headers)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user(username="kysu", password=PASSWORD, last_name="Kỹ sư")


def test_an_anonymous_visitor_gets_a_token_to_sign_in_with(client: Client, db: None) -> None:
    told = read(client, SESSION)
    assert told["user"] is None
    assert len(told["csrf"]) == 64


EVERYTHING = {
    "roads",
    "km-posts",
    "sections",
    "bridges",
    "culverts",
    "waterways",
    "inspections",
    "postings",
    "works",
    "shared-stretches",
}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("", set()),
        ("planner", set()),
        ("engineer", EVERYTHING),
        ("administrator", EVERYTHING),
    ],
)
def test_a_user_is_told_what_they_may_edit(db: None, role: str, may: set[str]) -> None:
    told = read(signed_in(role), SESSION)["user"]
    assert (told["name"], told["roles"]) == ("Người thử", [role] if role else [])
    assert set(told["may_edit"]) == may


def test_signing_in_and_out_with_the_token(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    token = read(browser, SESSION)["csrf"]
    answer = sign_in(browser, {"username": "kysu", "password": PASSWORD}, **{"X-CSRFToken": token})
    told = json.loads(answer.content)
    assert (answer.status_code, told["user"]["username"]) == (200, "kysu")
    assert read(browser, SESSION)["user"]["username"] == "kysu"
    gone = browser.delete(SESSION, headers={"X-CSRFToken": told["csrf"]})
    assert json.loads(gone.content)["user"] is None
    assert read(browser, SESSION)["user"] is None


def test_nobody_is_signed_in_by_another_site(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    refused(sign_in(browser, {"username": "kysu", "password": PASSWORD}), 403, "csrf-failed")


@pytest.mark.parametrize("body", [{"username": "kysu", "password": "sai"}, {"username": "ai đó", "password": PASSWORD}])
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: Client, user: User, body: dict[str, str]) -> None:
    assert refused(sign_in(client, body), 401, "sign-in-refused") == {}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "username"),
        ({"username": "kysu"}, "password"),
        ({"username": ["x"], "password": "y"}, "username"),
        ({"username": "a\x00", "password": "y"}, "username"),
    ],
)
def test_what_is_missing_is_named(client: Client, user: User, body: dict[str, Any], field: str) -> None:
    refused(sign_in(client, body), 422, "field-refused", field)


def test_a_body_that_is_no_json(client: Client, db: None) -> None:
    refused(client.post(SESSION, "{", content_type="application/json"), 400, "body-unreadable")


def test_an_inactive_user_stays_out(client: Client, user: User) -> None:
    User.objects.update(is_active=False)
    refused(sign_in(client, {"username": "kysu", "password": PASSWORD}), 401, "sign-in-refused")


def test_sessions_are_not_kept_by_caches(client: Client, db: None) -> None:
    assert client.get(SESSION)["Cache-Control"] == "no-store"
