"""Damaged files taken all the way into the database: whatever comes of one, each of its rows is written whole or not at all, and a refusal
leaves the database as it was, row for row."""

import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from infra.ingest import FileRefused, Wish, run_import
from infra.models import Culvert
from tests import network
from tests.infra.ingest.conftest import snapshot
from tests.infra.ingest.forms import culvert_form, points, table
from tests.traps.test_untrusted_files import damaged, damaged_inside

MUTANTS = int(os.environ.get("MUTANTS", "40"))
"""Of each format; thousands by MUTANTS=5000."""
KEPT_SRID = 4326


def _csv(folder: Path) -> Path:
    two = ({"chainage": "Km10+500", "code": "C1"}, {"chainage": "Km12+100", "code": "C2", "diameter_m": "1,25"})
    return table(folder / "f.csv", *({"road": "QL.9T", "diameter_m": "2", "note": "ghi chú"} | row for row in two))


FORMATS: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda folder: culvert_form(
        folder / "f.xlsx", [{}, {"ly_trinh": "Km12+100", "kinh_do": None, "vi_do": None}]
    ),
    "shp": lambda folder: points(folder / "f.shp", "ESRI Shapefile", 4326, name="Cong"),
    "geojson": lambda folder: points(folder / "f.geojson", "GeoJSON", 4326, name="Cống"),
    "csv": _csv,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_damaged_file_is_loaded_row_by_row_or_leaves_nothing(code_lists: None, tmp_path: Path, name: str) -> None:
    network.build()
    path = FORMATS[name](tmp_path)
    files = {one: one.read_bytes() for one in tmp_path.iterdir() if one.suffix in {path.suffix, ".dbf"}}
    chance, before, ends = random.Random(20261125), snapshot(), {"refused": 0, "loaded": 0}
    for _ in range(MUTANTS):
        for one, content in files.items():
            ways = [damaged, damaged_inside] if name == "xlsx" else [damaged]
            one.write_bytes(chance.choice(ways)(content, chance))
        ends[_came_of(path, before)] += 1
    assert all(ends.values()), f"the damage is too slight or too great to tell: {ends}"


def _came_of(path: Path, before: dict[str, str]) -> str:
    """Import one file and account for what is in the database; then take it back."""
    culverts = Culvert.objects.count()
    with transaction.atomic():
        try:
            report = run_import(path, _wish(path), as_at=date(2026, 11, 25))
        except FileRefused:
            assert snapshot() == before
            return "refused"
        assert Culvert.objects.count() - culverts == sum(one == "create" for one in report.outcomes.values())
        transaction.set_rollback(True)
    assert snapshot() == before
    return "loaded"


def _wish(path: Path) -> Wish:
    kind: dict[str, Any] = {} if path.suffix == ".xlsx" else {"kind": "culvert"}
    return Wish("Nguồn thử", srid=KEPT_SRID if path.suffix == ".csv" else None, **kind)
