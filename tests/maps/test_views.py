"""The pages: each links what was built, says so when nothing was, and lets no foreign code in."""

import json
from pathlib import Path

import pytest
from django.test import Client

from maps import views


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build folder of our own, empty."""
    monkeypatch.setattr(views, "built_files", lambda entry=views.MAP: views_built(entry, tmp_path))
    return tmp_path


views_built = views.built_files
MANIFEST = {
    "src/main.ts": {"file": "assets/main-1a.js", "css": ["assets/main-2b.css"], "imports": ["_shared.js"]},
    "src/tokens.ts": {"file": "assets/tokens-4d.js", "css": ["assets/tokens-5e.css"]},
    "src/planning/main.ts": {"file": "assets/main-5e.js", "css": ["assets/main-6f.css"], "imports": ["_pieces.js"]},
    "_pieces.js": {"file": "assets/pieces-4d.js", "css": ["assets/pieces-7a.css"], "imports": ["_shared.js"]},
    "_shared.js": {"file": "assets/shared-3c.js", "imports": ["_pieces.js"]},
}


def test_what_was_built_is_linked(client: Client, build: Path) -> None:
    (build / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    answer = client.get("/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for name in ("assets/main-1a.js", "assets/main-2b.css", "assets/shared-3c.js"):
        assert f"/static/maps/{name}" in page
    assert "csrftoken" in answer.cookies


def test_each_page_links_its_own(client: Client, build: Path) -> None:
    (build / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    answer = client.get("/account/tokens")
    page = answer.content.decode()
    assert "assets/tokens-4d.js" in page
    assert "assets/main" not in page
    assert "csrftoken" in answer.cookies
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == 1


@pytest.mark.parametrize("path", ["/", "/import/", "/account/tokens"])
def test_without_a_build_the_page_says_what_to_do(client: Client, build: Path, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503
    assert "make run" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/import/", "/account/tokens"])
def test_nothing_foreign_may_run_on_the_page(client: Client, build: Path, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/tra-cuu", "/import/", "/account/tokens"])
def test_the_page_is_read_only(client: Client, build: Path, path: str) -> None:
    assert client.post(path).status_code == 405


def test_the_planners_page_links_its_own_entry_and_what_that_shares(client: Client, build: Path) -> None:
    (build / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    page = client.get("/tra-cuu").content.decode()
    for name in ("main-5e.js", "main-6f.css", "pieces-4d.js", "pieces-7a.css", "shared-3c.js"):
        assert page.count(f"/static/maps/assets/{name}") == 1
    assert "main-1a.js" not in page


def test_the_planners_page_without_a_build_says_what_to_do(client: Client, build: Path) -> None:
    answer = client.get("/tra-cuu")
    assert answer.status_code == 503
    assert "make run" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "title", "root"),
    [
        ("/", "CầuĐường – bản đồ hạ tầng giao thông", '<html lang="vi" data-tiles="loading">'),
        ("/tra-cuu", "Tra cứu – CầuĐường", '<html lang="vi" data-tiles="loading">'),
        ("/account/tokens", "Mã truy cập cá nhân – CầuĐường", '<html lang="vi">'),
    ],
)
def test_each_page_has_its_title_in_the_head_all_share(
    client: Client, build: Path, path: str, title: str, root: str
) -> None:
    (build / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    page = client.get(path).content.decode()
    assert f"<title>{title}</title>" in page
    assert root in page
    assert '<meta name="viewport"' in page
    assert "<noscript>" in page
