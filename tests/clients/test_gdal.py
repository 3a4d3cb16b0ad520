"""GDAL's OAPIF driver reads every collection, pushes its filters down to us and pages through all of it."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gisapi.collections import COLLECTIONS
from infra.models import ASSETS, RECORDS, AdministrativeUnit, Bridge, Culvert
from tests.network import Network, up

Run = Callable[..., Any]


def in_database(name: str) -> int:
    kind = COLLECTIONS[name].kind
    return int({**ASSETS, **RECORDS}.get(kind, AdministrativeUnit)._default_manager.count())


def count(told: str) -> int:
    found = re.search(r"Feature Count: (\d+)", told)
    assert found, told
    return int(found[1])


def test_every_collection_is_read_whole(api: str, served: Network, run: Run) -> None:
    listed = run("ogrinfo", "-ro", f"OAPIF:{api}").stdout
    for name, collection in COLLECTIONS.items():
        assert re.search(rf"\d+: {name} ", listed)
        told = run("ogrinfo", "-ro", "-so", f"OAPIF:{api}", name)
        assert count(told.stdout) == in_database(name) > 0
        kinds = {"point": "Point", "line": "Multi Line String", "area": "Multi Polygon"}
        assert f"Geometry: {kinds.get(collection.shape, '')}" in told.stdout


def test_filters_are_pushed_down(api: str, served: Network, run: Run) -> None:
    where = "condition = 'XAU' AND length_m > 20"
    told = run("ogrinfo", "-ro", "-so", f"OAPIF:{api}", "bridges", "-where", where, CPL_DEBUG="ON")
    assert count(told.stdout) == 1
    assert "evaluated on client side" not in told.stderr
    assert re.search(r"items\?limit=10&filter=.*condition.*XAU.*filter-lang=cql", told.stderr)


def test_a_spatial_filter_is_pushed_down(api: str, served: Network, run: Run) -> None:
    corners = [str(number) for number in (105.49, up(400).y, 105.51, up(600).y)]
    told = run("ogrinfo", "-ro", "-so", "-spat", *corners, f"OAPIF:{api}", "bridges", CPL_DEBUG="ON")
    assert count(told.stdout) == 1
    assert "&bbox=" in told.stderr


@pytest.mark.parametrize("size", ["10000", "1000"])
def test_more_than_one_page_equals_the_database_row_by_row(
    api: str, many_culverts: int, run: Run, tmp_path: Path, size: str
) -> None:
    target = tmp_path / "culverts.csv"
    run(
        "ogr2ogr", "-f", "CSV", str(target), f"OAPIF:{api}", "culverts", "-oo", f"PAGE_SIZE={size}",
        "-lco", "GEOMETRY=AS_XY", "-select", "public_id,name,at_m,cells,condition",
    )  # fmt: skip
    with target.open(encoding="utf-8", newline="") as file:
        read = [(row["public_id"], row["name"], float(row["at_m"]), row["cells"], row["condition"], round(float(row["X"]), 7),
                 round(float(row["Y"]), 7)) for row in csv.DictReader(file)]  # fmt: skip
    held = [(c.public_id, c.name, round(c.at_m, 3), str(c.cells or ""), c.condition_id or "", round(c.geom.x, 7), round(c.geom.y, 7))
            for c in Culvert.objects.order_by("id")]  # fmt: skip
    assert len(read) == many_culverts > 10_000
    assert read == held


def test_coordinates_are_longitude_first(api: str, served: Network, run: Run) -> None:
    told = run(
        "ogrinfo", "-ro", "-al", f"OAPIF:{api}", "bridges", "-where", f"public_id = '{served.near_bridge.public_id}'"
    )
    x, y = (float(part) for part in re.search(r"POINT \((\S+) (\S+)\)", told.stdout).groups())  # type: ignore[union-attr]
    assert (x, y) == pytest.approx(Bridge.objects.get(pk=served.near_bridge.pk).geom.coords, abs=1e-7)
