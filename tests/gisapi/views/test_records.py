"""The verbs of the field: what is recorded, what follows, what is answered, to whom."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import Bridge, Culvert, Inspection, Posting, Section, Work
from tests.gisapi.asking import put, read, refused
from tests.gisapi.recording import POSTING, WORK
from tests.network import SOURCE, Network, up

INSPECTION = {"inspection_type": "DK", "done_on": "2026-03-05", "source": "Phiếu thử"}
BODIES = {"inspections": INSPECTION, "postings": POSTING, "works": WORK}


def feature(**properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": None, "properties": properties}


@pytest.fixture
def items(net: Network) -> dict[str, str]:
    """Collection → the address of one of its features."""
    section = Section.objects.get(road=net.ql, from_m=0)
    kept = {"bridges": net.near_bridge, "culverts": net.culvert, "roads": net.ql, "sections": section}
    return {name: f"/api/collections/{name}/items/{asset.public_id}" for name, asset in kept.items()}


def test_an_inspection_is_recorded_and_the_bridge_follows(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    sheet = [{"component": "TRU", "defect": "xói", "recommendation": "thả rọ đá", "priority": "NGAY"}]
    body = feature(**INSPECTION, deck_rating=6, superstructure_rating=7, substructure_rating=4, findings=sheet)
    answer = put(engineer, "POST", f"{address}/inspections", body, etag)
    assert answer.status_code == 201, answer.content
    made = json.loads(answer.content)
    assert answer["Location"].endswith(f"/api/collections/inspections/items/{made['id']}")
    assert answer["ETag"].startswith('"')
    assert made["geometry"]["coordinates"] == pytest.approx(up(500).coords, abs=1e-7)
    told = made["properties"]
    assert (told["about"], told["about_name"], told["road"], told["from_chainage"]) == (
        net.near_bridge.public_id,
        "Cầu Gần",
        "QL.9T",
        "Km10+500",
    )
    assert (told["condition"], told["findings"]) == ("XAU", sheet)
    bridge = read(engineer, address)["properties"]
    assert (bridge["condition"], bridge["condition_on"], bridge["substructure_rating"]) == ("XAU", "2026-03-05", 4)


def test_it_needs_the_version_that_was_read(engineer: Client, address: str, etag: str) -> None:
    refused(put(engineer, "POST", f"{address}/inspections", feature(**INSPECTION)), 428, "version-needed", "If-Match")
    assert put(engineer, "PATCH", address, {"properties": {"name": "Khác"}}, etag).status_code == 200
    facts = refused(
        put(engineer, "POST", f"{address}/inspections", feature(**INSPECTION), etag), 412, "stale", "If-Match"
    )
    assert facts["current"]["properties"]["name"] == "Khác"
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("name", ["bridges", "culverts", "roads", "sections"])
@pytest.mark.parametrize("records", ["postings", "works"])
def test_limits_and_works_are_recorded_of_anything(
    engineer: Client, items: dict[str, str], name: str, records: str
) -> None:
    stretch = {"from_chainage": "Km10+200", "to_m": 700} if name == "roads" else {}
    answer = put(engineer, "POST", f"{items[name]}/{records}", feature(**BODIES[records], **stretch))
    assert answer.status_code == 201, answer.content
    listed = read(engineer, f"{items[name]}/{records}")
    assert listed["numberReturned"] == 1
    assert listed["features"] == [{key: part for key, part in answer.json().items() if key != "links"}]
    if name == "roads":
        told = listed["features"][0]["properties"]
        assert (told["from_m"], told["to_chainage"]) == (pytest.approx(200), "Km10+700")


@pytest.mark.parametrize("name", ["culverts", "sections"])
def test_culverts_and_sections_are_inspected(engineer: Client, items: dict[str, str], name: str) -> None:
    etag = str(engineer.get(items[name])["ETag"])
    answer = put(engineer, "POST", f"{items[name]}/inspections", feature(**INSPECTION, condition="RAT_XAU"), etag)
    assert answer.status_code == 201, answer.content
    assert read(engineer, items[name])["properties"]["condition"] == "RAT_XAU"
    assert engineer.get(items[name])["ETag"] != etag


def test_a_section_lists_what_is_recorded_along_it(engineer: Client, items: dict[str, str]) -> None:
    for from_m, to_m in ((0, 100), (1900, 2100), (2000, 2500)):
        assert (
            put(engineer, "POST", f"{items['roads']}/works", feature(**WORK, from_m=from_m, to_m=to_m)).status_code
            == 201
        )
    ranges = [row["properties"]["from_m"] for row in read(engineer, f"{items['sections']}/works")["features"]]
    assert sorted(ranges) == [0, 1900]


def test_the_newest_comes_first(engineer: Client, address: str) -> None:
    for day in ("2021-01-01", "2026-01-01", "2024-01-01"):
        etag = str(engineer.get(address)["ETag"])
        body = feature(**INSPECTION | {"done_on": day})
        assert put(engineer, "POST", f"{address}/inspections", body, etag).status_code == 201
    days = [row["properties"]["done_on"] for row in read(engineer, f"{address}/inspections")["features"]]
    assert days == ["2026-01-01", "2024-01-01", "2021-01-01"]


REFUSALS: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("postings", {"limit_t": "nặng"}, "field-refused", "limit_t"),
    ("postings", {"limit_t": True}, "field-refused", "limit_t"),
    ("postings", {"limit_t": 1e300}, "field-refused", "limit_t"),
    ("postings", {"valid_from": "hôm qua"}, "field-refused", "valid_from"),
    ("postings", {"sign": 5.5}, "rule-broken", "sign"),
    ("postings", {"sign": ["P115"]}, "field-refused", "sign"),
    ("postings", {"mau": "đỏ"}, "field-refused", "mau"),
    ("postings", {"road": "QL.9T"}, "field-refused", "road"),
    ("postings", {"findings": []}, "field-refused", "findings"),
    ("postings", {"geom_3857": None}, "field-refused", "geom_3857"),
    ("postings", {"from_chainage": "Km10"}, "not-locatable", "from_chainage"),
    ("works", {"cost_vnd": 1.5}, "field-refused", "cost_vnd"),
    ("works", {"cost_vnd": 10**30}, "rule-broken", "cost_vnd"),
    ("works", {"source": ""}, "rule-broken", "source"),
    ("works", {"title": "a\x00b"}, "field-refused", "title"),
    ("works", {"is_published": "có"}, "field-refused", "is_published"),
    ("inspections", {"deck_rating": 3.7}, "field-refused", "deck_rating"),
    ("inspections", {"findings": [{"component": {"a": 1}}]}, "field-refused", "findings"),
    ("inspections", {"findings": [{"component": "MO", "defect": "\x00"}]}, "field-refused", "findings"),
    ("inspections", {"findings": [{"component": "MO", "x": 1}]}, "field-refused", "findings"),
    ("inspections", {"findings": {"component": "MO"}}, "field-refused", "findings"),
    ("inspections", {"findings": [{"component": "CONG_VAN"}]}, "rule-broken", "findings/0/component"),
    ("inspections", {"done_on": "0026-03-05"}, "rule-broken", "done_on"),
    ("postings", {"valid_to": "9999-12-31"}, "rule-broken", "valid_to"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("records", "properties", "code", "field"),
    REFUSALS,
    ids=[f"{r}-{'-'.join(p)}-{n}" for n, (r, p, _, _) in enumerate(REFUSALS)],
)
def test_what_is_refused_names_its_field_and_writes_nothing(
    engineer: Client, address: str, etag: str, records: str, properties: dict[str, Any], code: str, field: str
) -> None:
    body = feature(**BODIES[records] | properties)
    refused(put(engineer, "POST", f"{address}/{records}", body, etag), 422, code, f"properties/{field}")
    assert [model.objects.count() for model in (Inspection, Posting, Work)] == [0, 0, 0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b'{"type": "Feature", "properties": 5}',
        b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [105, 9]}}',
    ],
)
@pytest.mark.parametrize("records", list(BODIES))
def test_a_body_that_is_none_is_refused(engineer: Client, address: str, etag: str, records: str, body: bytes) -> None:
    answer = put(engineer, "POST", f"{address}/{records}", body, etag)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("records", list(BODIES))
def test_only_who_may(client: Client, planner: Client, address: str, records: str) -> None:
    refused(put(client, "POST", f"{address}/{records}", feature(**BODIES[records])), 401, "not-signed-in")
    refused(put(planner, "POST", f"{address}/{records}", feature(**BODIES[records])), 403, "forbidden")


@pytest.mark.parametrize("records", list(BODIES))
def test_what_is_not_there_has_no_records(client: Client, engineer: Client, net: Network, records: str) -> None:
    hidden = Bridge.objects.create(road=net.ql, located_by="chainage", at_m=600, is_published=False, source=SOURCE)
    for item in (
        f"bridges/items/{hidden.public_id}",
        "bridges/items/B-999999",
        "km-posts/items/P-000001",
        "cau/items/B-1",
    ):
        refused(client.get(f"/api/collections/{item}/{records}"), 404, "not-found")
    assert read(engineer, f"/api/collections/bridges/items/{hidden.public_id}/{records}")["features"] == []


def test_a_road_is_inspected_by_its_sections(engineer: Client, items: dict[str, str]) -> None:
    answer = put(engineer, "POST", f"{items['roads']}/inspections", feature(**INSPECTION), '"x"')
    refused(answer, 405, "method-not-allowed")


@pytest.mark.parametrize(
    ("records", "inside"),
    [
        ("inspections", {"organisation", "findings"}),
        ("postings", {"above_load_reason"}),
        ("works", {"cost_vnd", "contractor", "decision_number"}),
    ],
)
def test_the_public_reads_what_is_public(
    client: Client, engineer: Client, address: str, etag: str, records: str, inside: set[str]
) -> None:
    assert put(engineer, "POST", f"{address}/{records}", feature(**BODIES[records]), etag).status_code == 201
    known, told = (read(browser, f"{address}/{records}")["features"][0] for browser in (engineer, client))
    assert set(known["properties"]) - set(told["properties"]) == inside | {"note", "is_published"}
    assert told["geometry"] == known["geometry"]


def test_a_record_that_is_not_published_is_not_shown(
    client: Client, engineer: Client, net: Network, address: str
) -> None:
    body = feature(**WORK, is_published=False)
    assert put(engineer, "POST", f"{address}/works", body).status_code == 201
    assert [len(read(browser, f"{address}/works")["features"]) for browser in (client, engineer)] == [0, 1]


def test_a_record_of_a_bridge_on_a_hidden_road_does_not_say_where_along_it(
    client: Client, engineer: Client, net: Network, address: str
) -> None:
    assert put(engineer, "POST", f"{address}/works", feature(**WORK)).status_code == 201
    net.ql.is_published = False
    net.ql.save()
    told, known = (read(browser, f"{address}/works")["features"][0]["properties"] for browser in (client, engineer))
    along = ("road", "road_id", "from_m", "to_m", "from_chainage", "to_chainage")
    assert [told[name] for name in along] == [None, None, None, None, "", ""]
    assert [known[name] for name in along] == ["QL.9T", net.ql.public_id, 500, 500, "Km10+500", "Km10+500"]
    assert Culvert.objects.count() == 2
