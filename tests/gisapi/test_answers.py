"""Bytes to HTTP: which encodings a client takes, which copies are still true, what a validator stands for."""

import gzip

import pytest
from django.test import Client, RequestFactory

from gisapi.answers import accepts_gzip, not_modified
from tests.gisapi.asking import put
from tests.network import Network

ASK = RequestFactory()


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.00", False),
        ("identity, x-gzip", False),
    ],
)
def test_which_clients_take_gzip(header: str, taken: bool) -> None:
    assert accepts_gzip(header) is taken


@pytest.mark.parametrize(
    ("held", "still_true"),
    [
        ('"a.b"', True),
        ('W/"a.b"', True),
        ('"a.b-gzip"', True),
        ('"x", "a.b"', True),
        ("*", True),
        ('"a.c"', False),
        ("a.b", False),
        ('""', False),
        ("", False),
    ],
)
def test_which_copies_are_still_true(held: str, still_true: bool) -> None:
    assert (not_modified(ASK.get("/", headers={"If-None-Match": held}), '"a.b"') is not None) is still_true


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/code-lists", "bridge"])
def test_two_encodings_of_one_thing_have_two_strong_etags(engineer: Client, net: Network, path: str) -> None:
    if path == "bridge":
        path = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    plain, squeezed = engineer.get(path), engineer.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(squeezed.content) == plain.content
    assert plain["ETag"] != squeezed["ETag"]
    assert "Accept-Encoding" in squeezed["Vary"]
    for tag in (plain["ETag"], squeezed["ETag"]):
        again = engineer.get(path, headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})
        assert (again.status_code, again["ETag"]) == (304, tag)


@pytest.mark.django_db
def test_the_etag_of_a_gzipped_answer_is_good_for_writing(engineer: Client, net: Network) -> None:
    address = f"/api/collections/bridges/items/{net.near_bridge.public_id}"
    tag = engineer.get(address, headers={"Accept-Encoding": "gzip"})["ETag"]
    assert tag.endswith('-gzip"')
    assert put(engineer, "PATCH", address, {"properties": {"name": "Cầu Mới"}}, tag).status_code == 200
