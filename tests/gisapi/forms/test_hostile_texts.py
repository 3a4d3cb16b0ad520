"""What people write goes through every form as a text: no formula, no markup, no code of a drawing, no file that its reader cannot parse."""

import io
import re
import sqlite3
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pyogrio
import pytest
from django.test import Client
from openpyxl.utils.escape import unescape

from infra.models import CODE_LISTS, Bridge, Culvert
from tests.gisapi.forms.test_exports import BRIDGES, body
from tests.network import SOURCE, Network, up

CULVERTS = "/api/collections/culverts/items"
FORMULAS = ["=cmd|'/c calc'!A0", "+1+1", "@SUM(1)", "-2+3", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']
MARKUP = [
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<!--<script>", "]]><x>", "&lt;b&gt; & \"'", "<!--panel-->", "{{ 7*7 }}{% x %}",
    '<img src=x onerror="alert(3)">', "dòng\u2028sau\u2029nữa",
]  # fmt: skip
CONTROLS = [
    "\x01a\x0bb\x1f\x7fc",
    "0\n  0\nENDSEC\n  0\nEOF",
    "x\r\n  0\r\nEOF",
    "%%d %%c %%u",
    "{\\fArial|b1;x}\\P^Jy",
    "\x85\x0c",
]
NASTY = [*FORMULAS, *MARKUP, *CONTROLS]
NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
QUOTED = """Tốt "A" & <b>'x'</b> ]]> \x01"""


@pytest.fixture
def hostile(net: Network) -> list[Bridge]:
    """A bridge of every name, each 100 m further."""
    return [
        Bridge.objects.create(
            name=name, located_by="coordinates", geom=up(100 * n), condition_id="TB", note=name, source=SOURCE
        )
        for n, name in enumerate(NASTY)
    ]


def bare(text: str) -> str:
    """A text without blanks, line ends and other control characters, of which formats make this or that."""
    return re.sub(r"[\s\x00-\x1f\x7f\x85]+", "", text)


def columns_of(path: Path, name: str) -> list[Any]:
    meta, _, _, columns = pyogrio.raw.read(path, layer=0)
    return list(columns[list(meta["fields"]).index(name)])


def test_a_shapefile_keeps_texts_as_they_are(planner: Client, hostile: list[Bridge], tmp_path: Path) -> None:
    """dBASE says of each field that it is a text: spreadsheets take it for one, as they do in XLSX, and an apostrophe would come back as a change."""
    with zipfile.ZipFile(io.BytesIO(body(planner, BRIDGES, f="shp", properties="public_id,name,note"))) as pack:
        pack.extractall(tmp_path)
    path = next(tmp_path.glob("*.shp"))
    assert {bare(text) for text in columns_of(path, "name")} >= {bare(text) for text in NASTY}
    told = dict(zip(columns_of(path, "public_id"), columns_of(path, "note"), strict=True))
    assert [told[one.public_id] for one in hostile[:4]] == FORMULAS[:4]
    header = path.with_suffix(".dbf").read_bytes()[32:]
    assert [header[n * 32 + 11 : n * 32 + 12] for n in range(3)] == [b"C", b"C", b"C"]


@pytest.mark.parametrize("form", ["kml", "kmz"])
def test_kml_is_xml_without_markup_of_people(planner: Client, hostile: list[Bridge], tmp_path: Path, form: str) -> None:
    """No CDATA that `]]>` could end, no element that is not ours, no description, which a viewer would show as a page."""
    given = body(planner, BRIDGES, f=form, properties="name,note")
    if form == "kmz":
        pack = zipfile.ZipFile(io.BytesIO(given))
        given = b"".join(pack.read(name) for name in pack.namelist() if name.endswith(".kml") and name != "doc.kml")
    assert not NEVER_IN_XML.search(given.decode())
    root = ET.fromstring(given)
    space = "{http://www.opengis.net/kml/2.2}"
    names = {bare(one.findtext(f"{space}name", "")) for one in root.iter(f"{space}Placemark")}
    assert names >= {bare(text) for text in NASTY} - {""}
    assert not {"description", "script", "img", "x", "b"} & {one.tag.removeprefix(space) for one in root.iter()}


