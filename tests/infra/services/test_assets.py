"""Writing assets: rights first, then versions, places and rules; nothing half-written."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from infra.errors import (
    ChainageBeyondPost,
    Forbidden,
    MeasureBeyondRoad,
    NotFound,
    NotLocatable,
    RuleBroken,
    Stale,
    Unreadable,
)
from infra.history import changes_to
from infra.models import Bridge, Culvert, Road
from infra.services.assets import change_asset, create_asset, delete_asset
from tests import network
from tests.network import Network, up

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


@pytest.fixture
def engineer() -> User:
    user = User.objects.create_user("ky-su")
    user.groups.add(Group.objects.get_or_create(name="engineer")[0])
    return user


def test_a_bridge_by_chainage_stands_at_its_measure(net: Network, engineer: User) -> None:
    bridge = create_asset(
        "bridge",
        {"name": "Cầu Mới", "road": "ql9t", "chainage": "Km11+1135", "bridge_type": "T_BTCT", "source": "x"},
        by=engineer,
    )
    assert isinstance(bridge, Bridge)
    assert (bridge.at_m, bridge.located_by, bridge.stated_km, bridge.stated_text) == (
        pytest.approx(2135),
        "chainage",
        11,
        "Km11+1135",
    )
    assert bridge.geom.distance(up(2135)) < 1e-7
    assert bridge.public_id.startswith("B-")


def test_a_bridge_by_point_is_given_its_measure_and_offset(net: Network, engineer: User) -> None:
    bridge = create_asset("bridge", {"road": net.ql.public_id, "geom": up(1500, right=12), "source": "x"}, by=engineer)
    assert (bridge.located_by, bridge.at_m, bridge.offset_m) == (
        "coordinates",
        pytest.approx(1500, abs=0.01),
        pytest.approx(12, abs=0.01),
    )


def test_a_saved_change_says_who_and_why(net: Network, engineer: User) -> None:
    bridge = net.near_bridge
    bridge.refresh_from_db()
    changed = change_asset(
        bridge, {"name": "Cầu Gần 2", "at_m": 600.0}, by=engineer, expected=bridge.recorded_from, reason="đo lại"
    )
    assert changed.recorded_from > bridge.recorded_from
    assert changed.geom.distance(up(600)) < 1e-7
    newest = changes_to(changed)[0]
    assert {c.field: (c.before, c.after) for c in newest.changes}["name"] == ("Cầu Gần", "Cầu Gần 2")
    assert newest.op == "changed"


REFUSALS: list[tuple[dict[str, Any], type[Exception], str | None]] = [
    ({"road": "QL.9T", "chainage": "Km11+1200"}, ChainageBeyondPost, "chainage"),
    ({"road": "QL.9T", "at_m": 5000.5}, MeasureBeyondRoad, "at_m"),
    ({"road": "QL.404", "at_m": 1}, NotFound, "road"),
    ({"chainage": "Km1+000"}, NotLocatable, "road"),
    ({"road": "QL.9T", "geom": up(0, right=5000)}, RuleBroken, "geometry"),
    ({"nmae": "x"}, Unreadable, "nmae"),
    ({"public_id": "B-1"}, Unreadable, "public_id"),
    ({"bridge_type": "KHONG_CO"}, RuleBroken, "bridge_type"),
    ({"built_year": 1700}, RuleBroken, "built_year"),
    ({"skew_deg": 91}, RuleBroken, "skew_deg"),
    ({"length_m": -1}, RuleBroken, "length_m"),
    ({"length_m": "dài"}, RuleBroken, "length_m"),
    ({"deck_rating": 10}, RuleBroken, "deck_rating"),
    ({"deck_rating": 4, "condition": "TOT"}, RuleBroken, "condition"),
]


@pytest.mark.parametrize(
    ("facts", "error", "field"), REFUSALS, ids=[str(sorted(facts)) + error.__name__ for facts, error, _ in REFUSALS]
)
def test_what_is_refused_names_its_field_and_writes_nothing(
    net: Network, engineer: User, facts: dict[str, Any], error: type[Exception], field: str | None
) -> None:
    before = Bridge.objects.count()
    with pytest.raises(error) as refused:
        create_asset("bridge", {"source": "x", **facts}, by=engineer)
    if field:
        assert refused.value.field == field
    assert Bridge.objects.count() == before


def test_every_mistake_is_told_at_once_with_its_limits(net: Network, engineer: User) -> None:
    facts = {"source": "x", "built_year": 1700, "length_m": -1, "skew_deg": 120}
    with pytest.raises(RuleBroken) as refused:
        create_asset("bridge", facts, by=engineer)
    assert refused.value.facts["codes"] == {
        "built_year": ["out_of_range"],
        "length_m": ["out_of_range"],
        "skew_deg": ["out_of_range"],
    }
    assert (refused.value.facts["low"], refused.value.facts["high"]) == (1850, 2100)


def test_a_second_post_of_one_kilometre_is_told_at_its_field(net: Network, engineer: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        create_asset("km_post", {"source": "x", "road": "QL.9T", "km": 10}, by=engineer)
    assert refused.value.facts["codes"] == {"km": ["unique"]}


@pytest.mark.parametrize(("from_m", "to_m", "field"), [(1500, 2500, "from_m"), (4500, 5500, "at_m")])
def test_what_only_the_database_can_check_is_told_too(
    net: Network, engineer: User, from_m: float, to_m: float, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        create_asset("section", {"source": "x", "road": "QL.9T", "from_m": from_m, "to_m": to_m}, by=engineer)
    assert refused.value.field == field


def test_a_line_that_carries_something_is_not_taken_away(net: Network, engineer: User) -> None:
    road = Road.objects.get(pk=net.ql.pk)
    with pytest.raises(RuleBroken) as refused:
        change_asset(road, {"centreline": None}, by=engineer, expected=road.recorded_from)
    assert (refused.value.field, refused.value.facts["rule"]) == ("geometry", "line_in_use")
    empty = Road.objects.get(pk=net.gap.pk)
    assert change_asset(empty, {"centreline": None}, by=engineer, expected=empty.recorded_from).centreline is None


def test_ratings_decide_the_condition(net: Network, engineer: User) -> None:
    bridge = create_asset(
        "bridge", {"source": "x", "deck_rating": 7, "superstructure_rating": 4, "substructure_rating": 8}, by=engineer
    )
    assert bridge.condition_id == "XAU"


def test_the_slower_of_two_writers_is_told(net: Network, engineer: User) -> None:
    bridge = net.near_bridge
    bridge.refresh_from_db()
    read_at = bridge.recorded_from
    change_asset(bridge, {"name": "Nhanh"}, by=engineer, expected=read_at)
    with pytest.raises(Stale):
        change_asset(bridge, {"name": "Chậm"}, by=engineer, expected=read_at)
    with pytest.raises(Stale):
        delete_asset(bridge, by=engineer, expected=read_at)
    assert Bridge.objects.get(pk=bridge.pk).name == "Nhanh"


@pytest.mark.parametrize("who", ["anonymous", "planner", "inactive"])
def test_only_writers_write(net: Network, who: str) -> None:
    user: Any = AnonymousUser()
    if who != "anonymous":
        user = User.objects.create_user(who, is_active=who != "inactive")
        user.groups.add(Group.objects.get_or_create(name="planner" if who == "planner" else "engineer")[0])
    with pytest.raises(Forbidden):
        create_asset("culvert", {"source": "x"}, by=user)
    assert Culvert.objects.count() == 2


def test_a_road_in_use_is_not_deleted(net: Network, engineer: User) -> None:
    road = Road.objects.get(pk=net.ql.pk)
    with pytest.raises(RuleBroken) as refused:
        delete_asset(road, by=engineer, expected=road.recorded_from)
    assert refused.value.facts["rule"] == "still-used"
    assert net.near_bridge.public_id in refused.value.facts["used_by"]
