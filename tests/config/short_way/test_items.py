"""The short way of items answers what the long way does, header by header and byte by byte, only sooner."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from config.short_way import items as ours
from gisapi import throttling
from gisapi.collections import COLLECTIONS
from infra.models import Section
from tests import network
from tests.config.short_way.asking import Told, WentTheLongWay, long, short
from tests.network import SOURCE, Network, up

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/{}/items"
SECTIONS, BRIDGES = ITEMS.format("sections"), ITEMS.format("bridges")
BOX = f"{up(0).x - 0.01},{up(0).y - 0.01},{up(0).x + 0.01},{up(3000).y}"
ASKED = (
    f"bbox={BOX}", f"bbox={BOX}&limit=1&properties=public_id,road,from_m", f"bbox={BOX}&condition=XAU,none", "bbox=170,-10,-170,10",
    f"bbox={BOX}&crs=http://www.opengis.net/def/crs/EPSG/0/4326", f"bbox={BOX}&crs=EPSG:3857&f=json", "crs=EPSG:9217",
    "bbox=11700000,900000,11800000,2000000&bbox-crs=EPSG:3857", "near=105.5,9.2,50000", "near=QL.9T,100", "road=QL.9T&from=Km11&to=Km14",
    "road=ql9t&f=geojson", "datetime=2026-01-01T00:00:00Z", "datetime=2020-01-01T00:00:00Z/..", "filter=lanes%3D2%20AND%20condition%20IN%20('XAU')",
    "filter=%7B%22op%22%3A%22%3D%22%2C%22args%22%3A%5B%7B%22property%22%3A%22lanes%22%7D%2C2%5D%7D&filter-lang=cql2-json",
    "sortby=-from_m,condition&limit=2", "sortby=road", "limit=1&count=true", "limit=10000", "overlap=bridges(condition='XAU')", "properties=road",
    "condition_reason=%C4%91%C6%B0%E1%BB%9Dng+x%E1%BA%A5u", "unit=99999",
)  # fmt: skip
"""Of the sections."""
REFUSED = (
    "road=QL.404", "near=QL.404,5", "unit=00000", "note=x", "filter=nothing%3D1", "filter=from_m%5E5000%3E1", "is_published=true",
    "overlap=bridges(note='x')", "sortby=note",
)  # fmt: skip
"""What shows to be wrong only when it is asked of the database, or with the rights of a visitor."""
HEADERS: tuple[dict[str, str], ...] = (
    {}, {"accept": "application/geo+json"}, {"accept": "application/json, */*;q=0.1"}, {"accept_encoding": "gzip, br"},
    {"accept_encoding": "gzip;q=0"}, {"if_none_match": "*"}, {"accept_language": "en", "origin": "https://elsewhere.example"},
)  # fmt: skip


def both(client: Client, address: str, **headers: str) -> tuple[Told, Told]:
    """The answers of both ways, asked within one second: an answer tells when it was made, and so does gzip."""
    for _ in range(3):
        saved = transaction.savepoint()
        shorter = short(address, **headers)
        transaction.savepoint_rollback(saved)  # what was refused by the database would refuse the next statement
        saved = transaction.savepoint()
        longer = long(client, address, **headers)
        transaction.savepoint_rollback(saved)
        if shorter == longer:
            break
    return shorter, longer


@pytest.fixture
def _counted_by_nobody(settings: Any) -> None:
    settings.RATES = dict.fromkeys(settings.RATES)


@pytest.mark.usefixtures("_counted_by_nobody")
class TestTheShortWay:
    @pytest.mark.parametrize("name", COLLECTIONS)
    def test_every_collection(self, client: Client, net: Network, name: str) -> None:
        network.record(net)
        shorter, longer = both(client, ITEMS.format(name))
        assert shorter == longer
        assert shorter[0] == 200

    @pytest.mark.parametrize("query", ASKED)
    def test_whatever_is_asked(self, client: Client, net: Network, query: str) -> None:
        shorter, longer = both(client, f"{SECTIONS}?{query}")
        assert shorter == longer

    @pytest.mark.parametrize("headers", HEADERS)
    def test_however_it_is_asked(self, client: Client, net: Network, headers: dict[str, str]) -> None:
        shorter, longer = both(client, f"{SECTIONS}?bbox={BOX}", **headers)
        assert shorter == longer
        assert shorter[0] == 200

    def test_every_page(self, client: Client, net: Network) -> None:
        address, seen = f"{SECTIONS}?limit=1&sortby=-from_m", 0
        while address:
            shorter, longer = both(client, address)
            assert shorter == longer
            links = json.loads(shorter[2])["links"]
            address = next(
                (link["href"].removeprefix("http://testserver") for link in links if link["rel"] == "next"), ""
            )
            seen += 1
        assert seen == 3

    @pytest.mark.parametrize("query", REFUSED)
    def test_what_is_refused(self, client: Client, net: Network, query: str, caplog: pytest.LogCaptureFixture) -> None:
        try:
            shorter, longer = both(client, f"{SECTIONS}?{query}")
        except WentTheLongWay:
            pytest.fail("it was asked of the database, and would be a second time")
        assert shorter == longer
        assert shorter[0] == 400
        told = [record.getMessage() for record in caplog.records]
        assert len(told) == 2
        assert told[0] == told[1]

    def test_what_takes_too_long_is_asked_once(self, client: Client, net: Network, settings: Any) -> None:
        Section.objects.bulk_create(
            Section(road=net.gap, from_m=n / 10, to_m=(n + 1) / 10, source=SOURCE) for n in range(3000)
        )
        settings.QUERY_TIMEOUT_MS = 1
        query = "filter=casei(accenti(from_chainage))%20LIKE%20casei(accenti('%25x%25'))&limit=10000"
        shorter, longer = both(client, f"{SECTIONS}?{query}")
        assert shorter == longer
        assert shorter[0] == 503


@pytest.mark.parametrize(
    "address",
    [
        "/api/collections", "/api/collections/rivers/items", f"{BRIDGES}/", f"{BRIDGES}/B-000001", "/api/collections/bridges/statistics",
        f"{BRIDGES}?f=csv", f"{BRIDGES}?f=html", f"{BRIDGES}?f=xml", f"{BRIDGES}?limit=0", f"{BRIDGES}?limit=1&limit=2", f"{BRIDGES}?colour=red",
        f"{BRIDGES}?bbox=1,2,3", f"{BRIDGES}?cursor=x", f"{BRIDGES}?filter=%00", f"{BRIDGES}?" + "&".join(f"a{n}" for n in range(1001)),
    ],
)  # fmt: skip
def test_what_is_not_plain_goes_the_long_way(address: str, django_assert_num_queries: Any) -> None:
    with pytest.raises(WentTheLongWay), django_assert_num_queries(0):
        short(address)


def test_who_reads_pages_goes_the_long_way() -> None:
    with pytest.raises(WentTheLongWay):
        short(BRIDGES, accept="text/html,application/xhtml+xml")


def test_what_fails_is_told_by_the_long_way(
    net: Network, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("out of order")

    monkeypatch.setattr(ours, "page_answer", broken)
    with pytest.raises(WentTheLongWay):
        short(BRIDGES)
    assert "out of order" in caplog.text


def test_both_ways_count_together(client: Client, net: Network, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RATES = settings.RATES | {"read": (3, 3600)}
    monkeypatch.setattr(throttling, "_reads", throttling.Reads())
    assert [short(BRIDGES)[0], long(client, BRIDGES)[0], short(BRIDGES)[0]] == [200, 200, 200]
    with pytest.raises(WentTheLongWay):
        short(BRIDGES)
    assert long(client, BRIDGES)[0] == 429


def test_nothing_but_the_page_is_asked_of_the_database(net: Network, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        short(BRIDGES)
