"""Inspections, postings and works corrected, withdrawn and put back over HTTP."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from infra.models import Finding, Posting, WriteRight
from infra.services.along import tag_of
from tests import network
from tests.gisapi.asking import put, read, refused, signed_in
from tests.gisapi.recording import BODIES, KINDS, RATED, SHEET, WORK, feature, made
from tests.network import Network

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("records", "changes"),
    [
        ("inspections", {"condition_reason": "trụ xói", "deck_rating": 5}),
        ("postings", {"valid_to": "2026-12-31", "limit_t": 3.5}),
        ("works", {"started_on": "2026-07-01", "cost_vnd": 120_000_000}),
    ],
)
def test_a_patch_changes_what_it_names(engineer: Client, address: str, records: str, changes: dict[str, Any]) -> None:
    record, etag = made(engineer, address, records)
    before = read(engineer, record)["properties"]
    answer = put(engineer, "PATCH", record, {"properties": changes}, etag)
    assert answer.status_code == 200, answer.content
    after = json.loads(answer.content)["properties"]
    differ = {
        name for name in after if after[name] != before[name] and name not in ("recorded_from", "dated_on", "condition")
    }
    assert (differ, {name: after[name] for name in changes}) == (set(changes), changes)
    assert engineer.get(record)["ETag"] == answer["ETag"]


@pytest.mark.parametrize("records", KINDS)
def test_what_was_read_can_be_sent_back_and_changes_nothing(engineer: Client, address: str, records: str) -> None:
    record, etag = made(engineer, address, records)
    body = read(engineer, record)
    for verb in ("PUT", "PATCH"):
        answer = put(engineer, verb, record, body, etag)
        assert (answer.status_code, answer["ETag"]) == (200, etag), answer.content
    assert len(read(engineer, f"{record}/history")["changes"]) == 1


def test_a_put_empties_what_it_leaves_out_but_not_where_it_is(engineer: Client, net: Network) -> None:
    road = f"/api/collections/roads/items/{net.ql.public_id}"
    record, etag = made(engineer, road, "works", from_m=100, to_m=900, cost_vnd=5)
    kept = {name: WORK[name] for name in ("kind", "planned_on", "source")}
    answer = put(engineer, "PUT", record, feature(**kept), etag)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)["properties"]
    assert (told["title"], told["cost_vnd"], told["from_m"], told["to_m"]) == ("", None, 100, 900)
    moved = put(engineer, "PATCH", record, {"properties": {"to_chainage": "Km11+200"}}, answer["ETag"])
    assert json.loads(moved.content)["properties"]["to_m"] == 1200


def test_a_correction_is_followed_by_the_bridge(engineer: Client, address: str) -> None:
    record, etag = made(engineer, address, "inspections", **RATED)
    assert read(engineer, address)["properties"]["condition"] == "XAU"
    assert put(engineer, "PATCH", record, {"properties": {"substructure_rating": 8}}, etag).status_code == 200
    bridge = read(engineer, address)["properties"]
    assert (bridge["substructure_rating"], bridge["condition"]) == (8, "TB")


class TestWithdrawn:
    @pytest.mark.parametrize("records", KINDS)
    def test_it_is_gone_its_history_stays_and_it_comes_back(self, engineer: Client, address: str, records: str) -> None:
        record, etag = made(engineer, address, records)
        told = read(engineer, record)
        answer = put(engineer, "DELETE", record, b"", etag)
        assert (answer.status_code, answer.content) == (204, b"")
        refused(engineer.get(record), 404, "not-found")
        newest = read(engineer, f"{record}/history")["changes"][0]
        assert newest["op"] == "deleted"
        back = engineer.post(f"{record}/revert", {"n": newest["n"]}, content_type="application/json")
        assert back.status_code == 201, back.content
        assert json.loads(back.content) == told | {"properties": told["properties"] | _of_now(engineer, record)}

    def test_the_bridge_falls_back_and_follows_again(self, engineer: Client, address: str) -> None:
        made(engineer, address, "inspections", done_on="2021-01-01", **dict.fromkeys(RATED, 8))
        record, etag = made(engineer, address, "inspections", **RATED)
        assert put(engineer, "DELETE", record, b"", etag).status_code == 204
        assert not Finding.objects.filter(inspection__done_on="2026-03-05").exists()
        state = read(engineer, address)["properties"]
        assert (state["condition"], state["condition_on"]) == ("TOT", "2021-01-01")
        n = read(engineer, f"{record}/history")["changes"][0]["n"]
        assert engineer.post(f"{record}/revert", {"n": n}, content_type="application/json").status_code == 201
        state = read(engineer, address)["properties"]
        assert (state["condition"], state["condition_on"]) == ("XAU", "2026-03-05")
        assert read(engineer, record)["properties"]["findings"] == SHEET

    def test_what_a_posting_was_put_up_for_does_not_hold_the_inspection(self, engineer: Client, address: str) -> None:
        record, etag = made(engineer, address, "inspections", **RATED)
        made(engineer, address, "postings")
        assert put(engineer, "DELETE", record, b"", etag).status_code == 204
        assert Posting.objects.count() == 1


def _of_now(engineer: Client, record: str) -> dict[str, Any]:
    return {"recorded_from": read(engineer, record)["properties"]["recorded_from"]}


class TestRefused:
    @pytest.mark.parametrize("records", KINDS)
    def test_the_version_that_was_read_is_needed(self, engineer: Client, address: str, records: str) -> None:
        record, etag = made(engineer, address, records)
        for verb in ("PUT", "PATCH", "DELETE"):
            refused(put(engineer, verb, record, feature(note="x")), 428, "version-needed", "If-Match")
            facts = refused(put(engineer, verb, record, feature(note="x"), '"0123456789ab"'), 412, "stale", "If-Match")
            assert facts["current"]["properties"]["source"] == BODIES[records]["source"]
        assert engineer.get(record)["ETag"] == etag

    @pytest.mark.parametrize("records", KINDS)
    @pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE"])
    def test_only_who_may(
        self, client: Client, engineer: Client, planner: Client, address: str, records: str, verb: str
    ) -> None:
        record, etag = made(engineer, address, records)
        refused(put(client, verb, record, feature(note="x"), etag), 401, "not-signed-in")
        refused(put(planner, verb, record, feature(note="x"), etag), 403, "forbidden")

    @pytest.mark.parametrize("records", KINDS)
    def test_a_right_to_other_kinds_is_none(self, net: Network, engineer: Client, address: str, records: str) -> None:
        record, etag = made(engineer, address, records)
        WriteRight.objects.filter(role__name="engineer").update(kind="bridge")
        facts = refused(put(engineer, "PATCH", record, feature(note="x"), etag), 403, "forbidden")
        assert facts["kind"] == records.removesuffix("s")

    @pytest.mark.parametrize(
        ("records", "properties", "field"),
        [
            ("inspections", {"deck_rating": 3.7}, "deck_rating"),
            ("inspections", {"deck_rating": 12}, "deck_rating"),
            ("inspections", {"condition": "TOT"}, "condition"),
            ("inspections", {"findings": [{"component": "MO"}, {"component": "??"}]}, "findings/1/component"),
            ("inspections", {"findings": "xói"}, "findings"),
            ("inspections", {"done_on": None}, "done_on"),
            ("inspections", {"about": "B-999999"}, "about"),
            ("inspections", {"road": "QL.404"}, "road"),
            ("postings", {"limit_t": -1}, "limit_t"),
            ("postings", {"limit_t": None, "limit_m": 3}, "limit_m"),
            ("postings", {"mau": "đỏ"}, "mau"),
            ("works", {"cost_vnd": "nhiều"}, "cost_vnd"),
            ("works", {"finished_on": "2999-01-01"}, "finished_on"),
            ("works", {"from_chainage": "Km10"}, "from_chainage"),
        ],
    )
    def test_the_field_is_named_by_its_path(
        self, engineer: Client, address: str, records: str, properties: dict[str, Any], field: str
    ) -> None:
        record, etag = made(engineer, address, records)
        answer = put(engineer, "PATCH", record, {"properties": properties}, etag)
        assert answer.status_code == 422, answer.content
        problem = json.loads(answer.content)
        assert problem["field"] == f"properties/{field}"
        assert f"properties/{field}" in problem["facts"]["more"]
        assert engineer.get(record)["ETag"] == etag

    @pytest.mark.parametrize("records", KINDS)
    def test_a_geometry_follows(self, engineer: Client, address: str, records: str) -> None:
        record, etag = made(engineer, address, records)
        body = {"geometry": {"type": "Point", "coordinates": [105, 9]}}
        refused(put(engineer, "PATCH", record, body, etag), 422, "field-refused", "geometry")

    @pytest.mark.parametrize("records", KINDS)
    def test_a_record_is_made_where_its_subject_is(self, engineer: Client, address: str, records: str) -> None:
        items = f"/api/collections/{records}/items"
        refused(put(engineer, "POST", items, feature(**BODIES[records])), 405, "method-not-allowed")
        assert "POST" not in engineer.options(items)["Allow"]
        record, _ = made(engineer, address, records)
        assert {"PUT", "PATCH", "DELETE"} <= set(engineer.options(record)["Allow"].split(", "))

    def test_another_commune_s_stretch(self, net: Network, commune: Any, engineer: Client) -> None:
        """Who may write what lies in the first 2000 m may not take a job beyond them."""
        road = f"/api/collections/roads/items/{net.ql.public_id}"
        WriteRight.objects.all().delete()
        for act in ("create", "change"):
            WriteRight.objects.create(user=User.objects.get(username="engineer"), act=act, commune=commune)
        record, etag = made(engineer, road, "works", from_m=100, to_m=900)
        answer = put(engineer, "PATCH", record, {"properties": {"to_m": 2500}}, etag)
        assert refused(answer, 403, "forbidden")["version"] == "becomes"


@pytest.mark.django_db(transaction=True)
class TestTheSheetIsPartOfTheVersion:
    @pytest.fixture
    def net(self, code_lists: None) -> Network:
        return network.build()

    @pytest.fixture
    def engineer(self, net: Network) -> Client:
        return signed_in("engineer")

    def test_another_sheet_is_another_version(self, engineer: Client, address: str) -> None:
        record, etag = made(engineer, address, "inspections")
        answer = put(engineer, "PATCH", record, {"properties": {"findings": SHEET[:1]}}, etag)
        assert answer.status_code == 200, answer.content
        refused(put(engineer, "PATCH", record, {"properties": {"findings": []}}, etag), 412, "stale", "If-Match")
        newest = read(engineer, f"{record}/history")["changes"][0]
        assert read(engineer, f"{record}/history/{newest['n']}")["properties"]["findings"] == SHEET
        assert newest["changes"] == [{"field": "findings", "before": SHEET, "after": SHEET[:1]}]
        back = put(engineer, "POST", f"{record}/revert", {"n": newest["n"]}, str(answer["ETag"]))
        assert back.status_code == 200, back.content
        assert json.loads(back.content)["properties"]["findings"] == SHEET

    def test_a_line_written_beside_the_api_is_noticed(self, engineer: Client, address: str) -> None:
        record, etag = made(engineer, address, "inspections")
        Finding.objects.filter(component="TRU").update(defect="xói sâu")
        refused(put(engineer, "PATCH", record, feature(note="x"), etag), 412, "stale", "If-Match")

    def test_recording_is_one_change_and_so_is_withdrawing(self, engineer: Client, address: str) -> None:
        record, etag = made(engineer, address, "inspections")
        said = {"X-Change-Reason": "nh%E1%BA%ADp%20nh%E1%BA%A7m"}
        assert put(engineer, "DELETE", record, b"", etag, **said).status_code == 204
        newest, first = read(engineer, f"{record}/history")["changes"]
        assert (newest["op"], newest["by"], newest["reason"]) == ("deleted", "engineer", "nhập nhầm")
        assert first["op"] == "created"
        sheets = [next(c for c in one["changes"] if c["field"] == "findings") for one in (newest, first)]
        assert [(c["before"], c["after"]) for c in sheets] == [(SHEET, []), ([], SHEET)]
        page = engineer.get(f"{record}/history", {"f": "html"}).content.decode()
        assert SHEET[0]["defect"] in page
        assert "sheet_written_at" not in page
        n = newest["n"]
        assert read(engineer, f"{record}/history/{n}")["properties"]["findings"] == SHEET

    def test_an_inspection_takes_nothing_along_and_leaves_what_it_said_behind(
        self, engineer: Client, address: str
    ) -> None:
        made(engineer, address, "inspections", **RATED)
        before = read(engineer, address)["properties"]["condition"]
        worse, etag = made(engineer, address, "inspections", done_on="2026-04-05", **dict.fromkeys(RATED, 1))
        assert read(engineer, address)["properties"]["condition"] != before
        refused(put(engineer, "DELETE", f"{worse}?along={'0' * 12}", b"", etag), 412, "stale", "along")
        assert put(engineer, "DELETE", f"{worse}?along={tag_of([])}", b"", etag).status_code == 204
        assert read(engineer, address)["properties"]["condition"] == before
