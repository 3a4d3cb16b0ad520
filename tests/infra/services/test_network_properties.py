"""What holds of every network operation, over random small networks: nothing lost, nothing outside its road, lengths kept, the ground unmoved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
import shapely
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from infra.crs import GEOD
from infra.models import Road, Work
from infra.network.behaviours import Asked
from infra.network.effects import Effects, Noted, compared
from infra.network.standing import Network, Standing
from infra.services.network.extend import Extend
from infra.services.network.merge import Merge
from infra.services.network.realign import Realign
from infra.services.network.recalibrate import PostChange, Recalibrate
from infra.services.network.reverse import Reverse
from infra.services.network.running import Operation, operate
from infra.services.network.split import Split
from infra.services.network.standing import standing
from infra.services.network.transfer import Transfer
from tests.infra.services.random_networks import GUEST, Plan, beside, built, plans, shares
from tests.sql import rows

CM = 0.01
pytestmark = pytest.mark.django_db
random_networks = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failure is told as it came: to shrink it takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def undone() -> Iterator[None]:
    """One example leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def done(make: Callable[[], Operation], **behaviours: str) -> Effects:
    """An operation shown, then committed as shown; every decision answered with its first choice. Showing it changed nothing."""
    operation = make()
    ids = [road.pk for road in operation.involved()]
    before, costs = standing(ids), sum(Work.objects.values_list("cost_vnd", flat=True))
    plan = operate(operation, Asked(operation.name, behaviours), by=None)
    assert standing(ids) == before
    for effect in plan.effects.undecided:
        assert effect.decision is not None
        behaviours[effect.public_id] = effect.decision.choices[0]
    asked = Asked(operation.name, behaviours)
    token = operate(make(), asked, by=None).token
    operation = make()
    made = operate(operation, asked, by=None, expected=operation.involved()[0].recorded_from, token=token)
    assert made.token == token
    assert sum(Work.objects.values_list("cost_vnd", flat=True)) == costs, "a work that is cut costs what it did"
    _holds(before, made.effects)
    return made.effects


def _holds(before: Network, effects: Effects) -> None:
    """Whatever the operation: everything is still there, on its road."""
    told = {(e.kind, e.id): e for e in effects.things}
    for key in before.things:
        assert key not in told or told[key].after is not None or told[key].behaviour in ("retire", "joined"), key
    after = standing({road.id for road in effects.roads if road.after})
    for thing in after.things.values():
        length_m = after.roads[thing.road_id].length_m
        assert all(m is None or -CM <= m <= length_m + CM for m in (thing.from_m, thing.to_m)), thing
    assert [row for row in rows(_APART) if row[1] > 0.5] == []
    if effects.things and not any(e.behaviour == "move_with_road" for e in effects.things):
        assert sum(map(_length, after.of("shared_stretch"))) == pytest.approx(
            sum(map(_length, before.of("shared_stretch"))), abs=CM
        )


_APART = """
select g.public_id, lrs.apart_m(g.geom, lrs.stretch(g.host_id, least(g.host_from_m, g.host_to_m), greatest(g.host_from_m, g.host_to_m)))
  from shared_stretch g
"""


def _length(thing: Standing) -> float:
    return (thing.to_m or 0.0) - (thing.from_m or 0.0)


def the_same(before: Network, after: Network) -> None:
    """To a centimetre: roads by length and ends, things by place, measures, side and chainage; works may stay cut."""
    effects = compared(before, after, Noted({}, {}, {}))
    assert [e for e in effects.things if e.kind != "work" and not _near(e.before, e.after)] == []
    for road in effects.roads:
        assert road.before is not None
        assert road.after is not None
        assert road.after.length_m == pytest.approx(road.before.length_m, abs=CM)
        assert road.after.sections_m == pytest.approx(road.before.sections_m, abs=CM)


def _near(one: Standing | None, other: Standing | None) -> bool:
    if (
        one is None
        or other is None
        or (one.road_id, one.side, one.km, one.verdict) != (other.road_id, other.side, other.km, other.verdict)
    ):
        return False
    pairs = ((one.from_m, other.from_m), (one.to_m, other.to_m), (one.offset_m, other.offset_m))
    return all(a == b or (a is not None and b is not None and abs(a - b) < CM) for a, b in pairs)


def ground_unmoved(effects: Effects) -> None:
    moved = [(e.public_id, e.moved_m) for e in effects.things if e.moved_m > CM]
    assert moved == []


def fresh(road: Road) -> Road:
    return Road.objects.get(pk=road.pk)


@random_networks
@given(plan=plans, share=st.floats(0.05, 0.95))
def test_a_split_keeps_all_in_place_and_a_merge_undoes_it(plan: Plan, share: float) -> None:
    with undone():
        road = built(plan)
        before = standing([road.pk])
        at_m = share * before.roads[road.pk].length_m
        effects = done(lambda: Split(fresh(road), at_m, {}))
        ground_unmoved(effects)
        lengths = [r.after.length_m for r in effects.roads if r.after and r.after.code != GUEST]
        assert sum(lengths) == pytest.approx(before.roads[road.pk].length_m, abs=CM)
        new = next(Road.objects.get(pk=r.id) for r in effects.roads if r.before is None)
        ground_unmoved(done(lambda: Merge(fresh(road), fresh(new), gap=True)))
        the_same(before, standing([road.pk]))


