"""A page chosen from its own table first holds the very rows that the whole source holds: for everyone, wherever it begins and whatever is hidden."""

import pytest

from gisapi.boxes import CRS84, areas_of
from gisapi.collections import COLLECTIONS, Collection
from gisapi.cursors import Cursor
from gisapi.fields import readable
from gisapi.params.selecting import Selection
from gisapi.queries import compose
from gisapi.queries.conditions import Conditions, conditions
from gisapi.queries.place_first import SEEN, by_place_alone, place_first
from gisapi.queries.statements import run
from infra.models import ASSETS, KmPost, Road, Section
from tests.network import SOURCE, Network, up

pytestmark = pytest.mark.django_db
PLACED = [row for row in COLLECTIONS.values() if row.kind in SEEN]


def ids(collection: Collection, selected: Conditions, page: compose.Page) -> list[int]:
    made = compose.rows(collection, selected, [], ["page.id", "page.key"], page)
    return [row["id"] for row in run(made.text, made.parameters)]


def leafed_through(collection: Collection, selected: Conditions, limit: int) -> list[int]:
    """Page after page, to the first that is not full."""
    found: list[int] = []
    while True:
        after = Cursor((), found[-1]) if found else None
        more = ids(collection, selected, compose.Page(after=after, limit=limit))
        found += more
        if len(more) < limit:
            return found


@pytest.fixture(params=["all shown", "a road hidden", "rows hidden"])
def hidden(request: pytest.FixtureRequest, net: Network) -> None:
    """What is hidden comes before what is not: a page that held it would be short."""
    for from_m, to_m in ((0, 400), (400, 1000)):
        Section.objects.create(road=net.gap, from_m=from_m, to_m=to_m, source=SOURCE)
    KmPost.objects.create(road=net.gap, km=2, geom=up(2000, lon=105.6), source=SOURCE)
    if request.param == "a road hidden":
        Road.objects.filter(pk=net.ql.pk).update(is_published=False)
    if request.param == "rows hidden":
        for row in PLACED:
            model = ASSETS[row.kind]
            first = model._default_manager.order_by("pk")[0]
            model._default_manager.filter(pk=first.pk).update(is_published=False)


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("box", [None, (105.0, 9.0, 106.0, 10.0), (105.499, 9.21, 105.601, 9.23)])
def test_the_rows_of_the_whole_source(hidden: None, signed_in: bool, box: tuple[float, ...] | None) -> None:
    asked = Selection() if box is None else Selection(areas=areas_of(box, CRS84))
    held = 0
    for collection in PLACED:
        selected = conditions(collection, asked, signed_in=signed_in)
        assert by_place_alone(collection.kind, selected.where) == (box is not None)
        whole = ids(collection, selected, compose.Page())
        assert leafed_through(collection, selected, 2) == whole
        held += len(whole)
    assert held


def test_what_is_asked_besides_place_is_asked_of_the_source() -> None:
    for collection in PLACED:
        for name, field in readable(collection.name, signed_in=True).items():
            if field.kind == "text":
                selected = conditions(collection, Selection(values=((name, ("x",)),)), signed_in=True)
                assert not by_place_alone(collection.kind, selected.where)


def test_a_source_without_its_table_is_an_error() -> None:
    with pytest.raises(ValueError, match="bridge: its own table stands 0 times"):
        place_first("bridge", "SELECT 1", "true")
