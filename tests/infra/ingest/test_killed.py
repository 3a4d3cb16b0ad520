"""A load that is killed half-way leaves nothing, and can be begun again."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from infra.ingest.kept import keep
from infra.ingest.working import work
from infra.models import Culvert, ImportRun
from infra.models.imports import LOADING
from infra.services.import_runs import accept, ask, begin_run, is_interrupted
from tests import network
from tests.infra.ingest.conftest import snapshot
from tests.infra.ingest.forms import culvert_form
from tests.serving import ROOT, database_url

NOWHERE = {"kinh_do": None, "vi_do": None}
WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


def planned(path: Path, rows: list[dict[str, Any]]) -> ImportRun:
    kept = keep("cong.xlsx", [culvert_form(path, [NOWHERE | row for row in rows]).read_bytes()], 10_000_000)
    run = begin_run(
        file_name=kept.file_name, digest=kept.digest, size_bytes=kept.size_bytes, kept_as=kept.kept_as, wish={"source": "Nguồn thử"}, by=None
    )  # fmt: skip
    return work(run.pk)


def held_up(run: ImportRun, parameters: dict[str, Any], row: Culvert) -> subprocess.Popen[bytes]:
    """The process of the load, once it waits for a row that somebody else holds; it has written others by then."""
    environment = {**os.environ, "DATABASE_URL": database_url(parameters, parameters["dbname"])}
    process = subprocess.Popen([sys.executable, "manage.py", "work_import", str(run.pk)], cwd=ROOT, env=environment)
    for _ in range(300):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return process
        assert process.poll() is None, "the load ended without waiting for the row"
        time.sleep(0.1)
    process.kill()
    raise AssertionError(f"the load never came to {row}")


@pytest.mark.django_db(transaction=True)
def test_killed_half_way(code_lists: None, settings: Any, tmp_path: Path) -> None:
    settings.IMPORT_DIR = os.environ["IMPORT_DIR"] = str(tmp_path / "imports")
    network.build()
    ask(planned(tmp_path / "a.xlsx", [{"ly_trinh": "Km12+100"}]), LOADING)
    work(ImportRun.objects.latest("pk").pk)
    last = Culvert.objects.get(source="Nguồn thử")
    run = planned(tmp_path / "b.xlsx", [{"ly_trinh": "Km10+100"}, {"ly_trinh": "Km12+100", "so_ngan_cong": 3}])
    accept(run, by=None)
    before = snapshot()

    parameters = connection.get_connection_params()
    holder = psycopg2.connect(
        **{name: parameters[name] for name in ("dbname", "user", "host", "port") if parameters.get(name)}
    )
    try:
        with holder.cursor() as cursor:
            cursor.execute("select from culvert where id = %s for update", [last.pk])
        run = ask(run, LOADING)
        process = held_up(run, parameters, last)
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=20) == -signal.SIGKILL
    finally:
        holder.close()
        del os.environ["IMPORT_DIR"]
    assert snapshot() == before

    run.refresh_from_db()
    ImportRun.objects.filter(pk=run.pk).update(state_at=run.state_at - timedelta(minutes=1))
    run.refresh_from_db()
    assert (run.state, is_interrupted(run)) == (LOADING, True)
    ask(run, LOADING)
    assert work(run.pk).state == "loaded"
    assert Culvert.objects.filter(source="Nguồn thử").count() == 2
