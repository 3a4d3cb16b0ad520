"""Drafts for the tests of the API: begun, filled, led from state to state."""

import json
from typing import Any

from django.test import Client

from tests.gisapi.asking import read

DRAFTS = "/api/drafts"


def send(browser: Client, verb: str, path: str, body: Any = None, **headers: str) -> Any:
    """One act on a draft; `version=` is what it rests on."""
    said = {"If-Match": f'"{version}"'} if (version := headers.pop("version", None)) else {}
    data = json.dumps({} if body is None else body)
    return browser.generic(verb, f"{DRAFTS}{path}", data, content_type="application/json", headers=said | headers)


def begun(browser: Client, title: str = "Sửa theo hồ sơ") -> int:
    """The number of a new draft."""
    answer = send(browser, "POST", "", {"title": title})
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def added(browser: Client, draft: int, change: Any) -> Any:
    """The draft with one more change."""
    answer = send(browser, "POST", f"/{draft}/changes", change)
    assert answer.status_code == 201, answer.content
    return answer.json()


def led(browser: Client, draft: int, act: str, **body: str) -> Any:
    """The draft after a step that must go well, resting on the version there is."""
    version = read(browser, f"{DRAFTS}/{draft}")["version"]
    answer = send(browser, "POST", f"/{draft}/{act}", body, version=str(version))
    assert answer.status_code == 200, answer.content
    return answer.json()
