"""The table of a collection and the page of one feature, against the JSON of the same request."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from gisapi.collections import COLLECTIONS
from gisapi.publication import PUBLIC
from infra.models import Bridge
from tests.gisapi.asking import read
from tests.gisapi.pages.reading import Read, page
from tests.network import SOURCE, Network, up

BRIDGES = "/api/collections/bridges/items"
NASTY = '"><script>alert(1)</script><a href="javascript:x" onclick=\'y\'>{{ 7|add:7 }}{% now "Y" %}'


def by_title(made: Read, row: int = 1) -> dict[str, str]:
    """Head of a column (Vietnamese and English) → the cell of a row."""
    return dict(
        zip((" ".join(cell.split()) for cell in made.rows[0]), (c.strip() for c in made.rows[row]), strict=True)
    )


def test_a_table_shows_the_features_of_the_answer(client: Client, net: Network) -> None:
    made = page(client, BRIDGES, sortby="-length_m,name")
    told = read(client, BRIDGES, sortby="-length_m,name")["features"]
    assert [row[0] for row in made.rows[1:]] == [feature["id"] for feature in told]
    first = by_title(made)
    assert (first["Tên Name"], first["Lý trình Chainage"]) == ("Cầu Gần", "Km10+500")
    assert (first["Tình trạng Condition"], first["Chiều dài (m) ▼ Length"]) == ("Tốt", "78")
    assert first["Năm xây dựng Built"] == "–"
    assert first["Hình học Geometry"] == f"105,5; {told[0]['geometry']['coordinates'][1]:.7f}".rstrip("0").replace(
        ".", ","
    )
    assert len(made.rows[0]) == len(told[0]["properties"]) + 2, "every property, the id and the place"
    assert "2 kết quả" in " ".join(made.told["count"].split())


def test_conditions_are_told_in_words_and_can_be_dropped(client: Client, net: Network) -> None:
    made = page(client, BRIDGES, condition="XAU,none", q="ho phong", limit="5")
    assert "Tình trạng Condition: Xấu, chưa biết" in " ".join(made.text.split())
    dropped = [parse_qs(href[1:]) for href in made.links if href.startswith("?")]
    assert dropped == [
        {"q": ["ho phong"], "limit": ["5"], "f": ["html"]},
        {"condition": ["XAU,none"], "limit": ["5"], "f": ["html"]},
    ]


def test_pages_follow_each_other_to_the_end(client: Client, net: Network) -> None:
    for n in range(5):
        Bridge.objects.create(name=f"Cầu {n}", located_by="coordinates", geom=up(100 * n), source=SOURCE)
    seen, href = [], f"{BRIDGES}?limit=2&sortby=name"
    while href:
        made = page(client, href)
        seen += [row[0] for row in made.rows[1:]]
        assert made.told["count"].split()[0] == "7", "the count is of the whole set"
        href = made.to["next"].removeprefix("http://testserver") if "next" in made.to else ""
    assert seen == [feature["id"] for feature in read(client, BRIDGES, sortby="name")["features"]]
    assert parse_qs(urlsplit(made.to["first"]).query) == {"limit": ["2"], "sortby": ["name"], "f": ["html"]}


@pytest.mark.parametrize(("asked", "expected"), [("", "name"), ("name", "-name"), ("-name", "name"), ("code", "name")])
def test_a_head_sorts_and_sorts_back(client: Client, net: Network, asked: str, expected: str) -> None:
    made = page(client, BRIDGES, road="QL.9T", **({"sortby": asked} if asked else {}))
    links = [parse_qs(urlsplit(href).query) for href in made.links if href.startswith(f"{BRIDGES}?")]
    assert {"road": ["QL.9T"], "f": ["html"], "sortby": [expected]} in links


def test_chosen_columns_stand_in_the_order_asked(client: Client, net: Network) -> None:
    made = page(client, BRIDGES, properties="condition,name")
    assert [" ".join(cell.split()) for cell in made.rows[0]] == [
        "Mã Id",
        "Tình trạng Condition",
        "Tên Name",
        "Hình học Geometry",
    ]


def test_a_page_holds_at_most_a_thousand_rows_and_goes_on(client: Client, net: Network) -> None:
    Bridge.objects.bulk_create(Bridge(name=f"Cầu {n}", source=SOURCE) for n in range(1100))
    made = page(client, BRIDGES, limit="5000", properties="name")
    assert len(made.rows) == 1 + 1000
    assert "next" in made.to
    assert made.told["count"].split()[0] == "1.102"


def test_an_item_shows_all_there_is(client: Client, net: Network, commune: Any) -> None:
    address = f"{BRIDGES}/{net.near_bridge.public_id}"
    made, told = page(client, address), read(client, address)
    assert {name.removeprefix("fact-") for name in made.told if name.startswith("fact-")} == set(told["properties"])
    facts = {name: " ".join(text.split()) for name, text in made.told.items()}
    assert (facts["fact-condition"], facts["fact-length_m"], facts["fact-built_year"]) == ("Tốt Good", "78 m", "–")
    assert (facts["fact-road"], facts["fact-commune"]) == ("QL.9T", "99001")
    assert f"/api/collections/roads/items/{net.ql.public_id}" in made.links
    assert "/api/collections/communes/items/99001" in made.links
    assert f"/#16/{up(500).y:.5f}/105.50000?lang=vi&at=bridges/{net.near_bridge.public_id}" in made.links
    assert f"/api/collections/inspections/items?about={net.near_bridge.public_id}&f=html" in made.links


def test_records_lead_to_what_they_are_about(client: Client, net: Network, recorded: None) -> None:
    far = net.far_bridge.public_id
    made = page(client, "/api/collections/inspections/items", about=far)
    assert made.told["count"].split()[0] == "1"
    assert f"{BRIDGES}/{far}" in made.links


def test_a_line_tells_its_kind_its_box_and_every_vertex(client: Client, net: Network) -> None:
    address = f"/api/collections/roads/items/{net.gap.public_id}"
    made = page(client, address)
    assert "Đường, 4 đỉnh" in made.text
    lines = read(client, address)["geometry"]["coordinates"]
    assert str(lines) in made.text
    assert len([vertex for line in lines for vertex in line]) == 4


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("roads", "Quốc lộ thử"), ("km-posts", "Km10 QL.9T"), ("sections", "QL.9T Km10+000 – Km11+1000"), ("bridges", "Cầu Gần"),
        ("communes", "Xã Thử Đông"), ("works", "Vá mặt đường"), ("inspections", "Cầu Hộ Phòng"),
    ],
)  # fmt: skip
def test_a_feature_is_called_what_people_call_it(
    client: Client, net: Network, recorded: None, commune: Any, name: str, title: str
) -> None:
    first = read(client, f"/api/collections/{name}/items")["features"][0]["id"]
    assert page(client, f"/api/collections/{name}/items/{first}").text.strip().split("\n")[0] == f"{title} – CầuĐường"


def test_coordinates_are_in_the_system_asked_for(client: Client, net: Network) -> None:
    made = page(client, f"{BRIDGES}/{net.near_bridge.public_id}", crs="EPSG:5897")
    assert "http://www.opengis.net/def/crs/EPSG/0/5897" in made.text
    assert f"/#?lang=vi&at=bridges/{net.near_bridge.public_id}" in made.links, "the map is not sent to metres"


def test_what_people_write_is_text_and_nothing_else(client: Client, engineer: Client, net: Network) -> None:
    """Names and every other text, in tables, on cards, in conditions, problems and history."""
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name=NASTY, crossing_name=NASTY, source=NASTY)
    address = f"{BRIDGES}/{net.near_bridge.public_id}"
    for made in (
        page(client, BRIDGES),
        page(client, address),
        page(client, BRIDGES, name=NASTY),
        page(client, BRIDGES, q=NASTY[:40]),
        page(client, "/api/collections/bridges/statistics", source=NASTY),
        page(engineer, f"{address}/history"),
    ):
        assert NASTY[:40] in made.text
        assert "script" not in made.tags
        assert not [name for name in made.attributes if name.startswith("on")]
        assert not [href for href in made.links if not href.startswith(("/", "?", "http://testserver/", "#"))]
    refusal = client.get(BRIDGES, {NASTY: "1", "f": "html"})
    assert refusal.status_code == 400
    assert "script" not in Read(refusal.content.decode()).tags


@pytest.mark.parametrize("name", COLLECTIONS)
def test_visitors_read_public_fields_only(
    client: Client, engineer: Client, net: Network, recorded: None, commune: Any, name: str
) -> None:
    address = f"/api/collections/{name}/items"
    first = read(client, address)["features"][0]["id"]
    for browser, expected in ((client, PUBLIC[name]), (engineer, set(COLLECTIONS[name].fields))):
        made = page(browser, f"{address}/{first}")
        assert {fact.removeprefix("fact-") for fact in made.told if fact.startswith("fact-")} == set(expected)
    titles = {field.title_vi for field in COLLECTIONS[name].fields.values() if not field.public}
    heads = " ".join(page(client, address).rows[0])
    assert not [title for title in titles if title in heads]


def test_hidden_rows_are_on_no_page(client: Client, engineer: Client, net: Network) -> None:
    hidden = Bridge.objects.create(
        name="Cầu Kín", located_by="coordinates", geom=up(10), is_published=False, source=SOURCE
    )
    assert hidden.public_id in [row[0] for row in page(engineer, BRIDGES).rows]
    assert hidden.public_id not in page(client, BRIDGES).text
    assert client.get(f"{BRIDGES}/{hidden.public_id}", {"f": "html"}).status_code == 404


def test_statistics_are_the_figures_of_the_answer(client: Client, net: Network) -> None:
    made = page(client, "/api/collections/sections/statistics", **{"group-by": "condition"})
    assert made.rows[1:] == [
        ["Trung bình Fair", "1", "1,000", "1,000"],
        ["Tốt Good", "1", "2,000", "2,000"],
        ["Xấu Poor", "1", "2,000", "2,000"],
        ["Tổng Total", "3", "5,000", "5,000"],
    ]
    assert any(parse_qs(href[1:]).get("group-by") == ["condition,road"] for href in made.links)


def test_statistics_without_groups_are_the_total(client: Client, net: Network) -> None:
    made = page(client, "/api/collections/bridges/statistics")
    assert made.rows[1:] == [["Tổng Total", "2", "0,156", "–"]]
