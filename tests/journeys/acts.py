"""What a person does, in one line each: the words the journeys are written in."""

import json
import re
import urllib.request
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PASSWORD, READY


def by(page: Page, testid: str) -> Locator:
    return page.locator(f'[data-testid="{testid}"]')


def visit(page: Page, site: str, link: str = "") -> None:
    """Open the map (a `#…` link opens that view) and wait until it is drawn."""
    page.goto(f"{site}/{link}")
    page.wait_for_selector(READY)


def open_asset(page: Page, site: str, at: str) -> None:
    visit(page, site, f"#?lang=vi&at={at}")
    expect(by(page, "card-title")).to_be_visible()


def sign_in(page: Page, username: str = "kysu") -> None:
    by(page, "sign-in-open").click()
    by(page, "username").fill(username)
    by(page, "password").fill(PASSWORD)
    by(page, "sign-in").click()
    expect(by(page, "user").first).to_be_attached()


def ask(site: str, path: str) -> Any:
    """What the API answers a stranger."""
    with urllib.request.urlopen(f"{site}{quote(path, safe='/?=&,:')}", timeout=10) as answer:
        return json.load(answer)


def change_elsewhere(page: Page, site: str, path: str, properties: dict[str, Any]) -> None:
    """Save as the same engineer would in another window: read, then PATCH with the version read."""
    api = page.context.request
    etag = api.get(f"{site}{path}").headers["etag"]
    token = api.get(f"{site}/api/session").json()["csrf"]
    headers = {"If-Match": etag, "X-CSRFToken": token, "Referer": site}
    answer = api.patch(f"{site}{path}", data={"properties": properties}, headers=headers)
    assert answer.ok, answer.text()


def number_in(text: str) -> float:
    """The first number of a Vietnamese text: `284,8 km` → 284.8, `1.204` → 1204."""
    found = re.search(r"\d[\d.]*(,\d+)?", text)
    assert found, text
    return float(found[0].replace(".", "").replace(",", "."))
