"""What every test may ask for. The tiny road network is in tests/network.py."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# A browser that talks to nobody but the page under test.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


LONGEST = "test_schemathesis"
"""Begun first, for minutes of one process: last, the others would wait for it."""
EMPTYING = ("transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback")


def pytest_addoption(parser: pytest.Parser) -> None:
    choices = ("only", "never")
    parser.addoption(
        "--emptying",
        choices=choices,
        help="tests that leave the database empty, code lists and all: alone, or left out",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Side by side, tests that empty the database would leave others without code lists: each kind has a run of its own."""
    wanted = config.getoption("--emptying")
    if wanted is None:
        return
    kept = [item for item in items if _empties(item) is (wanted == "only")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=lambda item: LONGEST not in item.nodeid)


def _empties(item: pytest.Item) -> bool:
    """As pytest-django tells them: a real commit, so that nothing can be rolled back."""
    marker = item.get_closest_marker("django_db")
    committed = marker is not None and bool(marker.kwargs.get("transaction", marker.args and marker.args[0]))
    return committed or not set(EMPTYING).isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def cheap_password_hashes(settings: object) -> None:
    """A test that signs in checks the sign-in, not the strength of the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def answers_that_do_not_wait() -> Iterator[None]:
    """The test server writes head and body apart: under Nagle's algorithm each body waited 40 ms for the client to have heard the head."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
        yield


@pytest.fixture(autouse=True)
def no_tile_of_an_earlier_test() -> None:
    """A test's rows are rolled back, and so are the sums its tokens are made of: they come again over other rows."""
    from gisapi.tiles.keeping import room

    room().clear()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium (CHROMIUM names another one). Nothing is downloaded."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert executable, "no Chromium: `make test` installs it, or name one with CHROMIUM=/path"
    # Playwright's loop lives in this thread, which makes Django think that its own calls are asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        sandbox = os.geteuid() != 0  # Chromium has no sandbox as root
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=sandbox, args=list(QUIET))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor: Vietnamese, in Việt Nam's time zone, no cookies."""
    context = chromium.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1280, "height": 800}
    )
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    return browser_context.new_page()


def _fill_code_lists() -> None:
    """What migrations put into a new database: code lists, roles and their rights."""
    from django.contrib.auth.models import Group

    from infra.code_lists import load_code_lists
    from infra.default_rights import grant_default_rights, grant_drafting_rights
    from infra.models import CODE_LISTS, WriteRight

    load_code_lists(CODE_LISTS)
    grant_default_rights(Group, WriteRight)
    grant_drafting_rights(Group, WriteRight)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The migrated test database; its reference tables refilled when an earlier run (`--reuse-db`) left them empty."""
    with django_db_blocker.unblock():
        _fill_code_lists()


@pytest.fixture
def code_lists(transactional_db: None) -> None:
    """The reference tables, refilled: a test that really commits finds them emptied by the one before it."""
    _fill_code_lists()
