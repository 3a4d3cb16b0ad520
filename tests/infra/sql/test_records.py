"""A record stands where the thing it is about stands, whoever moves it and however."""

from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.db import IntegrityError, connection, transaction

from infra.models import Bridge, Culvert, Inspection, KmPost, Posting, Record, Road, Work
from tests import network
from tests.network import Network, line, up

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    return network.build()


def on(model: type[Record], **subject: Any) -> Any:
    needs: dict[type[Record], dict[str, Any]] = {
        Inspection: {"inspection_type_id": "DK", "done_on": "2026-01-01"},
        Posting: {"sign_id": "P115"},
        Work: {"kind_id": "SCDK", "planned_on": "2026-01-01"},
    }
    made = model._default_manager.create(source="x", **needs[model], **subject)
    made.refresh_from_db()
    return made


def follows(record: Any, place: Any) -> bool:
    record.refresh_from_db()
    return bool(record.geom.equals_exact(place, 1e-9))


@pytest.mark.parametrize("model", [Inspection, Posting, Work])
def test_it_moves_with_its_bridge_and_its_culvert(net: Network, model: type[Record]) -> None:
    at_bridge, at_culvert = on(model, bridge=net.near_bridge), on(model, culvert=net.seen_culvert)
    assert follows(at_bridge, up(500))
    Bridge.objects.filter(pk=net.near_bridge.pk).update(at_m=700)
    assert follows(at_bridge, up(700))
    Culvert.objects.filter(pk=net.seen_culvert.pk).update(geom=up(3100, right=5))
    assert follows(at_culvert, up(3100, right=5))
    Bridge.objects.filter(pk=net.near_bridge.pk).update(located_by="none", geom=None)
    at_bridge.refresh_from_db()
    assert at_bridge.geom is None


@pytest.mark.parametrize("model", [Inspection, Posting, Work])
def test_it_follows_a_road_drawn_anew(net: Network, model: type[Record]) -> None:
    stretch, at_bridge = on(model, road=net.ql, from_m=1000, to_m=2000), on(model, bridge=net.near_bridge)
    assert follows(stretch, MultiLineString(line(1000, 2000), srid=4326)) or stretch.geom.length > 0
    net.ql.centreline = MultiLineString(line(0, 5000, lon=105.51), srid=4326)
    KmPost.objects.filter(road=net.ql).delete()
    net.ql.save()
    stretch.refresh_from_db()
    assert stretch.geom.extent == pytest.approx((105.51, up(1000).y, 105.51, up(2000).y), abs=1e-7)
    assert follows(at_bridge, up(500, lon=105.51))


def test_a_shorter_road_leaves_nothing_beyond_its_end(net: Network) -> None:
    work = on(Work, road=net.gap, from_m=1500, to_m=2000)
    net.gap.centreline = MultiLineString(line(0, 1800, lon=105.6), srid=4326)
    with pytest.raises(IntegrityError, match=f"work {work.public_id} ends 200.00 m beyond"), transaction.atomic():
        net.gap.save()


def test_a_road_keeps_its_line_while_something_is_recorded_along_it(net: Network) -> None:
    work = on(Work, road=net.gap, from_m=0, to_m=100)
    net.gap.centreline = None
    with pytest.raises(IntegrityError, match="would lose its place"), transaction.atomic():
        net.gap.save()
    work.delete()
    net.gap.save()
    assert Road.objects.get(pk=net.gap.pk).centreline is None


def test_along_a_road_without_a_line_it_waits_for_one(net: Network) -> None:
    work = on(Work, road=net.posts_only, from_m=100, to_m=200)
    assert work.geom is None
    net.posts_only.centreline = MultiLineString(line(0, 1100, lon=105.7), srid=4326)
    net.posts_only.save()
    work.refresh_from_db()
    assert work.geom.extent == pytest.approx((105.7, up(100).y, 105.7, up(200).y), abs=1e-7)


@pytest.mark.parametrize("model", [Inspection, Posting, Work])
def test_a_place_of_its_own_is_refused(net: Network, model: type[Record]) -> None:
    made = on(model, bridge=net.near_bridge)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        model._default_manager.filter(pk=made.pk).update(geom=up(900))
    assert broken.value.__cause__.diag.constraint_name == "record_follows_asset"  # type: ignore[union-attr]


@pytest.mark.parametrize("model", [Inspection, Posting, Work])
@pytest.mark.parametrize("subject", [(), ("bridge", "culvert"), ("bridge", "road"), ("road",), ("bridge", "from_m")])
def test_it_is_about_one_thing(net: Network, model: type[Record], subject: tuple[str, ...]) -> None:
    things = {"bridge": net.near_bridge, "culvert": net.culvert, "road": net.ql, "from_m": 1.0}
    with pytest.raises(IntegrityError, match="about_one_thing"), transaction.atomic():
        on(model, **{name: things[name] for name in subject})


def test_only_bridges_are_rated_and_only_from_0_to_9(net: Network) -> None:
    made, of_culvert = on(Inspection, bridge=net.near_bridge), on(Inspection, culvert=net.culvert)
    for row, rating, promise in ((made, 10, "deck_rating"), (of_culvert, 5, "only_bridges_rated")):
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            Inspection.objects.filter(pk=row.pk).update(deck_rating=rating)


def test_as_it_was_it_stood_where_it_stood(net: Network) -> None:
    made = on(Inspection, bridge=net.near_bridge)
    Bridge.objects.filter(pk=net.near_bridge.pk).update(at_m=700)
    with connection.cursor() as cursor:
        cursor.execute(
            "select ST_Y(geom) from history.inspection_as_at(%s::timestamptz)", [made.recorded_from.isoformat()]
        )
        assert cursor.fetchone()[0] == pytest.approx(up(500).y, abs=1e-9)
