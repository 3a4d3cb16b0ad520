"""Single rows of an import: left out and taken back, and what of a road is shown."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from infra.models import Culvert
from tests import network
from tests.gisapi.asking import refused
from tests.gisapi.importing import act, as_engineer, counts, done_at_once, rows, uploaded

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def roads(code_lists: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> network.Network:
    return done_at_once(settings, tmp_path, monkeypatch)


@pytest.fixture
def engineer(client: Client) -> Client:
    return as_engineer(client)


Asks = Callable[..., Any]


@pytest.fixture
def upload(engineer: Client, tmp_path: Path) -> Asks:
    return partial(uploaded, engineer, tmp_path)


def test_a_row_is_left_out_and_taken_back(roads: network.Network, engineer: Client, upload: Asks) -> None:
    """A culvert three metres from one there is: likely the same, so a person takes it out instead of accepting the warning."""
    run = upload({"ly_trinh": "Km11+203"}, {"ly_trinh": "Km11+700"})
    assert (counts(run), run["unaccepted"]) == ((2, 0, 0, 0), 1)
    run = act(engineer, run, "fixes", {"left_out": [12]})
    assert (counts(run), run["unaccepted"], run["wish"]["left_out"]) == ((1, 0, 0, 1), 0, [12])
    assert [one["code"] for one in rows(engineer, run, code="row-left-out")[12]["findings"]] == ["row-left-out"]
    for wrong in ({"left_out": [99]}, {}):
        answer = engineer.post(f"/api/imports/{run['id']}/fixes", wrong, content_type="application/json")
        refused(answer, 422, "field-refused", "left_out" if wrong else "fixes")
    run = act(engineer, run, "fixes", {"left_out": [], "fixes": {"12": {"ly_trinh": "Km11+300"}}})
    assert (counts(run), run["unaccepted"]) == ((2, 0, 0, 0), 0)
    run = act(engineer, act(engineer, run, "fixes", {"left_out": [13]}), "load")
    assert [one.stated_text for one in Culvert.objects.filter(source="Nguồn thử")] == ["Km11+300"]


def test_a_road_is_shown_by_its_line(roads: network.Network, engineer: Client) -> None:
    """Three vertices in a row: the one between says nothing that a map could show."""
    at = [[105.7, 9.2], [105.7, 9.21], [105.7, 9.22], [105.71, 9.22]]
    feature = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": at},
        "properties": {"code": "ĐT.31", "name": "Mới"},
    }
    file = SimpleUploadedFile("x.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    answer = engineer.post("/api/imports", {"file": file, "source": "Bản đồ thử", "kind": "roads"})
    assert answer.status_code == 202, answer.content
    (row,) = rows(engineer, answer.json()).values()
    assert (row["outcome"], row["line"]) == (
        "create",
        {"type": "MultiLineString", "coordinates": [[at[0], at[2], at[3]]]},
    )
    run = engineer.get(f"/api/imports/{answer.json()['id']}").json()
    accepted = engineer.post(f"/api/imports/{run['id']}/acceptances", {}, content_type="application/json")
    assert accepted.status_code == 200
    assert act(engineer, run, "load")["state"] == "loaded"
