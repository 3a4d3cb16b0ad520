"""What selects features besides CQL2: near, overlap, fields by name, order, columns, boxes in VN-2000, the time limit."""

from datetime import UTC
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from infra.crs import transform
from infra.models import Bridge, Section
from tests.gisapi.asking import read, refused
from tests.network import SOURCE, Network, up

BRIDGES, SECTIONS, CULVERTS = (f"/api/collections/{name}/items" for name in ("bridges", "sections", "culverts"))


def names(client: Client, path: str = BRIDGES, **query: Any) -> list[str]:
    return [feature["properties"]["name"] for feature in read(client, path, **query)["features"]]


@pytest.mark.django_db
class TestWhere:
    def test_near_a_place(self, client: Client, net: Network) -> None:
        place = f"105.5,{up(1500).y}"
        assert names(client, near=f"{place},999") == []
        assert names(client, near=f"{place},1001") == ["Cầu Gần", "Cầu Hộ Phòng"]

    def test_near_a_road(self, client: Client, net: Network) -> None:
        Bridge.objects.create(name="Cầu Xa", located_by="coordinates", geom=up(1000, right=400), source=SOURCE)
        assert names(client, near="ql9t,399") == ["Cầu Gần", "Cầu Hộ Phòng"]
        assert names(client, near="QL.9TA,401") == ["Cầu Gần", "Cầu Hộ Phòng", "Cầu Xa"]
        assert names(client, near="ĐT.1T,500") == []

    def test_a_box_in_vn2000(self, client: Client, net: Network) -> None:
        west, south = transform(105.49, up(400).y, 4326, 5897)
        east, north = transform(105.51, up(600).y, 4326, 5897)
        assert names(client, bbox=f"{west},{south},{east},{north}", **{"bbox-crs": "EPSG:5897"}) == ["Cầu Gần"]

    def test_bridges_where_the_pavement_is_poor(self, client: Client, net: Network) -> None:
        """The poor section runs from 2000 to 4000 m: by measure, though the near bridge is within a kilometre and a half of it."""
        assert names(client, overlap="sections(condition='XAU')") == ["Cầu Hộ Phòng"]
        assert names(client, overlap="sections(condition = 'TOT' AND lanes = 2)") == ["Cầu Gần"]
        assert names(client, overlap="sections") == ["Cầu Gần", "Cầu Hộ Phòng"]
        assert names(client, overlap="sections(condition='RAT_XAU')") == []

    def test_sections_under_a_bridge_and_sections_that_only_touch(self, client: Client, net: Network) -> None:
        told = read(client, SECTIONS, overlap="bridges(name='Cầu Gần')")["features"]
        assert [feature["properties"]["from_m"] for feature in told] == [0]
        told = read(client, "/api/collections/roads/items", overlap="sections(condition='XAU')")["features"]
        assert [feature["properties"]["code"] for feature in told] == ["QL.9T"]

    def test_the_range_of_a_road_does_not_take_what_only_touches_it(self, client: Client, net: Network) -> None:
        """Km12+365 is 2500 m; the section that ends at 2000 m is outside Km11+1000 (2000 m) to Km12+365."""
        told = read(client, SECTIONS, road="QL.9T", to="Km12+365", **{"from": "Km11+1000"})["features"]
        assert [feature["properties"]["from_m"] for feature in told] == [2000]

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ({"near": "105,9"}, "near"), ({"near": "QL.404,9"}, "near"), ({"near": ",9"}, "near"), ({"near": "5"}, "near"), ({"near": "105,99,5"}, "near"), ({"near": "105,9,-1"}, "near"),
            ({"overlap": "bridges"}, "overlap"), ({"overlap": "communes"}, "overlap"), ({"overlap": "sections(colour=1)"}, "overlap"),
            ({"overlap": "sections(condition="}, "overlap"), ({"overlap": "sections(("}, "overlap"),
            ({"filter-lang": "sql", "filter": "a=1"}, "filter-lang"), ({"filter-crs": "EPSG:27700"}, "filter-crs"),
        ],
    )  # fmt: skip
    def test_refused_by_name(self, client: Client, net: Network, query: dict[str, str], field: str) -> None:
        refused(client.get(BRIDGES, query), 400, "bad-parameter", field)


