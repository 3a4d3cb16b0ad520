"""Every form of a whole selected set, read back by a reader nobody here wrote, against the features the API gives."""

import csv
import io
import json
import threading
from pathlib import Path
from typing import Any

import openpyxl
import pyogrio
import pytest
from django.test import Client
from openpyxl.utils.escape import unescape

from gisapi.forms import gdal, workbook
from gisapi.views import exports
from infra.models import Bridge, Culvert
from tests.gisapi.asking import read, refused
from tests.network import SOURCE, Network, up

BRIDGES = "/api/collections/bridges/items"
NAMES = "public_id,name,length_m,condition,condition_on,chainage_nominal,recorded_from"
FORMULAS = ["=1+1", "+84", "-5", "@a", "\tb", "\rc", "\nd", "＝1", "＋1", "－1", "＠a"]
NASTY = [*FORMULAS, 'Cầu "Hộ", Phòng\nhai dòng', "a=1", "'=1"]


@pytest.fixture
def bridges(net: Network) -> Network:
    """Names that a spreadsheet would run, quotes and lines, a date, and a bridge without a place."""
    for n, name in enumerate(NASTY):
        Bridge.objects.create(
            name=name, located_by="coordinates", geom=up(n), length_m="0.1", condition_on="2026-01-05", source=SOURCE
        )
    Bridge.objects.create(name="Không vị trí", source=SOURCE)
    return net


def body(browser: Client, address: str, **query: Any) -> bytes:
    """The bytes of a file, its length as announced."""
    answer = browser.get(address, query)
    assert answer.status_code == 200, answer.content
    whole = answer.getvalue()
    assert int(answer["Content-Length"]) == len(whole)
    return whole


def features(browser: Client, address: str = BRIDGES, **query: Any) -> list[dict[str, Any]]:
    return read(browser, address, limit=10000, **query)["features"]


def test_csv_is_the_features(client: Client, bridges: Network) -> None:
    text = body(client, BRIDGES, f="csv", properties=NAMES).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    expected = features(client, properties=NAMES)
    assert len(rows) == len(expected) == len(NASTY) + 3
    for row, feature in zip(rows, expected, strict=True):
        told = feature["properties"]
        name = f"'{told['name']}" if told["name"] in FORMULAS else told["name"]
        assert (row["public_id"], row["name"], row["condition"]) == (feature["id"], name, told["condition"] or "")
        assert row["length_m"] == ("" if told["length_m"] is None else f"{told['length_m']:.2f}")
        assert row["condition_on"] == (told["condition_on"] or "")
        place = feature["geometry"]
        assert [row["lon"], row["lat"]] == (["", ""] if place is None else [f"{v:.7f}" for v in place["coordinates"]])


def test_numbers_stay_numbers_in_csv(client: Client, net: Network) -> None:
    """A minus sign before digits is a number where the column is one, an apostrophe and text where it is text."""
    Culvert.objects.create(road=net.ql, located_by="chainage", at_m=100, offset_m=-5.5, code="-12", source=SOURCE)
    text = body(client, "/api/collections/culverts/items", f="csv", code="-12", properties="code,offset_m").decode(
        "utf-8-sig"
    )
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["code"], row["offset_m"]) == ("'-12", "-5.5")


def test_csv_with_labels(client: Client, bridges: Network) -> None:
    text = body(client, BRIDGES, f="csv", properties="name,length_m,condition", labels="true").decode("utf-8-sig")
    header, first, *_ = csv.reader(io.StringIO(text, newline=""))
    assert header == ["Tên", "Chiều dài (m)", "Tình trạng", "Tình trạng: tên gọi", "Kinh độ", "Vĩ độ"]
    assert first[:4] == ["Cầu Gần", "78.00", "TOT", "Tốt"]


@pytest.mark.parametrize(
    ("form", "driver", "everywhere"), [("gpkg", "GPKG", True), ("gpkg", "GPKG", False), ("fgb", "FlatGeobuf", True)]
)
def test_gis_files_are_the_features(
    client: Client, bridges: Network, tmp_path: Path, form: str, driver: str, everywhere: bool
) -> None:
    """Every bridge is there, in a GeoPackage also the one without a place."""
    chosen = {"bbox": "105,9,106,10"} if everywhere else {}
    path = tmp_path / f"x.{form}"
    path.write_bytes(body(client, BRIDGES, f=form, properties=NAMES, **chosen))
    told, table = pyogrio.read_info(path, layer="bridges"), pyogrio.raw.read(path, layer="bridges")
    meta, _, places, columns = table
    rows = dict(zip(meta["fields"], columns, strict=True))
    expected = {feature["id"]: feature for feature in features(client, properties=NAMES, **chosen)}
    assert (told["driver"], told["layer_name"], told["crs"]) == (driver, "bridges", "EPSG:4326")
    assert set(rows["public_id"]) == set(expected)
    assert len(rows["public_id"]) == len(NASTY) + (2 if everywhere else 3)
    for n, key in enumerate(rows["public_id"]):
        properties = expected[key]["properties"]
        assert rows["name"][n] == properties["name"].replace("\r", "\n"), "GDAL reads every line end of a CSV as LF"
        assert rows["condition"][n] == properties["condition"]
        assert bool(rows["chainage_nominal"][n]) is properties["chainage_nominal"]
        assert (places[n] is None) is (expected[key]["geometry"] is None)
        length = rows["length_m"][n]
        assert (None if length != length else length) == properties["length_m"]


