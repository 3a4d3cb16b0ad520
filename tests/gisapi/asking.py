"""How the tests of the API ask: browsers of every role, answers read, refusals checked for their one shape."""

import json
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

PASSWORD = "mat-khau-thu"


def signed_in(role: str) -> Client:
    """A browser signed in as a user of one role ("" for none), which checks CSRF only where a test says so."""
    user = User.objects.create_user(username=role or "khach", password=PASSWORD, last_name="Người thử")
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    browser = Client()
    browser.force_login(user)
    return browser


def read(browser: Client, path: str, **query: Any) -> Any:
    """The JSON of an address that must answer 200."""
    answer = browser.get(path, query)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def refused(answer: Any, status: int, code: str, field: str | None = None) -> dict[str, Any]:
    """The problem document of a refusal, its shape checked; returns its facts."""
    assert answer["Content-Type"] == "application/problem+json", (answer.status_code, answer.content)
    problem = json.loads(answer.content)
    assert set(problem) == {"type", "title", "status", "code", "detail", "field", "facts", "instance"}
    assert (answer.status_code, problem["status"]) == (status, status), problem
    assert (problem["code"], problem["field"]) == (code, field), problem
    assert problem["type"].endswith(f"/{code}")
    facts: dict[str, Any] = problem["facts"]
    return facts


def put(browser: Client, verb: str, address: str, body: Any, etag: str | None = None, **headers: str) -> Any:
    """One write of GeoJSON."""
    if etag is not None:
        headers["If-Match"] = etag
    data = body if isinstance(body, bytes) else json.dumps(body)
    return browser.generic(verb, address, data, content_type="application/geo+json", headers=headers)
