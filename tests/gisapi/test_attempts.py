"""Guessing passwords: ten failures a minute from one address, at either door; others are not held up."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from config import settings as configured
from infra.services.counting import forget_counts
from tests.gisapi.asking import PASSWORD, refused

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
MOST, WINDOW_S = 10, 3600
"""A window of an hour, so that none ends within a test."""


@pytest.fixture(autouse=True)
def user(settings: Any) -> User:
    settings.RATES = {**settings.RATES, "sign-in": (MOST, WINDOW_S)}
    return User.objects.create_user(username="kysu", password=PASSWORD, is_staff=True)


def api(password: str, address: str = HERE, **headers: str) -> Any:
    body = {"username": "kysu", "password": password}
    return Client(REMOTE_ADDR=address, headers=headers).post("/api/session", body, content_type="application/json")


def admin(password: str, address: str = HERE, username: str = "kysu") -> Any:
    return Client(REMOTE_ADDR=address).post("/admin/login/?next=/admin/", {"username": username, "password": password})


def test_after_too_many_failures_even_the_right_password_waits() -> None:
    for _ in range(MOST):
        refused(api("sai"), 401, "sign-in-refused")
    answer = api(PASSWORD)
    refused(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= WINDOW_S
    assert admin(PASSWORD).status_code == 200  # the form again: not signed in
    assert api(PASSWORD, ELSEWHERE).status_code == 200


def test_the_back_office_counts_too() -> None:
    for _ in range(MOST):
        assert admin("sai").status_code == 200
    refused(api(PASSWORD), 429, "throttled")
    assert admin(PASSWORD, ELSEWHERE).status_code == 302


def test_signing_in_rightly_is_not_counted() -> None:
    assert {api(PASSWORD).status_code for _ in range(MOST + 2)} == {200}


def test_nobody_names_another_address_as_theirs() -> None:
    for n in range(MOST):
        api("sai", **{"X-Forwarded-For": f"198.51.100.{n}"})
    refused(api(PASSWORD, **{"X-Forwarded-For": "198.51.100.99"}), 429, "throttled")


def test_the_window_ends() -> None:
    for _ in range(MOST):
        api("sai")
    refused(api(PASSWORD), 429, "throttled")
    forget_counts(2**40)  # what another window does
    assert api(PASSWORD).status_code == 200


def test_the_bound_is_ten_a_minute_unless_set() -> None:
    assert configured.RATES["sign-in"] == (10, 60)


def test_the_bound_may_be_off(settings: Any) -> None:
    settings.RATES = {**settings.RATES, "sign-in": None}
    for _ in range(MOST + 1):
        refused(api("sai"), 401, "sign-in-refused")


@pytest.mark.parametrize("name", ["a\0b", "x" * 10_000, "\ud800", "", " ", "\u202e", "kysu\r\nX: y"])
@pytest.mark.parametrize("field", ["username", "password"])
def test_odd_names_and_passwords_are_refused_and_nothing_breaks(name: str, field: str) -> None:
    """At both doors."""
    if name.isascii():  # a form's text is UTF-8: it spells no surrogate
        assert admin(**{"password": PASSWORD, field: name}).status_code == 200, "the form again"
    body = json.dumps({"username": "kysu", "password": PASSWORD, field: name})
    answer = Client().post("/api/session", body, content_type="application/json")
    assert json.loads(answer.content)["code"] in ("sign-in-refused", "field-refused", "body-unreadable")
    assert answer.status_code in (400, 401, 422), answer.content
