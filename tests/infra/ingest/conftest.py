"""What the import tests share: running the command as a person does, and proof that nothing was written."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

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
