"""Guessing passwords: ten failures a minute from one address, at either door; others are not held up."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from gisapi.attempts import MOST, WINDOW_S
from tests.gisapi.asking import PASSWORD, refused

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def user() -> Any:
    cache.clear()
    yield User.objects.create_user(username="kysu", password=PASSWORD, is_staff=True)
    cache.clear()


def api(password: str, address: str = HERE, **headers: str) -> Any:
    body = {"username": "kysu", "password": password}
    return Client(REMOTE_ADDR=address, headers=headers).post("/api/session", body, content_type="application/json")


def admin(password: str, address: str = HERE) -> Any:
    return Client(REMOTE_ADDR=address).post("/admin/login/?next=/admin/", {"username": "kysu", "password": password})


def test_after_too_many_failures_even_the_right_password_waits() -> None:
    for _ in range(MOST):
        refused(api("sai"), 401, "sign-in-refused")
    answer = api(PASSWORD)
    refused(answer, 429, "throttled")
    assert answer["Retry-After"] == str(WINDOW_S)
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
    cache.delete(f"failed-sign-ins-{HERE}")  # as its timeout does
    assert api(PASSWORD).status_code == 200