def test_a_drawing_keeps_its_structure(client: Client, hostile: list[Bridge], tmp_path: Path) -> None:
    """Pairs of lines to the end whichever characters a reader ends lines at; a name brings no code of its own."""
    given = body(client, BRIDGES, f="dxf", crs="EPSG:9207", bbox="105,9,106,10").decode("latin-1")
    for lines in (given.splitlines(), given.replace("\r\n", "\n").split("\n")[:-1]):
        assert len(lines) % 2 == 0
        pairs = list(zip(lines[::2], lines[1::2], strict=True))
        assert all(re.fullmatch(r" *\d+", code) for code, _ in pairs)
        assert [value for code, value in pairs if code.strip() == "0"].count("EOF") == 1
        assert pairs[-1][1] == "EOF"
    texts = [value for code, value in pairs if code.strip() in ("1", "3")]
    assert not [text for text in texts if re.search(r"%%|\^|[{}]|\\(?!~|U\+)", text)], "codes of CAD"
    path = tmp_path / "x.dxf"
    path.write_text(given, encoding="latin-1")
    layers = columns_of(path, "Layer")
    assert layers.count("bridges_TB") == 2 * len(NASTY)
    assert {text for text in columns_of(path, "Text") if text} >= {
        "=cmd|'/c calc'!A0",
        "+1+1",
        "<script>alert(1)</script>",
    }


def test_a_geopackage_and_its_styles_are_read(planner: Client, hostile: list[Bridge], tmp_path: Path) -> None:
    CODE_LISTS["condition"].objects.filter(code="TOT").update(label_vi=QUOTED)
    path = tmp_path / "x.gpkg"
    path.write_bytes(body(planner, BRIDGES, f="gpkg", properties="name,note"))
    line_ends = [text.replace("\r\n", "\n").replace("\r", "\n") for text in NASTY]
    assert set(columns_of(path, "note")) >= set(line_ends)
    path.write_bytes(body(planner, BRIDGES, f="gpkg"))
    with sqlite3.connect(path) as base:
        ((qml,),) = base.execute("SELECT styleQML FROM layer_styles")
    quoted_everywhere(qml)


def test_projects_are_xml_whatever_codes_are_called(client: Client, net: Network) -> None:
    CODE_LISTS["condition"].objects.filter(code="TOT").update(label_vi=QUOTED)
    for given in (body(client, CULVERTS, f="qfield"), client.get("/api/project.qgz").content):
        pack = zipfile.ZipFile(io.BytesIO(given))
        quoted_everywhere(pack.read(next(name for name in pack.namelist() if name.endswith(".qgs"))).decode())


def quoted_everywhere(text: str) -> None:
    """The label is in legend and list, to the letter, but for what XML cannot say."""
    root = ET.fromstring(text.partition(">\n")[2])
    said = QUOTED.replace("\x01", "")
    assert said in [one.get("label") for one in root.iter("category")]
    assert said in [one.get("name") for one in root.iter("Option") if one.get("value") == "TOT"]


def test_workbooks_hold_texts(planner: Client, hostile: list[Bridge]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(body(planner, BRIDGES, f="xlsx", properties="name,note")))
    rows = list(book["Cầu"].iter_rows(min_row=2))
    assert {cell.data_type for row in rows for cell in row[:2] if cell.value} == {"s"}
    assert {bare(unescape(row[1].value)) for row in rows if row[1].value} == {bare(text) for text in NASTY}


def test_the_national_form_holds_texts(planner: Client, net: Network) -> None:
    """Also characters that its writer refuses."""
    Culvert.objects.all().delete()
    for n, text in enumerate(NASTY):
        Culvert.objects.create(road=net.ql, located_by="chainage", at_m=100 + n, note=text, source=SOURCE)
    book = openpyxl.load_workbook(io.BytesIO(body(planner, CULVERTS, f="form", road=net.ql.public_id)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {bare(unescape(cell.value)) for cell in cells} >= {bare(text) for text in NASTY} - {""}


def test_the_map_to_mail_runs_nothing_of_people(planner: Client, hostile: list[Bridge]) -> None:
    """As a parser of HTML and of its scripts sees it; `test_shared_map` opens one in a browser."""
    given = body(planner, BRIDGES, f="map", properties="name,note", q="<script>q</script>").decode()
    whole = body(planner, BRIDGES, f="map", properties="name,note").decode()
    assert "&lt;script&gt;q" in given
    for text in (given, whole):
        assert not re.search(r"<script>(alert|q)|<img|<x>|<!--", text.partition("</head>")[2])
        assert text.count("<script") == text.count("</script>")
    assert not re.search("[\u2028\u2029]", "".join(re.findall(r"<script>(.*?)</script>", whole, re.DOTALL)))
    assert r'"words": "\u0026#123;\u0026#123; 7*7 }}\u0026#123;% x %}"' in whole, "no template of the server"
