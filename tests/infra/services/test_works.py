"""Works in the database: dated, costed, on one thing."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from infra.errors import DomainError, Forbidden, RuleBroken, Stale, Unreadable
from infra.history import changes_to
from infra.models import Work
from infra.services.assets import delete_asset
from infra.services.works import change_work, record_work
from tests.network import Network

pytestmark = pytest.mark.django_db
REPAIR = {"kind": "SCDK", "title": "Vá mặt đường", "planned_on": "2026-06-01", "source": "Kế hoạch thử"}


def test_a_job_from_plan_to_end(net: Network, engineer: User) -> None:
    work = record_work(net.ql, REPAIR | {"from_m": 1000, "to_m": 3000, "cost_vnd": 3_000_000_000}, by=engineer)
    assert (work.public_id[:2], work.geom.geom_type) == ("W-", "MultiLineString")
    begun = change_work(work, {"started_on": "2026-06-10"}, by=engineer, expected=work.recorded_from)
    done = change_work(begun, {"finished_on": "2026-07-10"}, by=engineer, expected=begun.recorded_from)
    assert (done.cost_vnd, str(done.finished_on)) == (3_000_000_000, "2026-07-10")
    assert len(changes_to(done)) == 3
    with pytest.raises(Stale):
        change_work(work, {"title": "x"}, by=engineer, expected=work.recorded_from)


def test_a_finished_job_does_not_say_how_good_the_bridge_became(net: Network, engineer: User) -> None:
    before = net.far_bridge.recorded_from
    record_work(net.far_bridge, REPAIR | {"finished_on": "2026-07-10"}, by=engineer)
    net.far_bridge.refresh_from_db()
    assert (net.far_bridge.recorded_from, net.far_bridge.condition_id) == (before, "XAU")


def test_a_job_entered_by_mistake_is_deleted_and_its_history_stays(net: Network, engineer: User) -> None:
    work = record_work(net.culvert, REPAIR, by=engineer)
    delete_asset(work, by=engineer, expected=work.recorded_from)
    assert not Work.objects.exists()
    assert changes_to(work)[0].op == "deleted"


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
REFUSALS: list[tuple[dict[str, Any], type[DomainError], str]] = [
    ({"kind": "??"}, RuleBroken, "kind"),
    ({"planned_on": None}, RuleBroken, ""),
    ({"cost_vnd": -1}, RuleBroken, "cost_vnd"),
    ({"cost_vnd": 10**30}, RuleBroken, "cost_vnd"),
    ({"started_on": "2026-06-02", "finished_on": "2026-06-01"}, RuleBroken, ""),
    ({"finished_on": TOMORROW}, RuleBroken, "finished_on"),
    ({"started_on": TOMORROW}, RuleBroken, "started_on"),
    ({"title": "x" * 301}, RuleBroken, "title"),
    ({"nha_thau": "x"}, Unreadable, "nha_thau"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "error", "field"), REFUSALS, ids=["-".join(facts) for facts, _, _ in REFUSALS])
def test_what_is_refused_names_its_field(
    net: Network, engineer: User, facts: dict[str, Any], error: type[DomainError], field: str
) -> None:
    with pytest.raises(error) as refused:
        record_work(net.near_bridge, REPAIR | facts, by=engineer)
    assert (refused.value.field or "") == field
    assert not Work.objects.exists()


def test_rights_come_first(net: Network) -> None:
    with pytest.raises(Forbidden):
        record_work(net.near_bridge, REPAIR, by=User.objects.create_user("khach"))
