"""Shared stretches: a guest road over a host's carriageway, counted once, kept right by every operation on either of the two."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.gis.geos import LineString, MultiLineString
from django.db import IntegrityError, transaction

from infra.errors import DomainError, NotFound, RuleBroken
from infra.models import Road, Section, SharedStretch
from infra.network.behaviours import Asked
from infra.network.effects import Effects
from infra.services.along import what_goes_along
from infra.services.assets import change_asset, create_asset
from infra.services.network.extend import Extend
from infra.services.network.merge import Merge
from infra.services.network.realign import Realign
from infra.services.network.reverse import Reverse
from infra.services.network.running import Operation, operate
from infra.services.network.split import Split
from infra.services.network.transfer import Transfer
from infra.services.shared_stretches import change_shared_stretch, share_stretch
from tests.network import SOURCE, Network, guest_of, line, up
from tests.sql import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(net: Network) -> Road:
    return guest_of(net.ql)


@pytest.fixture
def shared(net: Network, guest: Road) -> SharedStretch:
    return share_stretch(guest, {"host": "QL.9T", "from_m": 500.0, "to_m": 2500.0, "source": SOURCE}, by=None)


def measures(stretch: SharedStretch) -> tuple[str, float, float, str, float, float]:
    stretch.refresh_from_db()
    guest, host = stretch.road, stretch.host
    assert guest is not None
    found = (stretch.from_m, stretch.to_m, stretch.host_from_m, stretch.host_to_m)
    a, b, c, d = (round(float(one or 0), 1) for one in found)
    return guest.code, a, b, f"{host.code}{'' if host.branch == '000' else ':' + host.branch}", c, d


def done(make: Any, **behaviours: str) -> Effects:
    """An operation shown, then committed as it was shown."""
    operation: Operation = make()
    asked = Asked(operation.name, behaviours)
    shown = operate(operation, asked, by=None)
    for effect in shown.effects.undecided:
        assert effect.decision is not None
        behaviours[effect.public_id] = effect.decision.choices[0]
    token = operate(make(), asked, by=None).token
    operation = make()
    expected = operation.involved()[0].recorded_from
    return operate(operation, asked, by=None, expected=expected, token=token).effects


def fresh(code: str, branch: str = "000") -> Road:
    return Road.objects.get(code=code, branch=branch)


def test_the_host_measures_follow_from_the_ground(shared: SharedStretch) -> None:
    assert measures(shared) == ("ĐT.3T", 500.0, 2500.0, "QL.9T", 1000.0, 3000.0)
    assert shared.public_id.startswith("D-")


def test_a_guest_that_runs_against_its_host_has_falling_host_measures(net: Network, shared: SharedStretch) -> None:
    done(lambda: Reverse(fresh("QL.9T")))
    assert measures(shared) == ("ĐT.3T", 500.0, 2500.0, "QL.9T", 4000.0, 2000.0)
    done(lambda: Reverse(fresh("ĐT.3T")))
    assert measures(shared) == ("ĐT.3T", 700.0, 2700.0, "QL.9T", 2000.0, 4000.0)


REFUSED: list[tuple[dict[str, Any], type[DomainError], str, str]] = [
    ({"host": "ĐT.1T"}, RuleBroken, "host", "shared_apart"),
    ({"host": "ĐT.2T"}, RuleBroken, "host", "shared_line"),
    ({"host": "ĐT.3T"}, RuleBroken, "", "shared_with_itself"),
    ({"host": "ĐT.404"}, NotFound, "host", ""),
    ({"to_m": 2700.0}, RuleBroken, "host", "shared_apart"),
    ({"to_m": 9000.0}, RuleBroken, "at_m", "event_within_road"),
    ({"from_m": 900.0, "to_m": 700.0}, RuleBroken, "", ""),
]


@pytest.mark.parametrize(("facts", "error", "field", "rule"), REFUSED)
def test_what_shares_nothing_is_refused(
    guest: Road, facts: dict[str, Any], error: type[DomainError], field: str, rule: str
) -> None:
    asked = {"host": "QL.9T", "from_m": 500.0, "to_m": 2500.0, "source": SOURCE} | facts
    with pytest.raises(error) as refused:
        share_stretch(guest, asked, by=None)
    assert (refused.value.field or "") == field
    codes = refused.value.facts.get("codes", {})
    assert rule in (refused.value.facts.get("rule", ""), *(code for found in codes.values() for code in found), "")
    assert not SharedStretch.objects.exists()


def test_no_chain_of_guests(shared: SharedStretch, guest: Road) -> None:
    other = Road.objects.create(code="ĐH.5T", road_class_id="DT", source=SOURCE, centreline=guest.centreline)
    with pytest.raises(RuleBroken) as refused:
        share_stretch(other, {"host": "ĐT.3T", "from_m": 600.0, "to_m": 900.0, "source": SOURCE}, by=None)
    assert refused.value.facts["rule"] == "shared_with_a_guest"
    assert share_stretch(other, {"host": "ĐT.3T", "from_m": 0.0, "to_m": 400.0, "source": SOURCE}, by=None)
    assert share_stretch(other, {"host": "QL.9T", "from_m": 500.0, "to_m": 900.0, "source": SOURCE}, by=None)


def test_the_carriageway_is_counted_once(shared: SharedStretch, guest: Road) -> None:
    with pytest.raises(RuleBroken) as refused:
        create_asset("section", {"road": guest.public_id, "from_m": 400.0, "to_m": 600.0, "source": SOURCE}, by=None)
    assert refused.value.facts["rule"] == "shared_counted_once"
    create_asset("section", {"road": guest.public_id, "from_m": 0.0, "to_m": 500.0, "source": SOURCE}, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(road=guest, from_m=2000, to_m=2600, source=SOURCE)


def test_a_guest_with_sections_of_its_own_must_give_them_up_first(net: Network, guest: Road) -> None:
    own = Section.objects.create(road=guest, from_m=0, to_m=600, source=SOURCE)
    facts = {"host": "QL.9T", "from_m": 500.0, "to_m": 2500.0, "source": SOURCE}
    with pytest.raises(RuleBroken) as refused:
        share_stretch(guest, facts, by=None)
    assert refused.value.facts["rule"] == "shared_counted_once"
    change_asset(own, {"to_m": 500.0}, by=None, expected=own.recorded_from)
    made = share_stretch(guest, facts, by=None)
    assert change_shared_stretch(
        made, {"to_m": 2400.0}, by=None, expected=made.recorded_from
    ).host_to_m == pytest.approx(2900)


def test_a_cut_of_either_road_cuts_what_they_share_and_a_merge_makes_it_whole(shared: SharedStretch) -> None:
    was = measures(shared)
    effects = done(lambda: Split(fresh("QL.9T"), 1600.0, {}))
    (copied,) = [e for e in effects.things if e.kind == "shared_stretch" and e.copy_of]
    assert copied.copy_of == shared.public_id
    assert measures(shared) == ("ĐT.3T", 500.0, 1100.0, "QL.9T", 1000.0, 1600.0)
    assert measures(SharedStretch.objects.get(pk=copied.id)) == ("ĐT.3T", 1100.0, 2500.0, "QL.9T:001", 0.0, 1400.0)
    done(lambda: Split(fresh("ĐT.3T"), 1500.0, {}))
    assert SharedStretch.objects.count() == 3
    done(lambda: Merge(fresh("QL.9T"), fresh("QL.9T", "001")))
    assert SharedStretch.objects.count() == 2
    done(lambda: Merge(fresh("ĐT.3T"), fresh("ĐT.3T", "001")))
    (whole,) = SharedStretch.objects.all()
    assert (whole.pk, measures(whole)) == (shared.pk, was)


def test_what_is_given_to_another_road_is_shared_with_that_one(net: Network, shared: SharedStretch) -> None:
    done(lambda: Split(fresh("QL.9T"), 4000.0, {"code": "ĐT.8T"}))
    done(lambda: Transfer(fresh("QL.9T"), 2000.0, 4000.0, fresh("ĐT.8T")))
    assert measures(shared) == ("ĐT.3T", 500.0, 1500.0, "QL.9T", 1000.0, 2000.0)
    (other,) = SharedStretch.objects.exclude(pk=shared.pk)
    assert measures(other) == ("ĐT.3T", 1500.0, 2500.0, "ĐT.8T", 0.0, 1000.0)


def test_a_guest_follows_its_host_to_a_new_line(shared: SharedStretch, guest: Road) -> None:
    new = LineString([up(1500).coords, up(2000, right=300).coords, up(2500).coords], srid=4326)
    effects = done(lambda: Realign(fresh("QL.9T"), bytes(new.wkb), 1500.0, 2500.0))
    shared.refresh_from_db()
    host = fresh("QL.9T")
    lies = "select lrs.apart_m(s.geom, lrs.stretch(s.host_id, s.host_from_m, s.host_to_m)) from shared_stretch s where s.host_id = %s"
    assert rows(lies, host.pk)[0][0] < 0.01
    assert shared.to_m - shared.from_m == pytest.approx(shared.host_to_m - shared.host_from_m, abs=0.01)  # type: ignore[operator]
    assert shared.to_m - shared.from_m == pytest.approx(1000 + 2 * 583.1, abs=0.5)  # type: ignore[operator]
    assert {e.before.code for e in effects.roads if e.before} == {"QL.9T", "ĐT.3T"}


def test_a_guest_that_does_not_follow_shares_what_is_left(shared: SharedStretch) -> None:
    new = LineString([up(2000).coords, up(2600, right=300).coords, up(3200).coords], srid=4326)
    done(lambda: Realign(fresh("QL.9T"), bytes(new.wkb), 2000.0, 3200.0), shared_stretch="retire")
    assert measures(shared) == ("ĐT.3T", 500.0, 1500.0, "QL.9T", 1000.0, 2000.0)


def test_a_guest_drawn_elsewhere_must_say_that_it_leaves(shared: SharedStretch) -> None:
    new = LineString([up(1500).coords, up(2000, right=300).coords, up(2500).coords], srid=4326)

    def away() -> Realign:
        return Realign(fresh("ĐT.3T"), bytes(new.wkb), 1000.0, 2000.0)

    with pytest.raises(RuleBroken) as refused:
        done(away)
    assert refused.value.facts["rule"] == "shared_apart"
    done(away, shared_stretch="retire")
    assert measures(shared) == ("ĐT.3T", 500.0, 1000.0, "QL.9T", 1000.0, 1500.0)
    assert [measures(one)[1:] for one in SharedStretch.objects.exclude(pk=shared.pk)] == [
        (2166.2, 2666.2, "QL.9T", 2500.0, 3000.0)
    ]


def test_lengthened_roads_share_the_same_ground(shared: SharedStretch) -> None:
    ahead = line(-400, 0)
    done(lambda: Extend(fresh("QL.9T"), bytes(ahead.wkb), "start"))
    assert measures(shared) == ("ĐT.3T", 500.0, 2500.0, "QL.9T", 1400.0, 3400.0)


def test_a_line_changed_by_hand_keeps_the_ground_or_is_refused(shared: SharedStretch, guest: Road) -> None:
    course = [up(1000, right=900), up(1000), up(3000), up(3000, right=700)]
    longer = MultiLineString(LineString([point.coords for point in course], srid=4326), srid=4326)
    guest.refresh_from_db()
    change_asset(guest, {"centreline": longer}, by=None, expected=guest.recorded_from)
    assert measures(shared) == ("ĐT.3T", 900.0, 2900.0, "QL.9T", 1000.0, 3000.0)
    aside = MultiLineString(
        LineString([up(0).coords, up(2000, right=90).coords, up(5000).coords], srid=4326), srid=4326
    )
    host = fresh("QL.9T")
    with pytest.raises(RuleBroken) as refused:
        change_asset(host, {"centreline": aside}, by=None, expected=host.recorded_from)
    assert refused.value.facts["rule"] == "shared_apart"


def test_what_is_shared_goes_with_either_road(net: Network, shared: SharedStretch, guest: Road, engineer: User) -> None:
    assert shared in what_goes_along(guest)
    assert shared in what_goes_along(net.ql)
