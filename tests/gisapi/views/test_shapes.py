"""The shapes of a dropped file: zipped shapefile in VN-2000, several kinds, areas left out, nothing guessed, nothing kept."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from infra.crs import WGS84, transform_many
from tests.gisapi.asking import refused
from tests.network import up

pytestmark = pytest.mark.django_db
LINE = shapely.LineString([up(0).coords, up(800).coords])


def shapefile(folder: Path, *shapes: Any, srid: int = 9209, prj: bool = True) -> bytes:
    """A zipped shapefile in a VN-2000 zone."""
    moved = [shapely.transform(one, lambda p: transform_many(p[:, 0], p[:, 1], WGS84, srid)) for one in shapes]
    pyogrio.raw.write(
        folder / "tim.shp", shapely.to_wkb(np.array(moved, dtype=object)), [np.array([f"Đoạn {n}" for n in range(len(moved))], dtype=object)],
        ["ten"], geometry_type=moved[0].geom_type, crs=f"EPSG:{srid}", driver="ESRI Shapefile", encoding="UTF-8",
    )  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(folder.glob("tim.*")):
            if prj or part.suffix != ".prj":
                archive.write(part, part.name)
    return packed.getvalue()


def sent(browser: Client, content: bytes, name: str = "tim.zip", **more: Any) -> Any:
    return browser.post("/api/shapes", {"file": SimpleUploadedFile(name, content), **more})


def test_a_zipped_shapefile_comes_back_in_degrees(engineer: Client, tmp_path: Path) -> None:
    answer = sent(engineer, shapefile(tmp_path, LINE, LINE), srid=9209)
    assert answer.status_code == 200, answer.content
    first, second = json.loads(answer.content)["features"]
    assert (first["properties"]["name"], second["properties"]["name"]) == ("Đoạn 0", "Đoạn 1")
    for told, meant in zip(first["geometry"]["coordinates"], LINE.coords, strict=True):
        assert told == pytest.approx(meant, abs=1e-7)


def test_no_system_is_guessed(engineer: Client, tmp_path: Path) -> None:
    answer = sent(engineer, shapefile(tmp_path, LINE, prj=False))
    assert refused(answer, 422, "file-refused", "srid")["reason"] == "crs-unknown"


def test_areas_are_no_shapes_to_draw(engineer: Client, tmp_path: Path) -> None:
    answer = sent(engineer, shapefile(tmp_path, LINE.buffer(0.001), srid=WGS84))
    assert refused(answer, 422, "file-refused", "file")["reason"] == "no-shapes"


def test_more_than_a_drawing_needs_is_for_the_import(engineer: Client, tmp_path: Path) -> None:
    answer = sent(engineer, shapefile(tmp_path, *[LINE] * 201, srid=WGS84))
    assert refused(answer, 422, "file-refused", "file")["reason"] == "too-many-shapes"


@pytest.mark.parametrize(
    ("name", "content"), [("x.zip", b"PK\x03\x04rubbish"), ("x.gpkg", b"not a database"), ("../../x.zip", b"")]
)
def test_what_is_no_file_of_shapes_is_refused(engineer: Client, name: str, content: bytes) -> None:
    assert sent(engineer, content, name).status_code == 422


def test_a_stranger_sends_nothing(client: Client, tmp_path: Path) -> None:
    assert sent(client, shapefile(tmp_path, LINE)).status_code == 401
