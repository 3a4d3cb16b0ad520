"""Records into the database, in one transaction, through the services. A dry run does everything and rolls back."""

from collections.abc import Callable

from django.db import connection, transaction

from infra.errors import PlanMoved
from infra.history import acting_as
from infra.ingest.cells import CodeList
from infra.ingest.loader import Loader
from infra.ingest.locating import RoadBook
from infra.ingest.mapping import DRAWN, KM_POST, ROAD, SECTION, WATERWAY
from infra.ingest.matching import Keys
from infra.ingest.normalise import Record
from infra.ingest.plan import moved
from infra.ingest.report import CREATE, UPDATE
from infra.ingest.returning import Returned
from infra.ingest.road_lines import RoadLoader
from infra.ingest.section_rows import SectionLoader
from infra.ingest.taking import Given, LeftOut, Loaded, Order, Taker
from infra.ingest.waterway_keys import WaterwayKeys
from infra.ingest.waterways import WaterwayLoader
from infra.models import CODE_LISTS
from infra.services.rights import rights_read_once

CLIENT = "import_data"
MOVED_TOLD = 100
PORTION = 500
"""Rows written together."""
Progress = Callable[[int, int], None]


def code_lists() -> dict[str, CodeList]:
    """All code lists with their labels and other spellings."""
    lists = {}
    for name, model in CODE_LISTS.items():
        rows = model._default_manager.values_list("code", "label_vi", "label_en", "facts")
        lists[name] = CodeList.of(name, [(code, (vi, en, *facts.get("also", ()))) for code, vi, en, facts in rows])
    return lists


def load(
    records: list[Record],
    left_out: LeftOut,
    order: Order,
    progress: Progress | None = None,
    given: Given | None = None,
) -> Loaded:
    """Load all records but the refused ones. Nothing is written when anything unexpected fails, or on a dry run.

    `records` is emptied on the way: of hundreds of thousands of lines each is held as long as it is needed.

    Raises PlanMoved, and then nothing is written, when a row would become something else than `order.planned` says.
    """
    loaded = Loaded()
    with transaction.atomic():
        if order.planned is not None:
            _hold_still(order.kind)
        with acting_as(order.by, order.reason, CLIENT), rights_read_once():
            _load(records, left_out, order, loaded, progress, given)
        if order.planned is not None and (rows := moved(order.planned, loaded.plan.values())):
            raise PlanMoved(None, count=len(rows), rows=rows[:MOVED_TOLD])
        if order.dry_run:
            transaction.set_rollback(True)
        elif {CREATE, UPDATE} & set(loaded.outcomes.values()):
            loaded.changeset = _changeset()
    return loaded


def _load(
    records: list[Record],
    left_out: LeftOut,
    order: Order,
    loaded: Loaded,
    progress: Progress | None,
    given: Given | None,
) -> None:
    book = RoadBook.read(record.road for record in records if record.road)
    returned = Returned.read(order.kind, records)
    loader: Taker
    if order.kind == ROAD:
        loader = RoadLoader(order, loaded, book, returned)
    elif order.kind == SECTION:
        loader = SectionLoader(order, loaded, book, returned)
    elif order.kind == WATERWAY:
        waters = WaterwayKeys.read(records, taken=(one.pk for one in returned.known.values()))
        loader = WaterwayLoader(order, loaded, book, returned, keys=waters)
    else:
        keys = Keys(order.kind, taken={one.pk for one in returned.known.values()})
        loader = Loader(order, loaded, book, returned, keys=keys)
    taken: list[Record] = []
    total = len(records)
    while records:
        portion = records[:PORTION]
        del records[:PORTION]
        loader.take(portion, left_out)
        if order.kind not in DRAWN:  # nothing is left to say of those once they are taken
            taken += portion
        if progress is not None:
            progress(total - len(records), total)
    loader.finish(taken, given)


def _hold_still(kind: str) -> None:
    """Nobody makes the record a row is about to make, or moves a road under it, between the look and the end of the load."""
    with connection.cursor() as cursor:
        if kind not in (KM_POST, *DRAWN):
            cursor.execute("lock table road, km_post in share mode")
        cursor.execute(f"lock table {connection.ops.quote_name(kind)} in share row exclusive mode")


def _changeset() -> int:
    """The change set of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select history.current_changeset()")
        return int(cursor.fetchone()[0])
