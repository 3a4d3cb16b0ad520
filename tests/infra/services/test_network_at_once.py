"""Eight writers at once: operations and edits on the same roads end as if they had come one after the other, and history tells exactly that."""

import random
import threading
from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError, connection

from infra.errors import DomainError
from infra.feed import Position, changes_since
from infra.models import KEPT_TABLES, Bridge, Road, Section
from infra.network.behaviours import Asked
from infra.services.assets import change_asset, create_asset
from infra.services.network.merge import Merge
from infra.services.network.recalibrate import PostChange, Recalibrate
from infra.services.network.reverse import Reverse
from infra.services.network.running import Operation, operate
from infra.services.network.split import Split
from tests import network
from tests.sql import now, rows

WRITERS, TRIES = 8, 10


def asked_for(chance: random.Random, verb: str | None) -> str:
    """One act (of one kind, or of any) on the network as it stands, in words that mean the same whenever they are said."""
    branches = list(Road.objects.filter(code="QL.9T").order_by("branch").values_list("branch", flat=True))
    branch, at_m, n = chance.choice(branches), chance.randrange(100, 4900, 7), chance.randrange(100)
    starts = list(Section.objects.filter(road__branch=branch).values_list("from_m", flat=True)) or [0.0]
    acts = [
        f"split {branch} {at_m}",
        f"merge {branch} {chance.choice(branches)}",
        f"reverse {branch}",
        f"post {branch} {20 + n} {at_m}",
        f"bridge {n % 2} {at_m}",
        f"culvert {branch} {at_m}",
        f"halve {branch} {chance.choice(starts):.3f}",
    ]
    return chance.choice([said for said in acts if verb in (None, said.split()[0])])


def act(said: str) -> None:
    """Do what is said; the change set bears it as its reason. Raises DomainError, and nothing is written."""
    verb, *given = said.split()
    if verb == "bridge":
        bridge = Bridge.objects.order_by("id")[int(given[0])]
        change_asset(bridge, {"at_m": float(given[1])}, by=None, expected=bridge.recorded_from, reason=said)
    elif verb == "culvert":
        facts = {"road": _road(given[0]).public_id, "at_m": float(given[1]), "source": "x"}
        create_asset("culvert", facts, by=None, reason=said)
    elif verb == "halve":
        from_m = float(given[1])
        section = Section.objects.get(road=_road(given[0]), from_m__gt=from_m - 0.01, from_m__lt=from_m + 0.01)
        middle = {"to_m": (section.from_m + section.to_m) / 2}
        change_asset(section, middle, by=None, expected=section.recorded_from, reason=said)
    else:
        _operate(verb, given, said)


def _operate(verb: str, given: list[str], said: str) -> None:
    """Shown, then committed as shown."""
    asked = Asked(verb if verb != "post" else "recalibrate", {"bridge": "head"} if verb == "split" else {})
    token = operate(_operation(verb, given), asked, by=None).token
    operation = _operation(verb, given)
    expected = operation.involved()[0].recorded_from
    operate(operation, asked, by=None, expected=expected, token=token, reason=said)


def _operation(verb: str, given: list[str]) -> Operation:
    road = _road(given[0])
    if verb == "split":
        return Split(road, float(given[1]), {})
    if verb == "merge":
        return Merge(road, _road(given[1]))
    if verb == "post":
        return Recalibrate(road, [PostChange(km=int(given[1]), at=float(given[2]))])
    return Reverse(road)


def _road(branch: str) -> Road:
    return Road.objects.get(code="QL.9T", branch=branch)


GONE = (DomainError, Road.DoesNotExist, Section.DoesNotExist)
"""Someone was faster, or what was asked makes no sense any more: refused whole."""


def _write(seed: int, wrong: list[BaseException]) -> None:
    chance = random.Random(seed)
    try:
        verb: str | None = ("split", "reverse", "bridge", "post")[seed % 4]
        for _ in range(TRIES):
            try:
                act(asked_for(chance, verb))
                if verb is None:
                    break
                verb = None  # one of its kind is done whatever comes between; then one of any kind
            except GONE:
                continue
            except OperationalError as lost:
                if getattr(lost.__cause__, "pgcode", "") != "40P01":  # ended by the database for others' sake
                    raise
    except BaseException as error:  # noqa: BLE001 (told by the test's own thread)
        wrong.append(error)
    finally:
        connection.close()


STATE = {
    "roads": "select branch, round(length_m::numeric, 2) from road join road_line on road_id = id where code = 'QL.9T'",
    "sections": "select branch, round(from_m::numeric, 2), round(to_m::numeric, 2), condition from section s join road r on r.id = road_id",
    "bridges": "select b.name, branch, round(at_m::numeric, 2), side from bridge b join road r on r.id = road_id",
    "culverts": "select branch, round(at_m::numeric, 2), located_by, round(offset_m::numeric, 2) from culvert c join road r on r.id = road_id",
    "posts": "select branch, km, round(at_m::numeric, 2), verdict from post_calibration c join road r on r.id = road_id",
    "read": "select branch, km, round(at_m::numeric, 2), is_real from road_post p join road r on r.id = road_id",
}


def state() -> dict[str, list[tuple[Any, ...]]]:
    """The network in numbers that depend on what was done, not on which ids were drawn."""
    return {name: sorted(map(str, rows(sql))) for name, sql in STATE.items()}  # type: ignore[misc]


def so_far() -> Position:
    """The end of what is recorded: a database emptied by an earlier test keeps its history."""
    page = changes_since(Position(), 10**6, everything=True)
    while page.more:
        page = changes_since(page.position, 10**6, everything=True)
    return page.position


@pytest.mark.django_db(transaction=True)
def test_operations_and_edits_at_once_are_one_order_of_them_and_history_replays_it(code_lists: None) -> None:
    network.build()
    begun, wrong = so_far(), list[BaseException]()
    threads = [threading.Thread(target=_write, args=(seed, wrong)) for seed in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    left = state()
    order = [one.reason for one in changes_since(begun, 10**6, everything=True).sets if one.reason]
    verbs = {said.split()[0] for said in order}
    assert len(order) > WRITERS, order
    assert {"split", "reverse"} <= verbs, "operations were among what was done"

    rows(
        "truncate inspection, posting, work, finding, shared_stretch, bridge, culvert, section, km_post, road_post, post_calibration, road_line, road"
    )
    network.build()
    instants = [(now(), _contents())]
    for said in order:
        act(said)
        instants.append((now(), _contents()))
    assert state() == left, order
    for at, contents in instants:
        assert _contents(at) == contents, at


def _contents(at: datetime | None = None) -> dict[str, str]:
    """A digest of every kept table, as it is or as history says that it was."""
    digest = "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {} t"
    source = (lambda table: f"history.{table}_as_at(%s)") if at else (lambda table: table)
    return {table: rows(digest.format(source(table)), *([at] if at else []))[0][0] for table in KEPT_TABLES}