@pytest.mark.django_db
class TestFieldsByName:
    def test_every_kind(self, client: Client, net: Network) -> None:
        Bridge.objects.filter(pk=net.far_bridge.pk).update(
            width_m="7.50", built_year=1999, condition_on="2025-06-30", code="A,1"
        )
        for query in (
            {"condition": "XAU,RAT_XAU"}, {"width_m": "7.5"}, {"built_year": "1999"}, {"condition_on": "2025-06-30"},
            {"code": "A,1"}, {"name": "Cầu Hộ Phòng"}, {"chainage": "Km12+365"}, {"q": "ho phong"}, {"public_id": net.far_bridge.public_id},
        ):  # fmt: skip
            assert names(client, **query) == ["Cầu Hộ Phòng"], query
        begun = Bridge.objects.get(pk=net.far_bridge.pk).recorded_from
        assert names(client, recorded_from=begun.isoformat()) == ["Cầu Hộ Phòng"]
        assert names(client, recorded_from=begun.astimezone(UTC).isoformat().replace("+00:00", "Z")) == ["Cầu Hộ Phòng"]
        assert names(client, width_m="none") == ["Cầu Gần"]
        assert names(client, width_m="none,7.5") == ["Cầu Gần", "Cầu Hộ Phòng"]
        assert names(client, chainage_nominal="false", road_class="QL") == ["Cầu Gần", "Cầu Hộ Phòng"]
        told = read(client, "/api/collections/roads/items", aliases="QL.9TA")["features"]
        assert [feature["properties"]["code"] for feature in told] == ["QL.9T"]

    @pytest.mark.parametrize(
        ("query", "field"),
        [({"width_m": "wide"}, "width_m"), ({"width_m": "nan"}, "width_m"), ({"chainage_nominal": "ja"}, "chainage_nominal"),
         ({"condition_on": "30/06/2025"}, "condition_on"), ({"recorded_from": "2025-06-30T07:00:00"}, "recorded_from"), ({"recorded_from": "2025-06-30"}, "recorded_from"), ({"note": "x"}, "note"), ({"is_published": "true"}, "is_published")],
    )  # fmt: skip
    def test_refused_by_name(self, client: Client, net: Network, query: dict[str, str], field: str) -> None:
        refused(client.get(BRIDGES, query), 400, "bad-parameter", field)


