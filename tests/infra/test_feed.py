"""The feed tells every committed set once, in the order of the commits, whoever was faster. Real sessions, real commits."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import transaction

from infra.feed import ChangeSet, FeedLost, Position, changes_since, last_position
from infra.models import Bridge, KmPost, Road, Section
from tests import network
from tests.network import Network
from tests.sql import another_client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def net(code_lists: None) -> Network:
    return network.build()


def session() -> Any:
    """A database session of its own, as psql or QGIS would have."""
    return another_client()


@pytest.fixture
def other(net: Network) -> Iterator[Any]:
    with closing(session()) as client:
        yield client


def followed(position: Position, *, most: int = 1000, everything: bool = True) -> tuple[list[ChangeSet], Position]:
    """Everything after a position, page by page."""
    sets: list[ChangeSet] = []
    more = True
    while more:
        page = changes_since(position, most, everything=everything)
        sets, position, more = [*sets, *page.sets], page.position, page.more
    return sets, position


def told(sets: list[ChangeSet]) -> list[list[tuple[str, str]]]:
    return [[(row.id, str(row.op)) for row in one.rows] for one in sets]


INSERT = "insert into bridge (name, source) values (%s, 'x') returning public_id"


class TestOrder:
    def test_who_began_earlier_and_commits_later_comes_later_and_is_not_left_out(
        self, net: Network, other: Any
    ) -> None:
        begin = last_position()
        with other.cursor() as cursor:
            cursor.execute(INSERT, ["Bắt đầu trước"])
            (slow,) = cursor.fetchone()
        quick = Bridge.objects.create(name="Xong trước", source="x").public_id
        sets, read_to = followed(begin)
        assert told(sets) == [[(quick, "created")]]
        other.commit()
        assert told(followed(read_to)[0]) == [[(slow, "created")]]
        assert told(followed(begin)[0]) == [[(quick, "created")], [(slow, "created")]]

    def test_of_two_changes_of_one_row_the_later_comes_later(self, net: Network, other: Any) -> None:
        """The other session has the lower transaction number, but changes the row second."""
        begin, bridge = last_position(), net.near_bridge
        with other.cursor() as cursor:
            cursor.execute(INSERT, ["Lấy số trước"])
            Bridge.objects.filter(pk=bridge.pk).update(name="Hai")
            cursor.execute("delete from bridge where id = %s", [bridge.pk])
        other.commit()
        mine = [op for one in told(followed(begin)[0]) for public_id, op in one if public_id == bridge.public_id]
        assert mine == ["changed", "deleted"]

    def test_what_is_rolled_back_is_not_told(self, net: Network) -> None:
        begin = last_position()
        with transaction.atomic():
            Bridge.objects.create(name="Bỏ", source="x")
            transaction.set_rollback(True)
        assert followed(begin) == ([], begin)

    def test_nothing_is_lost_or_told_twice_under_writers(self, net: Network) -> None:
        """Eight writers, each transaction of its own length, a fifth of them rolled back; a reader follows all along."""
        begin = last_position()
        committed: list[str] = []
        stop = time.monotonic() + 4

        def write(seed: int) -> None:
            chance = random.Random(seed)
            with closing(session()) as client, client.cursor() as cursor:
                while time.monotonic() < stop:
                    cursor.execute(INSERT, [f"w{seed}"])
                    (made,) = cursor.fetchone()
                    time.sleep(chance.random() * 0.03)
                    if chance.random() < 0.2:
                        client.rollback()
                    else:
                        client.commit()
                        committed.append(made)

        writers = [threading.Thread(target=write, args=(seed,)) for seed in range(8)]
        for writer in writers:
            writer.start()
        seen, position = [], begin
        while any(writer.is_alive() for writer in writers):
            page = changes_since(position, 50, everything=True)
            seen += [row.id for one in page.sets for row in one.rows]
            position = page.position
        seen += [row.id for one in followed(position)[0] for row in one.rows]
        assert len(committed) > 200
        assert sorted(seen) == sorted(committed)
        assert seen == [row.id for one in followed(begin)[0] for row in one.rows]


class TestPages:
    def test_a_large_set_is_told_in_parts(self, net: Network) -> None:
        begin = last_position()
        Bridge.objects.bulk_create(Bridge(name=f"b{i}", source="x") for i in range(25))
        KmPost.objects.create(road=net.gap, km=3, source="x")
        page = changes_since(begin, 10, everything=True)
        assert ([len(one.rows) for one in page.sets], page.sets[0].complete, page.more) == ([10], False, True)
        sets, _ = followed(begin, most=10)
        assert [(len(one.rows), one.complete) for one in sets] == [(10, False), (10, False), (5, True), (1, True)]
        assert len({row.id for one in sets for row in one.rows}) == 26

    def test_a_page_that_is_full_says_more(self, net: Network) -> None:
        begin = last_position()
        for name in ("một", "hai"):
            Bridge.objects.create(name=name, source="x")
        assert [changes_since(begin, most, everything=True).more for most in (1, 2)] == [True, False]
        assert len(followed(begin, most=1)[0]) == 2

    def test_a_cursor_of_another_past_is_noticed(self, net: Network) -> None:
        last = last_position()
        for lost in (Position(last.n, "00000000"), Position(last.n + 1000, last.mark)):
            with pytest.raises(FeedLost):
                changes_since(lost, 10, everything=True)

    def test_several_changes_of_a_row_in_one_set_are_one(self, net: Network) -> None:
        begin, stays = last_position(), net.near_bridge
        with transaction.atomic():
            made = Bridge.objects.create(name="Mới", source="x")
            Bridge.objects.filter(pk=made.pk).update(name="Mới hơn")
            passing = Bridge.objects.create(name="Thoáng qua", source="x")
            passing.delete()
            Bridge.objects.filter(pk=stays.pk).update(name="Hai")
            Bridge.objects.filter(pk=stays.pk).update(name="Ba")
            Bridge.objects.filter(pk=net.far_bridge.pk).delete()
        (one,) = followed(begin)[0]
        assert {row.id: row.op for row in one.rows} == {
            stays.public_id: "changed",
            net.far_bridge.public_id: "deleted",
            made.public_id: "created",
        }
        begun = {row.id: row.begun for row in one.rows}
        assert begun[stays.public_id] == Bridge.objects.get(pk=stays.pk).recorded_from
        assert begun[net.far_bridge.public_id] is None


class TestThePublic:
    def ops(self, begin: Position) -> dict[str, list[str]]:
        """id → what the public is told of it, in order."""
        ops: dict[str, list[str]] = {}
        for one in followed(begin, everything=False)[0]:
            for row in one.rows:
                ops.setdefault(row.id, []).append(str(row.op))
        return ops

    def test_only_what_is_published_is_told(self, net: Network) -> None:
        begin = last_position()
        bridge = Bridge.objects.create(name="Kín", source="x", is_published=False)
        Bridge.objects.filter(pk=bridge.pk).update(name="Vẫn kín")
        assert self.ops(begin) == {}
        Bridge.objects.filter(pk=bridge.pk).update(is_published=True)
        Bridge.objects.filter(pk=bridge.pk).update(name="Mở")
        Bridge.objects.filter(pk=bridge.pk).update(is_published=False)
        Bridge.objects.filter(pk=bridge.pk).delete()
        assert self.ops(begin) == {bridge.public_id: ["created", "changed", "deleted"]}

    def test_what_was_hidden_has_no_version(self, net: Network) -> None:
        begin = last_position()
        Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=False)
        (one,) = followed(begin, everything=False)[0]
        assert [row.begun for row in one.rows] == [None]

    def test_a_hidden_road_takes_its_sections_and_posts_along(self, net: Network) -> None:
        begin = last_position()
        road = Road.objects.filter(pk=net.ql.pk)
        along = {
            asset.public_id
            for model in (Section, KmPost)
            for asset in model._default_manager.filter(road=net.ql)  # type: ignore[attr-defined]
        }
        road.update(is_published=False)
        assert self.ops(begin) == {public_id: ["deleted"] for public_id in {net.ql.public_id, *along}}
        hidden = last_position()
        Section.objects.filter(road=net.ql).update(note="trong lúc kín")
        assert self.ops(hidden) == {}
        road.update(is_published=True)
        assert self.ops(hidden) == {public_id: ["created"] for public_id in {net.ql.public_id, *along}}
        assert len(followed(hidden)[0]) == 2

    def test_a_hidden_road_and_its_section_in_one_set(self, net: Network) -> None:
        begin, section = last_position(), Section.objects.filter(road=net.ql).first()
        assert section is not None
        with transaction.atomic():
            Section.objects.filter(pk=section.pk).update(note="x")
            Road.objects.filter(pk=net.ql.pk).update(is_published=False)
        assert self.ops(begin)[section.public_id] == ["deleted"]
        with transaction.atomic():
            Road.objects.filter(pk=net.ql.pk).update(is_published=True)
            Section.objects.filter(pk=section.pk).update(note="y")
        assert self.ops(begin)[section.public_id] == ["deleted", "created"]

    def test_the_road_of_a_bridge_is_named_to_those_who_may_see_it(self, net: Network) -> None:
        Road.objects.filter(pk=net.ql.pk).update(is_published=False)
        begin = last_position()
        Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Hai")
        for everything, road in ((True, net.ql.public_id), (False, None)):
            (one,) = followed(begin, everything=everything)[0]
            assert [row.road for row in one.rows] == [road]
