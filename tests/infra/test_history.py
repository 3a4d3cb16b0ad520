"""Every change is recorded, whoever made it; the past can be asked for; a version comes back bit for bit."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from infra.history import acting_as, changes_to, changes_to_id, revert, table_as_at, uncovered_columns
from infra.models import ASSETS, DERIVED, RECORDED, RECORDS, Bridge, KmPost, Road
from tests import network
from tests.network import Network
from tests.sql import another_client, now, rows


@pytest.fixture
def other_client(transactional_db: None) -> Iterator[Any]:
    """A second, ordinary database client, as psql or QGIS would be: its own session, no Django."""
    client = another_client(application_name="psql")
    client.autocommit = True
    yield client
    client.close()


class TestWhatIsRecorded:
    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def net(self) -> Network:
        return network.build()

    def test_who_when_why_and_what(self, net: Network, django_user_model: Any) -> None:
        user = django_user_model.objects.create_user("lan")
        with acting_as(user, "kiểm tra hiện trường", "bản đồ"):
            Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Cầu Khác")
        newest, first = changes_to(net.near_bridge)
        assert (newest.op, first.op) == ("changed", "created")
        assert newest.db_user == rows("select session_user")[0][0]
        assert [(c.field, c.before, c.after) for c in newest.changes] == [("name", "Cầu Gần", "Cầu Khác")]

    def test_a_save_that_changes_nothing_is_no_version(self, net: Network) -> None:
        before = Bridge.objects.get(pk=net.near_bridge.pk)
        before.save()
        assert Bridge.objects.get(pk=before.pk).recorded_from == before.recorded_from
        assert len(changes_to(before)) == 1

    def test_the_stamp_cannot_be_forged(self, net: Network) -> None:
        before = Bridge.objects.get(pk=net.near_bridge.pk).recorded_from
        Bridge.objects.filter(pk=net.near_bridge.pk).update(
            recorded_from=datetime.fromisoformat("2001-01-01T00:00:00Z")
        )
        assert Bridge.objects.get(pk=net.near_bridge.pk).recorded_from == before

    def test_what_is_recorded_is_not_rewritten(self, net: Network) -> None:
        for statement in (
            "delete from history.bridge",
            "update history.changeset set app_user = 'x'",
            "truncate history.road",
        ):
            with pytest.raises(Exception, match="only ever added to"), transaction.atomic():
                rows(statement)

    def test_every_asset_column_is_covered_and_a_new_one_is_missed_until_attached(self, net: Network) -> None:
        assert uncovered_columns() == []
        rows("set constraints all immediate")
        rows("alter table bridge add column bearing_type text")
        assert uncovered_columns() == ["bridge.bearing_type"]
        rows("call history.attach('bridge')")
        assert uncovered_columns() == []
        Bridge.objects.filter(pk=net.near_bridge.pk).update(note="x")
        rows("update bridge set bearing_type = 'cao su' where id = %s", net.near_bridge.pk)
        assert changes_to(net.near_bridge)[0].changes[0].field == "bearing_type"

    def test_the_table_as_it_was(self, net: Network) -> None:
        empty_at = Road.objects.order_by("recorded_from").first().recorded_from
        Bridge.objects.filter(pk=net.far_bridge.pk).delete()
        between = now()
        Bridge.objects.filter(pk=net.near_bridge.pk).update(name="Sau")
        assert {b.name for b in table_as_at(Bridge, between)} == {"Cầu Gần"}
        assert {b.name for b in table_as_at(Bridge, now())} == {"Sau"}
        assert list(table_as_at(Bridge, empty_at)) == []
        geometry = rows(
            "select geom_3857 is not null from history.bridge_as_at(%s) where id = %s", between, net.near_bridge.pk
        )
        assert geometry == [(True,)]

    def test_as_it_was_uses_an_index_on_both_halves(self, net: Network) -> None:
        """As a query over a box in the past would: neither half may read its whole table."""
        rows("insert into bridge (source, located_by, geom, status, is_published) select 'x', 'coordinates', "
             "ST_SetSRID(ST_MakePoint(105 + i * 0.0001, 9), 4326), 'DANG_KHAI_THAC', true from generate_series(1, 3000) i")  # fmt: skip
        rows("update bridge set note = 'y' where source = 'x'")
        rows("analyze bridge")
        rows("analyze history.bridge")
        by_key = "\n".join(
            r[0] for r in rows("explain select * from history.bridge_as_at(now()) where id = %s", net.near_bridge.pk)
        )
        assert by_key.count("Seq Scan") == 0, by_key
        box = "ST_Transform(ST_MakeEnvelope(105.001, 8.9, 105.002, 9.1, 4326), 3857)"
        live = "\n".join(
            r[0] for r in rows(f"explain select * from bridge where geom_3857 && {box} and recorded_from <= now()")
        )
        assert "bridge_3857" in live, live

    @pytest.mark.parametrize("gone", [False, True])
    def test_a_version_comes_back_bit_for_bit(self, net: Network, gone: bool) -> None:
        columns = "select (to_jsonb(b) - 'recorded_from')::text, b.geom::text from bridge b where id = %s"
        before = rows(columns, net.far_bridge.pk)
        Bridge.objects.filter(pk=net.far_bridge.pk).update(
            name="Sai", located_by="coordinates", geom=network.up(10.123)
        )
        if gone:
            Bridge.objects.filter(pk=net.far_bridge.pk).delete()
        version = next(c for c in changes_to_id(Bridge, net.far_bridge.pk) if c.op == "changed")
        revert(Bridge, net.far_bridge.pk, version.n, by=None, reason="sửa nhầm")
        assert rows(columns, net.far_bridge.pk) == before


@pytest.mark.django_db(transaction=True)
class TestOtherClients:
    """What psql, COPY, TRUNCATE and two people at once do; committed for real."""

    @pytest.fixture
    def road(self, code_lists: None) -> Road:
        return Road.objects.create(code="ĐT.9H", road_class_id="DT", source="x")

    def recorded(self, road: Road) -> list[tuple[Any, ...]]:
        return rows(
            "select h.op::text, c.app_user, c.client, h.km from history.km_post h join history.changeset c on c.id = h.changeset "
            "where h.id in (select row_id from issued_public_id where kind = 'km_post') and c.at >= (select recorded_from from road where id = %s) order by hid",
            road.pk,
        )  # fmt: skip

    def test_a_plain_client_is_recorded_with_its_name(self, road: Road, other_client: Any) -> None:
        with other_client.cursor() as cursor:
            cursor.execute("insert into km_post (road_id, km, source) values (%s, 1, 'psql')", [road.pk])
            cursor.execute("update km_post set km = 2 where road_id = %s", [road.pk])
            cursor.execute("delete from km_post where road_id = %s", [road.pk])
        assert self.recorded(road) == [("I", None, "psql", None), ("U", None, "psql", 1), ("D", None, "psql", 2)]

    def test_copy_is_recorded(self, road: Road, other_client: Any) -> None:
        with other_client.cursor() as cursor:
            cursor.copy_expert(
                "copy km_post (road_id, km, source) from stdin",
                io.StringIO(f"{road.pk}\t1\tcopy\n{road.pk}\t2\tcopy\n"),
            )
        assert [r[0] for r in self.recorded(road)] == ["I", "I"]

    def test_truncate_loses_nothing(self, road: Road, other_client: Any) -> None:
        KmPost.objects.bulk_create(KmPost(road=road, km=km, source="x") for km in range(5))
        with other_client.cursor() as cursor:
            cursor.execute("truncate km_post cascade")
        assert [r[0] for r in self.recorded(road)] == ["I"] * 5 + ["T"] * 5

    def test_one_change_set_a_transaction(self, road: Road, django_user_model: Any) -> None:
        user = django_user_model.objects.create_user("hoa")
        with acting_as(user, "đo lại cột", "bản đồ"), acting_as(user):
            post = KmPost.objects.create(road=road, km=1, source="x")
            KmPost.objects.filter(pk=post.pk).update(km=2)
            Road.objects.filter(pk=road.pk).update(name="Đổi")
        sets = rows(
            "select c.id, c.app_user, c.reason, c.client from history.km_post h join history.changeset c on c.id = h.changeset where h.id = %s "
            "union select c.id, c.app_user, c.reason, c.client from history.road h join history.changeset c on c.id = h.changeset where h.id = %s and h.op = 'U'",
            post.pk, road.pk,
        )  # fmt: skip
        assert [row[1:] for row in sets] == [("hoa", "đo lại cột", "bản đồ")]

    def test_what_is_rolled_back_was_never_recorded(self, road: Road) -> None:
        with transaction.atomic():
            KmPost.objects.create(road=road, km=1, source="x")
            transaction.set_rollback(True)
        assert self.recorded(road) == []

    def test_periods_never_invert_when_the_earlier_transaction_writes_last(self, road: Road, other_client: Any) -> None:
        """A transaction that began first but writes second must not end a version before it began."""
        post = KmPost.objects.create(road=road, km=1, source="x")
        other_client.autocommit = False
        with other_client.cursor() as cursor:
            cursor.execute("select now()")
            KmPost.objects.filter(pk=post.pk).update(km=2)
            cursor.execute("update km_post set km = 3 where id = %s", [post.pk])
        other_client.commit()
        periods = rows(
            "select lower(recorded) < upper(recorded) from history.km_post where id = %s and op = 'U'", post.pk
        )
        assert periods == [(True,), (True,)]


def test_every_row_of_the_department_has_a_history() -> None:
    """A new table without history would be a hole; `uncovered_columns` walks RECORDED."""
    stamped = {model for model in apps.get_app_config("infra").get_models() if hasattr(model, "recorded_from")}
    assert stamped - set(DERIVED.values()) == set(RECORDED)
    assert {*ASSETS.values(), *RECORDS.values()} < stamped
