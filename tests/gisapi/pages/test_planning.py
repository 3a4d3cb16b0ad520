"""A request of the API as the planners' page writes it."""

from urllib.parse import parse_qs

import pytest
from django.test import Client, RequestFactory

from gisapi import params
from gisapi.collections import COLLECTIONS
from gisapi.pages import planning
from tests.gisapi.asking import read
from tests.network import Network


def link(collection: str = "bridges", **query: str) -> planning.PlanningLink:
    row = COLLECTIONS[collection]
    request = RequestFactory().get(
        "/", {name.replace("__", "-"): value for name, value in query.items()} | {"f": "html"}
    )
    made = planning.link(row, params.items(request, row))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {}),
        ({"condition": "XAU,none", "limit": "5"}, {"cql": "(condition IN ('XAU') OR condition IS NULL)"}),
        ({"built_year": "1990,1991"}, {"cql": "built_year IN (1990,1991)"}),
        ({"condition_on": "2026-01-05"}, {"cql": "condition_on IN (DATE('2026-01-05'))"}),
        ({"name": "Cầu 'Cũ'"}, {"cql": "name IN ('Cầu ''Cũ''')"}),
        (
            {"filter": "length_m>50 OR width_m<4", "condition": "XAU"},
            {"cql": "(length_m>50 OR width_m<4) AND (condition IN ('XAU'))"},
        ),
        ({"road": "QL.1", "from": "Km2170", "to": "Km2180"}, {"road": "QL.1", "from": "Km2170", "to": "Km2180"}),
        ({"unit": "31825"}, {"unit": "31825"}),
        ({"near": "105.72,9.28,500"}, {"near": "105.72 9.28,500,"}),
        ({"near": "QL.1,500"}, {"near": "QL.1,500,"}),
        ({"bbox": "105.6,9.2,105.8,9.4"}, {"area": "105.6 9.2,105.8 9.4"}),
        ({"datetime": "2025-06-30"}, {"at": "30/06/2025"}),
        ({"sortby": "-length_m", "properties": "name,length_m"}, {"sort": "-length_m", "columns": "name,length_m"}),
    ],
)
def test_what_that_page_can_say(query: dict[str, str], expected: dict[str, str]) -> None:
    made = link(**query)
    path, _, fragment = made.href.partition("#")
    told = {name: values[0] for name, values in parse_qs(fragment).items()}
    assert (path, told, made.lost) == ("/tra-cuu", {"lang": "vi", "of": "bridges", **expected}, ())


@pytest.mark.parametrize(
    ("query", "lost"),
    [
        ({"q": "ho phong"}, ("q",)),
        ({"overlap": "sections(condition='XAU')"}, ("overlap",)),
        ({"datetime": "2025-01-01/2025-06-30"}, ("datetime",)),
        ({"bbox": "170,-90,-170,90"}, ("bbox",)),
        ({"bbox": "578000,1026000,581000,1029000", "bbox__crs": "EPSG:5897"}, ("bbox", "bbox-crs")),
        (
            {"filter": '{"op":"=","args":[{"property":"name"},"x"]}', "filter__lang": "cql2-json"},
            ("filter", "filter-lang"),
        ),
    ],
)
def test_what_it_cannot_say_is_named(query: dict[str, str], lost: tuple[str, ...]) -> None:
    made = link(**query)
    assert made.lost == lost
    assert set(parse_qs(made.href.partition("#")[2])) == {"lang", "of"}


def test_names_among_several_are_lost_not_guessed() -> None:
    assert link("roads", aliases="QL.1A").lost == ("aliases",)


def test_records_have_no_place_there() -> None:
    row = COLLECTIONS["works"]
    assert planning.link(row, params.items(RequestFactory().get("/", {"f": "html"}), row)) is None


@pytest.mark.parametrize(
    "query",
    [
        {"condition": "XAU,none"}, {"name": "Cầu Gần"}, {"length_m": "78,79"}, {"chainage_nominal": "false"}, {"built_year": "none"},
        {"crossing_name": "none"}, {"condition_on": "2026-01-05,none"}, {"road": "QL.9T", "condition": "TOT"},
        {"filter": "at_m < 1000", "located_by": "chainage"},
    ],
)  # fmt: skip
def test_the_cql2_finds_what_the_parameters_find(client: Client, net: Network, query: dict[str, str]) -> None:
    said = {name: values[0] for name, values in parse_qs(link(**query).href.partition("#")[2]).items()}
    asked = {name: said[name] for name in ("road", "from", "to") if name in said} | {"filter": said["cql"]}
    found, again = (read(client, "/api/collections/bridges/items", **each)["features"] for each in (query, asked))
    assert [row["id"] for row in found] == [row["id"] for row in again]
    assert "none" in str(query) or found
