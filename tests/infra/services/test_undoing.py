"""A change set undone, and a deleted asset restored, are the database as it was before, table by table."""

from datetime import date
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString

from infra.change_sets import set_told
from infra.errors import Forbidden, RuleBroken, Stale
from infra.history import acting_as
from infra.models import DERIVED, KEPT_TABLES, Bridge, Finding, Inspection, Road, Section
from infra.services.along import delete_along, stands_on, tag_of, what_goes_along
from infra.services.assets import change_asset, create_asset
from infra.services.inspections import record_inspection
from infra.services.undoing import restore_deleted, undo_set
from tests import network
from tests.network import Network
from tests.sql import another_client, rows

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = {"inspection_type": "DK", "done_on": date(2026, 3, 5), "deck_rating": 3, "superstructure_rating": 5, "source": "Phiếu thử",
         "findings": [{"component": "MO", "defect": "nứt", "recommendation": "vá", "priority": None}]}  # fmt: skip


@pytest.fixture
def net(code_lists: None) -> Network:
    made = network.build()
    network.record(made)
    return made


def snapshot() -> dict[str, str]:
    """A hash of every recorded and derived table, without the stamps of versions and the numbers of derived rows."""
    content = "select coalesce(md5(string_agg(c, '' order by c)), '') from (select (to_jsonb(t) - {}::text[])::text as c from {} t) s"
    without = {
        table: "array['recorded_from', 'id']" if table in DERIVED else "array['recorded_from']" for table in KEPT_TABLES
    }
    return {table: rows(content.format(without[table], table))[0][0] for table in KEPT_TABLES}


def longer(lon: float = 105.5) -> MultiLineString:
    return MultiLineString(network.line(0, 6000, lon=lon), srid=4326)


def last_set() -> int:
    return int(rows("select max(id) from history.changeset")[0][0])


def inspected(bridge: Bridge) -> Inspection:
    current = Bridge.objects.get(pk=bridge.pk)
    return record_inspection(current, FOUND, by=None, expected=current.recorded_from)


def test_an_inspection_that_changed_its_bridge_is_undone_with_its_sheet(net: Network) -> None:
    before = snapshot()
    inspected(net.far_bridge)
    after = snapshot()
    assert after != before
    undone = undo_set(last_set(), by=None, reason="nhập nhầm cầu")
    assert snapshot() == before
    assert {(row.kind, row.op) for row in undone} == {("bridge", "changed"), ("inspection", "created")}
    assert rows("select reason from history.changeset where id = %s", last_set())[0][0] == "nhập nhầm cầu"
    undo_set(last_set(), by=None)
    assert snapshot() == after, "an undoing can be undone"


def test_what_psql_did_is_undone_statement_by_statement(net: Network) -> None:
    """A road redrawn, a new bridge on what was added, sections swapped, an inspection deleted with its sheet: one transaction."""
    inspection = inspected(net.far_bridge)
    before = snapshot()
    client = another_client(application_name="psql")
    with client, client.cursor() as cursor:
        cursor.execute("update road set centreline = st_geomfromewkt(%s) where id = %s", [longer().ewkt, net.ql.pk])
        cursor.execute(
            "insert into bridge (road_id, name, located_by, at_m, source) values (%s, 'Cầu Mới', 'chainage', 5500, 'psql')",
            [net.ql.pk],
        )
        cursor.execute("set constraints section_no_overlap deferred")
        cursor.execute(
            "update section set from_m = case from_m when 0 then 4000 else 0 end, to_m = case from_m when 0 then 5000 else 2000 end where from_m <> 2000"
        )
        cursor.execute("delete from inspection where id = %s", [inspection.pk])
        cursor.execute("update bridge set at_m = 2600 where id = %s", [net.far_bridge.pk])
    client.close()
    n = last_set()
    assert (set_told(n).by, set_told(n).db_user) == (None, rows("select session_user")[0][0])
    assert snapshot() != before
    undo_set(n, by=None)
    assert snapshot() == before


def test_what_is_newer_is_named_and_nothing_is_written(net: Network, django_user_model: Any) -> None:
    """A road made by a set: somebody put a bridge on it, somebody else renamed it."""
    with acting_as(None, "tuyến mới"):
        made = Road.objects.create(
            code="ĐT.8T", road_class_id="DT", source="thử", centreline=longer(lon=105.8), start_km=0, start_m=0
        )
    n = last_set()
    lan = django_user_model.objects.create_superuser("lan")
    bridge = create_asset(
        "bridge", {"road": "ĐT.8T", "at_m": 100.0, "name": "Cầu Lan", "source": "thử"}, by=lan, reason="khảo sát"
    )
    change_asset(made, {"name": "Đường mới"}, by=lan, expected=Road.objects.get(pk=made.pk).recorded_from)
    before = snapshot()
    with pytest.raises(Forbidden):
        undo_set(last_set(), by=django_user_model.objects.create_user("khach"))
    with pytest.raises(RuleBroken) as refused:
        undo_set(n, by=None)
    assert refused.value.facts["rule"] == "newer-changes"
    told = refused.value.facts["newer"]
    assert told["count"] == 2
    assert [(row["kind"], row["id"], row["op"], row["by"]) for row in told["changes"]] == [
        ("road", made.public_id, "changed", "lan"),
        ("bridge", bridge.public_id, "created", "lan"),
    ]
    assert snapshot() == before


def test_a_bridge_goes_and_comes_back_with_all_that_is_recorded_of_it(net: Network) -> None:
    shown = tag_of(what_goes_along(net.far_bridge))
    inspected(net.far_bridge)
    before = snapshot()
    bridge = Bridge.objects.get(pk=net.far_bridge.pk)
    with pytest.raises(Stale) as stale:
        delete_along(bridge, along=shown, by=None, expected=bridge.recorded_from)
    assert (stale.value.field, snapshot()) == ("along", before), (
        "what was recorded since it was shown is not taken along"
    )
    along = what_goes_along(bridge)
    assert sorted(row._meta.db_table for row in along) == ["inspection", "inspection", "posting"]
    delete_along(bridge, along=tag_of(along), by=None, expected=bridge.recorded_from, reason="cầu ma")
    assert not Bridge.objects.filter(pk=bridge.pk).exists()
    assert not Finding.objects.exists()
    restored = restore_deleted("bridge", bridge.pk, by=None)
    assert snapshot() == before
    assert len(restored) == 4


def test_a_road_goes_with_its_posts_and_sections_once_nothing_stands_on_it(net: Network) -> None:
    road = Road.objects.get(pk=net.ql.pk)
    with pytest.raises(RuleBroken) as refused:
        delete_along(road, along=tag_of(what_goes_along(road)), by=None, expected=road.recorded_from)
    assert refused.value.facts["used_by"] == sorted(row.public_id for row in stands_on(road))
    for structure in stands_on(road):
        tag = tag_of(what_goes_along(structure))
        delete_along(structure, along=tag, by=None, expected=structure.recorded_from)
    before = snapshot()
    delete_along(
        road, along=tag_of(what_goes_along(road)), by=None, expected=Road.objects.get(pk=road.pk).recorded_from
    )
    assert not Section.objects.filter(road_id=road.pk).exists()
    restore_deleted("road", road.pk, by=None)
    assert snapshot() == before
