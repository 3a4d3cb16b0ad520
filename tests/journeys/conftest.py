"""A served sample province of its own, and a browser page that tolerates no error and no outside request."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests.serving import ROOT, database_url, served

PASSWORD = "cauduong-demo"
PATIENCE_MS = 15_000
READY = "html[data-tiles=ready]"


@pytest.fixture(scope="session")
def sample_database(django_db_blocker: Any) -> Iterator[str]:
    """DATABASE_URL of a fresh database with the sample province and the demonstration accounts."""
    from django.db import connection

    with django_db_blocker.unblock():
        given = connection.get_connection_params()
    name = f"journeys_cauduong_{os.getpid()}"
    login = {key: given[key] for key in ("user", "password", "host", "port") if given.get(key)}
    keeper = psycopg2.connect(**login, dbname="postgres")
    keeper.autocommit = True
    with keeper.cursor() as cursor:
        cursor.execute(f"drop database if exists {name} with (force)")
        cursor.execute(f"create database {name}")
    url = database_url(login, name)
    environment = {**os.environ, "DATABASE_URL": url, "CAUDUONG_DEMO": "1"}
    for command in (["migrate", "--verbosity", "0"], ["load_sample", "--demo-users"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    yield url
    _drop(keeper, name)
    keeper.close()


def _drop(keeper: Any, name: str) -> None:
    """A vacuum worker of the cluster's owner may be at it, whom nobody else may end: wait for it."""
    for _ in range(30):
        try:
            with keeper.cursor() as cursor:
                cursor.execute(f"drop database if exists {name} with (force)")
        except psycopg2.errors.InsufficientPrivilege:
            time.sleep(1)
        else:
            return
    raise TimeoutError(f"{name}: still vacuumed")


@pytest.fixture(scope="session")
def site(sample_database: str) -> Iterator[str]:
    """The address of the product, served as `make run` serves it."""
    with served(sample_database) as running:
        yield running.address


class Watch:
    """What went wrong in a page: console errors, uncaught exceptions, requests to anywhere but the site."""

    def __init__(self, page: Page, site: str) -> None:
        self.problems: list[str] = []
        self.expected: list[str] = []
        self._site = site
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("request", self._request)

    def expect(self, fragment: str) -> None:
        """A console error that this journey provokes on purpose (a refused save)."""
        self.expected.append(fragment)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._site, "data:", "blob:")):
            self.problems.append(f"outside: {request.url}")

    def left(self) -> list[str]:
        return [problem for problem in self.problems if not any(fragment in problem for fragment in self.expected)]


@pytest.fixture
def watch(page: Page, site: str) -> Iterator[Watch]:
    watching = Watch(page, site)
    yield watching
    assert watching.left() == []


@pytest.fixture
def phone(chromium: Any, site: str) -> Iterator[Page]:
    """A phone of 390 × 844 with a finger."""
    context: BrowserContext = chromium.new_context(
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    page = context.new_page()
    watching = Watch(page, site)
    yield page
    assert watching.left() == []
    context.close()
