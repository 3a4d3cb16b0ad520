"""QGIS itself, headless: it opens the project with every layer, and the look and the forms of a GeoPackage."""

import json
import os
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gisapi.forms.symbology import BOUNDARY, CONDITIONS, ROADS, UNRATED
from infra.models import AdministrativeUnit, Bridge, Culvert, KmPost, Road
from tests.clients.test_qgis import SYSTEM_PYTHON, missing
from tests.network import Network, up

COLOURS = {code: colour for code, (colour, _) in CONDITIONS.items()} | {"": UNRATED[0]}


@pytest.fixture
def opened(api: str, served: Network, run: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    if missing():
        pytest.skip(missing())

    def open_it(address: str, name: str, script: str = "qgis_project.py", *more: str) -> Any:
        path = tmp_path / name
        with urllib.request.urlopen(f"{api}/{address}") as answer:
            path.write_bytes(answer.read())
        if name.endswith(".zip"):
            zipfile.ZipFile(path).extractall(tmp_path)
            path = next(tmp_path.glob("*.qgs"))
        home = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
        told = run(SYSTEM_PYTHON, str(Path(__file__).with_name(script)), str(path), *more, **home).stdout
        return json.loads(next(line for line in told.splitlines() if line.startswith("TOLD "))[5:])

    return open_it


def test_qgis_opens_every_layer_of_the_project(opened: Callable[..., Any]) -> None:
    told = opened("project.qgz?crs=EPSG:9207", "x.qgz")
    assert (told["read"], told["crs"], told["title"]) == (True, "EPSG:9207", "CầuĐường")
    assert told["groups"]["Công trình"] == ["Cầu", "Cống", "Cột Km"]
    assert told["lost"] == [], "the tree of layers finds each of them"
    layers = told["layers"]
    assert [(name, layer["error"]) for name, layer in layers.items() if not layer["valid"]] == []
    assert {layer["crs"] for layer in layers.values()} == {"EPSG:4326"}
    for name, model in (("Cầu", Bridge), ("Cống", Culvert), ("Cột Km", KmPost), ("Tuyến đường", Road)):
        assert layers[name]["ids"] == sorted(model.objects.values_list("public_id", flat=True)), name
    assert len(layers["Xã, phường"]["ids"]) == AdministrativeUnit.objects.count()
    for name in ("Cầu", "Cống", "Đoạn đường"):
        assert layers[name]["colours"] == COLOURS, name
    assert (layers["Cầu"]["labels"]["TOT"], layers["Cầu"]["alias"]) == ("Tốt", "Tình trạng")


def test_the_tiles_are_a_background_that_qgis_draws(
    opened: Callable[..., Any], served: Network, live_server: Any
) -> None:
    """Tiles are fetched and drawn: the road red, the commune's edge, the conditions of its sections and bridges."""
    box = (105.44, up(-500).y, 105.56, up(5500).y)
    told = opened("project.qgz", "x.qgz", "qgis_tiles.py", *map(str, box), os.environ.get("CAUDUONG_PICTURES", ""))
    base, conditions = told["Nền: xã, địa danh, tuyến đường"], told["Tình trạng: đoạn đường, cầu, cống"]
    tiles = (
        f"type=xyz&url={live_server.url}/tiles/land,communes,roads,places/%7Bz%7D/%7Bx%7D/%7By%7D.mvt&zmin=0&zmax=16"
    )
    assert base["source"] == tiles
    assert [(one["valid"], one["shown"], one["errors"]) for one in (base, conditions)] == [
        (True, True, []),
        (True, False, []),
    ]
    assert (base["styles"][:2], base["words"]) == (["land", "communes"], ["name", "name", "code"])
    for colour in (ROADS["QL"][0], BOUNDARY):
        assert base["colours"].get(colour, 0) > 100, colour
    for code in ("TOT", "XAU", "TB"):
        assert conditions["colours"].get(CONDITIONS[code][0], 0) > 100, code


def test_qgis_takes_look_and_lists_from_a_geopackage(opened: Callable[..., Any], served: Network) -> None:
    layer = opened("collections/bridges/items?f=gpkg", "bridges.gpkg")["layers"]["one"]
    assert (layer["valid"], layer["colours"]) == (True, COLOURS)
    assert layer["widget"] == "ValueMap"
    assert {"Tốt": "TOT"} in layer["choices"]
    assert layer["alias"] == "Tình trạng"


def test_a_field_device_gets_forms_it_can_fill_in(opened: Callable[..., Any], served: Network) -> None:
    """What an import reads back is written; ids and what is derived are not."""
    told = opened("collections/culverts/items?f=qfield", "culverts.zip")
    assert (told["read"], told["crs"], told["lost"]) == (True, "EPSG:3857", [])
    layer = told["layers"]["Cống"]
    assert (layer["valid"], layer["crs"]) == (True, "EPSG:4326"), layer["error"]
    assert layer["ids"] == sorted(Culvert.objects.values_list("public_id", flat=True))
    assert (layer["colours"], layer["widget"], layer["alias"]) == (COLOURS, "ValueMap", "Tình trạng")
    assert {"Tốt": "TOT"} in layer["choices"]
    assert {"condition", "chainage", "width_m", "note"} - set(layer["written"]) <= {"note"}  # the public has no notes
    assert not {"fid", "public_id", "at_m", "located_by", "commune"} & set(layer["written"])
