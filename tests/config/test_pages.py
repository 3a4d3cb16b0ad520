"""What answers when no view does: JSON to machines, Vietnamese to people, the same headers on all of it."""

import logging
from typing import Any

import pytest
from django.test import Client, RequestFactory

from config import pages
from tests.gisapi.asking import refused

FORM = "multipart/form-data"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/khong-co", "/admin/khong-co", "/favicon.ico", "/%00", "/%ff%fe"])
def test_an_unknown_page_is_a_vietnamese_page(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    if answer.status_code == 404:
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert "Không có trang này" in answer.content.decode()
        assert 'lang="vi"' in answer.content.decode()
    else:
        assert answer.redirect_chain == [("/admin/login/?next=/admin/khong-co", 302)]


@pytest.mark.parametrize("path", ["/api/", "/api/nope", "/tiles/bridges/1/0/0.mvt"])
def test_a_foreign_host_is_a_problem_to_machines(client: Client, path: str) -> None:
    refused(client.get(path, headers={"Host": "example.org"}), 400, "bad-request")


def test_a_foreign_host_is_a_page_to_people(client: Client) -> None:
    answer = client.get("/", headers={"Host": "example.org"})
    assert (answer.status_code, "Yêu cầu không đọc được" in answer.content.decode()) == (400, True)


@pytest.mark.django_db
def test_a_form_that_cannot_be_read_is_a_problem() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/api/session")
    refused(browser.generic("POST", "/api/session", b"x", content_type=FORM), 400, "bad-request")


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "machine"), [("/api/session", True), ("/admin/login/", False)])
def test_a_form_without_its_token(path: str, machine: bool) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, {"username": "a"})
    if machine:
        refused(answer, 403, "csrf-failed")
    else:
        assert (answer.status_code, "Hãy tải lại trang" in answer.content.decode()) == (403, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/tiles/bridges/1/0/0.mvt", 405, "method-not-allowed"),
        ("/tiles/bridges.json", 405, "method-not-allowed"),
        ("/api/collections/bridges/tiles/WebMercatorQuad/1/0/0", 405, "method-not-allowed"),
        ("/api/docs", 405, "method-not-allowed"),
        ("/api/nope", 404, "not-found"),
    ],
)
def test_what_is_only_read_asks_for_no_token(path: str, status: int, code: str) -> None:
    refused(Client(enforce_csrf_checks=True).post(path, {}), status, code)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/%0D%0A", "/api/collections/bridges/items/%0A", "/tiles/%0A/1/0/0.mvt"])
def test_a_line_break_in_an_address_is_a_problem(client: Client, path: str) -> None:
    assert client.get(path)["Content-Type"] == "application/problem+json"


def test_a_fault_outside_the_views_is_a_reference(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("mật khẩu trong lỗi")

    monkeypatch.setattr("maps.views.built_files", broken)
    page = Client(raise_request_exception=False).get("/")
    told = page.content.decode()
    assert (page.status_code, "mật khẩu" in told, "Máy chủ gặp lỗi" in told) == (500, False, True)
    references = [line.args[0] for line in caplog.records if line.name == "config" and line.levelno == logging.ERROR]
    assert [str(reference) in told for reference in references if reference] == [True]
    facts = refused(pages.failed(RequestFactory().get("/api/x")), 500, "unexpected")
    assert len(facts["reference"]) == 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/khong-co", "/api/", "/api/docs", "/api/nope", "/tiles/land.json", "/admin/login/"]
)
def test_every_page_carries_the_same_guards(client: Client, path: str) -> None:
    answer = client.get(path)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer
