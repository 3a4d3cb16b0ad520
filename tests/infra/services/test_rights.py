"""The table of rights: who may do what, where; asked of the row as it was and as it becomes."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.gis.geos import MultiLineString, MultiPolygon, Polygon
from django.db import IntegrityError

from infra.errors import Forbidden
from infra.models import ACTS, ASSETS, AdministrativeUnit, Bridge, ManagingUnit, Road, Section, WriteRight
from infra.services.assets import change_asset, create_asset, delete_asset
from infra.services.rights import Grant, grants_of, may_write, require_writer
from tests import network
from tests.network import SOURCE, Network, line, up

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


def person(name: str, *roles: str) -> User:
    user = User.objects.create_user(name)
    user.groups.set(Group.objects.get_or_create(name=role)[0] for role in roles)
    return user


def unit(code: str) -> ManagingUnit:
    return ManagingUnit.objects.create(
        code=code, name_vi=code, name_en=code, valid_from=date(2025, 7, 1), source=SOURCE
    )


def commune(code: str, from_m: float, to_m: float) -> AdministrativeUnit:
    """A band across QL.9T, from one measure to another."""
    box = Polygon.from_bbox((105.4, up(from_m).y, 105.55, up(to_m).y))
    return AdministrativeUnit.objects.create(
        code=code, name_vi=code, level_id="COMMUNE", geom=MultiPolygon(box, srid=4326), valid_from=date(2025, 7, 1),
        source=SOURCE,
    )  # fmt: skip


def grant(user: User, **where: Any) -> User:
    """Every act on every kind, bounded by what is given."""
    kind = where.pop("kind", "")
    for act in where.pop("acts", ACTS):
        WriteRight.objects.create(user=user, act=act, kind=kind, **where)
    return user


def change(asset: Any, user: User, **changes: Any) -> Any:
    asset.refresh_from_db()
    return change_asset(asset, changes, by=user, expected=asset.recorded_from)


def test_a_new_database_grants_what_the_roles_always_had() -> None:
    table = {
        (right.role.name, right.act, right.kind, right.managing_unit, right.commune)
        for right in WriteRight.objects.filter(user=None)
    }
    assert table == {
        (role, act, "", None, None)
        for role in ("engineer", "supervisor", "administrator")
        for act in ("create", "change", "delete", "draft")
    } | {
        ("supervisor", "review", "", None, None),
        ("administrator", "review", "", None, None),
        ("administrator", "review-own", "", None, None),
    }


@pytest.mark.parametrize("role", ["planner", "engineer", "supervisor", "administrator", "thợ"])
def test_the_table_as_people_hold_it(role: str) -> None:
    user = person(role, role)
    held = {kind for kind in ASSETS if may_write(user, kind)}
    assert held == (set(ASSETS) if role in ("engineer", "supervisor", "administrator") else set())


def test_a_role_taken_from_the_table_writes_no_more(net: Network) -> None:
    user = person("ky-su", "engineer")
    WriteRight.objects.filter(role__name="engineer", act="delete").delete()
    change(net.near_bridge, user, name="Còn sửa được")
    with pytest.raises(Forbidden) as refused:
        delete_asset(net.near_bridge, by=user, expected=net.near_bridge.recorded_from)
    assert refused.value.facts["needs"] == ["administrator", "supervisor"]
    assert (refused.value.facts["action"], refused.value.facts["kind"]) == ("delete", "bridge")


def test_a_person_may_hold_a_right_beside_the_roles() -> None:
    user = grant(person("lan"), kind="bridge", acts=("change",))
    require_writer(user, "bridge", "change")
    for kind, act in (("bridge", "delete"), ("culvert", "change")):
        with pytest.raises(Forbidden):
            require_writer(user, kind, act)
    assert grants_of(user) == (Grant("change", "bridge", None, None),)


def test_nobody_inactive_writes_and_a_superuser_always_does(net: Network) -> None:
    assert not may_write(User(username="x", is_active=False, is_superuser=True), "bridge")
    root = User.objects.create_superuser("goc")
    assert change(net.near_bridge, root, name="Gốc sửa").name == "Gốc sửa"


def test_a_right_bounded_by_a_unit_covers_what_the_unit_manages(net: Network) -> None:
    mine, other = unit("HAT-1"), unit("HAT-2")
    Road.objects.filter(pk=net.ql.pk).update(managing_unit=other)
    Bridge.objects.filter(pk=net.near_bridge.pk).update(managing_unit=mine)
    user = grant(person("lan"), managing_unit=mine)
    assert change(net.near_bridge, user, name="Của tôi").name == "Của tôi"
    with pytest.raises(Forbidden) as refused:  # it names no unit: its road's rules
        change(net.far_bridge, user, name="Của người khác")
    assert (refused.value.facts["managing_unit"], refused.value.facts["version"]) == ("HAT-2", "was")


def test_a_section_and_a_post_are_managed_by_their_road(net: Network) -> None:
    mine = unit("HAT-1")
    user = grant(person("lan"), managing_unit=mine)
    section = Section.objects.filter(road=net.ql).first()
    with pytest.raises(Forbidden):
        change(section, user, lanes=4)
    Road.objects.filter(pk=net.ql.pk).update(managing_unit=mine)
    assert change(section, user, lanes=4).lanes == 4


def test_handing_an_asset_over_needs_rights_on_both_sides(net: Network) -> None:
    mine, other = unit("HAT-1"), unit("HAT-2")
    Bridge.objects.filter(pk=net.near_bridge.pk).update(managing_unit=mine)
    user = grant(person("lan"), managing_unit=mine)
    with pytest.raises(Forbidden) as refused:
        change(net.near_bridge, user, managing_unit="HAT-2")
    assert (refused.value.facts["managing_unit"], refused.value.facts["version"]) == ("HAT-2", "becomes")
    assert Bridge.objects.get(pk=net.near_bridge.pk).managing_unit == mine
    grant(user, managing_unit=other, acts=("change",))
    assert change(net.near_bridge, user, managing_unit="HAT-2").managing_unit == other


def test_moving_an_asset_out_of_ones_commune_is_refused(net: Network) -> None:
    user = grant(person("lan"), commune=commune("99001", -100, 2000))
    commune("99002", 2000, 6000)
    assert change(net.near_bridge, user, at_m=1900.0).at_m == 1900
    with pytest.raises(Forbidden) as refused:
        change(net.near_bridge, user, at_m=2100.0)
    assert (refused.value.facts["commune"], refused.value.facts["version"]) == ("99002", "becomes")
    assert Bridge.objects.get(pk=net.near_bridge.pk).at_m == 1900
    with pytest.raises(Forbidden) as refused:
        change(net.far_bridge, user, at_m=500.0)
    assert refused.value.facts["version"] == "was"


def test_creating_and_deleting_are_bounded_too(net: Network) -> None:
    user = grant(person("lan"), commune=commune("99001", -100, 2000))
    facts = {"source": "x", "road": "QL.9T"}
    made = create_asset("culvert", {**facts, "at_m": 100.0}, by=user)
    delete_asset(made, by=user, expected=made.recorded_from)
    for elsewhere in ({**facts, "at_m": 3000.0}, {"source": "x"}):  # in another commune; nowhere known
        with pytest.raises(Forbidden):
            create_asset("culvert", elsewhere, by=user)
    with pytest.raises(Forbidden):
        delete_asset(net.far_bridge, by=user, expected=net.far_bridge.recorded_from)
    assert Bridge.objects.filter(pk=net.far_bridge.pk).exists()


def test_a_line_must_lie_whole_in_the_communes_granted_together(net: Network) -> None:
    first, second = commune("99001", -100, 3000), commune("99002", 3000, 6000)
    user = grant(person("lan"), commune=first)
    with pytest.raises(Forbidden) as refused:  # 2000-4000 m: half of it outside
        change(Section.objects.get(road=net.ql, from_m=2000), user, lanes=4)
    assert refused.value.facts["commune"] == "99001, 99002"
    assert change(Section.objects.get(road=net.ql, from_m=0), user, lanes=4).lanes == 4
    grant(user, commune=second)
    assert change(Section.objects.get(road=net.ql, from_m=2000), user, lanes=4).lanes == 4


def test_a_road_may_not_grow_out_of_its_commune(net: Network) -> None:
    user = grant(person("lan"), commune=commune("99001", -100, 5500))
    longer = MultiLineString(line(0, 5600), srid=4326)
    with pytest.raises(Forbidden):
        change(Road.objects.get(pk=net.ql.pk), user, centreline=longer)
    assert change(Road.objects.get(pk=net.ql.pk), user, name="Trong xã").name == "Trong xã"


def test_unit_and_commune_of_one_row_hold_together_and_rows_do_not_mix(net: Network) -> None:
    """HAT-1 in the first commune, HAT-2 in the second: that is not HAT-1 in the second."""
    mine, other = unit("HAT-1"), unit("HAT-2")
    user = person("lan")
    grant(user, managing_unit=mine, commune=commune("99001", -100, 2000))
    grant(user, managing_unit=other, commune=commune("99002", 2000, 6000))
    Road.objects.filter(pk=net.ql.pk).update(managing_unit=mine)
    assert change(net.near_bridge, user, name="A").name == "A"
    with pytest.raises(Forbidden):
        change(net.far_bridge, user, name="B")


def test_a_commune_without_outline_holds_nothing(net: Network) -> None:
    nowhere = commune("99001", -100, 6000)
    AdministrativeUnit.objects.filter(pk=nowhere.pk).update(geom=None)
    with pytest.raises(Forbidden):
        change(net.near_bridge, grant(person("lan"), commune=nowhere), name="A")


@pytest.mark.parametrize("holder", ["nobody", "both"])
def test_a_row_has_one_holder(holder: str) -> None:
    role, user = Group.objects.get(name="engineer"), person("lan")
    held = {} if holder == "nobody" else {"role": role, "user": user}
    with pytest.raises(IntegrityError, match="write_right_one_holder"):
        WriteRight.objects.create(act="change", **held)


def test_a_row_is_there_once() -> None:
    with pytest.raises(IntegrityError, match="write_right_once"):
        WriteRight.objects.create(act="change", role=Group.objects.get(name="engineer"))
