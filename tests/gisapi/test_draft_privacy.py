"""What is in a draft is seen by its members and its reviewers: every address, form, tile and file is walked for a mark that only a draft holds."""

import gzip
import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from gisapi.params import FILES
from tests.gisapi.asking import signed_in
from tests.gisapi.drafting import DRAFTS, added, begun, led, send
from tests.gisapi.test_urls import ADDRESSES
from tests.gisapi.views.test_changesets import create, update
from tests.network import Network

MARK = "CHIMVIET4711"
POINT = {"type": "Point", "coordinates": [105.5, 9.21]}


def walked(net: Network, draft: int) -> list[str]:
    """Everything that can be read, asked so that a row with the mark would be in the answer."""
    ids = {"/api/drafts/1": f"/api/drafts/{draft}", "B-000001": net.near_bridge.public_id}
    paths = []
    for address in ADDRESSES:
        for known, real in ids.items():
            address = address.replace(known, real)
        paths.append(address)
    items = [f"/api/collections/{name}/items" for name in ("bridges", "culverts")]
    forms = [f"{path}?f={form}" for path in items for form in ("geojson", "html", *FILES)]
    asked = [f"/api/search?q={MARK[:8]}", f"/api/collections/bridges/items?q={MARK[:8]}", "/api/changes?f=html"]
    tiles = [f"/tiles/bridges,culverts,roads/{z}/{x}/{y}.{form}" for z, x, y in TILES for form in ("mvt", "geojson")]
    bridge = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    return [*paths, *forms, *asked, *tiles, f"{bridge}/history", f"{bridge}?f=html", "/", "/tra-cuu"]


TILES = [(10, 812, 485), (14, 12993, 7771), (14, 12993, 7772)]


def said(answer: Any) -> bytes:
    """The bytes of an answer as a reader unpacks them."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    if body[:2] == b"PK":
        book = zipfile.ZipFile(io.BytesIO(body))
        return b"".join(book.read(name) for name in book.namelist())
    return body


@pytest.fixture
def draft(db: None, net: Network) -> int:
    """Submitted, with the mark in its title, in a change, in what is created, and in a comment."""
    author = signed_in("administrator")
    number = begun(author, f"Bản nháp {MARK}")
    added(author, number, update(author, "bridges", net.near_bridge.public_id, name=f"Cầu {MARK}"))
    added(author, number, create("culverts", None, POINT, code=MARK, located_by="coordinates"))
    send(author, "POST", f"/{number}/comments", {"text": MARK})
    send(author, "POST", f"/{number}/check")
    led(author, number, "submit", text=MARK)
    return number


@pytest.mark.parametrize("role", [None, "engineer"])
def test_nobody_else_sees_anything_of_a_draft(net: Network, draft: int, role: str | None) -> None:
    browser = Client() if role is None else signed_in(role)
    seen = {path: said(browser.get(path)) for path in walked(net, draft)}
    assert [path for path, body in seen.items() if MARK.encode() in body] == []


def test_who_may_review_sees_it_there_and_nowhere_else(net: Network, draft: int) -> None:
    browser = signed_in("supervisor")
    seen = {path for path in walked(net, draft) if MARK.encode() in said(browser.get(path))}
    mine = f"{DRAFTS}/{draft}"
    assert seen == {DRAFTS, mine, f"{mine}/changes", f"{mine}/comments"}


def test_the_walk_would_have_found_it(net: Network, draft: int) -> None:
    """Once it is let in, the same walk meets it everywhere."""
    led(signed_in("supervisor"), draft, "accept")
    planner = signed_in("planner")
    seen = " ".join(path for path in walked(net, draft) if MARK.encode() in said(planner.get(path)))
    for where in (
        ".mvt",
        ".geojson",
        "/api/search",
        "items?q=",
        "/history",
        *(f"bridges/items?f={form}" for form in FILES),
    ):
        assert where in seen, where
