"""Exports by a real worker process: its memory stays as it was however many rows pass, and a client that leaves leaves nothing behind."""

import http.client
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyogrio
import pytest
from django.db import connection, transaction

from gisapi.views.exports import WRITERS
from infra.code_lists import load_code_lists
from infra.models import CODE_LISTS
from tests.serving import Served, database_url, forget_peak, memory_kb, served
from tests.sql import another_client

pytestmark = pytest.mark.django_db
ROWS = 100_000
FEWER, FEWER_ROWS = "&bbox=104,8,107,9.2385", 59_999
"""The southern 120 of 200 lines of units, for what takes long: still more than the bound, held in a list or as one text."""
BY_GDAL = ("shp", "kml", "kmz", "dxf", "qfield")
"""Made from a file by a process of its own, which ends with it."""
OF_FEW = ("form", "map")
"""Refused beyond a number of rows that is held whole."""
SLOW = ("xlsx", "gpkg", "fgb")
GROWTH_MB = 24
"""How much more a worker may hold at the most while it exports."""
ITEMS = "/api/collections/communes/items"
DRIVERS = {"csv": "CSV", "geojsonseq": "GeoJSONSeq", "xlsx": "XLSX", "gpkg": "GPKG", "fgb": "FlatGeobuf"}
PATIENCE_S = 120
"""An export goes on for as long as it takes to make, on a busy machine; nothing is said of how long it should take."""


def fill() -> None:
    """Units with an outline each, written without what the database keeps beside them (history, tiles, areas): only reading is looked at."""
    written(
        "insert into administrative_unit (code, name_vi, level, geom, valid_from, parent_code, source) "
        "select n, repeat('xã ', 39), 'COMMUNE', ST_Multi(ST_Expand(ST_SetSRID(ST_MakePoint(105 + n % 500 * 0.002, 9 + n / 500 * 0.002), 4326), 0.001)), "
        f"  '2025-07-01', '', repeat('nguồn ', 49) from generate_series(1, {ROWS}) n",
    )


def empty() -> None:
    """Not by `truncate`, which would take the rights to write along."""
    written("delete from administrative_unit where source like 'nguồn %'")


def written(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table administrative_unit disable trigger user")
        cursor.execute(statement)
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table administrative_unit enable trigger user")


@pytest.fixture(scope="module")
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worker's folder for temporary files."""
    return tmp_path_factory.mktemp("tmp")


@pytest.fixture(scope="module")
def worker(django_db_setup: None, django_db_blocker: Any, tmp: Path) -> Iterator[Served]:
    """A worker on the test database, where many units lie: no collection costs less to fill, and it is filled once."""
    with django_db_blocker.unblock():
        load_code_lists({"unit_level": CODE_LISTS["unit_level"]})
        fill()
        parameters = connection.get_connection_params()
        with served(database_url(parameters, parameters["dbname"]), TMPDIR=str(tmp), RATE_EXPORTS="off") as running:
            yield running
        empty()
        connection.close()


def fetched(address: str, to: Path) -> Path:
    """The file at an address, by pieces."""
    with urllib.request.urlopen(address, timeout=120) as answer, to.open("wb") as file:
        while piece := answer.read(1 << 20):
            file.write(piece)
    return to


def test_memory_does_not_grow_with_the_rows(worker: Served, tmp_path: Path) -> None:
    grown: dict[str, float] = {}
    for form, driver in DRIVERS.items():
        chosen, count = (FEWER, FEWER_ROWS) if form in SLOW else ("", ROWS)
        address = f"{worker.address}{ITEMS}?f={form}{chosen}"
        fetched(f"{address}&limit=10", tmp_path / "warm")  # what is loaded once counts for nobody
        forget_peak(worker.pid)
        before = memory_kb(worker.pid, "VmRSS")
        file = fetched(address, tmp_path / f"communes.{form}")
        grown[form] = (memory_kb(worker.pid, "VmHWM") - before) / 1000
        told = pyogrio.read_info(file, layer=0, force_feature_count=True)
        assert (told["driver"], told["features"]) == (driver, count)
        assert form == "xlsx" or file.stat().st_size > GROWTH_MB * 1e6, "a file held whole would be seen"
    assert {*DRIVERS, *BY_GDAL, *OF_FEW} == set(WRITERS)
    assert max(grown.values()) < GROWTH_MB, grown


def leave(worker: Served, tmp: Path, form: str, *, after: int) -> None:
    """Ask for an export and hang up after so many bytes of its body; 0: while the file is being made."""
    asking = http.client.HTTPConnection(urlsplit(worker.address).netloc, timeout=60)
    address = f"{ITEMS}?f={form}{FEWER}"
    with closing(asking):
        if after:
            asking.request("GET", address)
            answer = asking.getresponse()
            assert answer.status == 200
            assert len(answer.read(after)) == after
            answer.close()
            return
        with closing(another_client()) as other, other.cursor() as cursor:
            cursor.execute(
                "lock table administrative_unit in access exclusive mode"
            )  # or it may be made before we look
            asking.request("GET", address)
            assert until(lambda: left_behind(worker, tmp)["busy"]), "the statement has begun"
            asking.close()


def until(holds: Callable[[], Any]) -> bool:
    """Whether it holds before patience ends."""
    end = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(holds())


def open_in(worker: Served) -> Iterator[Path]:
    """The files that a worker holds open; what it closes while we look is not open."""
    for link in Path(f"/proc/{worker.pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            yield link.readlink()


def left_behind(worker: Served, tmp: Path) -> dict[str, Any]:
    """Open files without a name, files in the temporary folder, and sessions of the web application that do or hold something."""
    links = list(open_in(worker))
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_clear_snapshot()")  # else a transaction sees the same sessions each time
        cursor.execute(
            "select state, left(query, 60) from pg_stat_activity "
            "where application_name = 'cauduong-web' and pid <> pg_backend_pid() and datname = current_database() and state <> 'idle'"
        )
        busy = cursor.fetchall()
    return {
        "open": [str(name) for name in links if str(name).startswith(str(tmp))],
        "files": [str(path) for path in tmp.iterdir()],
        "busy": busy,
    }


@pytest.mark.parametrize(("form", "after"), [("csv", 100_000), ("csv", 0), ("gpkg", 0)])
def test_who_leaves_leaves_nothing_behind(worker: Served, tmp: Path, form: str, after: int) -> None:
    """More often than exports may be made at once, so that a place that is not given back is missed."""
    for _ in range(3):
        leave(worker, tmp, form, after=after)
        assert until(lambda: not any(left_behind(worker, tmp).values())), left_behind(worker, tmp)
    with urllib.request.urlopen(f"{worker.address}{ITEMS}?f=csv&limit=1", timeout=60) as answer:
        assert answer.status == 200
