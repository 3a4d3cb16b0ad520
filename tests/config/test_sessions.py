"""Sessions: what a browser may send for one, and what it is given."""

import pytest
from django.test import Client

from tests.gisapi.asking import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
ODD = [r'"aaaaaaaa\000aaaaaaaaaaaaaaaa"', '"aaaaaaaa\\303\\251"', "x" * 4000, "' or 1=1 --aaaaaaaaa", "", "A" * 32]


@pytest.mark.parametrize("cookie", ODD)
@pytest.mark.parametrize("path", ["/api/session", "/tiles/bridges/1/0/0.mvt", "/api/collections/bridges/items"])
def test_a_cookie_that_is_no_key_is_nobodys(client: Client, path: str, cookie: str) -> None:
    assert client.get(path, headers={"Cookie": f"sessionid={cookie}"}).status_code < 400


@pytest.mark.parametrize("cookie", ODD)
def test_the_back_office_asks_it_to_sign_in(client: Client, cookie: str) -> None:
    answer = client.get("/admin/", headers={"Cookie": f"sessionid={cookie}"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/")


@pytest.mark.parametrize("role", ["planner", "engineer", "supervisor", "administrator"])
def test_the_back_office_is_for_staff(role: str) -> None:
    assert signed_in(role).get("/admin/").status_code == 302


def test_signing_in_gives_a_new_key_that_scripts_cannot_read() -> None:
    signed_in("engineer")
    browser = Client()
    browser.cookies["sessionid"] = planted = "a" * 32
    answer = browser.post(
        "/api/session", {"username": "engineer", "password": PASSWORD}, content_type="application/json"
    )
    given = answer.cookies["sessionid"]
    assert given.value != planted
    assert (given["httponly"], given["samesite"]) == (True, "Lax")
    key = given.value
    browser.delete("/api/session")
    again = Client()
    again.cookies["sessionid"] = key
    assert again.get("/api/session").json()["user"] is None
