"""Counts and kilometres: sums a reader can do, and the same as the items they count."""

from typing import Any

import pytest
from django.test import Client

from gisapi.collections import COLLECTIONS
from infra.models import Bridge
from tests.gisapi.asking import read
from tests.network import Network, up


def numbers(client: Client, collection: str, **query: Any) -> Any:
    return read(client, f"/api/collections/{collection}/statistics", **query)


def by(told: Any, column: str, value: str = "length_km") -> dict[str, float]:
    return {group[column]: group[value] for group in told["groups"]}


def test_kilometres_by_condition(client: Client, net: Network) -> None:
    told = numbers(client, "sections", **{"group-by": "condition"})
    assert by(told, "condition") == {"TOT": 2.0, "XAU": 2.0, "TB": 1.0}
    assert (told["measure"], told["unit"]) == ("length_km", "km")
    assert told["total"] == {"count": 3, "length_km": 5.0, "chainage_km": 5.0}


def test_kilometres_are_cut_at_the_commune(client: Client, net: Network, commune: Any) -> None:
    """The commune ends at 2000 m: the first section is whole, the second only touches it."""
    told = numbers(client, "sections", unit="99001")
    assert told["total"]["length_km"] == pytest.approx(2.0, abs=0.001)


def test_kilometres_are_cut_at_the_box(client: Client, net: Network) -> None:
    box = f"105.4,{up(1500).y},105.55,{up(2500).y}"
    told = numbers(client, "sections", bbox=box, **{"group-by": "condition"})
    assert by(told, "condition") == {"TOT": pytest.approx(0.5, abs=0.001), "XAU": pytest.approx(0.5, abs=0.001)}


def test_kilometres_are_cut_at_the_box_and_the_commune(client: Client, net: Network, commune: Any) -> None:
    told = numbers(client, "sections", bbox=f"105.4,{up(1500).y},105.55,{up(2500).y}", unit="99001")
    assert told["total"]["length_km"] == pytest.approx(0.5, abs=0.001)


def test_kilometres_are_cut_at_from_and_to(client: Client, net: Network) -> None:
    """Km11 is at 1000 m, Km12+100 at 2235 m."""
    told = numbers(client, "sections", road="QL.9T", to="Km12+100", **{"from": "Km11", "group-by": "condition"})
    assert by(told, "condition") == {"TOT": pytest.approx(1.0, abs=0.001), "XAU": pytest.approx(0.235, abs=0.001)}


def test_roads_by_class_with_a_gap_that_has_no_length(client: Client, net: Network) -> None:
    told = numbers(client, "roads", **{"group-by": "road_class"})
    assert by(told, "road_class") == {"QL": pytest.approx(5.0, abs=0.001), "DT": pytest.approx(2.0, abs=0.001)}
    assert by(told, "road_class", "count") == {"QL": 1, "DT": 2}


def test_what_is_not_known_is_its_own_group(client: Client, net: Network) -> None:
    told = numbers(client, "culverts", **{"group-by": "condition"})
    assert told["groups"] == [{"condition": None, "count": 1}, {"condition": "TB", "count": 1}] or told["groups"] == [
        {"condition": "TB", "count": 1}, {"condition": None, "count": 1},
    ]  # fmt: skip
    assert "length_km" not in told["total"]


def test_two_columns(client: Client, net: Network) -> None:
    told = numbers(client, "sections", **{"group-by": "road_class,condition"})
    assert {(group["road_class"], group["condition"], group["count"]) for group in told["groups"]} == {
        ("QL", "TOT", 1), ("QL", "XAU", 1), ("QL", "TB", 1),
    }  # fmt: skip


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_column_adds_up_to_the_items(client: Client, net: Network, commune: Any, name: str) -> None:
    matched = read(client, f"/api/collections/{name}/items", count="true")["numberMatched"]
    for column in COLLECTIONS[name].group_by:
        told = numbers(client, name, **{"group-by": column})
        assert told["total"]["count"] == matched
        counted = sum(group["count"] for group in told["groups"])
        # A line that leaves a commune is counted in it and outside it; nothing else is counted twice.
        assert counted == matched or (column == "commune" and COLLECTIONS[name].shape == "line" and counted > matched)
        assert all(set(group) == {column, "count", *COLLECTIONS[name].figures} for group in told["groups"])


def test_kilometres_by_commune_are_cut_at_the_commune_and_none_is_lost(
    client: Client, net: Network, commune: Any
) -> None:
    """The commune ends at 2000 m of the 5000."""
    told = numbers(client, "sections", **{"group-by": "commune"})
    assert by(told, "commune") == {"99001": pytest.approx(2.0, abs=0.001), None: pytest.approx(3.0, abs=0.001)}
    assert told["total"]["length_km"] == pytest.approx(5.0, abs=0.001)


def test_deck_area_is_of_those_whose_both_sides_are_known(client: Client, net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(width_m="7.50")
    told = numbers(client, "bridges", measure="deck_area_m2")
    assert told["total"] == {"count": 2, "length_km": 0.156, "deck_area_m2": 585.0}
    assert (told["measure"], told["unit"]) == ("deck_area_m2", "m²")


def test_nothing_matching_is_nought(client: Client, net: Network) -> None:
    told = numbers(client, "sections", condition="RAT_XAU", **{"group-by": "condition"})
    assert (told["groups"], told["total"]["count"]) == ([], 0)


def test_one_statement(client: Client, net: Network, commune: Any, django_assert_num_queries: Any) -> None:
    for name in COLLECTIONS:
        with django_assert_num_queries(1):
            numbers(client, name, **{"group-by": COLLECTIONS[name].group_by[0]})
