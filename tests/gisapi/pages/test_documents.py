"""Every address that has a page: asked for by name or by Accept, the same content, its other forms named truly."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.gisapi.pages.reading import BROWSER, Read, page
from tests.network import Network

COLLECTION = "/api/collections/bridges"
DOCUMENTS = [
    "/api/", "/api", "/api/conformance", "/api/collections", "/api/code-lists", "/api/changes", "/api/tileMatrixSets",
    COLLECTION, f"{COLLECTION}/queryables", f"{COLLECTION}/schema", f"{COLLECTION}/statistics", f"{COLLECTION}/tiles",
    f"{COLLECTION}/tiles/WebMercatorQuad",
]  # fmt: skip
FEATURES = [f"{COLLECTION}/items", f"{COLLECTION}/items/B", "/api/collections/communes/items/99001"]


@pytest.fixture
def addressed(net: Network, commune: Any) -> dict[str, str]:
    """Written address → address."""
    written = [*DOCUMENTS, *FEATURES]
    return {path: path.replace("/items/B", f"/items/{net.near_bridge.public_id}") for path in written}


@pytest.mark.parametrize("path", [*DOCUMENTS, *FEATURES])
def test_a_browser_gets_a_page_and_everyone_else_json(client: Client, addressed: dict[str, str], path: str) -> None:
    address = addressed[path]
    plain = client.get(address)
    assert "json" in plain["Content-Type"]
    for headers, query in (({"Accept": BROWSER}, {}), ({}, {"f": "html"})):
        answer = client.get(address, query, headers=headers)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert {"Accept", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}
    assert "Accept" in plain["Vary"]
    for accept in ("*/*", "application/json", "application/geo+json, application/json, text/html;q=0.9", "image/png"):
        assert "json" in client.get(address, headers={"Accept": accept})["Content-Type"]
    assert "json" in client.get(address, {"f": "json"}, headers={"Accept": BROWSER})["Content-Type"]


@pytest.mark.parametrize("path", [*DOCUMENTS, *FEATURES])
def test_a_page_is_whole_quiet_and_the_same_to_head(client: Client, addressed: dict[str, str], path: str) -> None:
    made = page(client, addressed[path])
    assert {"html", "main", "h1", "nav"} <= made.tags
    assert not made.tags & {"script", "style", "iframe", "img"}
    assert not [name for name in made.attributes if name == "style" or name.startswith("on")]
    head = client.head(addressed[path], headers={"Accept": BROWSER})
    assert (head.status_code, head["Content-Type"], head.content) == (200, "text/html; charset=utf-8", b"")


def links_of(answer: Any) -> list[dict[str, str]]:
    """The links of an answer, whatever form it has."""
    if "html" in answer["Content-Type"]:
        return [{"rel": rel, "type": media, "href": href} for rel, media, href in Read(answer.content.decode()).forms]
    if "schema" in answer["Content-Type"]:
        parts = [part.split("; ") for part in answer["Link"].split(", ")]
        return [
            {"href": href[1:-1], "rel": rel.split('"')[1], "type": media.split('"')[1]} for href, rel, media in parts
        ]
    told: list[dict[str, str]] = json.loads(answer.content)["links"]
    return told


@pytest.mark.parametrize("path", [*DOCUMENTS, *FEATURES])
@pytest.mark.parametrize("form", ["json", "html"])
def test_every_answer_says_what_it_is_and_what_else_there_is(
    client: Client, addressed: dict[str, str], path: str, form: str
) -> None:
    answer = client.get(addressed[path], {"f": form})
    links = links_of(answer)
    (itself,) = [one for one in links if one["rel"] == "self"]
    others = [one for one in links if one["rel"] == "alternate"]
    assert others
    for one in (itself, *others):
        again = client.get(one["href"].removeprefix("http://testserver"))
        assert again["Content-Type"].split(";")[0] == one["type"]
        again.getvalue()
    assert answer["Content-Type"].split(";")[0] == itself["type"]
    assert itself["type"] not in {one["type"] for one in others}


@pytest.mark.parametrize("path", [*DOCUMENTS, *FEATURES])
def test_all_links_of_the_answer_are_on_the_page(client: Client, addressed: dict[str, str], path: str) -> None:
    """OGC API Features, /req/html/content: the links of the response are <a> elements of the body."""
    told = client.get(addressed[path]).json()
    shown = page(client, addressed[path], f="html").links
    hrefs = [one["href"] for one in told.get("links", []) if not one.get("templated")]
    hrefs += [one["href"] for row in told.get("collections", []) for one in row["links"]]
    assert len(hrefs) > 1 or "$id" in told
    assert [href for href in hrefs if href not in shown and f"{href}&f=html" not in shown] == []


def test_an_etag_is_of_one_form(client: Client, net: Network) -> None:
    address = f"{COLLECTION}/items/{net.near_bridge.public_id}"
    tags = {form: client.get(address, {"f": form})["ETag"] for form in ("geojson", "html")}
    assert tags["html"] != tags["geojson"]
    assert tags["html"].split(".")[0] == tags["geojson"].split(".")[0], "the same version of the row"
    for form, other in (("geojson", "html"), ("html", "geojson")):
        same = client.get(address, {"f": form}, headers={"If-None-Match": tags[form]})
        assert (same.status_code, same.content) == (304, b"")
        assert "Accept" in same["Vary"]
        assert client.get(address, {"f": form}, headers={"If-None-Match": tags[other]}).status_code == 200


def test_the_tag_of_a_page_is_good_for_a_write(engineer: Client, net: Network) -> None:
    address = f"{COLLECTION}/items/{net.near_bridge.public_id}"
    tag = engineer.get(address, headers={"Accept": BROWSER})["ETag"]
    body = json.dumps({"properties": {"name": "Cầu Mới"}})
    answer = engineer.patch(
        address, body, content_type="application/json", headers={"If-Match": tag, "Accept": BROWSER}
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/geo+json"), "a write is answered in JSON"
    told = answer.json()
    assert told.pop("findings"), "what is doubtful about it is told to who wrote it"
    assert told == engineer.get(address).json()


def test_history_has_a_page_for_those_who_may_read_it(client: Client, engineer: Client, net: Network) -> None:
    address = f"{COLLECTION}/items/{net.near_bridge.public_id}/history"
    made = page(engineer, address)
    assert "Tạo mới" in made.told["history-entry"]
    assert ["Tên Name", "–", "Cầu Gần"] in made.rows
    refusal = client.get(address, headers={"Accept": BROWSER})
    assert (refusal.status_code, "Cần đăng nhập" in refusal.content.decode()) == (401, True)


def test_what_has_no_page_says_what_it_is_all_the_same(engineer: Client, net: Network) -> None:
    bridge = f"{COLLECTION}/items/{net.near_bridge.public_id}"
    engineer.patch(
        bridge, '{"properties": {"name": "Cầu Mới"}}', content_type="application/json",
        headers={"If-Match": engineer.get(bridge)["ETag"]},
    )  # fmt: skip
    n = engineer.get(f"{bridge}/history").json()["changes"][0]["n"]
    for path in (f"{bridge}/history/{n}", f"{bridge}/inspections", f"{bridge}/postings", f"{bridge}/works"):
        answer = engineer.get(path, headers={"Accept": BROWSER})
        (itself,) = [one for one in answer.json()["links"] if one["rel"] == "self"]
        again = engineer.get(itself["href"].removeprefix("http://testserver"))
        assert (again.content, again["Content-Type"]) == (answer.content, itself["type"])
