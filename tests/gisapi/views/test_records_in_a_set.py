"""Inspections, postings and works made, changed and withdrawn in one set with other things."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.models import Inspection, Posting, Work
from tests.gisapi.asking import refused
from tests.gisapi.recording import BODIES, KINDS, RATED, feature, made
from tests.network import SOURCE, Network

pytestmark = pytest.mark.django_db


def send(browser: Client, *changes: Any) -> Any:
    return browser.post("/api/changesets", {"changes": list(changes)}, content_type="application/json")


def create(collection: str, about: Any, **more: Any) -> dict[str, Any]:
    properties = BODIES[collection] | more.pop("properties", {}) | ({} if about is None else {"about": about})
    return {"action": "create", "collection": collection, "feature": feature(**properties), **more}


def test_a_bridge_with_all_that_is_recorded_of_it(engineer: Client, net: Network, address: str) -> None:
    record, etag = made(engineer, address, "works")
    bridge = {
        "action": "create",
        "collection": "bridges",
        "id": "$cau",
        "feature": feature(name="Mới", road="QL.9T", at_m=40, source=SOURCE),
    }
    answer = send(
        engineer,
        bridge,
        create("inspections", "$cau", properties=RATED),
        create("postings", "$cau"),
        create("works", net.ql.public_id, properties={"from_m": 0, "to_m": 50}),
        {"action": "update", "collection": "works", "id": record.rpartition("/")[2], "if_match": etag, "feature": {"properties": {"title": "Khác"}}},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["changes"]
    made_now = Inspection.objects.get(public_id=told[1]["id"])
    assert made_now.bridge.name == "Mới"
    assert made_now.bridge.condition_id == "XAU"
    for row in told:
        assert row["etag"] == engineer.get(f"/api/collections/{row['collection']}/items/{row['id']}")["ETag"]
    assert (Posting.objects.count(), Work.objects.count()) == (1, 2)


def test_two_inspections_of_one_bridge_rest_on_one_reading(
    engineer: Client, net: Network, address: str, etag: str
) -> None:
    about = net.near_bridge.public_id
    sent = [
        create("inspections", about, if_match=etag, properties=RATED | {"done_on": day})
        for day in ("2024-01-01", "2026-01-01")
    ]
    assert send(engineer, *sent).status_code == 200
    facts = refused(send(engineer, sent[0]), 422, "changes-refused", "changes/0/if_match")
    assert facts["failures"][0]["code"] == "stale"


def test_withdrawn_in_a_set(engineer: Client, address: str) -> None:
    sent = []
    for records in KINDS:
        record, etag = made(engineer, address, records)
        sent.append({"action": "delete", "collection": records, "id": record.rpartition("/")[2], "if_match": etag})
    assert send(engineer, *sent).status_code == 200
    assert [model.objects.count() for model in (Inspection, Posting, Work)] == [0, 0, 0]


def test_what_is_wrong_is_told_at_its_place(engineer: Client, net: Network, etag: str) -> None:
    about = net.near_bridge.public_id
    answer = send(
        engineer,
        create("postings", about),
        create("postings", None),
        create("postings", "B-999999"),
        create("postings", "$khong-co"),
        create("inspections", about),
        create("inspections", net.ql.public_id, if_match=etag),
        create("inspections", about, if_match=etag, properties={"deck_rating": 11}),
        create("works", about, if_match=etag),
        create("inspections", about, if_match='"0123456789ab"'),
    )
    facts = refused(answer, 422, "changes-refused", "changes/1/feature/properties/about")
    at = "feature/properties"
    assert {row["index"]: row["field"].partition("/")[2].partition("/")[2] for row in facts["failures"]} == {
        1: f"{at}/about", 2: f"{at}/about", 3: f"{at}/about", 4: "if_match", 5: f"{at}/about", 6: f"{at}/deck_rating", 7: "if_match",
        8: "if_match",
    }  # fmt: skip
    assert not Posting.objects.exists()
