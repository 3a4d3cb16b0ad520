"""Shapefile, KML, KMZ and DXF read back by GDAL against the features of the API; the styles against the map's own."""

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from django.test import Client

from gisapi.forms import symbology
from gisapi.forms.exchange import short_names
from infra.models import Bridge
from tests.conftest import ROOT
from tests.gisapi.asking import refused
from tests.gisapi.forms.test_exports import BRIDGES, body, features
from tests.network import SOURCE, Network

ROADS = "/api/collections/roads/items"


@pytest.fixture
def shapefile(client: Client, net: Network, tmp_path: Path) -> Any:
    def made(address: str, **query: Any) -> Path:
        with zipfile.ZipFile(io.BytesIO(body(client, address, f="shp", **query))) as pack:
            pack.extractall(tmp_path / "shp")
        return next((tmp_path / "shp").glob("*.shp"))

    return made


def columns_of(path: Path) -> tuple[dict[str, list[Any]], Any]:
    meta, _, places, columns = pyogrio.raw.read(path)
    return {name: list(values) for name, values in zip(meta["fields"], columns, strict=True)}, places


def test_a_shapefile_is_the_features(client: Client, shapefile: Any) -> None:
    Bridge.objects.create(name="Cầu dài " + "ộ" * 100, source=SOURCE)
    path = shapefile(
        BRIDGES, crs="EPSG:9207", properties="public_id,name,condition,superstructure_rating,substructure_rating"
    )
    assert path.with_suffix(".cpg").read_text() == "UTF-8"
    told = pyogrio.read_info(path)
    assert (told["crs"], told["encoding"]) == ("EPSG:9207", "UTF-8")
    columns, places = columns_of(path)
    expected = features(client, crs="EPSG:9207")
    assert columns["public_id"] == [feature["id"] for feature in expected]
    assert columns["name"][0] == expected[0]["properties"]["name"]
    assert [place is None for place in places] == [feature["geometry"] is None for feature in expected]
    told_columns = list(csv.reader(io.StringIO(path.with_name("columns.csv").read_text("utf-8-sig"))))
    assert all(len(row[0]) <= 10 for row in told_columns[1:])
    assert {row[1]: row[3] for row in told_columns[1:]}["name"] == "1", "one name was cut, and it is said"


def test_short_names_are_each_once() -> None:
    assert short_names(["sump_up_depth_m", "sump_up_width_m", "sump_up_d2"]) == {
        "sump_up_depth_m": "sump_up_de", "sump_up_width_m": "sump_up_wi", "sump_up_d2": "sump_up_d2",
    }  # fmt: skip
    made = short_names([f"superstructure_{n}" for n in range(12)])
    assert len(set(made.values())) == 12
    assert max(map(len, made.values())) == 10


@pytest.mark.parametrize("form", ["kml", "kmz"])
def test_kml_is_the_features(client: Client, net: Network, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"x.{form}"
    path.write_bytes(body(client, BRIDGES, f=form, labels="true"))
    columns, _ = columns_of(path)
    expected = features(client)
    assert columns["public_id"] == [feature["id"] for feature in expected]
    assert columns["Name"] == [feature["properties"]["name"] for feature in expected]
    pack = zipfile.ZipFile(path) if form == "kmz" else None
    text = b"".join(map(pack.read, pack.namelist())) if pack else path.read_bytes()
    assert b"<color>ffb4781f</color>" in text, "good is blue, as on the map"
    refused(client.get(BRIDGES, {"f": form, "crs": "EPSG:9207"}), 400, "bad-parameter", "crs")


def test_a_drawing_is_in_metres_by_condition_with_names(client: Client, net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.dxf"
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name='Cầu "Gần" \\P {x}')
    path.write_bytes(body(client, BRIDGES, f="dxf", crs="EPSG:9207"))
    columns, _ = columns_of(path)
    expected = features(client, crs="EPSG:9207")
    layers = [f"bridges_{feature['properties']['condition'] or 'NONE'}" for feature in expected]
    assert Counter(columns["Layer"]) == Counter(layers * 2), "each once as a point, once as a word"
    assert {text for text in columns["Text"] if text} >= {"Cầu Hộ Phòng"}
    x = pyogrio.read_info(path, force_total_bounds=True)["total_bounds"][0]
    assert x == pytest.approx(min(feature["geometry"]["coordinates"][0] for feature in expected), abs=0.01)
    facts = refused(client.get(BRIDGES, {"f": "dxf"}), 400, "bad-parameter", "crs")
    assert "EPSG:9207" in facts["known"]
    Bridge.objects.create(name="Không vị trí", source=SOURCE)
    assert refused(client.get(BRIDGES, {"f": "dxf", "crs": "EPSG:9207"}), 400, "bad-parameter", "f")["count"] == 1


def test_lines_come_whole(client: Client, net: Network, shapefile: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.dxf"
    path.write_bytes(body(client, ROADS, f="dxf", crs="EPSG:9207", bbox="105,9,106,10"))
    columns, _ = columns_of(path)
    assert {"roads_QL", "roads_DT"} >= set(columns["Layer"])
    assert pyogrio.read_info(shapefile(ROADS))["features"] == len(features(client, ROADS))


def test_colours_are_those_of_the_map() -> None:
    text = (ROOT / "maps/src/symbology.ts").read_text(encoding="utf-8")
    looks = dict(re.findall(r"(\w+): \{ letter: '[^']+', colour: '(#\w+)'", text))
    assert looks == {code: colour for code, (colour, _) in symbology.CONDITIONS.items()} | {
        "NONE": symbology.UNRATED[0]
    }
    roads = {
        code: (colour, float(width))
        for code, width, colour in re.findall(r"(\w+): \{ width: ([\d.]+), shield: '(#\w+)'", text)
    }
    assert roads == symbology.ROADS
    for name in ("BRAND", "LAND", "BOUNDARY", "INK", "WATER"):
        assert f"{name} = '{getattr(symbology, name)}'" in text
