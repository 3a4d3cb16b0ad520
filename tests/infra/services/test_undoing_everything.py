"""Whatever was done to a network, all of it undone, the newest set first, is the network as it was before, table by table."""

import random
from datetime import date

import pytest

from infra.errors import DomainError, RuleBroken
from infra.models import Bridge, Culvert, Road, Section
from infra.services.along import delete_along, tag_of, what_goes_along
from infra.services.assets import change_asset
from infra.services.bulk import change_many, show_change
from infra.services.postings import post_limit
from infra.services.undoing import undo_set
from tests import network
from tests.infra.services.test_network_at_once import act, asked_for
from tests.infra.services.test_undoing import inspected, last_set, snapshot
from tests.sql import rows

ACTS = 12
REFUSED = (DomainError, Road.DoesNotExist, Section.DoesNotExist, LookupError)
"""What was asked makes no sense as the network stands: nothing is written."""


def sets_after(first: int) -> list[int]:
    """The sets that changed something, newest first."""
    return [n for (n,) in rows("select id from history.changeset where id > %s order by id desc", first)]


def something_else(chance: random.Random) -> None:
    """One act that is no operation on a road: deleting with all that goes along, inspecting, limiting, setting one field of many, undoing."""
    bridges = list(Bridge.objects.order_by("id"))
    what = chance.choice(("delete", "delete culvert", "inspect", "limit", "many", "undo"))
    if what == "undo":
        undo_set(chance.choice(sets_after(0)[:5]), by=None)
    elif what == "many":
        ids = list(Culvert.objects.values_list("id", flat=True))
        values = {"condition": chance.choice(("TOT", "XAU"))}
        change_many("culvert", ids, values, by=None, token=show_change("culvert", ids, values, by=None).token)
    elif what == "delete culvert":
        _delete(chance.choice(list(Culvert.objects.order_by("id"))))
    elif bridges:
        bridge = chance.choice(bridges)
        if what == "delete":
            _delete(bridge)
        elif what == "inspect":
            inspected(bridge)
        else:
            post_limit(
                bridge, {"valid_from": date(2026, 1, chance.randint(1, 28)), "gross_t": 10, "source": "x"}, by=None
            )


def _delete(asset: Bridge | Culvert) -> None:
    along = tag_of(what_goes_along(asset))
    delete_along(asset, along=along, by=None, expected=asset.recorded_from)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_all_undone_newest_first_is_the_network_as_it_was(code_lists: None, seed: int) -> None:
    network.record(network.build())
    before, first, chance, done = snapshot(), last_set(), random.Random(seed), 0
    while done < ACTS:
        try:
            if chance.random() < 0.5:
                act(asked_for(chance, None))
            else:
                something_else(chance)
            done += 1
        except REFUSED:
            continue
    assert snapshot() != before
    for n in sets_after(first):
        undo_set(n, by=None)
    assert snapshot() == before


@pytest.mark.django_db(transaction=True)
def test_what_is_newer_stands_in_the_way_until_it_is_undone_itself(code_lists: None) -> None:
    net = network.build()
    before = snapshot()
    for name in ("Một", "Hai"):
        bridge = Bridge.objects.get(pk=net.near_bridge.pk)
        change_asset(bridge, {"name": name}, by=None, expected=bridge.recorded_from)
    newest = last_set()
    with pytest.raises(RuleBroken) as refused:
        undo_set(newest - 1, by=None)
    assert refused.value.facts["rule"] == "newer-changes"
    undo_set(newest, by=None)
    undo_set(newest - 1, by=None)
    assert snapshot() == before
