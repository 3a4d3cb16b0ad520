"""An import by the API on the tiny network: planned, fixed, accepted, loaded as shown, refused when the database moved, taken back."""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from infra.history import changes_to_id
from infra.ingest import working
from infra.models import Culvert, ImportRun
from tests import network
from tests.gisapi.asking import refused
from tests.gisapi.importing import act, as_engineer, counts, done_at_once, rows, uploaded
from tests.infra.ingest.conftest import snapshot
from tests.infra.ingest.forms import table

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


def test_planned_fixed_accepted_loaded_and_taken_back(roads: network.Network, engineer: Client, upload: Asks) -> None:
    before = snapshot()
    run = upload({"ly_trinh": "Km10+500"}, {"ly_trinh": "Km99+000"}, {"ly_trinh": "Km11+700", "be_rong": "100"})
    assert (run["state"], counts(run), run["unaccepted"]) == ("planned", (2, 0, 0, 1), 1)
    assert snapshot() == before, "a plan writes nothing"
    (wrong,) = rows(engineer, run, severity="error").values()
    assert [(one["code"], one["cells"], one["columns"]) for one in wrong["findings"] if one["severity"] == "error"] == [
        ("chainage-beyond-road", ["Cong_thoat_nuoc_ngang!B13"], ["ly_trinh"])
    ]
    answer = engineer.post(f"/api/imports/{run['id']}/load", {}, content_type="application/json")
    assert refused(answer, 422, "rule-broken", "findings")["rule"] == "warnings-not-accepted"

    run = act(engineer, run, "fixes", {"fixes": {"13": {"ly_trinh": "Km10+900"}, "14": {"be_rong": "1,2"}}})
    assert (run["state"], counts(run), run["unaccepted"]) == ("planned", (3, 0, 0, 0), 0)
    run = act(engineer, run, "load")
    assert (run["state"], run["loaded_by"]) == ("loaded", "kysu")
    made = Culvert.objects.filter(source="Nguồn thử").order_by("stated_km", "stated_m")
    assert [(one.stated_text, float(one.width_m)) for one in made] == [
        ("Km10+500", 1.5), ("Km10+900", 1.5), ("Km11+700", 1.2),
    ]  # fmt: skip
    places = engineer.get(f"/api/imports/{run['id']}/map").json()["rows"]
    assert [row[3] for row in places] == ["create"] * 3

    run = act(engineer, run, "revert")
    assert (run["state"], run["problem"]) == ("reverted", None)
    assert snapshot()["public.culvert"] == before["public.culvert"]


def test_who_takes_back_is_who_asked(roads: network.Network, engineer: Client, upload: Asks) -> None:
    run = act(engineer, upload({}), "load")
    made = Culvert.objects.get(source="Nguồn thử")
    admin = Client()
    admin.force_login(User.objects.create_superuser("quantri"))
    assert act(admin, run, "revert")["state"] == "reverted"
    assert [one.by for one in changes_to_id(Culvert, made.pk)] == ["quantri", "kysu"]


