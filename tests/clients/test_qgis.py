"""QGIS itself, headless: it loads a layer of ours, filters it by extent and identifies a feature."""

import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from infra.models import Culvert
from tests.network import Network, up

SYSTEM_PYTHON = "/usr/bin/python3"


@cache
def missing() -> str:
    """Why QGIS cannot be asked here; empty when it can."""
    tried = subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True, text=True, check=False)
    return (
        ""
        if tried.returncode == 0
        else f"QGIS is not installed (apt-get install python3-qgis): {tried.stderr.strip()[-80:]}"
    )


@pytest.fixture
def asked(api: str, run: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    if missing():
        pytest.skip(missing())

    def ask(collection: str, *corners: float) -> Any:
        script = Path(__file__).with_name("qgis_reads.py")
        home = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
        told = run(SYSTEM_PYTHON, str(script), api, collection, *map(str, corners), **home).stdout
        return json.loads(next(line for line in told.splitlines() if line.startswith("TOLD "))[5:])

    return ask


def test_qgis_loads_filters_and_identifies(asked: Callable[..., Any], served: Network) -> None:
    told = asked("bridges", 105.49, up(400).y, 105.51, up(600).y)
    assert (told["valid"], told["error"], told["crs"]) == (True, "", "EPSG:4326")
    assert {"public_id", "name", "condition", "length_m"} <= set(told["fields"])
    assert told["ids"] == sorted([served.near_bridge.public_id, served.far_bridge.public_id])
    assert (told["in_box"], told["identified"]) == ([served.near_bridge.public_id], ["Cầu Gần"])


def test_qgis_pages_through_everything(asked: Callable[..., Any], many_culverts: int) -> None:
    told = asked("culverts", 105.49, up(400).y, 105.51, up(600).y)
    assert told["ids"] == sorted(Culvert.objects.values_list("public_id", flat=True))
    assert len(told["ids"]) == many_culverts