@pytest.mark.django_db
class TestColumnsAndOrder:
    def test_only_the_properties_asked_for_in_their_order(self, client: Client, net: Network) -> None:
        told = read(client, BRIDGES, properties="condition,name")["features"][0]
        assert list(told["properties"].items()) == [("condition", "TOT"), ("name", "Cầu Gần")]
        one = read(client, f"{BRIDGES}/{net.near_bridge.public_id}", properties="position_gap_m")
        assert one["properties"] == {"position_gap_m": 0}

    def test_internal_ones_are_not_given_to_those_who_may_not_read_them(
        self, client: Client, engineer: Client, net: Network
    ) -> None:
        assert read(client, BRIDGES, properties="note")["features"][0]["properties"] == {}
        assert read(engineer, BRIDGES, properties="note")["features"][0]["properties"] == {"note": ""}

    @pytest.mark.parametrize("query", [{"properties": "colour"}, {"properties": "name,name"}, {"properties": ""}])
    def test_unknown_properties(self, client: Client, query: dict[str, str]) -> None:
        refused(client.get(BRIDGES, query), 400, "bad-parameter", "properties")

    @pytest.mark.parametrize("query", ["colour", "-", "name,name", "name,-code,status,condition,road", "aliases", ""])
    def test_unknown_orders(self, client: Client, query: str) -> None:
        refused(client.get(BRIDGES, {"sortby": query}), 400, "bad-parameter", "sortby")

    @pytest.mark.parametrize(
        "sortby",
        ["width_m", "-width_m", "condition_on,-width_m", "-condition,name", "chainage_nominal,at_m", "-public_id"],
    )
    def test_pages_of_any_order_hold_everything_once(self, client: Client, net: Network, sortby: str) -> None:
        for n in range(17):
            Bridge.objects.create(
                road=net.ql, located_by="chainage", at_m=100 * n + 50, name=f"Cầu {n % 5}", source=SOURCE,
                width_m=None if n % 4 == 0 else n % 3, condition_on=None if n % 5 == 0 else f"2025-01-{n % 3 + 1:02}",
                condition_id=("TOT", "XAU", None)[n % 3],
            )  # fmt: skip
        whole = [feature["id"] for feature in read(client, BRIDGES, sortby=sortby)["features"]]
        assert self.paged(client, sortby=sortby, limit="3") == whole
        assert len(whole) == 19

    def test_unknown_values_come_last_either_way(self, client: Client, net: Network) -> None:
        Bridge.objects.filter(pk=net.far_bridge.pk).update(width_m=4)
        assert names(client, sortby="width_m") == names(client, sortby="-width_m") == ["Cầu Hộ Phòng", "Cầu Gần"]

    def test_a_page_is_not_disturbed_by_others(self, client: Client, net: Network) -> None:
        """Between two pages one bridge before the cursor goes and one comes: nothing is repeated, nothing skipped."""
        made = [
            Bridge.objects.create(road=net.ql, located_by="chainage", at_m=n, name=f"{n:03}", source=SOURCE)
            for n in range(6)
        ]
        first = read(client, BRIDGES, sortby="name", limit="3")
        Bridge.objects.filter(pk=made[0].pk).delete()
        Bridge.objects.create(road=net.ql, located_by="chainage", at_m=9, name="0000", source=SOURCE)
        assert [f["properties"]["name"] for f in first["features"]] == ["000", "001", "002"]
        following = self.page_after(client, first)
        assert [f["properties"]["name"] for f in following["features"]] == ["003", "004", "005"]

    def test_the_cursor_of_another_order_is_refused(self, client: Client, net: Network) -> None:
        link = next(link for link in read(client, BRIDGES, limit="1", sortby="name")["links"] if link["rel"] == "next")
        cursor = dict(parse_qsl(urlsplit(link["href"]).query))["cursor"]
        refused(client.get(BRIDGES, {"cursor": cursor}), 400, "bad-parameter", "cursor")

    def page_after(self, client: Client, page: Any) -> Any:
        link = next(link for link in page["links"] if link["rel"] == "next")
        return read(client, urlsplit(link["href"]).path, **dict(parse_qsl(urlsplit(link["href"]).query)))

    def paged(self, client: Client, **query: str) -> list[str]:
        page = read(client, BRIDGES, **query)
        seen = [feature["id"] for feature in page["features"]]
        while any(link["rel"] == "next" for link in page["links"]):
            page = self.page_after(client, page)
            seen += [feature["id"] for feature in page["features"]]
        return seen


@pytest.mark.django_db
def test_what_a_stranger_may_not_read_orders_nothing(client: Client, engineer: Client, net: Network) -> None:
    """The cursor of a page holds the sort keys of its last feature."""
    Bridge.objects.update(note="chỉ trong sở")
    assert (
        "note"
        not in refused(client.get(BRIDGES, {"sortby": "note", "limit": "1"}), 400, "bad-parameter", "sortby")["known"]
    )
    assert len(read(engineer, BRIDGES, sortby="note", limit="1")["features"]) == 1


@pytest.mark.django_db
def test_how_many_there_are_is_told_when_it_is_known_for_nothing(client: Client, net: Network) -> None:
    assert read(client, BRIDGES)["numberMatched"] == 2
    assert "numberMatched" not in read(client, BRIDGES, limit="1")
    assert read(client, BRIDGES, limit="1", count="true")["numberMatched"] == 2


@pytest.mark.django_db
def test_a_read_that_takes_too_long_says_how_to_ask_less(client: Client, net: Network, settings: Any) -> None:
    Section.objects.bulk_create(
        Section(road=net.gap, from_m=n / 10, to_m=(n + 1) / 10, source=SOURCE) for n in range(3000)
    )
    settings.QUERY_TIMEOUT_MS = 1
    answer = client.get(
        SECTIONS, {"filter": "casei(accenti(from_chainage)) LIKE casei(accenti('%x%'))", "limit": "10000"}
    )
    assert "cure" in refused(answer, 503, "query-too-long")
    assert answer["Retry-After"]
