"""Every address: only known parameters, only known verbs, and every refusal in the one shape."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from gisapi.collections import COLLECTIONS
from gisapi.params.selecting import names_of
from gisapi.urls import urlpatterns
from tests.gisapi.asking import read, refused

PARTS = {
    "<str:name>": "bridges", "<id:feature_id>": "B-000001", "<n:n>": "1", "<str:layers>": "bridges",
    "<int:token_id>": "1", "<int:run_id>": "1", "<int:profile_id>": "1", "<n:draft_id>": "1", "<n:change_id>": "1", "<str:username>": "lan", "<str:z>": "1", "<str:x>": "0", "<str:y>": "0", "<str:row>": "0", "<str:col>": "0",
}  # fmt: skip


def address(pattern: URLPattern) -> str:
    path = str(pattern.pattern)
    for part, value in PARTS.items():
        path = path.replace(part, value)
    return f"/{path}"


EVERY = [address(pattern) for pattern in urlpatterns if not str(pattern.pattern).startswith("^")]
OPERATIONS = ("/split", "/merge", "/reverse", "/extend", "/realign", "/recalibrate", "/transfer", "/close", "/open")
STEPS = ("check", "submit", "withdraw", "return", "accept")
WRITTEN_ONLY = {
    "/api/import-profiles/1", "/api/shapes", "/api/tokens/1", "/api/checks/accept", "/api/checks/reopen", "/api/drafts/1/changes/1", "/api/drafts/1/members/lan",
    *(f"/api/imports/1/{act}" for act in ("answers", "fixes", "acceptances", "load", "resume", "cancel")),
    *(f"/api/drafts/1/{step}" for step in STEPS), *(path for path in EVERY if path.endswith(("/revert", "/restore", "/bulk", *OPERATIONS))),
}  # fmt: skip
ADDRESSES = [path for path in EVERY if path not in WRITTEN_ONLY]
"""What can be read; the others are only written."""


def test_the_walk_knows_every_part() -> None:
    assert len(ADDRESSES) >= 18
    assert not [path for path in EVERY if "<" in path]
    assert set(EVERY) >= WRITTEN_ONLY


@pytest.mark.django_db
@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_parameter_is_refused_by_name(client: Client, path: str) -> None:
    assert "known" in refused(client.get(path, {"mau_sac": "do"}), 400, "bad-parameter", "mau_sac")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_format_is_refused(client: Client, path: str) -> None:
    refused(client.get(path, {"f": "xyz"}), 400, "bad-parameter", "f")


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in ADDRESSES if "items/" not in path])
@pytest.mark.parametrize("accept", ["application/geo+json", "text/html", "application/json;q=0.1", "no media type"])
def test_whatever_a_client_accepts_it_is_answered(client: Client, path: str, accept: str) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code in (200, 204, 400, 401)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ADDRESSES)
def test_format_is_no_parameter_of_ours(client: Client, path: str) -> None:
    refused(client.get(path, {"format": "html"}), 400, "bad-parameter", "format")


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["TRACE", "PROPFIND", "PATCH"])
@pytest.mark.parametrize("path", [path for path in ADDRESSES if "items/" not in path])
def test_an_unknown_verb_is_refused(client: Client, path: str, verb: str) -> None:
    answer = client.generic(verb, path)
    refused(answer, 405, "method-not-allowed")
    assert "GET" in answer["Allow"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/api/nope", "/api/collections/bridges/items/B-1/nope", "/api//", "/tiles/x", "/api/collections/bridges/items/"],
)
def test_an_unknown_address_is_a_problem_not_a_page(client: Client, path: str) -> None:
    refused(client.get(path), 404, "not-found")


@pytest.mark.django_db
def test_the_unexpected_is_a_reference_and_nothing_else(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any, **_words: Any) -> None:
        raise RuntimeError("mật khẩu trong lỗi")

    monkeypatch.setattr("gisapi.views.features.page_of", broken)
    monkeypatch.setattr("gisapi.views.tiles.render", broken)
    for path in ("/api/collections/bridges/items", "/tiles/bridges/1/0/0.mvt"):
        answer = client.get(path)
        facts = refused(answer, 500, "unexpected")
        assert facts["reference"] in caplog.text
        assert "mật khẩu" not in answer.content.decode()


@pytest.mark.django_db
def test_the_description_holds_every_address(client: Client) -> None:
    told = read(client, "/api/openapi.json")
    assert told["openapi"].startswith("3.0")
    assert set(EVERY) - set(described(told)) == {"/api", "/api/openapi.json", "/api/docs"}
    ids = [act["operationId"] for item in told["paths"].values() for verb, act in item.items() if verb != "servers"]
    assert len(ids) == len(set(ids))


def described(told: Any) -> dict[str, Any]:
    """Whole address → what the description says of its verbs; most paths lie below the server's address."""
    base = told["servers"][0]["url"]
    return {named(path if "servers" in item else base + path): item for path, item in told["paths"].items()}


