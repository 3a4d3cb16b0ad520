"""The formats a department has its data in: each gives the same rows, or is refused for what it is."""

import zipfile
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from infra.ingest.readers import look, opened, read
from infra.ingest.readers.formats import format_of
from infra.ingest.refusal import FileRefused
from tests.infra.ingest.forms import points


def rows_of(path: Path, encoding: str | None = None) -> Any:
    with opened(path) as inner:
        outline = look(inner, encoding)
        return read(outline, outline.tables[0], 1).rows


def layer(path: Path, driver: str, **fields: str) -> Path:
    """Two points with a name, written by GDAL."""
    import numpy as np

    shapes = shapely.to_wkb([shapely.Point(105.5, 9.2), shapely.Point(105.6, 9.3)])
    pyogrio.raw.write(
        path,
        shapes,
        [np.array(["Cầu A", "Cầu B"], dtype=object)],
        ["name"],
        driver=driver,
        geometry_type="Point",
        crs="EPSG:4326",
        **fields,
    )
    return path


@pytest.mark.parametrize(
    ("name", "driver", "kind"),
    [
        ("f.kml", "LIBKML", "kml"), ("f.gpx", "GPX", "gpx"), ("f.fgb", "FlatGeobuf", "fgb"), ("f.gml", "GML", "gml"), ("f.tab", "MapInfo File", "tab"),
        ("f.mif", "MapInfo File", "mif"), ("f.geojson", "GeoJSON", "geojson"), ("f.gpkg", "GPKG", "gpkg"), ("f.shp", "ESRI Shapefile", "shp"),
    ],
)  # fmt: skip
def test_every_vector_format_gives_its_points(tmp_path: Path, name: str, driver: str, kind: str) -> None:
    extra = {"ENCODING": "UTF-8"} if kind in ("tab", "mif") else {}
    path = layer(tmp_path / name, driver, **extra)
    assert format_of(path) == kind
    found = {row.point: row.values for row in rows_of(path)}
    assert {(round(x, 6), round(y, 6)) for x, y in found} == {(105.5, 9.2), (105.6, 9.3)}
    values = [value for row in found.values() for value in row.values()]
    assert {"Cầu A", "Cầu B"} <= set(values)


def zipped(folder: Path, *members: Path, name: str = "f.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, f"so lieu/{member.name}")
    return path


def test_a_zipped_shapefile_is_read_with_its_companions(tmp_path: Path) -> None:
    points(tmp_path / "f.shp", "ESRI Shapefile", 4326, name="Cống Đá")
    path = zipped(tmp_path, *sorted(tmp_path.glob("f.*")))
    assert [row.values["name"] for row in rows_of(path)] == ["Cống Đá"]


def test_a_shapefile_in_an_old_encoding_is_read_as_confirmed(tmp_path: Path) -> None:
    path = points(tmp_path / "f.shp", "ESRI Shapefile", 4326, name="Quoc lo 1")
    path.with_suffix(".cpg").unlink()
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"Quoc lo 1", b"Qu\xe8c l\xe9 1"))
    with pytest.raises(FileRefused) as refused:
        rows_of(path)
    assert refused.value.facts["reason"] == "encoding-to-confirm"
    assert refused.value.facts["evidence"][0] == {"encoding": "tcvn3", "confidence": 1.0, "sample": ["Quốc lộ 1"]}
    assert [row.values["name"] for row in rows_of(path, "tcvn3")] == ["Quốc lộ 1"]


def test_a_shapefile_that_is_utf8_says_so_by_its_bytes(tmp_path: Path) -> None:
    path = points(tmp_path / "f.shp", "ESRI Shapefile", 4326, name="Cống Đá")
    path.with_suffix(".cpg").unlink()
    assert [row.values["name"] for row in rows_of(path)] == ["Cống Đá"]


@pytest.mark.parametrize(("encoding", "written"), [("tcvn3", "ten;so\nQuèc lé;1\n"), ("vni", "ten;so\nQuoác loä;1\n")])
def test_a_table_in_an_old_encoding_is_read_as_confirmed(tmp_path: Path, encoding: str, written: str) -> None:
    (tmp_path / "f.csv").write_bytes(written.encode("latin-1"))
    assert [row.values["ten"] for row in rows_of(tmp_path / "f.csv", encoding)] == ["Quốc lộ"]


def test_utf16_and_a_bar_between_the_cells(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("ten|so\nCầu|1\n", encoding="utf-16")
    assert [dict(row.values) for row in rows_of(tmp_path / "f.csv")] == [{"ten": "Cầu", "so": "1"}]


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        rows_of(path)
    return str(refused.value.facts["reason"])


def test_what_macos_adds_is_not_read_and_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Both would end under one name, and a foreign table of attributes beside the shapes."""
    points(tmp_path / "f.shp", "ESRI Shapefile", 4326)
    path = zipped(tmp_path, *sorted(tmp_path.glob("f.*")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._f.shp", b"finder")
    assert len(rows_of(path)) == 1
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("cu/f.dbf", b"another")
    assert refusal(path) == "archive-same-name"


def test_an_archive_that_unfolds_without_end_is_refused_before_it_does(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("f.shp", b"\0" * (64 << 20))
    assert refusal(path) == "archive-too-large"


@pytest.mark.parametrize("name", ["../f.shp", "/tmp/f.shp", "a/../../f.shp", "C:\\f.shp"])
def test_an_archive_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    assert refusal(path) == "archive-unsafe"


def test_an_archive_of_several_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a\n1\n")
        archive.writestr("b.csv", "a\n1\n")
    assert refusal(path) == "archive-not-one"


def test_xml_with_entities_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "f.kml").write_text(
        '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'
    )
    assert refusal(tmp_path / "f.kml") == "xml-entities"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("f.vrt", "<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>"),
        ("f.json", '{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline read x ! write y"}'),
    ],
)
def test_what_makes_gdal_open_something_else_is_not_opened(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert refusal(tmp_path / name) == "format-unknown"


def opendocument(path: Path, rows: list[list[Any]]) -> Path:
    """A sheet as LibreOffice lays it down: the media type first and unpacked, then the cells."""
    from xml.sax.saxutils import escape

    def cell(value: Any) -> str:
        told = (
            f'office:value-type="float" office:value="{value}"'
            if isinstance(value, float)
            else 'office:value-type="string"'
        )
        return f"<table:table-cell {told}><text:p>{escape(str(value))}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Cầu">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        archive.writestr("content.xml", content)
    return path


def test_an_opendocument_sheet_is_read_by_its_rows(tmp_path: Path) -> None:
    path = opendocument(tmp_path / "f.ods", [["Tuyến", "dai"], ["QL.9T", 1.0], ["QL.9T", 2.5]])
    assert format_of(path) == "ods"
    found = [(row.number, dict(row.values)) for row in rows_of(path)]
    assert found == [(2, {"Tuyến": "QL.9T", "dai": 1}), (3, {"Tuyến": "QL.9T", "dai": 2.5})]


def test_a_spreadsheet_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refusal(tmp_path / "f.xls") == "file-damaged"


def test_geojson_whose_type_stands_last(tmp_path: Path) -> None:
    (tmp_path / "f.geojson").write_text('{"features": [' + " " * 5000 + '], "type": "FeatureCollection"}')
    assert format_of(tmp_path / "f.geojson") == "geojson"
