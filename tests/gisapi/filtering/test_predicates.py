"""CQL2 against the tiny network: each filter with the features a reader finds in the docstring of tests/network.py."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from infra.crs import transform
from infra.models import Bridge, Road, Section
from tests.gisapi.asking import read, refused
from tests.network import SOURCE, Network, up
from tests.sql import rows

BRIDGES = "/api/collections/bridges/items"


@pytest.fixture
def named(net: Network) -> dict[str, str]:
    """Public id → a name for tests: near (500 m, TOT), far (2500 m, XAU), lone (no road, nothing known but its name)."""
    lone = Bridge.objects.create(
        name="Cầu Đường Ấp 7%", located_by="coordinates", geom=up(4500, right=600), source=SOURCE
    )
    Bridge.objects.filter(pk=net.near_bridge.pk).update(condition_on="2024-03-01", width_m="7.50", built_year=1999)
    Bridge.objects.filter(pk=net.far_bridge.pk).update(condition_on="2025-06-30", width_m="4.00", span_count=3)
    return {net.near_bridge.public_id: "near", net.far_bridge.public_id: "far", lone.public_id: "lone"}


def found(client: Client, named: dict[str, str], text: str, language: str = "cql2-text", **more: str) -> set[str]:
    told = read(client, BRIDGES, filter=text, **{"filter-lang": language}, **more)
    return {named[feature["id"]] for feature in told["features"]}


P500, LINE = f"POINT(105.5 {up(500).y})", f"LINESTRING(105.4 {up(2500).y}, 105.6 {up(2500).y})"
BOX = f"POLYGON((105.4 {up(400).y}, 105.6 {up(400).y}, 105.6 {up(600).y}, 105.4 {up(600).y}, 105.4 {up(400).y}))"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("condition = 'XAU'", {"far"}),
        ("condition <> 'XAU'", {"near"}),
        ("condition IS NULL", {"lone"}),
        ("condition IS NOT NULL", {"near", "far"}),
        ("road IS NULL", {"lone"}),
        ("condition IN ('TOT', 'XAU')", {"near", "far"}),
        ("condition NOT IN ('TOT')", {"far"}),
        ("width_m > 4", {"near"}),
        ("width_m = 7.5", {"near"}),
        ("width_m BETWEEN 4 AND 7", {"far"}),
        ("NOT width_m BETWEEN 4 AND 7", {"near"}),
        ("at_m >= 500 AND at_m < 2500", {"near"}),
        ("built_year = 1999 OR condition = 'XAU' AND span_count = 3", {"near", "far"}),
        ("(built_year = 1999 OR condition = 'XAU') AND span_count = 3", {"far"}),
        ("width_m * 2 + 1 = 16", {"near"}),
        ("span_count / 2 > 1.4", {"far"}),
        ("span_count % 2 = 1", {"far"}),
        ("span_count div 2 = 1", {"far"}),
        ("span_count ^ 2 = 9", {"far"}),
        ("width_m / 0 > 1", set()),
        ("length_m = 78 AND length_m > width_m", {"near", "far"}),
        ("chainage_nominal = FALSE AND road = 'QL.9T'", {"near", "far"}),
        ("NOT chainage_nominal", {"near", "far", "lone"}),
        ("name = 'cau ho phong'", set()),
        ("name LIKE 'Cầu %'", {"near", "far", "lone"}),
        ("name LIKE '%7\\%'", {"lone"}),
        ("name LIKE '_ầu Gần'", {"near"}),
        ("casei(name) = casei('CẦU HỘ PHÒNG')", {"far"}),
        ("casei(name) = casei('cau ho phong')", set()),
        ("accenti(name) = accenti('Câu Hô Phong')", {"far"}),
        ("casei(accenti(name)) LIKE casei(accenti('%ho phong%'))", {"far"}),
        ("accenti(casei(name)) LIKE accenti(casei('%duong ap%'))", {"lone"}),
        ("casei(name) IN (casei('CẦU GẦN'), casei('x'))", {"near"}),
        ("condition_on = DATE('2025-06-30')", {"far"}),
        ("condition_on > '2024-12-31'", {"far"}),
        ("condition_on BETWEEN DATE('2024-01-01') AND DATE('2024-12-31')", {"near"}),
        ("T_AFTER(condition_on, DATE('2024-03-01'))", {"far"}),
        ("T_BEFORE(condition_on, DATE('2025-06-30'))", {"near"}),
        ("T_EQUALS(condition_on, DATE('2024-03-01'))", {"near"}),
        ("T_DURING(condition_on, INTERVAL('2024-01-01', '2024-12-31'))", {"near"}),
        ("T_INTERSECTS(condition_on, INTERVAL('2025-06-30', '..'))", {"far"}),
        ("T_DISJOINT(condition_on, INTERVAL('..', '2024-12-31'))", {"far"}),
        ("T_METBY(condition_on, DATE('2024-03-01'))", {"near"}),
        ("T_AFTER(recorded_from, TIMESTAMP('2000-01-01T00:00:00Z'))", {"near", "far", "lone"}),
        (f"S_INTERSECTS(geometry, {BOX})", {"near"}),
        (f"S_WITHIN(geometry, {BOX})", {"near"}),
        (f"S_DISJOINT(geometry, {BOX})", {"far", "lone"}),
        (f"NOT S_INTERSECTS(geom, {BOX})", {"far", "lone"}),
        (f"S_CONTAINS({BOX}, geometry)", {"near"}),
        (f"S_INTERSECTS(geometry, BBOX(105.4, {up(400).y}, 105.6, {up(600).y}))", {"near"}),
        (f"S_EQUALS(geometry, {P500})", set()),  # the point of a chainage is no round number of degrees
        (f"S_DWITHIN(geometry, {P500}, 10)", {"near"}),
        (f"S_DWITHIN(geometry, {P500}, 1999)", {"near"}),
        (f"S_DWITHIN(geometry, {P500}, 2001)", {"near", "far"}),
        (f"S_DWITHIN(geometry, {LINE}, 10)", {"far"}),
        (f"S_CROSSES(geometry, {LINE})", set()),
        (f"S_TOUCHES(geometry, {BOX})", set()),
        (f"S_OVERLAPS(geometry, {BOX})", set()),
        ("TRUE", {"near", "far", "lone"}),
        ("FALSE", set()),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_what_is_found(client: Client, named: dict[str, str], text: str, names: set[str]) -> None:
    assert found(client, named, text) == names


@pytest.mark.django_db
def test_json_says_the_same(client: Client, named: dict[str, str]) -> None:
    tree = {"op": "and", "args": [{"op": "=", "args": [{"property": "condition"}, "XAU"]},
                                  {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [105, 9, 106, 10]}]}]}  # fmt: skip
    assert found(client, named, json.dumps(tree), "cql2-json") == {"far"}


@pytest.mark.parametrize("srid", [4326, 3857, 5897, 9207])
@pytest.mark.django_db
def test_a_filter_in_another_system(client: Client, named: dict[str, str], srid: int) -> None:
    x, y = transform(105.5, up(500).y, 4326, srid)
    first, second = (y, x) if srid == 4326 else (x, y)  # EPSG:4326 is latitude first
    text = f"S_DWITHIN(geometry, POINT({first:.7f} {second:.7f}), 1)"
    assert found(client, named, text, **{"filter-crs": f"EPSG:{srid}"}) == {"near"}


@pytest.mark.django_db
def test_arrays(client: Client, net: Network) -> None:
    Road.objects.filter(pk=net.gap.pk).update(aliases=["A", "B"])

    def roads(text: str) -> set[str]:
        return {
            row["properties"]["code"] for row in read(client, "/api/collections/roads/items", filter=text)["features"]
        }

    assert roads("A_CONTAINS(aliases, ('A'))") == {"ĐT.1T"}
    assert roads("A_CONTAINS(aliases, ('A', 'C'))") == set()
    assert roads("A_OVERLAPS(aliases, ('A', 'QL.9TA'))") == {"ĐT.1T", "QL.9T"}
    assert roads("A_EQUALS(aliases, ('QL.9TA'))") == {"QL.9T"}
    assert roads("A_CONTAINEDBY(aliases, ('A', 'B', 'C'))") == {"ĐT.1T", "ĐT.2T"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("colour = 'red'", "unknown-property"),
        ("note = 'x'", "unknown-property"),
        ("name = 1", "wrong-kind"),
        ("width_m = 'wide'", "wrong-kind"),
        ("width_m = TRUE", "wrong-kind"),
        ("name BETWEEN 'a' AND 'b'", "wrong-kind"),
        ("condition_on > TIMESTAMP('2024-01-01T00:00:00Z')", "wrong-kind"),
        ("condition_on = DATE('2024-02-31')", "no-date"),
        ("condition_on > '31/12/2024'", "no-date"),
        ("T_AFTER(recorded_from, TIMESTAMP('2024-01-01T00:00:00'))", "no-instant"),
        ("T_AFTER(condition_on, name)", "wrong-kind"),
        ("T_AFTER(condition_on, INTERVAL('2024-01-01', '2024-01-01T00:00:00Z'))", "wrong-kind"),
        ("geometry = 1", "wrong-kind"),
        ("geometry IS NULL AND name LIKE 1", "wrong-kind"),
        ("name LIKE 'abc\\'", "unreadable"),
        ("S_INTERSECTS(geometry, name)", "wrong-kind"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", "invalid-geometry"),
        ("S_DWITHIN(geometry, POINT(105 9), -1)", "no-distance"),
        ("S_DWITHIN(geometry, geometry, 5)", "no-geometry"),
        ("S_BUFFER(geometry, 5) = 1", "unknown-operator"),
        ("pg_sleep(10) = 1", "unknown-operator"),
        ("name", "wrong-kind"),
        ("1 + 1", "unknown-operator"),
        ("width_m ^ 5000 > 1", "value out of range: overflow"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_what_cannot_be_asked_names_the_filter(client: Client, named: dict[str, str], text: str, reason: str) -> None:
    answer = client.get(BRIDGES, {"filter": text})
    code = "query-refused" if "overflow" in reason else "bad-parameter"
    assert refused(answer, 400, code, "filter")["reason"] == reason


@pytest.mark.parametrize(
    "tree",
    ["1", "null", '"x"', "[]", "{}", '{"op":"and"}', '{"op":"and","args":[]}', '{"op":"and","args":[true]}', '{"op":"not","args":[true,true]}',
     '{"op":"=","args":[1]}', '{"op":"=","args":[{"property":1},1]}', '{"op":"in","args":[{"property":"name"},[]]}', '{"op":"in","args":[{"property":"name"},"x"]}',
     '{"op":["and"],"args":[]}', '{"op":"like","args":[{"property":"name"},null]}', '{"op":"s_within","args":[{"property":"geometry"},{"type":"Point"}]}',
     '{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":["x",1]}]}',
     '{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[1,2],[3]]}]}',
     '{"op":"s_within","args":[{"property":"geometry"},{"bbox":[1,2,3]}]}', '{"op":"s_within","args":[{"property":"geometry"},{"bbox":"x"}]}',
     '{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[200,95]}]}',
     '{"op":"t_after","args":[{"property":"condition_on"},{"interval":1}]}', '{"op":"t_after","args":[{"property":"condition_on"},{"date":1}]}',
     '{"op":"a_contains","args":[{"property":"name"},["x"]]}', '{"op":"casei","args":[{"property":"name"}]}'],
)  # fmt: skip
@pytest.mark.django_db
def test_malformed_json_is_refused(client: Client, named: dict[str, str], tree: str) -> None:
    answer = client.get(BRIDGES, {"filter": tree, "filter-lang": "cql2-json"})
    assert "reason" in refused(answer, 400, "bad-parameter", "filter") or "expected" in answer.json()["facts"]


@pytest.mark.django_db
def test_a_literal_is_never_sql(client: Client, named: dict[str, str]) -> None:
    for text in ("name = '''; DROP TABLE bridge; --'", "name = '%(signed_in)s %s %%'", "name LIKE '%; SELECT 1'"):
        assert found(client, named, text) == set()
    assert Bridge.objects.count() == 3


@pytest.mark.django_db
def test_internal_properties_are_for_those_who_may_read_them(engineer: Client, net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(note="ghi chú")
    told: Any = read(engineer, BRIDGES, filter="note IS NOT NULL")
    assert [feature["id"] for feature in told["features"]] == [net.near_bridge.public_id]


@pytest.mark.parametrize(
    ("text", "bbox", "names"),
    [
        ("condition = 'XAU'", True, {"far"}),
        ("condition IS NULL", True, {"lone"}),
        ("NOT condition IN ('TOT')", True, {"far"}),
        (f"condition = 'TOT' AND S_INTERSECTS(geometry, {BOX})", False, {"near"}),
        (f"condition = 'XAU' AND S_INTERSECTS(geometry, {BOX})", False, set()),
    ],
)
def test_a_code_is_asked_of_rows_chosen_by_a_place_without_its_index(
    client: Client, named: dict[str, str], text: str, bbox: bool, names: set[str]
) -> None:
    """The planner would read all rows of the code in the country; what the filter means stays the same."""
    box = {"bbox": "105,9,106,10"} if bbox else {}
    with CaptureQueriesContext(connection) as asked:
        assert found(client, named, text, **box) == names
    assert any('(f.condition COLLATE "C")' in query["sql"] for query in asked)


def test_of_a_code_in_a_box_the_planner_knows_how_many_there_are(client: Client, net: Network) -> None:
    """It expected one row in two hundred of each code, and read every road anew for each of hundreds."""
    Section.objects.bulk_create(
        Section(road=net.gap, from_m=n, to_m=n + 1, condition_id="XAU" if n % 2 else "TOT", source=SOURCE)
        for n in range(400)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze section")
    with CaptureQueriesContext(connection) as asked:
        read(client, "/api/collections/sections/items", bbox="105,9,106,10", condition="XAU", limit="1000")
    (page,) = (query["sql"] for query in asked if "FROM section s" in query["sql"])
    (condition,) = re.findall(r"\(f\.condition [^\n]*?::text\[\]\)", page)
    ((plan,),) = rows(f"explain (format json) select from section f where {condition}")
    assert plan[0]["Plan"]["Plan Rows"] == pytest.approx(201, abs=20)


def test_a_code_alone_is_found_by_its_index(client: Client, named: dict[str, str]) -> None:
    text = f"condition = 'XAU' OR S_INTERSECTS(geometry, {BOX})"
    with CaptureQueriesContext(connection) as asked:
        assert found(client, named, text) == {"near", "far"}
    assert not any('(f.condition COLLATE "C")' in query["sql"] for query in asked)
