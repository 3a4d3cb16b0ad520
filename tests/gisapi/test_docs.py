"""Every request in docs/api.md and docs/locating.md is run; the documents cannot promise what is not there."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, MultiPolygon, Polygon
from django.test import Client

from gisapi.collections import COLLECTIONS
from infra.models import AdministrativeUnit, Bridge, Road

DOCS = Path(__file__).parents[2] / "docs"
TEXT = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("api.md", "locating.md"))
WRITING = (DOCS / "writing.md").read_text(encoding="utf-8")
REQUESTS = re.findall(r"^    GET (\S+)$", TEXT, re.MULTILINE)


@pytest.fixture
def province(db: None) -> None:
    """A stand-in for the sample province: QL.1 from Km2168, one bridge, one commune."""
    line = MultiLineString(LineString([(105.72, 9.39), (105.72, 9.20)], srid=4326), srid=4326)
    road = Road.objects.create(code="QL.1", road_class_id="QL", start_km=2168, start_m=0, centreline=line, source="x")
    made = Bridge.objects.create(road=road, located_by="chainage", at_m=1000, name="Cầu Hộ Phòng", source="x")
    Bridge.objects.filter(pk=made.pk).delete()
    Bridge.objects.create(road=road, located_by="chainage", at_m=2000, name="Cầu Hộ Phòng", source="x")
    box = Polygon.from_bbox((105.6, 9.2, 105.8, 9.4))
    AdministrativeUnit.objects.create(
        code="31825", name_vi="Phường Bạc Liêu", level_id="COMMUNE", valid_from=date(2025, 7, 1), source="x",
        geom=MultiPolygon(box, srid=4326),
    )  # fmt: skip


def test_there_are_examples_of_everything() -> None:
    assert len(REQUESTS) > 20
    for kind in ("/items?", "/items/", "/locate", "/search", "/statistics", ".mvt", ".geojson", "/code-lists"):
        assert any(kind in request for request in REQUESTS), kind


@pytest.mark.parametrize("request_line", REQUESTS)
def test_a_documented_request_answers(client: Client, province: None, request_line: str) -> None:
    asked = request_line.replace("B-000001", Bridge.objects.get().public_id)
    answer = client.get(asked)
    assert answer.status_code in (200, 204), (asked, answer.content[:300])
    if "q=" in asked and "search" in asked:
        assert answer.json()["results"], asked
    if asked.startswith("/api/collections/bridges/items?") and "condition" not in asked:
        assert answer.json()["numberReturned"] == 1, asked


def test_the_documented_changeset_is_written(engineer: Client, province: None) -> None:
    """The one in docs/writing.md, on the bridge there is and with its ETag."""
    example = re.search(r"```json\n(.*?)```", WRITING, re.DOTALL)
    assert example
    body, bridge = json.loads(example[1]), Bridge.objects.get().public_id
    body["changes"][2] |= {"id": bridge, "if_match": engineer.get(f"/api/collections/bridges/items/{bridge}")["ETag"]}
    answer = engineer.post("/api/changesets", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert Bridge.objects.get(name="Cầu Tránh").road.code == "QL.1.TT"


WRITES = re.findall(r"^    (POST|PATCH|DELETE) (\S+)\n(?:    (\{.*)\n)?    → (\d+)(?: (.+))?$", TEXT, re.MULTILINE)


def test_the_documented_writes_of_records_do_as_they_say(engineer: Client, province: None) -> None:
    """In the order of docs/api.md, on the bridge there is; each with the ETag of what it changes or inspects."""
    ids = {"B-000001": Bridge.objects.get().public_id}

    def real(text: str) -> str:
        return re.sub(r"[BI]-000001", lambda found: ids[found[0]], text)

    assert [verb for verb, *_ in WRITES] == ["POST", "PATCH", "PATCH", "POST", "DELETE"]
    for verb, path, body, status, answer in WRITES:
        address = real(path)
        etag = engineer.get(address.removesuffix("/inspections")).get("ETag", "")
        told = engineer.generic(verb, address, body, content_type="application/geo+json", headers={"If-Match": etag})
        assert told.status_code == int(status), (verb, path, told.content)
        if answer:
            found = json.loads(told.content)
            if told.status_code == 201:
                ids.setdefault(f"{found['id'][0]}-000001", found["id"])
            found |= found.get("properties", {})
            wanted = json.loads(real(answer))
            assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_is_named(name: str) -> None:
    assert f"`{name}`" in TEXT
