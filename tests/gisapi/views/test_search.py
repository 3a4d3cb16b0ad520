"""The search box."""

from typing import Any

import pytest
from django.test import Client

from gisapi.queries.search import _key
from infra.models import AdministrativeUnit, Bridge
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


def results(client: Client, text: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(client, "/api/search", q=text)["results"]
    return rows


def test_units_of_before_are_found_with_what_they_went_into(client: Client, commune: Any) -> None:
    (old,) = results(client, "xa cu")
    assert (old["kind"], old["id"], old["label"]) == ("commune", "99000@2004-01-01", "Xã Cũ")
    assert old["detail"] == "99000 (2004-01-01 – 2025-06-30 → Xã Thử Đông)"
    assert old["bbox"] == pytest.approx(commune.geom.extent)
    assert read(client, f"/api/collections/communes/items/{old['id']}")["properties"]["name_vi"] == "Xã Cũ"


def test_the_unit_in_force_comes_before_one_of_the_same_name(client: Client, commune: Any) -> None:
    district = AdministrativeUnit.objects.create(
        code="990",
        name_vi="Huyện Thử Đông",
        level_id="DISTRICT",
        valid_from="2004-01-01",
        valid_to="2025-06-30",
        source="x",
    )
    AdministrativeUnit.objects.filter(code="99000").update(parent_code=district.code)
    found = results(client, "Thử Đông")
    assert [(row["kind"], row["label"]) for row in found] == [
        ("commune", "Xã Thử Đông"),
        ("district", "Huyện Thử Đông"),
    ]
    assert found[1]["detail"] == "990 (2004-01-01 – 2025-06-30 → Xã Thử Đông)"


def test_a_structure_says_where(client: Client, net: Network, commune: Any) -> None:
    assert results(client, "cau gan")[0]["detail"] == "QL.9T Km10+500, Xã Thử Đông"


@pytest.mark.parametrize("text", ["ql9t ho phong", "QL.9T Hộ Phòng", "cau ho", "QL.9TA ho phong"])
def test_words_of_road_and_name_go_together(client: Client, net: Network, text: str) -> None:
    labels = [row["label"] for row in results(client, text)]
    assert labels == (["Cầu Hộ Phòng"] if "TA" not in text else []), "the alias is no word of a bridge's road"


def test_a_road_alone_means_what_lies_on_it(client: Client, net: Network) -> None:
    assert {row["kind"] for row in results(client, "ql9ta")} == {"road", "bridge", "culvert"}
    assert {row["kind"] for row in results(client, "cau ql9t")} == {"bridge"}


def test_more_says_when_the_limit_hides_others(client: Client, net: Network) -> None:
    assert read(client, "/api/search", q="QL.9T", limit=2)["more"] is True
    assert read(client, "/api/search", q="ho phong")["more"] is False


def test_nothing_hidden_is_found(client: Client, net: Network, engineer: Client) -> None:
    Bridge.objects.filter(pk=net.far_bridge.pk).update(is_published=False, code="BM-77")
    for text in ("ho phong", "Cầu Hộ Phòng", "BM77", net.far_bridge.public_id):
        assert results(client, text) == []
        assert [row["label"] for row in results(engineer, text)] == ["Cầu Hộ Phòng"]
    assert "Cầu Hộ Phòng" not in [row["label"] for row in results(client, "QL.9T")]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["cau", "ho", "phong"], "phong"),
        (["cầu"], "cầu"),
        (["QL.1", "ho"], r"\mho"),
        (["Kinh", "1000"], "Kinh"),
        (["%"], None),
        (["a.b", "(x"], None),
    ],
)
def test_the_telling_word(words: list[str], key: str | None) -> None:
    assert _key(words) == key
