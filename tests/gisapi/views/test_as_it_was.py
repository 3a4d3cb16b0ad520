"""`datetime`: every read as the database was, by every collection, with the chainages of then; and who may see the past."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from infra.models import Bridge, KmPost, Section
from tests.gisapi.asking import read, refused
from tests.network import SOURCE, Network, up

pytestmark = pytest.mark.django_db
BRIDGES = "/api/collections/bridges/items"


def now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return str(cursor.fetchone()[0].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


@pytest.fixture
def then(net: Network) -> str:
    """An instant after which the near bridge is renamed and moved by a post, the far one goes, a third comes, a section turns poor."""
    at = now()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Cầu Mới Đặt Tên", condition="XAU")
    KmPost.objects.filter(road=net.ql, km=10).update(geom=up(100))
    Bridge.objects.filter(pk=net.far_bridge.pk).delete()
    Bridge.objects.create(road=net.ql, located_by="chainage", at_m=900, name="Cầu Sau", source=SOURCE)
    Section.objects.filter(road=net.ql, from_m=0).update(condition="RAT_XAU")
    return at


def names(browser: Client, **query: Any) -> list[str]:
    return sorted(feature["properties"]["name"] for feature in read(browser, BRIDGES, **query)["features"])


def test_a_page_as_it_was(engineer: Client, net: Network, then: str) -> None:
    assert names(engineer) == ["Cầu Mới Đặt Tên", "Cầu Sau"]
    assert names(engineer, datetime=then) == ["Cầu Gần", "Cầu Hộ Phòng"]
    assert names(engineer, datetime=now()) == names(engineer)


def test_every_filter_is_of_the_time(engineer: Client, net: Network, then: str) -> None:
    assert names(engineer, datetime=then, condition="XAU") == ["Cầu Hộ Phòng"]
    assert names(engineer, datetime=then, filter="name LIKE 'Cầu G%'") == ["Cầu Gần"]
    assert names(engineer, datetime=then, bbox=f"105.4,{up(400).y},105.6,{up(600).y}") == ["Cầu Gần"]
    assert names(engineer, datetime=then, overlap="sections(condition='TOT')") == ["Cầu Gần"]
    assert names(engineer, overlap="sections(condition='TOT')") == []
    told = read(engineer, "/api/collections/sections/statistics", datetime=then, **{"group-by": "condition"})
    assert {group["condition"]: group["length_km"] for group in told["groups"]} == {"TOT": 2, "XAU": 2, "TB": 1}


def test_chainages_are_those_of_then(engineer: Client, net: Network, then: str) -> None:
    """The bridge is at 500 m; the post Km10 stood at 0 m then and stands at 100 m now."""
    address = f"{BRIDGES}/{net.near_bridge.public_id}"
    assert read(engineer, address)["properties"]["chainage"] == "Km10+400"
    was = read(engineer, address, datetime=then)["properties"]
    assert (was["chainage"], was["name"], was["position_gap_m"]) == ("Km10+500", "Cầu Gần", 0)
    told = read(
        engineer, "/api/collections/roads/items", datetime=then, properties="posts_used,length_m,start_chainage"
    )
    assert told["features"][0]["properties"] == {"posts_used": 4, "length_m": 5000, "start_chainage": "Km10+000"}


def test_what_is_gone_is_found_by_its_time(engineer: Client, net: Network, then: str) -> None:
    address = f"{BRIDGES}/{net.far_bridge.public_id}"
    refused(engineer.get(address), 404, "not-found")
    assert read(engineer, address, datetime=then)["properties"]["name"] == "Cầu Hộ Phòng"


def test_an_interval_holds_whatever_was_there_in_its_last_version(engineer: Client, net: Network, then: str) -> None:
    assert names(engineer, datetime=f"{then}/..") == ["Cầu Hộ Phòng", "Cầu Mới Đặt Tên", "Cầu Sau"]
    assert names(engineer, datetime=f"../{then}") == ["Cầu Gần", "Cầu Hộ Phòng"]
    later = now()
    assert names(engineer, datetime=f"{later}/..") == ["Cầu Mới Đặt Tên", "Cầu Sau"]


def test_before_all_there_was_nothing_and_a_day_is_a_day_here(engineer: Client, net: Network) -> None:
    assert names(engineer, datetime="2001-01-01") == []
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert names(engineer, datetime=tomorrow) == names(engineer)


def test_the_public_past_is_of_what_is_public_now_and_was_then(
    client: Client, engineer: Client, net: Network, then: str
) -> None:
    assert names(client, datetime=then) == ["Cầu Gần"], "the far bridge is gone: nobody could still hide it"
    assert names(client, datetime=f"{then}/..") == ["Cầu Mới Đặt Tên", "Cầu Sau"]
    Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=False)
    assert names(client, datetime=then) == []
    assert names(engineer, datetime=then) == ["Cầu Gần", "Cầu Hộ Phòng"]
    hidden = now()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=True)
    assert names(client, datetime=hidden) == ["Cầu Sau"], "it was hidden then"


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2025-02-30",
        "2025-06-30T12:00:00",
        "30/06/2025",
        "..",
        "../..",
        "/",
        "a/b",
        "2026-01-01/2025-01-01",
        "2025-01-01/2025-02-01/2025-03-01",
        "0000-00-00",
        "99999-01-01",
    ],
)
def test_what_is_no_time(client: Client, net: Network, text: str) -> None:
    if text in ("../..", "/"):
        assert len(names(client, datetime=text)) == 2, "all time: whatever there ever was"
    else:
        refused(client.get(BRIDGES, {"datetime": text}), 400, "bad-parameter", "datetime")
