"""Damaged files through to the database: uploaded, planned, loaded and taken back by the API, as a person would.

Whatever the damage: no answer of 500, no run that failed unexpectedly, nothing written by a plan or a refusal, exactly the rows of the plan by a load,
and the assets as before when it is taken back. `CAUDUONG_MUTANTS` sets how many of each format (thousands before a release).
"""

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gisapi.views import import_acts, imports
from infra.ingest.working import work
from infra.models import Culvert
from tests import network
from tests.infra.ingest.conftest import snapshot
from tests.infra.ingest.forms import culvert_form, points, table
from tests.traps.test_untrusted_files import damaged, damaged_inside

pytestmark = pytest.mark.django_db(transaction=True)
MUTANTS = int(os.environ.get("CAUDUONG_MUTANTS", "40"))
SETTLED = {"planned", "refused", "loaded"}


def _zipped(folder: Path) -> bytes:
    points(folder / "cong.shp", "ESRI Shapefile", 4326)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(folder.glob("cong.*")):
            archive.write(part, part.name)
    return packed.getvalue()


def _own(folder: Path) -> bytes:
    rows = [{"road": "QL.9T", "chainage": f"Km10+{n}00", "name": "Cống Đá", "length_m": "12,5"} for n in (5, 6)]
    return table(folder / "f.csv", *rows).read_bytes()


FILES: dict[str, Callable[[Path], bytes]] = {
    "cong.xlsx": lambda folder: culvert_form(
        folder / "f.xlsx", [{"kinh_do": None, "vi_do": None}, {"ly_trinh": "Km11+700", "kinh_do": None, "vi_do": None}]
    ).read_bytes(),
    "cong.zip": _zipped,
    "cong.geojson": lambda folder: points(folder / "f.geojson", "GeoJSON", 4326).read_bytes(),
    "cong.csv": _own,
}


@pytest.fixture
def keeper(code_lists: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    """The tiny network and who may import into it; the work is done at once."""
    settings.IMPORT_DIR = str(tmp_path / "imports")
    for module in (imports, import_acts):
        monkeypatch.setattr(module, "start", lambda run: work(run.pk))
    network.build()
    client.force_login(User.objects.create_superuser("quantri"))
    return client


def taken(client: Client, path: str, **sent: Any) -> Any:
    answer = client.post(path, **sent)
    assert answer.status_code < 500, answer.content
    return answer


def settled(client: Client, address: str) -> dict[str, Any]:
    run = client.get(address).json()
    assert run["state"] in SETTLED, run["problem"]
    assert (run["problem"] or {}).get("code") != "unexpected", run["problem"]
    return run  # type: ignore[no-any-return]


def through(client: Client, name: str, content: bytes) -> str:
    """One file as far as it comes; how far that was."""
    before, held = snapshot(), Culvert.objects.count()
    sent = {"file": SimpleUploadedFile(name, content), "source": "Nguồn thử", "kind": "culverts"}
    answer = taken(client, "/api/imports", data=sent)
    assert snapshot() == before, "a plan or a refusal writes nothing"
    if answer.status_code != 202:
        return "not taken in"
    address = f"/api/imports/{answer.json()['id']}"
    run = settled(client, address)
    if run["state"] == "planned":
        taken(client, f"{address}/acceptances", data={}, content_type="application/json")
        taken(client, f"{address}/load", data={}, content_type="application/json")
        run = settled(client, address)
    if run["state"] != "loaded":
        assert snapshot() == before, "what is not loaded has left nothing"
        return str(run["state"])
    assert Culvert.objects.count() == held + run["counts"]["create"], "exactly the plan"
    if run["changeset"]:
        taken(client, f"{address}/revert", data={}, content_type="application/json")
        assert client.get(address).json()["state"] == "reverted"
    after = snapshot()
    assert [one for one in before if one.startswith("public.") and after[one] != before[one]] == []
    return "loaded"


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_damaged_file_writes_its_plan_or_nothing(keeper: Client, tmp_path: Path, name: str) -> None:
    content = FILES[name](tmp_path)
    assert through(keeper, name, content) == "loaded", "whole, it is good"
    chance = random.Random(20261125)
    ways = [damaged, damaged_inside] if zipfile.is_zipfile(io.BytesIO(content)) else [damaged]
    ends = {through(keeper, name, chance.choice(ways)(content, chance)) for _ in range(MUTANTS)}
    assert ends > {"loaded"}, "some damage is met, some is borne"
