"""A wrong field is told at one path whatever way it came, and all of them at once."""

from typing import Any

import pytest
from django.test import Client

from tests.gisapi.asking import put, refused
from tests.network import Network

BRIDGES = "/api/collections/bridges/items"
WAYS = ("POST", "PUT", "PATCH", "changesets")
KEPT = {"road": "QL.9T", "source": "x"}


@pytest.fixture
def told(engineer: Client, net: Network) -> Any:
    """Send properties one of the ways; the refusal's code, its field as one request names it, and its facts."""
    address = f"{BRIDGES}/{net.near_bridge.public_id}"

    def send(way: str, feature: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        etag = engineer.get(address)["ETag"]
        if way == "changesets":
            change = {"action": "update", "collection": "bridges", "id": net.near_bridge.public_id, "if_match": etag}
            body = {"changes": [{**change, "feature": feature}]}
            answer = engineer.post("/api/changesets", body, content_type="application/json")
            problem = answer.json()
            failure = problem["facts"]["failures"][0]
            more = {path.removeprefix("changes/0/feature/"): why for path, why in problem["facts"]["more"].items()}
            return (
                failure["code"],
                failure["field"].removeprefix("changes/0/feature/"),
                {**failure["facts"], "more": more},
            )
        whole = {"type": "Feature", **feature}
        answer = put(engineer, way, BRIDGES if way == "POST" else address, whole, None if way == "POST" else etag)
        problem = answer.json()
        return problem["code"], problem["field"], refused(answer, 422, problem["code"], problem["field"])

    return send


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("properties", "code", "fields"),
    [
        ({"width_m": "rộng", "colour": "đỏ"}, "field-refused", ["properties/width_m", "properties/colour"]),
        ({"length_m": -1, "built_year": 1700}, "rule-broken", ["properties/length_m", "properties/built_year"]),
        ({"at_m": 99999}, "measure-beyond-road", ["properties/at_m"]),
        ({"chainage": "Km99"}, "chainage-beyond-post", ["properties/chainage"]),
        ({"managing_unit": "XXX"}, "field-refused", ["properties/managing_unit"]),
        ({"condition": "KHA", "deck_rating": 3}, "rule-broken", ["properties/condition"]),
        ({"offset_m": 2000}, "rule-broken", ["properties/offset_m"]),
    ],
)
def test_a_wrong_property(told: Any, way: str, properties: dict[str, Any], code: str, fields: list[str]) -> None:
    found = told(way, {"properties": {**KEPT, **({} if "chainage" in properties else {"at_m": 510}), **properties}})
    assert found[0] == code
    assert found[1] in fields
    assert set(found[2]["more"]) == set(fields)


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_geometry_beside_a_wrong_property(told: Any, way: str) -> None:
    line = {"type": "LineString", "coordinates": [[105, 9], [106, 9]]}
    code, field, facts = told(way, {"geometry": line, "properties": {**KEPT, "width_m": "x"}})
    assert (code, field) == ("field-refused", "properties/width_m")
    assert set(facts["more"]) == {"properties/width_m", "geometry"}


@pytest.mark.parametrize("way", WAYS)
def test_a_point_far_from_its_road(told: Any, way: str) -> None:
    far = {"type": "Point", "coordinates": [105.6, 9.2]}
    code, field, facts = told(way, {"geometry": far, "properties": KEPT})
    assert (code, field, facts["rule"]) == ("rule-broken", "geometry", "far-from-road")


@pytest.mark.parametrize("way", WAYS)
def test_a_frame_that_is_wrong_in_two_places(told: Any, way: str) -> None:
    code, field, facts = told(way, {"geometry": "POINT(105 9)", "properties": []})
    assert (code, field) == ("field-refused", "geometry")
    assert set(facts["more"]) == {"geometry", "properties"}
