"""Tiles are right at once after a commit by any client, plain, held in memory and at their version."""

import gzip
from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
import pytest
from django.db import connection, connections, transaction
from django.test import Client

from gisapi.tiles.keeping import room
from gisapi.views import tiles
from infra.models import Bridge, Road
from infra.services.tile_marks import compact_marks
from tests import network
from tests.gisapi.asking import read, signed_in
from tests.gisapi.tiles.test_render import dirt_road, tile_of
from tests.network import Network, up
from tests.sql import another_client

Z = 14
X, Y = tile_of(105.5, up(500).y, Z)
TILE = f"/tiles/bridges/{Z}/{X}/{Y}.mvt"


def names(answer: Any) -> set[str]:
    if answer.status_code == 204:
        return set()
    body = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
    return {feature["properties"]["name"] for feature in mapbox_vector_tile.decode(body)["bridges"]["features"]}


@pytest.mark.django_db(transaction=True)
class TestFreshness:
    @pytest.fixture
    def net(self, code_lists: None) -> Network:
        return network.build()

    @pytest.fixture
    def other(self, net: Network) -> Iterator[Any]:
        """Another database client: psql, QGIS."""
        client = another_client()
        yield client
        client.close()

    def test_an_edit_through_the_api_is_in_the_next_request(self, client: Client, net: Network) -> None:
        browser, address = signed_in("engineer"), f"/api/collections/bridges/items/{net.near_bridge.public_id}"
        before = client.get(TILE)
        answer = browser.patch(
            address, {"properties": {"name": "Cầu Mới"}}, content_type="application/geo+json",
            headers={"If-Match": browser.get(address)["ETag"]},
        )  # fmt: skip
        assert answer.status_code == 200, answer.content
        after = client.get(TILE, headers={"If-None-Match": before["ETag"]})
        assert (names(before), names(after)) == ({"Cầu Gần"}, {"Cầu Mới"})

    def test_raw_sql_of_another_client_is_in_the_next_request_once_committed(
        self, client: Client, net: Network, other: Any
    ) -> None:
        before = client.get(TILE)["ETag"]
        with other.cursor() as cursor:
            cursor.execute("update bridge set name = 'sửa tay' where id = %s", [net.near_bridge.pk])
        assert client.get(TILE, headers={"If-None-Match": before}).status_code == 304
        other.commit()
        after = client.get(TILE, headers={"If-None-Match": before})
        assert (after.status_code, names(after)) == (200, {"sửa tay"})

    def test_one_etag_never_stands_for_two_bodies(
        self, client: Client, net: Network, other: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An edit that commits while a tile is being answered is in its body and in its ETag, or in neither."""
        first, read = client.get(TILE), tiles.read_token

        def overtaken(*asked: Any, **more: Any) -> tuple[str, str]:
            token = read(*asked, **more)
            with other.cursor() as cursor:
                cursor.execute("update bridge set name = 'vừa sửa' where id = %s", [net.near_bridge.pk])
            other.commit()
            return token

        monkeypatch.setattr(tiles, "read_token", overtaken)
        room().clear()
        second = client.get(TILE, headers={"If-None-Match": '"of-an-older-one"'})
        assert names(second) == {"vừa sửa"}
        assert second["ETag"] != first["ETag"]
        assert client.get(TILE)["ETag"] == second["ETag"]

    def test_what_is_rolled_back_never_shows(self, client: Client, net: Network, other: Any) -> None:
        before = client.get(TILE)["ETag"]
        with other.cursor() as cursor:
            cursor.execute("delete from bridge")
        other.rollback()
        with transaction.atomic():
            Bridge.objects.update(name="nhầm")
            transaction.set_rollback(True)
        assert client.get(TILE, headers={"If-None-Match": before}).status_code == 304
        assert names(client.get(TILE)) == {"Cầu Gần"}

    def test_a_bridge_moved_away_leaves_the_tile_it_left(self, client: Client, net: Network, other: Any) -> None:
        before = client.get(TILE)["ETag"]
        with other.cursor() as cursor:
            cursor.execute(
                "update bridge set located_by = 'coordinates', geom = ST_SetSRID(ST_MakePoint(107, 12), 4326) where id = %s",
                [net.near_bridge.pk],
            )
        other.commit()
        after = client.get(TILE, headers={"If-None-Match": before})
        assert (after.status_code, names(after)) == (204, set())

    def test_deleting_and_truncating_show(self, client: Client, net: Network, other: Any) -> None:
        first = client.get(TILE)["ETag"]
        with other.cursor() as cursor:
            cursor.execute("delete from bridge where id = %s", [net.near_bridge.pk])
        other.commit()
        second = client.get(TILE, headers={"If-None-Match": first})
        assert names(second) == set()
        whole = "/tiles/bridges/10/{}/{}.mvt".format(*tile_of(105.5, up(500).y, 10))
        assert names(client.get(whole)) == {"Cầu Hộ Phòng"}
        with other.cursor() as cursor:
            cursor.execute("truncate bridge cascade")
        other.commit()
        assert client.get(whole).status_code == 204

    def test_an_edit_elsewhere_leaves_a_tile_unchanged(self, client: Client, net: Network, other: Any) -> None:
        before = client.get(TILE)["ETag"]
        with other.cursor() as cursor:
            cursor.execute(
                "insert into bridge (located_by, geom, source, note) values ('coordinates', ST_SetSRID(ST_MakePoint(107, 12), 4326), 'x', '')"
            )
        other.commit()
        assert client.get(TILE, headers={"If-None-Match": before}).status_code == 304

    def test_a_roads_class_shows_on_its_sections_tiles(self, client: Client, net: Network, other: Any) -> None:
        """The sections' tile draws a column of the road: an edit of the road alone must show there."""
        address = f"/tiles/sections/{Z}/{X}/{Y}.mvt"
        before = client.get(address)["ETag"]
        with other.cursor() as cursor:
            cursor.execute("update road set road_class = 'DT' where id = %s", [net.ql.pk])
        other.commit()
        after = client.get(address, headers={"If-None-Match": before})
        drawn = mapbox_vector_tile.decode(after.content)["sections"]["features"]
        assert {feature["properties"]["road_class"] for feature in drawn} == {"DT"}

    def test_hiding_a_road_takes_it_and_its_sections_off_the_public_tiles(self, client: Client, net: Network) -> None:
        address = f"/tiles/roads,sections,km-posts/{Z}/{X}/{Y}.mvt"
        before = client.get(address)["ETag"]
        Road.objects.filter(pk=net.ql.pk).update(is_published=False)
        assert client.get(address, headers={"If-None-Match": before}).status_code == 204

    def test_a_merged_line_shows_the_edit_of_one_of_its_sections(
        self, client: Client, net: Network, other: Any
    ) -> None:
        road = dirt_road(net)
        compact_marks()
        address = "/tiles/sections/12/{}/{}.mvt".format(*tile_of(105.5, up(500).y, 12))
        before = client.get(address)["ETag"]
        with other.cursor() as cursor:
            cursor.execute("update section set condition = 'KHA' where road_id = %s and from_m = 300", [road.pk])
        other.commit()
        after = client.get(address, headers={"If-None-Match": before})
        drawn = mapbox_vector_tile.decode(after.content)["sections"]["features"]
        shown = [one["properties"]["condition"] for one in drawn if one["properties"]["road"] == road.code]
        assert sorted(shown) == ["KHA", "TOT", "XAU"]

    def test_a_token_is_planned_once_a_connection(self, client: Client, net: Network) -> None:
        etag = client.get(TILE)["ETag"]
        for _ in range(9):
            assert client.get(TILE, headers={"If-None-Match": etag}).status_code == 304
        with connection.cursor() as cursor:
            cursor.execute(
                "select sum(custom_plans), max(generic_plans) from pg_prepared_statements"
                " where statement like '%fresh.token%' and statement not like '%ST_AsMVT%'"
            )
            planned_anew, executed = cursor.fetchone()
        assert (planned_anew, executed) == (5, 4)  # PostgreSQL looks at five plans before it keeps one

    def test_a_connection_the_server_has_ended_is_renewed(self, client: Client, net: Network, other: Any) -> None:
        client.get(TILE)
        with other.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        other.commit()
        assert names(client.get(TILE)) == {"Cầu Gần"}

    def test_so_is_one_that_a_page_of_features_meets(self, client: Client, net: Network, other: Any) -> None:
        """As a worker meets it: the request before has ended, and Django would ask the connection whether it lives."""
        page = "/api/collections/bridges/items?limit=1"
        client.get(page)
        with other.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        other.commit()
        assert read(client, page)["numberReturned"] == 1

    def test_a_page_does_not_ask_first_whether_its_connection_lives(
        self, client: Client, net: Network, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.get("/api/collections/bridges/items")
        held = connections["default"]  # a proxy is not patched back
        monkeypatch.setattr(held, "health_check_enabled", True)
        monkeypatch.setattr(held, "health_check_done", False)
        monkeypatch.setattr(held, "is_usable", lambda: pytest.fail("asked"))
        assert client.get("/api/collections/bridges/items").status_code == 200

    def versioned(self, client: Client) -> str:
        """The tile's address as TileJSON gives it now."""
        address = read(client, "/tiles/bridges.json")["tiles"][0].removeprefix("http://testserver")
        return str(address.replace("{z}", str(Z)).replace("{x}", str(X)).replace("{y}", str(Y)))

    def test_at_its_version_a_tile_may_be_kept_for_ever(
        self, client: Client, engineer: Client, net: Network, django_assert_num_queries: Any
    ) -> None:
        address = self.versioned(client)
        first = client.get(address)
        assert first["Cache-Control"] == "public, max-age=31536000, immutable"
        with django_assert_num_queries(0):
            held = client.get(address)
            unchanged = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (held.content, held["Cache-Control"]) == (first.content, first["Cache-Control"])
        assert (unchanged.status_code, unchanged["Cache-Control"]) == (304, first["Cache-Control"])
        own = self.versioned(engineer)
        assert own != address
        assert engineer.get(own)["Cache-Control"] == "private, max-age=31536000, immutable"
        for stranger, asked in ((engineer, address), (client, own), (client, f"{TILE}?v=x")):
            assert stranger.get(asked)["Cache-Control"] == "no-cache"

    def test_an_edit_gives_new_addresses_and_the_old_ones_the_new_tile(
        self, client: Client, net: Network, other: Any
    ) -> None:
        old = self.versioned(client)
        assert names(client.get(old)) == {"Cầu Gần"}
        with other.cursor() as cursor:
            cursor.execute("update bridge set name = 'mới' where id = %s", [net.near_bridge.pk])
        other.commit()
        new = self.versioned(client)
        assert new != old
        assert (names(client.get(new)), "immutable" in client.get(new)["Cache-Control"]) == ({"mới"}, True)
        assert (names(client.get(old)), client.get(old)["Cache-Control"]) == ({"mới"}, "no-cache")

    def test_an_edit_elsewhere_draws_nothing_again(self, client: Client, net: Network, other: Any) -> None:
        first = client.get(self.versioned(client))
        with other.cursor() as cursor:
            cursor.execute(
                "insert into bridge (located_by, geom, source, note) values ('coordinates', ST_SetSRID(ST_MakePoint(107, 12), 4326), 'x', '')"
            )
        other.commit()
        held = room().get(next(iter(room()._held)))
        again = client.get(self.versioned(client))
        assert "immutable" in again["Cache-Control"]
        assert held is not None
        assert (again["ETag"], room()._held[next(iter(room()._held))].body) == (first["ETag"], held.body)