@random_networks
@given(plan=plans)
def test_a_road_turned_round_twice_is_as_it_was(plan: Plan) -> None:
    with undone():
        road = built(plan)
        before = standing([road.pk])
        length_m = before.roads[road.pk].length_m
        effects = done(lambda: Reverse(fresh(road)))
        ground_unmoved(effects)
        for effect in effects.things:
            was, becomes = effect.before, effect.after
            assert was is not None
            assert becomes is not None
            if was.kind in ("bridge", "culvert") and was.from_m is not None:
                assert becomes.from_m == pytest.approx(length_m - was.from_m, abs=CM)
                assert (becomes.offset_m, becomes.side) == (
                    -(was.offset_m or 0),
                    {"TRAI": "PHAI", "PHAI": "TRAI"}.get(was.side or "", was.side),
                )
        ground_unmoved(done(lambda: Reverse(fresh(road))))
        the_same(before, standing([road.pk]))


@random_networks
@given(plan=plans, ends=st.tuples(st.floats(0, 0.5), st.floats(0.55, 1)), aside_m=st.floats(1, 120))
def test_a_road_drawn_anew_leaves_what_is_beside_it_alone(
    plan: Plan, ends: tuple[float, float], aside_m: float
) -> None:
    """Structures stay put on the ground; stretches before and behind the new part keep their place, those on it their share of it."""
    with undone():
        road = built(plan)
        before = standing([road.pk])
        length_m = before.roads[road.pk].length_m
        from_m, to_m = ends[0] * length_m, ends[1] * length_m
        corners = [beside(road, from_m, 0), beside(road, (from_m + to_m) / 2, aside_m), beside(road, to_m, 0)]
        line = shapely.to_wkb(shapely.LineString([corner.coords for corner in corners]))
        effects = done(lambda: Realign(fresh(road), line, from_m, to_m))
        assert [
            e.public_id for e in effects.things if e.kind in ("bridge", "culvert", "km_post") and e.moved_m > CM
        ] == []
        for e in effects.things:
            if (
                e.before
                and e.after
                and e.before.to_m is not None
                and e.before.road_id == road.pk
                and (e.before.to_m <= from_m or (e.before.from_m or 0) >= to_m)
            ):
                assert e.moved_m <= CM, e
        shares_before = sorted((s.from_m, s.to_m) for s in before.of("section"))
        shares_after = sorted((s.from_m, s.to_m) for s in standing([road.pk]).of("section"))
        assert len(shares_after) == len(shares_before)
        for (_, end), (start, _) in pairwise(shares_after):
            assert start == pytest.approx(end, abs=CM), "no crack between sections"


@random_networks
@given(plan=plans, share=shares, keep=st.booleans())
def test_a_recalibration_moves_only_what_keeps_its_chainage(plan: Plan, share: float, keep: bool) -> None:
    with undone():
        road = built(plan)
        length_m = standing([road.pk]).roads[road.pk].length_m
        behaviours = {"bridge": "keep_chainage", "culvert": "keep_chainage"} if keep else {}
        effects = done(lambda: Recalibrate(fresh(road), [PostChange(km=9, at=share * length_m)]), **behaviours)
        for e in effects.things:
            if e.behaviour != "keep_chainage":
                assert e.moved_m <= CM, e
        assert [e.after.km for e in effects.things if e.before is None and e.after] == [9]


@random_networks
@given(plan=plans, ends=st.tuples(st.floats(0, 0.45), st.floats(0.55, 1)))
def test_a_transfer_leaves_every_thing_where_it_stands(plan: Plan, ends: tuple[float, float]) -> None:
    with undone():
        road = built(plan)
        length_m = standing([road.pk]).roads[road.pk].length_m
        if ends[1] * length_m - ends[0] * length_m > length_m - 2:
            return
        effects = done(lambda: Transfer(fresh(road), ends[0] * length_m, ends[1] * length_m))
        ground_unmoved(effects)
        assert sum(r.after.length_m for r in effects.roads if r.after and r.after.code != GUEST) == pytest.approx(
            length_m, abs=CM
        )


@random_networks
@given(plan=plans, end=st.sampled_from(["start", "end"]))
def test_an_extension_moves_nothing(plan: Plan, end: str) -> None:
    with undone():
        road = built(plan)
        places = road.centreline[0].coords if end == "start" else road.centreline[-1].coords
        lon, lat = places[0] if end == "start" else places[-1]
        beyond = GEOD.fwd(lon, lat, 180 if end == "start" else 0, 300)[:2]
        line = shapely.to_wkb(shapely.LineString([beyond, (lon, lat)] if end == "start" else [(lon, lat), beyond]))
        before = standing([road.pk]).roads[road.pk].length_m
        effects = done(lambda: Extend(fresh(road), line, end))
        ground_unmoved(effects)
        assert effects.roads[0].after is not None
        assert effects.roads[0].after.length_m == pytest.approx(before + 300, abs=CM)
