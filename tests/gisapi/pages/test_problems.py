"""A problem is a page in a browser, and the problem document to everyone else."""

import pytest
from django.test import Client

from tests.gisapi.asking import refused
from tests.gisapi.pages.reading import BROWSER, Read
from tests.network import Network

ITEMS = "/api/collections/bridges/items"


def problem(client: Client, path: str, status: int, **headers: str) -> str:
    answer = client.get(path, headers={"Accept": BROWSER, **headers})
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert "Accept" in answer["Vary"]
    assert answer["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    return " ".join(Read(answer.content.decode()).text.split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"{ITEMS}?mau=do", 400, ["Yêu cầu không đúng", "Ở chỗ Where mau", "Có thể dùng Known actual_load, at_m"]),
        (f"{ITEMS}?limit=many", 400, ["Đã gửi Given many", "Cần là Expected a whole number, 0 to 10000".replace("0 to", "1 to")]),
        (f"{ITEMS}?filter=condition%20%3D", 400, ["Ở chỗ Where filter"]),
        ("/api?mau=do", 400, ["Ở chỗ Where mau"]),
        ("/api/nope", 404, ["Không tìm thấy", "404 not-found"]),
        (f"{ITEMS}/B-999999", 404, ["Không tìm thấy", "Mã Id B-999999"]),
        ("/api/checks/accept", 405, ["chỉ dành cho việc ghi"]),
        ("/api/tokens", 401, ["Cần đăng nhập"]),
        ("/api/search", 400, ["Ở chỗ Where q"]),
    ],
)  # fmt: skip
def test_a_browser_reads_what_is_wrong_and_what_cures_it(
    client: Client, path: str, status: int, words: list[str]
) -> None:
    text = problem(client, path, status)
    assert [word for word in words if word not in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "accept"),
    [
        (f"{ITEMS}?mau=do", "*/*"),
        (f"{ITEMS}?mau=do", ""),
        (f"{ITEMS}?mau=do", "application/json, text/html"),
        (f"{ITEMS}?mau=do&f=geojson", BROWSER),
        (f"{ITEMS}?mau=do&f=json", BROWSER),
    ],
)
def test_everyone_else_gets_the_document(client: Client, path: str, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    refused(answer, 400, "bad-parameter", "mau")
    assert "Accept" in answer["Vary"]


@pytest.mark.django_db
def test_f_html_asks_for_the_page_of_a_problem_too(client: Client) -> None:
    assert client.get(ITEMS, {"mau": "do", "f": "html"})["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.django_db
def test_writes_and_tiles_are_answered_with_the_document(client: Client, net: Network) -> None:
    headers = {"Accept": BROWSER}
    refused(client.post(ITEMS, "{}", content_type="application/json", headers=headers), 401, "not-signed-in")
    refused(client.delete(f"{ITEMS}/{net.near_bridge.public_id}", headers=headers), 401, "not-signed-in")
    refused(client.get("/tiles/none/1/0/0.mvt", headers=headers), 404, "not-found", "layer")


@pytest.mark.django_db
def test_a_query_that_cannot_be_read_is_still_a_page(client: Client) -> None:
    """Django refuses to read more than a thousand parameters: asking which form was wanted must not fail again."""
    answer = client.get(ITEMS + "?" + "&".join(f"p{n}=1" for n in range(1100)), headers={"Accept": BROWSER})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_a_foreign_host_is_told_so_in_the_form_it_takes(client: Client) -> None:
    assert "Yêu cầu không đúng" in problem(client, "/api/", 400, Host="example.org")


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_reference(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_words: object) -> None:
        raise RuntimeError("mật khẩu trong lỗi")

    monkeypatch.setattr("gisapi.views.features.page_of", broken)
    text = problem(client, ITEMS, 500)
    assert ("Mã tra cứu Reference" in text, "mật khẩu" in text) == (True, False)
