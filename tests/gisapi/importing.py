"""Imports for the tests of the API: done at once, asked for as an engineer does."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gisapi.views import import_acts, imports
from infra.ingest.working import work
from tests import network
from tests.infra.ingest.forms import culvert_form

HERE = {"kinh_do": None, "vi_do": None}


def done_at_once(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> network.Network:
    """The tiny network; the work is done by this process and on connections of its own."""
    settings.IMPORT_DIR = str(folder / "imports")
    for module in (imports, import_acts):
        monkeypatch.setattr(module, "start", lambda run: work(run.pk))
    return network.build()


def as_engineer(client: Client) -> Client:
    user = User.objects.create_user("kysu", password="x")
    user.groups.add(Group.objects.get(name="engineer"))
    client.force_login(user)
    return client


def uploaded(client: Client, folder: Path, *rows: dict[str, Any], name: str = "cong.xlsx") -> dict[str, Any]:
    """Rows of the culvert form; the run as it stands when planned."""
    content = culvert_form(folder / "f.xlsx", [HERE | row for row in rows]).read_bytes()
    answer = client.post("/api/imports", {"file": SimpleUploadedFile(name, content), "source": "Nguồn thử"})
    assert answer.status_code == 202, answer.content
    run: dict[str, Any] = client.get(f"/api/imports/{answer.json()['id']}").json()
    return run


def act(client: Client, run: dict[str, Any], name: str, body: Any = None) -> dict[str, Any]:
    """The run after something was done with it."""
    answer = client.post(f"/api/imports/{run['id']}/{name}", body or {}, content_type="application/json")
    assert answer.status_code in (200, 202), answer.content
    told: dict[str, Any] = client.get(f"/api/imports/{run['id']}").json()
    return told


def rows(client: Client, run: dict[str, Any], **asked: str) -> dict[int, dict[str, Any]]:
    return {row["row"]: row for row in client.get(f"/api/imports/{run['id']}/rows", asked).json()["rows"]}


def counts(run: dict[str, Any]) -> tuple[int, ...]:
    return tuple(run["counts"][name] for name in ("create", "update", "unchanged", "refused"))
