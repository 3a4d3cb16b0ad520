"""The work on a run, in a process of its own: analysing, loading, reverting. It outlives the request that asked for it.

`start` begins the process (`manage.py work_import RUN`), `work` is what it does: whatever the state of the run asks for. The load commits
together with the state that says so, so that a process that is killed leaves either nothing or all of it.
"""

import logging
import subprocess
import sys
import uuid
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from infra.errors import DomainError
from infra.ingest import Plan, Wish, carried_out, plan_import
from infra.ingest.beacon import Beacon, Cancelled
from infra.ingest.fixes import Fixes
from infra.ingest.kept import path_of
from infra.ingest.kept_plan import findings_to_keep, planned_rows, rows_to_keep
from infra.models import ImportRun
from infra.models.imports import ANALYSING, FAILED, LOADED, LOADING, PLANNED, REFUSED, REVERTED, REVERTING
from infra.services.import_reverts import revert_import
from infra.services.import_runs import keep_plan, settle, stopped_state
from infra.services.source_profiles import remember
from infra.services.tile_marks import compact_marks

logger = logging.getLogger("infra.ingest")


def start(run: ImportRun) -> None:
    """Begin the process that does what the run asks for. It is in a session of its own: the end of the server does not end it."""
    manage = Path(settings.ROOT) / "manage.py"
    subprocess.Popen(  # noqa: S603 (our own command and the number of the run)
        [sys.executable, str(manage), "work_import", str(run.pk)],
        cwd=settings.ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def work(run_id: int) -> ImportRun:
    """Do what the state of a run asks for, and return the run as it stands then. Raises Taken when another process does."""
    with Beacon(run_id) as beacon:
        run = ImportRun.objects.select_related("asked_by").get(pk=run_id)
        before = run.state
        if before not in _ACTS:  # nothing is asked for
            return run
        try:
            _ACTS[run.state](run, beacon)
        except Cancelled:
            settle(run, stopped_state(run))
        except DomainError as refusal:
            settle(run, _BACK.get(before, REFUSED), problem=_told(refusal))
        except Exception:
            reference = uuid.uuid4().hex[:12]
            logger.exception("%s import %s failed while %s", reference, run_id, before)
            problem = {"code": "unexpected", "field": None, "facts": {"reference": reference}}
            settle(run, _BACK.get(before, FAILED), problem=problem)
    return run


def _analyse(run: ImportRun, beacon: Beacon) -> None:
    plan = plan_import(path_of(run), _wish(run), _fixes(run), as_at=_today(), progress=beacon.progress)
    keep_plan(run, rows_to_keep(run, plan), findings_to_keep(run, plan), counts=_counts(plan), told=plan.told)
    if name := run.wish.get("profile"):
        remember(name, str(plan.told["fingerprint"]), run.wish, by=run.asked_by)


def _load(run: ImportRun, beacon: Beacon) -> None:
    with transaction.atomic():
        _, changeset = carried_out(
            path_of(run),
            _wish(run),
            _fixes(run),
            planned_rows(run),
            as_at=_today(),
            progress=beacon.progress,
        )
        settle(run, LOADED, changeset=changeset, loaded_at=timezone.now(), loaded_by=run.asked_by)
    compact_marks()


def _revert(run: ImportRun, beacon: Beacon) -> None:
    with transaction.atomic():
        revert_import(run, by=run.asked_by, progress=beacon.progress)
        settle(run, REVERTED)
    compact_marks()


_BACK = {LOADING: PLANNED, REVERTING: LOADED}
"""Where a run stands when a load or its taking back came to nothing: with what it had before."""
_ACTS = {ANALYSING: _analyse, LOADING: _load, REVERTING: _revert}


def _wish(run: ImportRun) -> Wish:
    known = {one.name for one in fields(Wish)}
    return Wish(**{name: value for name, value in run.wish.items() if name in known}, by=run.asked_by)


def _fixes(run: ImportRun) -> Fixes:
    return {int(row): cells for row, cells in run.fixes.items()}


def _counts(plan: Plan) -> dict[str, int]:
    return {"rows": plan.report.rows, **plan.report.counts}


def _today() -> Any:
    return timezone.localdate()


def _told(refusal: DomainError) -> dict[str, Any]:
    return {"code": refusal.code, "field": refusal.field, "facts": refusal.facts}
