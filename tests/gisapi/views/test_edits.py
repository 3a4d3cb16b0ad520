"""Writing: what changes, and what is answered."""

import json

import pytest
from django.test import Client

from infra.models import Bridge, Road, Section
from tests.gisapi.asking import put, read, refused
from tests.network import Network, up

BRIDGES = "/api/collections/bridges/items"


def bridge(net: Network) -> Bridge:
    return Bridge.objects.get(pk=net.near_bridge.pk)


def test_a_patch_changes_what_it_names_and_answers_the_new_feature(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    answer = put(engineer, "PATCH", address, {"properties": {"name": "Cầu Mới", "width_m": 7.5}}, etag)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["properties"]
    assert (told["name"], told["width_m"], told["length_m"]) == ("Cầu Mới", 7.5, 78)
    assert (bridge(net).name, str(bridge(net).width_m)) == ("Cầu Mới", "7.50")
    assert answer["ETag"] != etag
    assert answer["ETag"] == engineer.get(address)["ETag"]


def test_the_etag_of_an_answer_serves_the_next_write(engineer: Client, address: str, etag: str) -> None:
    second = put(engineer, "PATCH", address, {"properties": {"name": "Hai"}}, etag)["ETag"]
    assert put(engineer, "PATCH", address, {"properties": {"name": "Ba"}}, second).status_code == 200


def test_sending_a_feature_back_unchanged_changes_nothing(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    before = bridge(net).recorded_from
    feature = read(engineer, address)
    for verb in ("PUT", "PATCH"):
        assert put(engineer, verb, address, feature, etag).status_code == 200
    assert bridge(net).recorded_from == before


def test_a_put_empties_what_it_leaves_out_but_does_not_move(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    kept = {"name": "Cầu Gần", "source": "Mạng thử"}
    answer = put(engineer, "PUT", address, {"type": "Feature", "geometry": None, "properties": kept}, etag)
    told = json.loads(answer.content)["properties"] if answer.status_code == 200 else answer.content
    assert answer.status_code == 422, told  # the point of a bridge on its road is not taken away by leaving it out
    answer = put(engineer, "PUT", address, {"type": "Feature", "properties": kept}, etag)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["properties"]
    assert (told["span_scheme"], told["length_m"], told["condition"], told["bridge_type"]) == ("", None, None, None)
    assert (told["chainage"], told["road"], told["status"]) == ("Km10+500", "QL.9T", "DANG_KHAI_THAC")


def test_moving_along_the_road_by_chainage(engineer: Client, net: Network, address: str, etag: str) -> None:
    answer = put(engineer, "PATCH", address, {"properties": {"chainage": "Km11+200"}}, etag)
    feature = json.loads(answer.content)
    assert (feature["properties"]["at_m"], feature["properties"]["chainage"]) == (
        pytest.approx(1200, abs=0.01),
        "Km11+200",
    )
    assert feature["geometry"]["coordinates"] == pytest.approx([105.5, up(1200).y], abs=1e-6)


def test_moving_along_the_road_by_measure_though_the_old_chainage_comes_along(
    engineer: Client, address: str, etag: str
) -> None:
    feature = read(engineer, address)
    feature["properties"]["at_m"] = 700
    answer = put(engineer, "PUT", address, feature, etag)
    assert json.loads(answer.content)["properties"]["chainage"] == "Km10+700"


def test_moving_on_the_map_makes_the_point_the_truth(engineer: Client, address: str, etag: str) -> None:
    spot = up(800, right=12)
    answer = put(engineer, "PATCH", address, {"geometry": {"type": "Point", "coordinates": [spot.x, spot.y]}}, etag)
    assert answer.status_code == 200, answer.content
    feature = json.loads(answer.content)
    assert feature["geometry"]["coordinates"] == pytest.approx([spot.x, spot.y], abs=1e-7)
    assert (feature["properties"]["located_by"], feature["properties"]["offset_m"]) == (
        "coordinates",
        pytest.approx(12, abs=0.05),
    )
    assert feature["properties"]["at_m"] == pytest.approx(800, abs=0.05)


def test_creating_and_deleting(engineer: Client, net: Network) -> None:
    body = {
        "type": "Feature", "geometry": None,
        "properties": {"name": "Cầu Tạm", "road": "ql9t", "chainage": "Km12+100", "source": "Thử", "bridge_type": "BAILEY"},
    }  # fmt: skip
    answer = put(engineer, "POST", BRIDGES, body)
    assert answer.status_code == 201, answer.content
    made = json.loads(answer.content)
    assert answer["Location"].endswith(f"{BRIDGES}/{made['id']}")
    assert (made["properties"]["road"], made["properties"]["at_m"]) == ("QL.9T", pytest.approx(2235, abs=0.01))
    gone = put(engineer, "DELETE", f"{BRIDGES}/{made['id']}", b"", answer["ETag"])
    assert (gone.status_code, gone.content) == (204, b"")
    refused(engineer.get(f"{BRIDGES}/{made['id']}"), 404, "not-found")


def test_roads_and_sections_are_written_the_same_way(engineer: Client, net: Network) -> None:
    line = {"type": "LineString", "coordinates": [[105.7, 9.2], [105.7, 9.25]]}
    road = put(
        engineer, "POST", "/api/collections/roads/items",
        {"type": "Feature", "geometry": line, "properties": {"code": "ĐT.9X", "road_class": "DT", "source": "Thử", "aliases": ["9X"]}},
    )  # fmt: skip
    assert road.status_code == 201, road.content
    made = json.loads(road.content)
    assert (made["geometry"]["type"], made["properties"]["aliases"]) == ("MultiLineString", ["9X"])
    section = put(
        engineer, "POST", "/api/collections/sections/items",
        {"type": "Feature", "properties": {"road": made["id"], "from_m": 0, "to_m": 100, "source": "Thử"}},
    )  # fmt: skip
    assert section.status_code == 201, section.content
    assert Section.objects.filter(road=Road.objects.get(code="ĐT.9X")).count() == 1


def test_a_merge_patch_is_a_patch_and_nothing_else(engineer: Client, address: str, etag: str) -> None:
    patch = json.dumps({"properties": {"width_m": 7.5, "name": None}})
    for verb, status in (("PUT", 415), ("PATCH", 200)):
        answer = engineer.generic(verb, address, patch, "application/merge-patch+json", headers={"If-Match": etag})
        assert answer.status_code == status, answer.content
    told = json.loads(answer.content)["properties"]
    assert (told["width_m"], told["name"]) == (7.5, "")
    posted = engineer.generic("POST", BRIDGES, patch, "application/merge-patch+json")
    refused(posted, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (BRIDGES, {"GET", "HEAD", "POST", "OPTIONS"}),
        (f"{BRIDGES}/B-000001", {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}),
        ("/api/collections/communes/items", {"GET", "HEAD", "OPTIONS"}),
        ("/api/collections/communes/items/99001", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_what_may_be_done_is_told(client: Client, net: Network, path: str, allowed: set[str]) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer["Allow"].split(", ")) == allowed
    assert ("merge-patch" in answer.get("Accept-Patch", "")) == ("PATCH" in allowed)
    refused(client.options(f"{path}?x=1"), 400, "bad-parameter", "x")
    if "POST" not in allowed and "PUT" not in allowed:
        assert set(put(client, "DELETE", path, b"")["Allow"].split(", ")) == allowed


def test_options_of_no_collection(client: Client) -> None:
    refused(client.options("/api/collections/towns/items"), 404, "not-found")