def test_a_flatgeobuf_never_drops_a_feature_silently(client: Client, bridges: Network) -> None:
    facts = refused(client.get(BRIDGES, {"f": "fgb"}), 400, "bad-parameter", "f")
    assert (facts["reason"], facts["count"]) == ("features-without-a-place", 1)
    assert all(cure in facts["cure"] for cure in ("f=gpkg", "bbox=-180,-90,180,90"))
    assert body(client, BRIDGES, f="fgb", bbox="-180,-90,180,90"), "the second cure"
    Bridge.objects.update(located_by="none", at_m=None, geom=None)
    facts = refused(client.get(BRIDGES, {"f": "fgb"}), 400, "bad-parameter", "f")
    assert facts["count"] == Bridge.objects.count(), "none has a place"


def test_no_writer_of_a_flatgeobuf_meets_a_feature_without_a_place(
    client: Client, bridges: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the server's GDAL does with one: those before 3.6.4 drop it, later ones fail. Counted by the GDAL of pyogrio."""
    convert, given = gdal.convert, []

    def watched(folder: Path, *more: Any) -> None:
        with monkeypatch.context() as inside:
            inside.chdir(folder)
            given.append(pyogrio.read_info("rows.vrt", force_feature_count=True)["features"])
        convert(folder, *more)

    monkeypatch.setattr(gdal, "convert", watched)
    refused(client.get(BRIDGES, {"f": "fgb"}), 400, "bad-parameter", "f")
    assert given == [len(NASTY) + 2]


def test_gis_files_carry_the_system_asked_for(client: Client, net: Network, tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(body(client, "/api/collections/roads/items", f="gpkg", crs="EPSG:9207"))
    told = pyogrio.read_info(path, layer="roads")
    assert (told["crs"], told["geometry_type"], told["features"]) == ("EPSG:9207", "MultiLineString", 3)
    roads = features(client, "/api/collections/roads/items", crs="EPSG:9207")
    lines = [line for road in roads if road["geometry"] for line in road["geometry"]["coordinates"]]
    assert told["total_bounds"][0] == pytest.approx(min(x for line in lines for x, _ in line), abs=0.002)


def test_xlsx_is_the_features(client: Client, bridges: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed cells, no formulas; a full sheet is followed by another."""
    monkeypatch.setattr(workbook, "SHEET_ROWS", 4)
    book = openpyxl.load_workbook(io.BytesIO(body(client, BRIDGES, f="xlsx", properties=NAMES)))
    assert book.sheetnames == ["Cầu", *(f"Cầu {n}" for n in range(2, 6)), "Các cột", "Nguồn dữ liệu"]
    rows = [row for name in book.sheetnames[:-2] for row in book[name].iter_rows(min_row=2)]
    expected = features(client, properties=NAMES)
    assert len(rows) == len(expected)
    for row, feature in zip(rows, expected, strict=True):
        told = feature["properties"]
        name = unescape(row[1].value)  # a return is written _x000D_, as Excel does
        assert [row[0].value, name, row[2].value] == [feature["id"], told["name"], told["length_m"]]
        assert row[1].data_type == "s"
        assert (row[5].value.date().isoformat() if row[5].value else None) == told["condition_on"]
    about = {row[0].value: row[1].value for row in book["Nguồn dữ liệu"].iter_rows()}
    assert about["Số dòng / Rows"] == str(len(expected))
    assert "f=xlsx" in about["Truy vấn / Request"]


def test_a_sequence_is_the_features(client: Client, bridges: Network) -> None:
    records = body(client, BRIDGES, f="geojsonseq").decode().split("\x1e")[1:]
    assert [json.loads(record) for record in records] == features(client)


def test_an_export_is_whole_unless_a_limit_is_given(client: Client, net: Network) -> None:
    Bridge.objects.bulk_create(Bridge(name=f"Cầu {n}", source=SOURCE) for n in range(150))
    assert body(client, BRIDGES, f="csv").count(b"\n") == 153
    assert body(client, BRIDGES, f="csv", limit=10).count(b"\n") == 11


def test_labels_are_refused_where_there_is_no_room_for_them(client: Client, net: Network) -> None:
    refused(client.get(BRIDGES, {"labels": "true"}), 400, "bad-parameter", "labels")


def test_exports_do_not_take_every_thread(client: Client, net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_places", threading.BoundedSemaphore(1))
    held = client.get(BRIDGES, {"f": "csv"})
    answer = client.get(BRIDGES, {"f": "csv"})
    refused(answer, 503, "too-many-exports")
    assert answer["Retry-After"]
    held.getvalue()  # sent to the end
    assert body(client, BRIDGES, f="csv")


@pytest.mark.parametrize("form", exports.WRITERS)
def test_too_long_is_said_before_the_first_byte(client: Client, net: Network, settings: Any, form: str) -> None:
    """And the place among the exports is given back: again and again."""
    settings.EXPORT_TIMEOUT_MS = 0
    address = "/api/collections/culverts/items" if form == "form" else BRIDGES
    system = {"crs": "EPSG:9207"} if form == "dxf" else {}
    for _ in range(3):
        assert "cure" in refused(client.get(address, {"f": form, **system}), 503, "query-too-long")


@pytest.mark.parametrize("form", ["gpkg", "fgb"])
@pytest.mark.parametrize("name", ["inspections", "postings", "works"])
def test_records_stand_where_what_they_are_about_stands(
    client: Client, net: Network, recorded: None, tmp_path: Path, name: str, form: str
) -> None:
    """A collection of points and lines together once was no shape at all, and every such file an error."""
    address = f"/api/collections/{name}/items"
    file = tmp_path / f"{name}.{form}"
    file.write_bytes(body(client, address, f=form))
    read_back = pyogrio.raw.read(file, layer=name, columns=["public_id"])
    assert list(read_back[3][0]) == [feature["id"] for feature in features(client, address)]
