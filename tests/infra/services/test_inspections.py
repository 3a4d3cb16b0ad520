"""Inspections in the database: the asset follows the latest, as one change set, and nothing is half-written."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from infra.errors import DomainError, Forbidden, RuleBroken, Stale, Unreadable
from infra.history import changes_to
from infra.models import Asset, Finding, Inspection, Section
from infra.services.assets import change_asset, delete_asset
from infra.services.inspections import correct_inspection, record_inspection, withdraw_inspection
from tests.network import Network

pytestmark = pytest.mark.django_db
PERIODIC = {"inspection_type": "DK", "source": "Phiếu thử"}


def inspect(asset: Asset, by: Any, done_on: str, **facts: Any) -> Inspection:
    asset.refresh_from_db()
    made = record_inspection(asset, PERIODIC | {"done_on": done_on} | facts, by=by, expected=asset.recorded_from)
    asset.refresh_from_db()
    return made


def rated(deck: int, upper: int, lower: int) -> dict[str, int]:
    return {"deck_rating": deck, "superstructure_rating": upper, "substructure_rating": lower}


def state(bridge: Any) -> tuple[Any, ...]:
    ratings = (bridge.deck_rating, bridge.superstructure_rating, bridge.substructure_rating)
    return ratings, bridge.condition_id, str(bridge.condition_on), bridge.condition_reason


def test_an_inspection_gives_the_bridge_its_state(net: Network, engineer: User) -> None:
    made = inspect(net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4), condition_reason="trụ xói")
    assert (made.public_id[:2], made.condition_id, made.geom.coords) == ("I-", "XAU", net.near_bridge.geom.coords)
    assert state(net.near_bridge) == ((6, 7, 4), "XAU", "2026-03-05", "trụ xói")


@pytest.mark.django_db(transaction=True)
def test_it_is_one_change_set_of_whoever_recorded_it(code_lists: None, net: Network, engineer: User) -> None:
    made = inspect(net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4), findings=[{"component": "MO"}])
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select max(changeset) from history.bridge where id = %s), (select changeset from history.inspection"
            " where id = %s), (select changeset from history.finding where id = %s)",
            [net.near_bridge.pk, made.pk, made.findings.get().pk],
        )
        assert len(set(cursor.fetchone())) == 1
    assert [change.by for change in changes_to(net.near_bridge)] == ["ky-su", None]


def test_an_older_one_recorded_late_overwrites_nothing(net: Network, engineer: User) -> None:
    inspect(net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4))
    before = net.near_bridge.recorded_from
    inspect(net.near_bridge, engineer, "2021-03-05", **rated(9, 9, 9))
    assert state(net.near_bridge)[:3] == ((6, 7, 4), "XAU", "2026-03-05")
    assert net.near_bridge.recorded_from == before


def test_a_patrol_that_judges_nothing_changes_nothing(net: Network, engineer: User) -> None:
    before = net.near_bridge.recorded_from
    inspect(net.near_bridge, engineer, "2026-03-05", inspection_type="TX")
    assert net.near_bridge.recorded_from == before


def test_a_state_written_by_hand_later_stays(net: Network, engineer: User) -> None:
    bridge = net.near_bridge
    by_hand = {**rated(3, 3, 3), "condition_on": date(2026, 5, 1)}
    change_asset(bridge, by_hand, by=engineer, expected=bridge.recorded_from)
    inspect(bridge, engineer, "2026-03-05", **rated(9, 9, 9))
    assert state(bridge)[:3] == ((3, 3, 3), "XAU", "2026-05-01")


def test_a_correction_is_followed_too(net: Network, engineer: User) -> None:
    made = inspect(net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4))
    correct_inspection(made, {"substructure_rating": 8}, by=engineer, expected=made.recorded_from)
    net.near_bridge.refresh_from_db()
    assert state(net.near_bridge)[:3] == ((6, 7, 8), "TB", "2026-03-05")
    made.refresh_from_db()
    correct_inspection(made, {"done_on": "2025-03-05"}, by=engineer, expected=made.recorded_from)
    net.near_bridge.refresh_from_db()
    assert state(net.near_bridge)[2] == "2025-03-05"


def test_withdrawn_the_one_before_holds_again(net: Network, engineer: User) -> None:
    inspect(net.near_bridge, engineer, "2021-03-05", **rated(8, 8, 8), condition_reason="tốt")
    made = inspect(
        net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4), findings=[{"component": "TRU", "defect": "xói"}]
    )
    withdraw_inspection(made, by=engineer, expected=made.recorded_from)
    net.near_bridge.refresh_from_db()
    assert state(net.near_bridge) == ((8, 8, 8), "TOT", "2021-03-05", "tốt")
    assert not Finding.objects.exists()
    assert changes_to(made)[0].op == "deleted"


def test_the_sheet_is_kept_line_by_line_with_its_history(net: Network, engineer: User) -> None:
    sheet = [
        {"component": "GOI_CAU", "defect": "xô lệch", "recommendation": "kê lại 4 gối", "priority": "NGAY"},
        {"component": "MO"},
    ]
    made = inspect(net.near_bridge, engineer, "2026-03-05", findings=sheet)
    assert [(f.component_id, f.defect, f.priority_id) for f in made.findings.all()] == [
        ("MO", "", None),
        ("GOI_CAU", "xô lệch", "NGAY"),
    ]
    correct_inspection(made, {"findings": sheet[:1]}, by=engineer, expected=made.recorded_from)
    assert [f.component_id for f in made.findings.all()] == ["GOI_CAU"]
    with connection.cursor() as cursor:
        cursor.execute("select component from history.finding where op = 'D' and defect = ''")
        assert cursor.fetchall() == [("MO",)]


def test_a_culvert_and_a_section_are_judged_by_a_word(net: Network, engineer: User) -> None:
    inspect(net.culvert, engineer, "2026-03-05", condition="XAU", condition_reason="lấp")
    assert (net.culvert.condition_id, net.culvert.condition_reason) == ("XAU", "lấp")
    first, second, _ = Section.objects.filter(road=net.ql)
    made = inspect(first, engineer, "2026-03-05", condition="RAT_XAU")
    second.refresh_from_db()
    assert (first.condition_id, second.condition_id) == ("RAT_XAU", "XAU")
    assert (made.road, made.from_m, made.to_m, made.geom.coords) == (net.ql, 0, 2000, first.geom.coords)


def test_a_section_cut_in_two_is_still_judged_by_its_inspection(net: Network, engineer: User) -> None:
    section = Section.objects.get(road=net.ql, from_m=0)
    made = inspect(section, engineer, "2026-03-05", condition="KHA")
    Section.objects.filter(pk=section.pk).update(to_m=1000)
    rest = Section.objects.create(
        road=net.ql, from_m=1000, to_m=2000, condition_id="KHA", condition_on=made.done_on, source="x"
    )
    correct_inspection(made, {"condition": "XAU"}, by=engineer, expected=made.recorded_from)
    for part in (section, rest):
        part.refresh_from_db()
        assert part.condition_id == "XAU"


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
REFUSALS: list[tuple[dict[str, Any], type[DomainError], str, str | None]] = [
    ({"done_on": TOMORROW}, RuleBroken, "done_on", "not-yet"),
    ({"done_on": None}, RuleBroken, "done_on", "invalid"),
    ({"done_on": "hôm qua"}, RuleBroken, "done_on", "invalid"),
    ({"inspection_type": "XX"}, RuleBroken, "inspection_type", "invalid"),
    ({"deck_rating": 10}, RuleBroken, "deck_rating", "invalid"),
    ({"deck_rating": "sáu"}, RuleBroken, "deck_rating", "invalid"),
    ({"deck_rating": 4, "condition": "TOT"}, RuleBroken, "condition", "condition-follows-ratings"),
    ({"condition": "TOT"}, RuleBroken, "condition", "condition-needs-ratings"),
    ({"bridge": "B-000001"}, RuleBroken, "bridge", "subject-never-changes"),
    ({"nguoi_kiem_tra": "Nguyễn Văn A"}, Unreadable, "nguoi_kiem_tra", None),
    ({"geom": "POINT (0 0)"}, Unreadable, "geom", None),
    ({"findings": "xói"}, Unreadable, "findings", None),
    ({"findings": [{"component": "MO", "photo": "x"}]}, Unreadable, "findings.0.photo", None),
    ({"findings": [{"component": "MO"}, {"component": "??"}]}, RuleBroken, "findings.1.component", "invalid"),
    ({"findings": [{"defect": "xói"}]}, RuleBroken, "findings.0.component", "invalid"),
    ({"findings": [{"component": "CONG_VAN"}]}, RuleBroken, "findings.0.component", "component-of-another-kind"),
    ({"findings": [{"component": "MO", "priority": "MAI"}]}, RuleBroken, "findings.0.priority", "invalid"),
    ({"findings": [{"component": "MO", "defect": "x" * 1001}]}, RuleBroken, "findings.0.defect", "invalid"),
    ({"findings": [{"component": ["MO"]}]}, RuleBroken, "findings.0.component", "invalid"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "error", "field", "rule"), REFUSALS, ids=[f"{f}-{r or ''}-{n}" for n, (_, _, f, r) in enumerate(REFUSALS)]
)
def test_what_is_refused_names_its_field_and_writes_nothing(
    net: Network, engineer: User, facts: dict[str, Any], error: type[DomainError], field: str, rule: str | None
) -> None:
    before = net.near_bridge.recorded_from
    with pytest.raises(error) as refused:
        inspect(net.near_bridge, engineer, **({"done_on": "2026-03-05"} | facts))
    assert (refused.value.field, refused.value.facts.get("rule")) == (field, rule)
    net.near_bridge.refresh_from_db()
    assert (net.near_bridge.recorded_from, Inspection.objects.count()) == (before, 0)


def test_only_bridges_are_rated(net: Network, engineer: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        inspect(net.culvert, engineer, "2026-03-05", deck_rating=5)
    assert (refused.value.field, refused.value.facts["rule"]) == ("deck_rating", "only-bridges-are-rated")


def test_rights_and_versions_come_first(net: Network, engineer: User) -> None:
    with pytest.raises(Forbidden):
        inspect(net.near_bridge, User.objects.create_user("khach"), "2026-03-05", **rated(6, 7, 4))
    read_at = net.near_bridge.recorded_from
    inspect(net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4))
    with pytest.raises(Stale):
        record_inspection(net.near_bridge, PERIODIC | {"done_on": "2026-04-01"}, by=engineer, expected=read_at)


def test_a_bridge_with_inspections_is_not_deleted(net: Network, engineer: User) -> None:
    made = inspect(net.near_bridge, engineer, "2026-03-05", **rated(6, 7, 4))
    with pytest.raises(RuleBroken) as refused:
        delete_asset(net.near_bridge, by=engineer, expected=net.near_bridge.recorded_from)
    assert refused.value.facts["used_by"] == [made.public_id]
