"""A road by name: the same writings mean the same road for whoever reads and whoever writes; an ambiguous name is refused."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from infra.errors import NotFound, RuleBroken
from infra.models import Road
from infra.services.placing import road_named
from tests import network
from tests.gisapi.asking import put, read, refused, signed_in
from tests.network import SOURCE, Network

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


def road(code: str, **facts: Any) -> Road:
    return Road.objects.create(code=code, road_class_id="DT", source=SOURCE, **facts)


@pytest.mark.parametrize("text", ["QL.9T", "ql9t", "QL 9T", "Ql-9t", "QL.9TA", "ql 9ta", "QL9Ta"])
def test_any_writing_of_code_and_alias(net: Network, client: Client, text: str) -> None:
    assert road_named(text) == net.ql
    told = read(client, "/api/collections/bridges/items", road=text)
    assert told["numberReturned"] == 2
    found = read(client, "/api/locate", road=text, chainage="Km10+500")
    assert [one["road"] for one in found["candidates"]] == ["QL.9T"]


def test_accents_do_not_matter(net: Network) -> None:
    named = road("ĐT.31", aliases=["Đường Cà Mau – Đầm Dơi"])
    assert [road_named(text) for text in ("dt31", "DUONG CA MAU DAM DOI", named.public_id)] == [named] * 3


def test_a_code_goes_before_an_alias_and_the_road_before_its_branches(net: Network) -> None:
    main, branch = road("ĐT.50"), road("ĐT.50", branch="N1")
    road("ĐT.51", aliases=["ĐT 50"])
    assert road_named("dt50") == main
    assert road_named(branch.public_id) == branch


@pytest.mark.parametrize("made", [{"aliases": ["Đường tránh"]}, {"branch": "N2"}])
def test_what_may_be_several_roads_is_refused_with_all_of_them(net: Network, made: dict[str, Any]) -> None:
    text = "duong tranh" if "aliases" in made else "ĐT.60"
    roads = [
        road("ĐT.60", branch="N1", aliases=made.get("aliases", [])),
        road("ĐT.61" if "aliases" in made else "ĐT.60", **made),
    ]
    body = {"type": "Feature", "properties": {"road": text, "name": "Cầu", "source": SOURCE}}
    answer = put(signed_in("engineer"), "POST", "/api/collections/bridges/items", body)
    facts = refused(answer, 422, "rule-broken", "properties/road")
    assert facts["rule"] == "ambiguous-road"
    assert facts["value"] == text
    assert {one["id"] for one in facts["candidates"]} == {one.public_id for one in roads}
    with pytest.raises(RuleBroken):
        road_named(text)


@pytest.mark.parametrize("text", ["", "...", "QL.404", "R-999999"])
def test_what_is_no_road(net: Network, text: str) -> None:
    with pytest.raises(NotFound):
        road_named(text)


def test_aliases_are_found_by_an_index(net: Network) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select * from road r where plain_codes(r.aliases) @> array['ql9ta']")
        assert "road_plain_aliases" in " ".join(line for (line,) in cursor.fetchall())
