"""The search box."""

from typing import Any

import pytest
from django.test import Client

from tests.gisapi.asking import read, refused
from tests.network import Network, up


def found(client: Client, text: str, **query: Any) -> list[tuple[str, str]]:
    return [(row["kind"], row["label"]) for row in read(client, "/api/search", q=text, **query)["results"]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cau ho phong", ("bridge", "Cầu Hộ Phòng")),
        ("HỘ PHÒNG", ("bridge", "Cầu Hộ Phòng")),
        ("phong ho", ("bridge", "Cầu Hộ Phòng")),
        ("QL.9T", ("road", "QL.9T")),
        ("ql9t", ("road", "QL.9T")),
        ("duong tinh thu", ("road", "ĐT.1T")),
        ("thử đông", ("commune", "Xã Thử Đông")),
        ("99001", ("commune", "Xã Thử Đông")),
        ("QL.9T Km10+500", ("chainage", "QL.9T Km10+500")),
        ("ql9t 12+100", ("chainage", "QL.9T Km12+100")),
        ("9.2, 105.5", ("coordinate", "9.200000, 105.500000")),
    ],
)
def test_what_people_type(client: Client, net: Network, commune: Any, text: str, first: tuple[str, str]) -> None:
    assert found(client, text)[0] == first


def test_a_result_can_be_flown_to(client: Client, net: Network, commune: Any) -> None:
    (place,) = read(client, "/api/search", q="QL.9T Km10+500")["results"]
    assert set(place) == {"kind", "id", "collection", "label", "detail", "lon", "lat", "bbox"}
    assert (place["id"], place["lat"]) == (net.ql.public_id, pytest.approx(up(500).y, abs=1e-7))
    (bridge,) = read(client, "/api/search", q="ho phong")["results"]
    assert (bridge["id"], bridge["collection"], bridge["detail"]) == (
        net.far_bridge.public_id,
        "bridges",
        "QL.9T Km12+365",
    )
    road = read(client, "/api/search", q="QL.9T")["results"][0]
    assert road["bbox"] == pytest.approx([105.5, 9.2, 105.5, up(5000).y])


def test_a_chainage_off_its_road_says_so(client: Client, net: Network) -> None:
    (problem,) = read(client, "/api/search", q="QL.9T Km10+1500")["problems"]
    assert (problem["code"], problem["facts"]["over_m"]) == ("chainage-beyond-post", 500.0)


@pytest.mark.parametrize("text", ["không có gì", "%", "_", "\\", "'; drop table bridge; --", "(", "a" * 200])
def test_odd_text_finds_nothing_and_breaks_nothing(client: Client, net: Network, text: str) -> None:
    assert found(client, text) == []


def test_the_text_is_needed(client: Client, db: None) -> None:
    refused(client.get("/api/search"), 400, "bad-parameter", "q")
    refused(client.get("/api/search", {"q": "a" * 201}), 400, "bad-parameter", "q")


def test_the_limit_holds(client: Client, net: Network) -> None:
    assert len(found(client, "QL.9T", limit=2)) == 2
