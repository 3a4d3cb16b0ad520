"""Limits in the database: in the unit of their sign, not above the load unless someone says why."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from infra.errors import ChainageBeyondPost, DomainError, Forbidden, NotLocatable, RuleBroken, Unreadable
from infra.models import Bridge, Posting
from infra.services.postings import change_posting, limits_in_force, post_limit
from tests.network import Network

pytestmark = pytest.mark.django_db
GROSS = {"sign": "P115", "limit_t": 8, "source": "Biển thử"}


def carries(bridge: Bridge, actual: str | None, design: str | None) -> Bridge:
    Bridge.objects.filter(pk=bridge.pk).update(actual_load=actual, design_load=design)
    bridge.refresh_from_db()
    return bridge


def test_a_posting_stands_at_its_bridge(net: Network, engineer: User) -> None:
    made = post_limit(net.near_bridge, GROSS | {"valid_from": "2026-01-01"}, by=engineer)
    assert (made.public_id[:2], str(made.limit_t), made.geom.coords) == ("L-", "8.00", net.near_bridge.geom.coords)


def test_on_a_road_it_stands_along_a_stretch_told_by_chainage(net: Network, engineer: User) -> None:
    made = post_limit(net.ql, GROSS | {"from_chainage": "Km10+500", "to_chainage": "Km11+1135"}, by=engineer)
    assert (made.from_m, made.to_m) == (pytest.approx(500), pytest.approx(2135))
    assert made.geom.length == pytest.approx(1635 / 110_600, rel=0.01)


@pytest.mark.parametrize(
    ("actual", "design", "limit_t", "refused"),
    [
        ("8T", "13T", 8, False),
        ("8T", "13T", 10, True),
        (None, "13T", 13.5, True),
        ("H30", "13T", 20, False),
        (None, None, 40, False),
    ],
)
def test_not_above_what_the_bridge_carries(
    net: Network, engineer: User, actual: str | None, design: str | None, limit_t: float, refused: bool
) -> None:
    bridge = carries(net.near_bridge, actual, design)
    if not refused:
        assert post_limit(bridge, GROSS | {"limit_t": limit_t}, by=engineer).pk
        return
    with pytest.raises(RuleBroken) as broken:
        post_limit(bridge, GROSS | {"limit_t": limit_t}, by=engineer)
    facts = broken.value.facts
    assert (broken.value.field, facts["rule"], facts["load"]) == ("limit_t", "limit-above-load", actual or design)
    assert facts["clause"]
    seen = post_limit(bridge, GROSS | {"limit_t": limit_t, "above_load_reason": "biển cũ còn trên cầu"}, by=engineer)
    assert seen.above_load_reason


def test_nor_by_a_later_change(net: Network, engineer: User) -> None:
    made = post_limit(carries(net.near_bridge, "8T", None), GROSS, by=engineer)
    with pytest.raises(RuleBroken):
        change_posting(made, {"limit_t": 9}, by=engineer, expected=made.recorded_from)
    made.refresh_from_db()
    assert str(made.limit_t) == "8.00"


def test_a_sign_taken_down_holds_no_longer(net: Network, engineer: User) -> None:
    made = post_limit(net.near_bridge, GROSS | {"valid_from": "2024-01-01"}, by=engineer)
    height = post_limit(net.near_bridge, {"sign": "P117", "limit_m": 4.2, "source": "x"}, by=engineer)
    made = change_posting(made, {"valid_to": "2025-12-31"}, by=engineer, expected=made.recorded_from)
    assert {p.pk for p in limits_in_force(net.near_bridge, date(2025, 12, 31))} == {made.pk, height.pk}
    assert {p.pk for p in limits_in_force(net.near_bridge, date(2026, 1, 1))} == {height.pk}
    assert limits_in_force(net.far_bridge, date(2025, 1, 1)) == []


def test_along_a_road_a_limit_holds_where_it_stands(net: Network, engineer: User) -> None:
    made = post_limit(net.ql, GROSS | {"from_m": 1000, "to_m": 2000}, by=engineer)
    assert [p.pk for p in limits_in_force(net.ql, date(2026, 1, 1), at_m=1500)] == [made.pk]
    assert limits_in_force(net.ql, date(2026, 1, 1), at_m=2500) == []


REFUSALS: list[tuple[str, dict[str, Any], type[DomainError], str | None]] = [
    ("near_bridge", {"sign": None}, RuleBroken, "sign"),
    ("near_bridge", {"sign": "P999"}, RuleBroken, "sign"),
    ("near_bridge", {"limit_m": 3}, RuleBroken, ""),
    ("near_bridge", {"limit_t": None, "limit_m": 3}, RuleBroken, "limit_m"),
    ("near_bridge", {"sign": "P117"}, RuleBroken, "limit_t"),
    ("near_bridge", {"sign": "P106A"}, RuleBroken, "limit_t"),
    ("near_bridge", {"limit_t": -1}, RuleBroken, "limit_t"),
    ("near_bridge", {"limit_t": "NaN"}, RuleBroken, "limit_t"),
    ("near_bridge", {"limit_t": 1000}, RuleBroken, "limit_t"),
    ("near_bridge", {"valid_from": "2026-01-02", "valid_to": "2026-01-01"}, RuleBroken, ""),
    ("near_bridge", {"road": "QL.9T"}, RuleBroken, "road"),
    ("near_bridge", {"from_m": 1, "to_m": 2}, RuleBroken, ""),
    ("near_bridge", {"from_chainage": "Km10+000"}, NotLocatable, "from_chainage"),
    ("near_bridge", {"cao": 3}, Unreadable, "cao"),
    ("ql", {}, RuleBroken, ""),
    ("ql", {"from_m": 200, "to_m": 100}, RuleBroken, ""),
    ("ql", {"from_m": -5, "to_m": 100}, RuleBroken, "from_m"),
    ("ql", {"from_m": 0, "to_m": 5001}, RuleBroken, "at_m"),
    ("ql", {"from_chainage": "Km11+1200", "to_m": 3000}, ChainageBeyondPost, "from_chainage"),
    ("ql", {"from_m": 0, "to_chainage": "Km14+9000"}, DomainError, "to_chainage"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "facts", "error", "field"), REFUSALS, ids=[f"{of}-{'-'.join(f)}" for of, f, _, _ in REFUSALS]
)
def test_what_is_refused_names_its_field(
    net: Network, engineer: User, of: str, facts: dict[str, Any], error: type[DomainError], field: str | None
) -> None:
    with pytest.raises(error) as refused:
        post_limit(getattr(net, of), GROSS | facts, by=engineer)
    assert (refused.value.field or "") == (field or "")
    assert not Posting.objects.exists()


def test_rights_come_first(net: Network) -> None:
    with pytest.raises(Forbidden):
        post_limit(net.near_bridge, GROSS, by=User.objects.create_user("khach"))


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ("sign = 'P117'", "posting_unit"),
        ("limit_t = null, limit_m = 3", "posting_unit"),
        ("limit_m = 3", "posting_unit"),
        ("limit_t = 'NaN'", "posting_numbers"),
        ("limit_t = 0", "posting_tonnes"),
        ("from_m = 1", "posting_about_one_thing"),
        ("valid_from = '2026-01-02', valid_to = '2026-01-01'", "posting_period"),
    ],
)
def test_the_database_keeps_the_promises_itself(net: Network, engineer: User, change: str, promise: str) -> None:
    post_limit(net.near_bridge, GROSS, by=engineer)
    with pytest.raises(IntegrityError) as broken, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update posting set {change}")
    assert broken.value.__cause__.diag.constraint_name == promise  # type: ignore[union-attr]
