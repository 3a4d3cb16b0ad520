"""`/api/map`: several layers of a view in one file, each with its own filter, within one limit. That it asks nobody is shown in a browser (`test_sending_the_map.py`)."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from gisapi.forms import share
from infra.models import AdministrativeUnit, Bridge
from tests.gisapi.asking import refused
from tests.gisapi.forms.test_exports import body
from tests.network import SOURCE, Network, up
from tests.sql import now

MAP = "/api/map"


def sent(browser: Client, **query: Any) -> str:
    return body(browser, MAP, **query).decode()


def tables(page: str) -> dict[str, list[list[str]]]:
    """Head of a table → its rows; the first row is the titles."""
    panel = page.partition('<div class="rows"')[2]
    parts = re.findall(r"<h2>([^<]*)</h2><table>(.*?)</table>", panel, re.DOTALL)
    return {
        head: [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in table.split("<tr>")[1:]] for head, table in parts
    }


def opened_at(page: str) -> list[list[float]]:
    box: list[list[float]] = json.loads(re.findall(r"\.fitBounds\(\s*(\[\[.*?\]\])", page, re.DOTALL)[-1])
    return box


def test_every_layer_has_its_table_and_its_own_filter(client: Client, net: Network) -> None:
    page = sent(client, layers="bridges,roads,sections", **{"bridges.condition": "XAU", "sections.filter": "lanes = 2"})
    found = tables(page)
    assert list(found) == ["Cầu (1)", "Đoạn đường (3)", "Tuyến đường (3)"], "points first, as they lie on top"
    titles, bridge = found["Cầu (1)"]
    told = dict(zip(titles, bridge, strict=True))
    assert (told["Tên"], told["Tình trạng"], told["Chiều dài (m)"]) == ("Cầu Hộ Phòng", "Xấu", "78,00"), (
        "labels, not codes"
    )
    assert '<p class="asked">Cầu: Tình trạng Xấu</p>' in page
    assert f'<p class="asked">Nguồn: {SOURCE}</p>' in page
    assert '<p class="asked">Đoạn đường: lanes = 2</p>' in page
    legend = page.partition('class="legend"')[2].partition("</section>")[0]
    assert re.findall(r"<h2>(.*?)</h2>", legend) == ["Cấp quản lý của tuyến", "Tình trạng"]
    assert re.findall(r"</i>([^<]* \(\d\))", legend) == ["Cầu (1)", "Đoạn đường (3)", "Tuyến đường (3)"]


def test_that_there_is_none_is_told_where_it_was_asked(client: Client, net: Network) -> None:
    """Of the network's waters there are none, and nobody asked for any; of bridges in bad repair none is an answer."""
    asked = {"bridges.condition": "RAT_XAU"}
    assert list(tables(sent(client, layers="waterways,bridges,culverts", **asked))) == ["Cầu (0)", "Cống (2)"]


def test_a_view_is_its_box(client: Client, net: Network) -> None:
    """A bridge in it, one beyond it; it opens on what is drawn, and of a road no farther than the box."""
    south, north = up(-100).y, up(1000).y
    page = sent(client, bbox=f"105.49,{south},105.51,{north}", layers="bridges")
    assert page.partition('class="rows"')[2].partition("</table>")[0].count("<tr>") == 2
    (low, high) = opened_at(page)
    assert low == high == pytest.approx([up(500).y, 105.5], abs=1e-5)
    (low, high) = opened_at(sent(client, bbox=f"105.49,{south},105.51,{north}", layers="roads"))
    assert [*low, *high] == pytest.approx([up(0).y, 105.5, north, 105.505], abs=0.005)
    assert high[0] == pytest.approx(north)
    assert opened_at(sent(client, bbox="100,5,101,6")) == [[5, 100], [6, 101]], "nothing there: the box"
    assert "Cầu Gần" in page
    assert "Cầu Hộ Phòng" not in page


def test_the_day_and_the_unit_are_said(client: Client, net: Network, commune: AdministrativeUnit) -> None:
    before = now()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Cầu Mới")
    asked = {"layers": "bridges", "unit": "99001"}
    assert "Địa bàn: Xã Thử Đông" in sent(client, **asked)
    assert "Cầu Mới" in sent(client, **asked)
    day = sent(client, **asked, datetime=before.isoformat())
    assert re.search(r"Số liệu như lúc \d\d/\d\d/\d{4} \d\d:\d\d", day)


def test_nobody_is_sent_what_he_may_not_read(client: Client, planner: Client, net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=False)
    assert "Cầu Gần" not in sent(client, layers="bridges")
    assert "Cầu Gần" in sent(planner, layers="bridges")


def test_all_layers_together_are_within_the_limit(
    client: Client, net: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share, "MOST", 5)
    assert tables(sent(client, layers="roads,bridges"))
    facts = refused(client.get(MAP, {"layers": "roads,bridges,culverts"}), 400, "bad-parameter", "layers")
    assert (facts["reason"], facts["limit"]) == ("too-many-features", 5)
    monkeypatch.setattr(share, "MOST", 2)
    refused(client.get(MAP, {"layers": "roads"}), 400, "bad-parameter", "layers")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"layers": "houses"}, "layers"),
        ({"layers": "bridges", "bridges.filter": "height = 1"}, "bridges.filter"),
        ({"bridges.filter": "((("}, "bridges.filter"),
        ({"culverts.condition": "<>"}, "culverts.condition"),
        ({"communes.filter": "true"}, "communes.filter"),
        ({"roads.condition": "XAU"}, "roads.condition"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"unit": "77777"}, "unit"),
    ],
)
def test_a_fault_names_its_parameter(client: Client, net: Network, query: dict[str, str], field: str) -> None:
    refused(client.get(MAP, query), 400, "bad-parameter", field)


def test_a_name_is_a_text_there_too(client: Client, net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="{{ 7*7 }}<script>alert(1)</script>")
    page = sent(client, layers="bridges,roads", **{"bridges.filter": "name <> '<b>'"})
    assert "<script>alert" not in page
    assert r"\u0026#123;\u0026#123; 7*7 }}" in page
    assert "name &lt;&gt; &#x27;&lt;b&gt;&#x27;" in page
