"""Where are they: many questions in one body, as JSON or as a table, each answered or refused by itself."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from gisapi.place_answers import COLUMNS
from infra.crs import transform
from tests.gisapi.asking import refused
from tests.network import Network, up

LOCATE = "/api/locate"


def post(client: Client, rows: Any, query: str = "", **headers: str) -> Any:
    body = rows if isinstance(rows, bytes) else json.dumps({"rows": rows})
    return client.post(f"{LOCATE}{query}", body, content_type="application/json", headers=headers)


def answered(client: Client, rows: Any, query: str = "") -> list[dict[str, Any]]:
    answer = post(client, rows, query)
    assert answer.status_code == 200, answer.content
    told: list[dict[str, Any]] = json.loads(answer.content)["rows"]
    assert [row["row"] for row in told] == list(range(1, len(rows) + 1))
    return told


def table(client: Client, text: str | bytes, query: str = "", accept: str = "text/csv") -> Any:
    return client.post(f"{LOCATE}{query}", text, content_type="text/csv", headers={"Accept": accept})


def lines(answer: Any) -> list[dict[str, str]]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8"), answer.content
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_both_ways_in_one_body_in_the_order_asked(client: Client, net: Network, commune: Any) -> None:
    x, y = transform(105.5, up(4500).y, 4326, 5897)
    rows = [
        {"id": "a", "lon": 105.5, "lat": up(600).y},
        {"id": 7, "road": "QL9T", "chainage": "Km11+1100"},
        {"road": "ĐT.1T", "chainage": "Km0+500"},
        {"id": None, "x": x, "y": y, "crs": "EPSG:5897"},
        {"road": "ĐT.1T", "lon": 105.5, "lat": up(600).y},
    ]
    told = answered(client, rows)
    assert [row["id"] for row in told] == ["a", 7, None, None, None]
    at = [[(c["road"], round(c["at_m"], 1)) for c in row["candidates"]] for row in told]
    assert at == [[("QL.9T", 600.0)], [("QL.9T", 2100.0)], [("ĐT.1T", 500.0)], [("QL.9T", 4500.0)], []]
    assert told[3]["candidates"][0]["x"] == pytest.approx(x, abs=0.01)
    assert "x" not in told[0]["candidates"][0]
    assert told[0]["candidates"][0]["commune"] == "99001"


def test_each_answer_is_that_of_one_question(client: Client, net: Network) -> None:
    for row in ({"road": "QL.9T", "chainage": "Km13+100"}, {"lon": 105.5003, "lat": up(1234).y}):
        single = json.loads(client.get(LOCATE, row).content)
        (told,) = answered(client, [row])
        assert told["candidates"] == single["candidates"]


@pytest.mark.parametrize(
    ("row", "code", "field", "facts"),
    [
        ({"road": "QL.404", "chainage": "Km1"}, "not-found", "road", {"id": "QL.404"}),
        ({"road": "...", "chainage": "Km1"}, "not-found", "road", {}),
        (
            {"road": "QL.9T", "chainage": "Km10+1001"},
            "chainage-beyond-post",
            "chainage",
            {"over_m": 1.0, "next_km": 11},
        ),
        ({"road": "QL.9T", "chainage": "Km9"}, "chainage-before-first-post", "chainage", {"first_km": 10}),
        ({"road": "QL.9T", "chainage": "111887"}, "bad-parameter", "chainage", {"bare_metres": True}),
        ({"road": "QL.9T", "chainage": ["Km1"]}, "bad-parameter", "chainage", {"expected": "text or a number"}),
        ({"road": "QL.9T"}, "bad-parameter", "chainage", {}),
        ({"chainage": "Km1"}, "bad-parameter", "road", {}),
        ({"lon": 105.5}, "bad-parameter", "lat", {}),
        ({"lon": "105,5", "lat": 9.2}, "bad-parameter", "lon", {"value": "105,5"}),
        ({"lon": 9.2, "lat": 105.5}, "bad-parameter", "lat", {}),
        ({"lon": True, "lat": 9.2}, "bad-parameter", "lon", {}),
        ({"x": 579584, "y": 1026816}, "bad-parameter", "crs", {}),
        ({"x": 1026816, "y": 579584, "crs": "EPSG:5897"}, "bad-parameter", "x", {}),
        ({"x": 1, "y": 2, "crs": "EPSG:27700"}, "bad-parameter", "crs", {"value": "EPSG:27700"}),
        ({"lon": 105.5, "lat": 9.2, "colour": "red"}, "bad-parameter", "colour", {}),
        ({"road": "Q\x00L", "chainage": "Km1"}, "bad-parameter", "road", {}),
        ({"road": "x" * 201, "chainage": "Km1"}, "bad-parameter", "road", {}),
        ({"id": {"a": 1}, "lon": 105.5, "lat": 9.2}, "bad-parameter", "id", {}),
        ({}, "bad-parameter", "lon", {}),
    ],
)
def test_a_row_that_cannot_be_answered_fails_alone(
    client: Client, net: Network, row: dict[str, Any], code: str, field: str, facts: dict[str, Any]
) -> None:
    good = {"road": "QL.9T", "chainage": "Km10+500"}
    first, wrong, last = answered(client, [good, row, good])
    assert first["candidates"] == last["candidates"] != []
    assert set(wrong) == {"row", "id", "problem"}
    assert (wrong["problem"]["code"], wrong["problem"]["field"]) == (code, field), wrong
    assert {name: wrong["problem"]["facts"][name] for name in facts} == facts


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (b"", 422, "field-refused", "rows"),
        (b"{", 400, "body-unreadable", None),
        (b"[" * 100_000, 400, "body-unreadable", None),
        (b'{"rows": [{"lon": NaN}]}', 400, "body-unreadable", None),
        (b'{"rows": [{"road": "\\ud800"}]}', 400, "body-unreadable", None),
        (b'{"rows": [{"lon": 1, "lon": 2}]}', 400, "body-unreadable", None),
        (b"[]", 422, "field-refused", "body"),
        (b"{}", 422, "field-refused", "rows"),
        (b'{"rows": []}', 422, "field-refused", "rows"),
        (b'{"rows": {}}', 422, "field-refused", "rows"),
        (b'{"rows": [{}, 5]}', 422, "field-refused", "rows[1]"),
        (b'{"rows": [{}], "crs": "EPSG:5897"}', 422, "field-refused", "crs"),
        (b'{"rows": [' + b"{}," * 10_000 + b"{}]}", 422, "field-refused", "rows"),
        (b" " * 5_000_001, 413, "body-too-large", None),
    ],
)
def test_a_body_of_another_shape_is_refused_whole(
    client: Client, db: None, body: bytes, status: int, code: str, field: str | None
) -> None:
    refused(post(client, body), status, code, field)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?colour=red", "colour"),
        ("?crs=EPSG:1", "crs"),
        ("?f=xlsx", "f"),
        ("?limit=0", "limit"),
        ("?road=QL.1", "road"),
    ],
)
def test_what_holds_for_all_rows_is_a_parameter(client: Client, db: None, query: str, field: str) -> None:
    refused(post(client, [{}], query), 400, "bad-parameter", field)


def test_other_bodies_are_no_media_of_ours(client: Client, db: None) -> None:
    refused(client.post(LOCATE, "<rows/>", content_type="application/xml"), 415, "unsupported-media-type")


def test_one_system_for_all_rows(client: Client, net: Network) -> None:
    x, y = transform(105.5, up(500).y, 4326, 9207)
    place, along = answered(client, [{"x": x, "y": y}, {"road": "QL.9T", "chainage": "Km10+500"}], "?crs=EPSG:9207")
    for row in (place, along):
        (found,) = row["candidates"]
        assert (found["x"], found["y"]) == (pytest.approx(x, abs=0.02), pytest.approx(y, abs=0.02))


def test_a_table_in_and_out(client: Client, net: Network, commune: Any) -> None:
    """Semicolons and a byte-order mark, as spreadsheets write; blank lines and empty cells are answered too."""
    text = "\ufeffid;Road;Chainage;lon;lat\r\na;QL.9T;Km10+500;;\r\nb;;;105,5;9.2\r\n\r\n=c;;;105.5;9.201\r\n"
    told = lines(table(client, text.encode()))
    assert tuple(told[0]) == COLUMNS
    assert [(row["row"], row["id"], row["problem"], row["problem_field"]) for row in told] == [
        ("1", "a", "", ""),
        ("2", "b", "bad-parameter", "lon"),
        ("3", "", "bad-parameter", "lon"),
        ("4", "=c", "", ""),
    ]
    assert (told[0]["at_m"], told[0]["commune"], told[0]["nominal"], told[0]["ambiguous"]) == (
        "500.0",
        "99001",
        "false",
        "false",
    )
    assert told[0]["communes_before"] == "Xã Cũ (.99000)"
    assert (told[0]["uncertainty_m"], told[0]["uncertainty_because"]) == ("10.0", "real-post")
    assert json.loads(told[1]["problem_facts"])["value"] == "105,5"
    assert (told[3]["road"], told[3]["side"]) == ("QL.9T", "GIUA")


def test_either_form_out_of_either(client: Client, net: Network) -> None:
    text = "road,chainage\nQL.9T,Km10+500\n"
    assert json.loads(table(client, text, accept="*/*").content)["rows"][0]["candidates"][0]["at_m"] == 500
    assert json.loads(table(client, text, "?f=json").content)["rows"][0]["id"] is None
    assert lines(post(client, [{"road": "QL.9T", "chainage": "Km10+500"}], "?f=csv"))[0]["road"] == "QL.9T"
    assert lines(post(client, [{"road": "QL.9T", "chainage": "Km10+500"}], Accept="text/csv"))[0]["road"] == "QL.9T"


@pytest.mark.parametrize(
    ("text", "status", "code", "field"),
    [
        ("road,colour\nQL.1,red\n", 422, "field-refused", "column colour"),
        ("road,road\nQL.1,QL.1\n", 422, "field-refused", "column road"),
        ("road,chainage\nQL.1,Km1,3\n", 422, "field-refused", "line 2"),
        ('road,chainage\nQL.1,"Km1\n', 400, "body-unreadable", None),
        (b"road,chainage\n\xff,Km1\n", 400, "body-unreadable", None),
        ("road,chainage\n", 422, "field-refused", "rows"),
        ("", 422, "field-refused", "rows"),
        ("road,chainage\n" + "QL.9T,Km10\n" * 10_001, 422, "field-refused", "rows"),
        (b" " * 5_000_001, 413, "body-too-large", None),
    ],
)
def test_what_is_no_table_is_refused_whole(
    client: Client, db: None, text: str | bytes, status: int, code: str, field: str | None
) -> None:
    refused(table(client, text), status, code, field)


def test_ambiguous_rows_name_the_others(client: Client, net: Network) -> None:
    net.gap.aliases = ["QL.9TA"]
    net.gap.save()
    (row,) = lines(table(client, "road,chainage\nQL.9TA,Km10+500\n"))
    assert (row["road"], row["ambiguous"], row["others"]) == ("QL.9T", "false", ""), "ĐT.1T ends before Km10"
    net.gap.start_km = 10
    net.gap.save()
    (row,) = lines(table(client, "road,chainage\nQL.9TA,Km10+500\n"))
    assert (row["ambiguous"], row["in_reach"]) == ("true", "2")
    assert {row["road"], row["others"].split()[0]} == {"QL.9T", "ĐT.1T"}


def test_thousands_of_rows_are_two_statements(client: Client, net: Network, django_assert_num_queries: Any) -> None:
    rows = [{"road": "QL.9T", "chainage": f"Km10+{n % 999}"} for n in range(2000)]
    rows += [{"lon": 105.5, "lat": up(n).y} for n in range(2000)]
    with django_assert_num_queries(2):
        told = answered(client, rows)
    assert [round(row["candidates"][0]["at_m"]) for row in told] == [*(n % 999 for n in range(2000)), *range(2000)]


def test_a_browser_session_needs_its_token(net: Network, engineer: Client) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert post(browser, [{"road": "QL.9T", "chainage": "Km10"}]).status_code == 200, (
        "nobody signed in: nothing to forge"
    )
    browser.cookies = engineer.cookies
    refused(post(browser, [{"road": "QL.9T", "chainage": "Km10"}]), 403, "csrf-failed")