def named(path: str) -> str:
    """A described path with the values of PARTS in it."""
    for part, value in PARTS.items():
        path = path.replace(f"{{{part.strip('<>').partition(':')[2]}}}", value)
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(WRITTEN_ONLY))
def test_what_is_only_written_is_not_read(client: Client, path: str) -> None:
    answer = client.get(path)
    refused(answer, 405, "method-not-allowed")
    assert "GET" not in answer["Allow"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("GET", "/api/collections/bridges/items/B-000001", 404),
        ("GET", "/api/collections/bridges/items/B-000001/history", 401),
        ("POST", "/api/collections/bridges/items", 401),
        ("PUT", "/api/collections/bridges/items/B-000001", 401),
        ("GET", "/api/search", 400),
        ("GET", "/api/locate", 400),
        ("POST", "/api/session", 403),
        ("DELETE", "/api/session", 403),
        ("POST", "/api/changesets", 401),
        ("GET", "/api/drafts", 401),
        ("POST", "/api/drafts/1/accept", 401),
        ("GET", "/api/tokens", 401),
        ("POST", "/api/tokens", 401),
        ("DELETE", "/api/tokens/1", 401),
        ("GET", "/api/code-lists", 200),
        ("GET", "/tiles/bridges/1/0/0.mvt", 204),
        ("GET", "/tiles/bridges.json", 200),
        ("GET", "/api/collections/bridges/tiles/WebMercatorQuad/1/0/0", 204),
    ],
)
def test_what_is_answered_is_described(verb: str, path: str, status: int) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.generic(verb, path, "{}", content_type="application/json")
    assert answer.status_code == status
    media = described(read(browser, "/api/openapi.json"))[path][verb.lower()]["responses"][str(status)].get(
        "content", {}
    )
    assert status == 204 or answer["Content-Type"] in media


@pytest.mark.django_db
def test_the_ways_in_are_described(client: Client) -> None:
    told = read(client, "/api/openapi.json")
    schemes = told["components"]["securitySchemes"]
    assert {name: row.get("scheme", row.get("in")) for name, row in schemes.items()} == {
        "bearerToken": "bearer", "basicToken": "basic", "cookieAuth": "cookie",
    }  # fmt: skip
    either = [{"bearerToken": []}, {"basicToken": []}, {"cookieAuth": []}]
    paths = {path.removeprefix("/api"): acts for path, acts in told["paths"].items()}
    items, tokens = paths["/collections/bridges/items"], paths["/tokens"]
    assert items["get"]["security"] == [*either, {}]
    assert items["post"]["security"] == paths["/changesets"]["post"]["security"] == either
    assert all(
        {"cookieAuth": []} in act["security"] and {"bearerToken": []} not in act["security"] for act in tokens.values()
    )
    assert (
        "application/merge-patch+json"
        in paths["/collections/bridges/items/{feature_id}"]["patch"]["requestBody"]["content"]
    )


@pytest.mark.django_db
def test_only_what_can_be_written_is_described_as_written(client: Client) -> None:
    items = {
        path.split("/")[2]: item
        for path, item in read(client, "/api/openapi.json")["paths"].items()
        if path.endswith("/items")
    }
    assert {name for name, item in items.items() if "post" in item} == {
        "bridges",
        "culverts",
        "km-posts",
        "roads",
        "sections",
        "waterways",
    }
    assert {name for name, item in items.items() if "get" in item} == set(COLLECTIONS)


@pytest.mark.django_db
def test_a_collection_is_described_with_just_the_parameters_it_takes(client: Client) -> None:
    for path, item in read(client, "/api/openapi.json")["paths"].items():
        if path.endswith("/items"):
            told = {row["name"] for row in item["get"]["parameters"]}
            assert told == names_of(COLLECTIONS[path.split("/")[2]]) | {
                "limit",
                "f",
                "labels",
                "cursor",
                "count",
                "crs",
                "properties",
                "sortby",
            }


@pytest.mark.django_db
def test_the_description_tells_people_too_without_any_script(client: Client) -> None:
    page = client.get("/api/docs").content.decode()
    assert "/api/collections/{name}/items" in page
    assert "bbox-crs" in page
    assert "<script" not in page
    assert "http" not in page


@pytest.mark.django_db
def test_the_landing_page_leads_to_addresses_that_answer(client: Client, settings: Any) -> None:
    settings.RATES = dict.fromkeys(settings.RATES)  # one visitor follows every link to a file
    seen, waiting = set(), ["/api/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code in (200, 204), path
        answer.getvalue()
        if "json" in answer["Content-Type"] and not answer.streaming and not path.startswith("/api/openapi.json"):
            told = answer.json()
            links = told.get("links", []) + [link for row in told.get("collections", []) for link in row["links"]]
            paths = {link["href"].removeprefix("http://testserver") for link in links}
            waiting += [found for found in paths if found not in seen and found not in waiting]
    assert {"/api/conformance", "/api/collections/bridges/items", "/tiles/bridges.json", "/api/docs"} <= seen
