"""A tile's token changes with every committed edit under the tile, whoever made it, and with nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.core.management import call_command
from django.db import connection, transaction

from infra.models import Bridge, KmPost, Road, Section, Waterway
from tests import network
from tests.network import Network
from tests.sql import another_client

WHOLE = (0, 0, 1023, 1023)
EVERY_LAYER = ["roads", "sections", "bridges", "culverts", "km-posts", "waterways"]


def token(*layers: str, cells: tuple[int, int, int, int] = WHOLE) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select fresh.token(%s, %s, %s, %s, %s)", [list(layers), *cells])
        return str(cursor.fetchone()[0])


def touched(act: Any) -> set[str]:
    """The layers whose token an act changes."""
    before = {layer: token(layer) for layer in EVERY_LAYER}
    act()
    return {layer for layer in EVERY_LAYER if token(layer) != before[layer]}


class TestOneWriter:
    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def net(self) -> Network:
        return network.build()

    def test_each_layer_answers_for_its_own_table(self, net: Network) -> None:
        assert touched(lambda: Bridge.objects.filter(pk=net.near_bridge.pk).update(name="x")) == {"bridges"}
        assert touched(lambda: net.near_bridge.delete()) == {"bridges"}
        assert touched(lambda: Section.objects.filter(road=net.ql, from_m=0).update(condition="KHA")) == {"sections"}
        assert touched(lambda: KmPost.objects.filter(road=net.ql, km=14).delete()) == {"km-posts"}
        assert touched(network.water) == {"waterways"}
        assert touched(lambda: Waterway.objects.update(name="x")) == {"waterways"}
        assert touched(lambda: Waterway.objects.all().delete()) == {"waterways"}

    def test_a_renamed_road_is_redrawn_wherever_its_code_is_written(self, net: Network) -> None:
        assert touched(lambda: Road.objects.filter(pk=net.ql.pk).update(code="QL.9U")) == {
            "roads",
            "sections",
            "km-posts",
        }

    def test_posts_of_a_road_without_a_line_are_redrawn_with_it(self, net: Network) -> None:
        KmPost.objects.filter(road=net.posts_only).update(geom=network.up(100))
        hidden = Road.objects.filter(pk=net.posts_only.pk)
        assert touched(lambda: hidden.update(is_published=False)) == {"km-posts"}

    def test_a_realigned_road_takes_what_follows_it_along(self, net: Network) -> None:
        moved = MultiLineString(network.line(0, 5000, lon=105.5001), srid=4326)
        changed = touched(lambda: Road.objects.filter(pk=net.ql.pk).update(centreline=moved))
        assert changed == {"roads", "sections", "bridges", "culverts", "km-posts"}

    def test_an_edit_elsewhere_leaves_the_tile_alone(self, net: Network) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select c.x, c.y from bridge b, lateral fresh.cells(b.geom_3857::box2d) c where b.id = %s",
                [net.near_bridge.pk],
            )
            x, y = cursor.fetchone()
        far, here = (x + 5, y + 5, x + 9, y + 9), (x, y, x, y)
        before = token("bridges", cells=far), token("bridges", cells=here)
        Bridge.objects.filter(pk=net.near_bridge.pk).update(name="x")
        assert token("bridges", cells=far) == before[0]
        assert token("bridges", cells=here) != before[1]

    def test_a_move_touches_where_it_was_and_where_it_is(self, net: Network) -> None:
        seen = Bridge.objects.create(located_by="coordinates", geom=network.up(0), source="x")
        with connection.cursor() as cursor:
            cursor.execute(
                "select c.x, c.y from bridge b, lateral fresh.cells(b.geom_3857::box2d) c where b.id = %s", [seen.pk]
            )
            x, y = cursor.fetchone()
        before = token("bridges", cells=(x, y, x, y))
        Bridge.objects.filter(pk=seen.pk).update(geom=network.up(200_000))
        assert token("bridges", cells=(x, y, x, y)) != before

    def test_truncate_touches_the_whole_layer(self, net: Network) -> None:
        def empty() -> None:
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("truncate bridge cascade")

        assert touched(empty) == {"bridges"}

    def test_compaction_changes_no_token(self, net: Network) -> None:
        for name in "abc":
            Bridge.objects.filter(pk=net.near_bridge.pk).update(name=name)
        before = {layer: token(layer) for layer in EVERY_LAYER}
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from fresh.mark")
            crowded = cursor.fetchone()[0]
            cursor.execute("select fresh.compact()")
            cursor.execute("select count(*) from fresh.mark")
            assert cursor.fetchone()[0] < crowded
        assert {layer: token(layer) for layer in EVERY_LAYER} == before


@pytest.mark.django_db(transaction=True)
class TestTwoWriters:
    @pytest.fixture
    def late(self, transactional_db: None) -> Iterator[Any]:
        client = another_client()
        yield client
        client.close()

    @pytest.fixture
    def bridges(self, code_lists: None) -> list[int]:
        return [Bridge.objects.create(located_by="coordinates", geom=network.up(m), source="x").pk for m in (0, 10)]

    def test_a_commit_that_comes_late_still_changes_the_token(self, late: Any, bridges: list[int]) -> None:
        """The later writer commits first. A token of max(id) would stand still at the second commit."""
        with late.cursor() as cursor:
            cursor.execute("update bridge set name = 'sớm' where id = %s", [bridges[0]])
        Bridge.objects.filter(pk=bridges[1]).update(name="muộn")
        between = token("bridges")
        late.commit()
        assert token("bridges") != between

    def test_what_is_not_committed_or_rolled_back_never_shows(self, late: Any, bridges: list[int]) -> None:
        before = token("bridges")
        with late.cursor() as cursor:
            cursor.execute("update bridge set name = 'x' where id = %s", [bridges[0]])
        assert token("bridges") == before
        late.rollback()
        assert token("bridges") == before
        with transaction.atomic():
            Bridge.objects.filter(pk=bridges[0]).update(name="y")
            transaction.set_rollback(True)
        assert token("bridges") == before

    def test_a_repeatable_read_writer_counts_too(self, late: Any, bridges: list[int]) -> None:
        late.set_session(isolation_level="REPEATABLE READ")
        with late.cursor() as cursor:
            cursor.execute("select 1 from bridge")
            Bridge.objects.filter(pk=bridges[1]).update(name="khác")
            between = token("bridges")
            cursor.execute("update bridge set name = 'x' where id = %s", [bridges[0]])
        late.commit()
        assert token("bridges") != between


@pytest.mark.django_db
def test_the_command_compacts(capsys: pytest.CaptureFixture[str]) -> None:
    net = network.build()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(name="x")
    before = token("bridges")
    call_command("compact_marks")
    assert capsys.readouterr().out.split()[0] != "0"
    assert token("bridges") == before
