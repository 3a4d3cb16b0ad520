"""Role × act × bound: who may do what to one bridge, and what is told to be missing."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from infra.errors import Forbidden
from infra.models import ACTS, RIGHTS, Bridge, WriteRight
from infra.services.assets import change_asset, delete_asset
from infra.services.rights import Reviewed, missing_for, proposed
from tests import network
from tests.infra.services.test_rights import change, commune, grant, person, unit
from tests.network import Network

pytestmark = pytest.mark.django_db

MAY = {
    "planner": set(),
    "soạn": {"draft"},
    "engineer": {*ACTS, "draft"},
    "supervisor": {*ACTS, "draft", "review"},
    "administrator": set(RIGHTS),
}
BOUNDS = ("none", "its unit", "another unit", "its commune", "another commune", "its unit, another commune")


@pytest.fixture
def net() -> Network:
    net = network.build()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(managing_unit=unit("HAT-1"))
    net.near_bridge.refresh_from_db()
    return net


@pytest.fixture
def wheres(net: Network) -> dict[str, dict[str, Any]]:
    """Each bound as columns of a right; the bridge stands at 500 m and is of HAT-1."""
    mine, other = net.near_bridge.managing_unit, unit("HAT-2")
    here, there = commune("99001", -100, 2000), commune("99002", 2000, 6000)
    where = ({}, {"managing_unit": mine}, {"managing_unit": other}, {"commune": here}, {"commune": there})
    return dict(zip(BOUNDS, (*where, {"managing_unit": mine, "commune": there}), strict=True))


@pytest.mark.parametrize("bound", BOUNDS)
@pytest.mark.parametrize("role", MAY)
def test_role_by_act_by_bound(net: Network, wheres: dict[str, dict[str, Any]], role: str, bound: str) -> None:
    group, _ = Group.objects.get_or_create(name=role)
    WriteRight.objects.filter(role=group).delete()
    for act in MAY[role]:
        WriteRight.objects.create(role=group, act=act, **wheres[bound])
    user, within = person("lan", role), bound in ("none", "its unit", "its commune")
    for act in RIGHTS:
        missing = missing_for(user, net.near_bridge, act)
        assert (missing is None) is (act in MAY[role] and within), act
        if missing is not None:
            bounded = act in MAY[role]
            facts = (missing.facts["managing_unit"], missing.facts["commune"])
            assert facts == (("HAT-1", "99001") if bounded else (None, None)), act
            assert (role in missing.facts["needs"]) is (act in MAY[role]), act


def drafted(asset: Bridge, author: User, reviewer: User | None, **changes: Any) -> Any:
    """A change as a draft makes it."""
    with proposed(Reviewed(reviewer, "review") if reviewer else None):
        return change(asset, author, **changes)


def test_a_draft_needs_the_authors_right_and_the_reviewers_on_both_sides(net: Network) -> None:
    here, there = commune("99001", -100, 2000), commune("99002", 2000, 6000)
    author = grant(person("soan"), acts=("draft",))
    reviewer = grant(person("duyet"), acts=("review",), commune=here)
    with pytest.raises(Forbidden) as refused:
        change(net.near_bridge, author, name="Tại chỗ")
    assert refused.value.facts["action"] == "change"
    assert drafted(net.near_bridge, author, reviewer, name="Qua duyệt").name == "Qua duyệt"
    with pytest.raises(Forbidden) as refused:
        drafted(net.near_bridge, author, reviewer, at_m=2100.0)
    told = refused.value.facts
    assert (told["action"], told["version"], told["commune"]) == ("review", "becomes", "99002")
    grant(reviewer, acts=("review",), commune=there)
    assert drafted(net.near_bridge, author, reviewer, at_m=2100.0).at_m == 2100
    with pytest.raises(Forbidden):
        drafted(net.far_bridge, reviewer, reviewer, name="Không được soạn")


def test_who_may_do_it_at_once_may_propose_it_and_nothing_else(net: Network) -> None:
    author = grant(person("lan"), acts=("change",))
    assert drafted(net.near_bridge, author, None, name="Đề nghị").name == "Đề nghị"
    net.near_bridge.refresh_from_db()
    with proposed(), pytest.raises(Forbidden):
        delete_asset(net.near_bridge, by=author, expected=net.near_bridge.recorded_from)
    assert missing_for(author, net.near_bridge, "draft") is None


def test_what_is_proposed_leaves_no_right_behind(net: Network) -> None:
    author = grant(person("soan"), acts=("draft",))
    drafted(net.near_bridge, author, None, name="Đề nghị")
    with pytest.raises(Forbidden):
        change_asset(net.near_bridge, {"name": "x"}, by=author, expected=net.near_bridge.recorded_from)
