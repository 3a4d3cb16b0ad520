"""What the import tests share: running the command as a person does, layers of lines, and proof that nothing was written."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from django.core.management import call_command
from django.db import connection

from infra.crs import WGS84, transform_many
from infra.models import ASSETS


@dataclass(frozen=True)
class Run:
    """What came of one `import_data`: exit code, JSON report, what was printed."""

    code: int
    report: dict[str, Any]
    out: str
    err: str

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """(create, update, unchanged, refused)"""
        body = self.report
        return body["create"], body["update"], body["unchanged"], body["refused"]

    def findings(self, code: str) -> list[dict[str, Any]]:
        return [one for one in self.report["findings"] if one["code"] == code]


@pytest.fixture
def import_file(db: None, tmp_path: Path) -> Callable[..., Run]:
    """Run the command on a file; options as on the command line."""

    def run(file: Path, *options: str, source: str = "Nguồn thử") -> Run:
        out, err, report = io.StringIO(), io.StringIO(), tmp_path / "report.json"
        code = 0
        try:
            call_command(
                "import_data", str(file), "--source", source, "--report", str(report), *options, stdout=out, stderr=err
            )
        except SystemExit as exit_code:
            code = int(str(exit_code.code))
        body = json.loads(report.read_text(encoding="utf-8"))
        assert sum(body[name] for name in ("create", "update", "unchanged", "duplicate", "refused")) == body["rows"]
        return Run(code, body, out.getvalue(), err.getvalue())

    return run


def snapshot() -> dict[str, str]:
    """A digest of every asset table and of its history, of which nothing can be changed or taken away: equal only when nothing was written."""
    digests = {}
    with connection.cursor() as cursor:
        for table in ASSETS:
            cursor.execute(f"select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') from {table} t")
            digests[f"public.{table}"] = cursor.fetchone()[0]
            cursor.execute(f"select concat(count(*), ' to ', max(hid)) from history.{table}")
            digests[f"history.{table}"] = cursor.fetchone()[0]
    return digests


@pytest.fixture
def nothing_written(db: None) -> Any:
    """Fails the test when any asset row, or any history row, changed during it."""
    before = snapshot()
    yield
    assert snapshot() == before


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Rows as a layer of lines, a GeoPackage or GeoJSON: `shape` and texts; in another system when asked."""

    def write(*rows: dict[str, Any], srid: int = WGS84, name: str = "duong.gpkg") -> Path:
        names = [column for column in rows[0] if column != "shape"]
        shapes = [row["shape"] for row in rows]
        if srid != WGS84:
            shapes = [shapely.transform(one, lambda p: transform_many(p[:, 0], p[:, 1], WGS84, srid)) for one in shapes]
        target = tmp_path / name
        target.unlink(missing_ok=True)
        kinds = {one.geom_type for one in shapes}
        pyogrio.raw.write(
            target, shapely.to_wkb(np.array(shapes, dtype=object)), [np.array([row.get(n) for row in rows], dtype=object) for n in names],
            names, geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown", crs=f"EPSG:{srid}", driver="GPKG" if name.endswith("gpkg") else "GeoJSON",
        )  # fmt: skip
        return target

    return write