def test_what_fails_while_it_is_taken_back_stays_loaded(
    roads: network.Network, engineer: Client, upload: Asks, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = act(engineer, upload({}), "load")

    def power_cut(*_args: Any, **_said: Any) -> None:
        raise RuntimeError("mất điện")

    with monkeypatch.context() as patch:
        patch.setattr(working, "revert_import", power_cut)
        run = act(engineer, run, "revert")
    assert (run["state"], run["problem"]["code"]) == ("loaded", "unexpected")
    assert act(engineer, run, "revert")["state"] == "reverted"


def test_a_warning_is_accepted_by_somebody(roads: network.Network, engineer: Client, upload: Asks) -> None:
    run = upload({"be_rong": "100"})
    run = act(engineer, run, "acceptances")
    assert run["unaccepted"] == 0
    (row,) = rows(engineer, run, code="out-of-range").values()
    assert {one["accepted_by"] for one in row["findings"] if one["severity"] == "warning"} == {"kysu"}
    run = act(engineer, run, "resume")
    assert run["unaccepted"] == 0, "the same warning of a new plan needs no second look"
    assert act(engineer, run, "load")["state"] == "loaded"
    assert Culvert.objects.get(source="Nguồn thử").width_m is None


def test_the_same_file_again_changes_nothing(roads: network.Network, engineer: Client, upload: Asks) -> None:
    act(engineer, upload({}, {"ly_trinh": "Km11+700"}), "load")
    before = snapshot()
    run = act(engineer, upload({}, {"ly_trinh": "Km11+700"}), "load")
    assert (run["state"], counts(run), run["changeset"]) == ("loaded", (0, 0, 2, 0), None)
    assert snapshot() == before


def test_a_plan_on_a_database_that_moved_is_refused(roads: network.Network, engineer: Client, upload: Asks) -> None:
    act(engineer, upload({}, {"ly_trinh": "Km11+700"}), "load")
    run = upload({}, {"ly_trinh": "Km11+700", "so_ngan_cong": 3})
    assert counts(run) == (0, 1, 1, 0)
    (changed,) = rows(engineer, run, outcome="update").values()
    title = ["Số ngăn", "Cells"]
    assert changed["differences"] == [{"field": "cells", "title": title, "before": "2", "after": "3"}]
    Culvert.objects.filter(stated_km=11).update(note="sửa ở nơi khác")
    before = snapshot()
    run = act(engineer, run, "load")
    assert (run["state"], run["problem"]["code"], run["problem"]["facts"]) == (
        "planned",
        "plan-moved",
        {"count": 1, "rows": [13]},
    )
    assert snapshot() == before
    assert act(engineer, act(engineer, run, "resume"), "load")["state"] == "loaded"


def test_what_somebody_changed_since_is_not_taken_back(roads: network.Network, engineer: Client, upload: Asks) -> None:
    run = act(engineer, upload({}, {"ly_trinh": "Km11+700"}), "load")
    later = Culvert.objects.get(source="Nguồn thử", stated_km=11)
    Culvert.objects.filter(pk=later.pk).update(note="sửa sau")
    run = act(engineer, run, "revert")
    assert (run["state"], run["problem"]["facts"]["rows"]) == ("loaded", [later.public_id])
    assert Culvert.objects.filter(source="Nguồn thử").count() == 2


def test_an_import_is_its_makers(roads: network.Network, engineer: Client, upload: Asks) -> None:
    run = upload({})
    stranger = Client()
    refused(stranger.get(f"/api/imports/{run['id']}"), 401, "not-signed-in")
    planner = User.objects.create_user("quyhoach")
    stranger.force_login(planner)
    refused(stranger.get(f"/api/imports/{run['id']}"), 404, "not-found", "run")
    refused(stranger.post("/api/imports", {"source": "x"}), 403, "forbidden")


def test_the_file_comes_back_with_its_cells_marked(roads: network.Network, engineer: Client, upload: Asks) -> None:
    run = upload({"ly_trinh": "=1+1"}, {"be_rong": "100"})
    answer = engineer.get(f"/api/imports/{run['id']}/report", {"f": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Báo cáo nhập", "Cong_thoat_nuoc_ngang", "Tinh"]
    page = book["Cong_thoat_nuoc_ngang"]
    width = next(cell for cell in page[11] if cell.value == "be_rong").column
    assert "[out-of-range]" in page.cell(13, width).comment.text
    assert page.cell(13, width).fill.fgColor.rgb == "00FFE08A"
    assert "A7:A10" in page.merged_cells, "the layout is theirs"
    values = [cell for row in book["Báo cáo nhập"].iter_rows(min_row=2) for cell in row if cell.value == "=1+1"]
    assert values
    assert {cell.data_type for cell in values} == {"s"}, "text that begins like a formula is text"


def test_a_file_that_is_not_understood(roads: network.Network, engineer: Client, tmp_path: Path) -> None:
    content = table(tmp_path / "t.csv", {"a": "1"}).read_bytes()
    sent = {"file": SimpleUploadedFile("../../t.csv", content), "source": "x"}
    run = engineer.get(f"/api/imports/{engineer.post('/api/imports', sent).json()['id']}").json()
    assert (run["state"], run["problem"]["facts"]["reason"], run["file"]) == ("refused", "form-unknown", "t.csv")
    assert ImportRun.objects.count() == 1


def test_an_old_encoding_is_shown_confirmed_and_read(roads: network.Network, engineer: Client) -> None:
    content = "road;chainage;name\nQL.9T;Km10+700;Cèng Quèc lé\n".encode("latin-1")
    given = {"file": SimpleUploadedFile("cong.csv", content), "source": "Nguồn thử", "kind": "culverts"}
    run = engineer.get(f"/api/imports/{engineer.post('/api/imports', given).json()['id']}").json()
    assert run["state"] == "refused"
    best = run["problem"]["facts"]["evidence"][0]
    assert (best["encoding"], best["sample"]) == ("tcvn3", ["QL.9T;Km10+700;Cống Quốc lộ"])
    run = act(engineer, run, "answers", {"encoding": best["encoding"]})
    assert (run["state"], counts(run)) == ("planned", (1, 0, 0, 0))
    act(engineer, run, "load")
    assert Culvert.objects.filter(name="Cống Quốc lộ").count() == 1


def test_an_answer_says_something_that_was_asked(roads: network.Network, engineer: Client, upload: Asks) -> None:
    run = upload({"ly_trinh": "Km10+700"})
    for field, body in (("encoding", {}), ("encoding", {"encoding": "klingon"}), ("srid", {"srid": 1})):
        answer = engineer.post(f"/api/imports/{run['id']}/answers", body, content_type="application/json")
        refused(answer, 422, "field-refused", field)


STRANGE = "Tên cống;Lý trình;Tuyến;Năm XD;Người đo\nCống Lạ;Km10+700;QL.9T;2015;ông A\n"
CONFIRMED = {
    "kind": "culverts", "columns": {"Tên cống": "name", "Lý trình": "chainage", "Tuyến": "road", "Năm XD": "built_year", "Người đo": ""},
}  # fmt: skip


def strange(engineer: Client) -> dict[str, Any]:
    file = SimpleUploadedFile("so_tay.csv", STRANGE.encode())
    run = engineer.post("/api/imports", {"file": file, "source": "Hạt thử"}).json()
    told: dict[str, Any] = engineer.get(f"/api/imports/{run['id']}").json()
    return told


def test_a_strange_file_is_asked_about_confirmed_and_remembered(roads: network.Network, engineer: Client) -> None:
    run = strange(engineer)
    assert (run["state"], run["problem"]["facts"]["reason"]) == ("refused", "columns-to-confirm")
    first = run["problem"]["facts"]["evidence"][0]
    assert (first["kind"], {one["column"]: one["target"] for one in first["columns"]}) == (
        "culverts",
        CONFIRMED["columns"],
    )
    assert {"name": "built_year", "title_vi": "Năm xây dựng", "title_en": "Built"} in first["targets"]
    run = act(engineer, run, "answers", CONFIRMED | {"profile": "Sổ tay Hạt 1"})
    assert (run["state"], counts(run)) == ("planned", (1, 0, 0, 0))
    assert act(engineer, run, "load")["state"] == "loaded"
    assert Culvert.objects.get(name="Cống Lạ").built_year == 2015
    (only,) = strange(engineer)["problem"]["facts"]["evidence"]
    assert only["profile"] == "Sổ tay Hạt 1"


def test_a_profile_is_listed_renamed_and_forgotten_by_its_maker(roads: network.Network, engineer: Client) -> None:
    act(engineer, strange(engineer), "answers", CONFIRMED | {"profile": "Sổ tay"})
    act(engineer, strange(engineer), "answers", CONFIRMED | {"profile": "Sổ khác"})
    told = {one["name"]: one for one in engineer.get("/api/import-profiles").json()["profiles"]}
    assert (set(told), told["Sổ tay"]["reading"]["kind"]) == ({"Sổ tay", "Sổ khác"}, "culverts")
    address = f"/api/import-profiles/{told['Sổ tay']['id']}"
    answer = engineer.patch(address, {"name": "Sổ khác"}, content_type="application/json")
    assert refused(answer, 422, "rule-broken", "name")["rule"] == "profile-name-taken"
    assert engineer.patch(address, {"name": "Sổ Hạt"}, content_type="application/json").json()["name"] == "Sổ Hạt"
    other = Client()
    user = User.objects.create_user("kysu2")
    user.groups.add(Group.objects.get(name="engineer"))
    other.force_login(user)
    assert refused(other.delete(address), 403, "forbidden", "name")
    assert engineer.delete(address).status_code == 204
    assert [one["name"] for one in engineer.get("/api/import-profiles").json()["profiles"]] == ["Sổ khác"]


def test_an_answer_about_columns_needs_a_kind(roads: network.Network, engineer: Client) -> None:
    run = strange(engineer)
    answer = engineer.post(
        f"/api/imports/{run['id']}/answers", {"columns": {"Tuyến": "road"}}, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json()["field"] == "kind"
