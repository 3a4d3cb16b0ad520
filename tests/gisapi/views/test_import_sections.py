"""Sections by the API on the tiny network: a boundary moved and a stretch added in one file, fixed, loaded as shown, taken back as one."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from infra.models import Section
from tests import network
from tests.gisapi.importing import act, as_engineer, counts, done_at_once, rows
from tests.infra.ingest.conftest import snapshot

pytestmark = pytest.mark.django_db(transaction=True)
FILE = """road,from_chainage,to_chainage,pavement,lanes
QL.9T,Km10+000,Km12+000,BTN,2
QL.9T,Km12+000,Km14+000,BTN,4
ĐT.1T,Km0+000,Km0+400,LN,1
ĐT.1T,Km0+300,Km0+900,LN,1
"""


@pytest.fixture
def roads(code_lists: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> network.Network:
    return done_at_once(settings, tmp_path, monkeypatch)


@pytest.fixture
def engineer(client: Client) -> Client:
    return as_engineer(client)


def uploaded(engineer: Client, text: str = FILE) -> dict[str, Any]:
    file = SimpleUploadedFile("doan.csv", text.encode())
    answer = engineer.post("/api/imports", {"file": file, "source": network.SOURCE, "kind": "sections"})
    assert answer.status_code == 202, answer.content
    run: dict[str, Any] = engineer.get(f"/api/imports/{answer.json()['id']}").json()
    return run


def recorded() -> list[tuple[Any, ...]]:
    columns = ("public_id", "road_id", "from_m", "to_m", "pavement_id", "lanes", "source", "geom")
    return list(Section.objects.order_by("pk").values_list(*columns))


def test_planned_fixed_loaded_and_taken_back(roads: network.Network, engineer: Client) -> None:
    before, sections = snapshot(), recorded()
    run = uploaded(engineer)
    assert (run["state"], run["collection"], counts(run)) == ("planned", "sections", (0, 2, 0, 2))
    told = rows(engineer, run, severity="error")
    ends = ["from_chainage", "to_chainage"]
    assert {
        row: [(one["code"], one["columns"], one["value"]) for one in wrong["findings"]] for row, wrong in told.items()
    } == {
        4: [("sections-overlap", ends, "Km0+000, Km0+400")],
        5: [("sections-overlap", ends, "Km0+300, Km0+900")],
    }
    run = act(engineer, run, "fixes", {"fixes": {"5": {"from_chainage": "Km0+400"}}})
    assert counts(run) == (2, 2, 0, 0)
    first = rows(engineer, run)[2]
    assert first["differences"] == [
        {
            "field": "to_m",
            "title": ["Đến số đo", "To measure"],
            "before": "Km11+1000 (2000 m)",
            "after": "Km12+000 (2135 m)",
        },
    ]
    start, end = first["line"]["coordinates"][0]
    assert [round(at, 6) for at in (*start, *end)] == [round(at, 6) for m in (0, 2135) for at in network.up(m).tuple]
    assert snapshot() == before, "a plan writes nothing"

    run = act(engineer, run, "load")
    assert (run["state"], run["problem"]) == ("loaded", None)
    assert [round(one.to_m) for one in Section.objects.filter(road=roads.ql)] == [2135, 4000, 5000]
    assert [round(one.to_m) for one in Section.objects.filter(road=roads.gap)] == [400, 900]
    assert counts(uploaded(engineer, FILE.replace("Km0+300", "Km0+400"))) == (0, 0, 4, 0)

    run = act(engineer, run, "revert")
    assert (run["state"], run["problem"]) == ("reverted", None)
    assert recorded() == sections


def test_a_plan_on_sections_that_moved_is_refused(roads: network.Network, engineer: Client) -> None:
    run = uploaded(engineer, FILE[: FILE.index("ĐT.1T")])
    Section.objects.filter(road=roads.ql, from_m=4000).update(lanes=6)
    Section.objects.filter(road=roads.ql, from_m=2000).update(lanes=6)
    told = act(engineer, run, "load")
    assert (told["state"], told["problem"]["code"], told["problem"]["facts"]["rows"]) == ("planned", "plan-moved", [3])
