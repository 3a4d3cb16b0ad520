"""What is kept of an import while it is planned, looked at and loaded: its state, its plan, what a person fixed and accepted.

A run is worked on by a process of its own (`infra.ingest.working`), which holds the lock of the run on a connection of its own: where the
state says that something is under way and nobody holds the lock, the work was interrupted and may be begun again.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from infra.errors import NotFound, RuleBroken
from infra.models import ImportFinding, ImportRow, ImportRun
from infra.models.imports import (
    ANALYSING,
    CANCELLED,
    FAILED,
    LOADED,
    LOADING,
    PLANNED,
    REFUSED,
    REVERTING,
    UPLOADED,
    WORKING,
)
from infra.services.rights import is_administrator

LOCK_SPACE = 411_027
"""The first number of the advisory locks of runs; the second is the run's own."""
STARTING = timedelta(seconds=20)
"""How long a process may take until it holds its lock."""
FROM: Mapping[str, tuple[str, ...]] = {
    ANALYSING: (UPLOADED, PLANNED, REFUSED, CANCELLED, FAILED),
    LOADING: (PLANNED,),
    REVERTING: (LOADED,),
}
"""What may be asked in which state."""
AT_ONCE = 2000


def runs_of(user: Any) -> QuerySet[ImportRun]:
    """The runs a person may see: their own; an administrator's are all."""
    everyone = ImportRun.objects.all()
    return everyone if is_administrator(user) else everyone.filter(made_by=user)


def run_of(user: Any, run_id: int) -> ImportRun:
    """One of them. Raises NotFound, also for somebody else's."""
    run: ImportRun | None = runs_of(user).filter(pk=run_id).first()
    if run is None:
        raise NotFound("run", kind="import", id=run_id)
    return run


def begin_run(
    *, file_name: str, digest: str, size_bytes: int, kept_as: str, wish: Mapping[str, Any], by: Any
) -> ImportRun:
    """A file that has come in, its analysis asked for."""
    return ImportRun.objects.create(
        file_name=file_name,
        digest=digest,
        size_bytes=size_bytes,
        kept_as=kept_as,
        wish=dict(wish),
        made_by=by,
        state=ANALYSING,
    )


def is_interrupted(run: ImportRun) -> bool:
    """Whether the state says that a process is at work, and none is."""
    if run.state not in WORKING or timezone.now() - run.state_at < STARTING:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            """select exists (select from pg_locks where locktype = 'advisory' and classid = %s and objid = %s and objsubid = 2
                 and granted and database = (select oid from pg_database where datname = current_database()))""",
            [LOCK_SPACE, run.pk],
        )
        return not cursor.fetchone()[0]


def ask(run: ImportRun, state: str, *, by: Any = None, fixes: Mapping[str, Any] | None = None) -> ImportRun:
    """Ask for the work of a state (analysing, loading, reverting): also to begin again what was interrupted.

    `fixes`: row → column → text, added to those there are. Raises RuleBroken `import-state`, `warnings-not-accepted`, `file-forgotten`.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        again = run.state == state and is_interrupted(run)
        if run.state not in FROM[state] and not again:
            raise RuleBroken("state", rule="import-state", state=run.state, asked=state, allowed=list(FROM[state]))
        if state != REVERTING and not run.kept_as:
            raise RuleBroken("file", rule="file-forgotten", file=run.file_name)
        if state == LOADING and (left := unaccepted(run).count()):
            raise RuleBroken("findings", rule="warnings-not-accepted", count=left)
        for row, cells in (fixes or {}).items():
            run.fixes[row] = {**run.fixes.get(row, {}), **cells}
        if state == LOADING and by is not None:
            run.loaded_by = by
        run.state, run.state_at, run.problem = state, timezone.now(), None
        run.done, run.cancel_asked = 0, False
        run.save()
    return run


def cancel(run: ImportRun) -> ImportRun:
    """Stop what is under way (nothing of it stays), or give up a plan. Raises RuleBroken `import-state`."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.state in WORKING and not is_interrupted(run):
            run.cancel_asked = True
        elif run.state in (*WORKING, UPLOADED, PLANNED, REFUSED, FAILED):
            run.state, run.state_at = stopped_state(run), timezone.now()
        else:
            raise RuleBroken(
                "state", rule="import-state", state=run.state, asked=CANCELLED, allowed=[PLANNED, *WORKING]
            )
        run.save()
    return run


def stopped_state(run: ImportRun) -> str:
    """Where a run stands when its work is stopped: what it had before is still there."""
    return {LOADING: PLANNED, REVERTING: LOADED}.get(run.state, CANCELLED)


def unaccepted(run: ImportRun) -> QuerySet[ImportFinding]:
    """Warnings nobody has accepted, of rows that would be loaded."""
    refused = ImportRow.objects.filter(run=run, outcome__in=("refused", "duplicate")).values("row")
    return run.findings.filter(severity="warning", accepted_at=None).exclude(row__in=refused)


def accept(run: ImportRun, *, by: Any, ids: list[int] | None = None) -> int:
    """Accept warnings of a plan, all of them or those with these ids; who did is kept. Returns how many."""
    if run.state != PLANNED:
        raise RuleBroken("state", rule="import-state", state=run.state, asked="accept", allowed=[PLANNED])
    found = run.findings.filter(severity="warning", accepted_at=None)
    if ids is not None:
        found = found.filter(pk__in=ids)
    return int(found.update(accepted_by=by, accepted_at=timezone.now()))


def keep_plan(
    run: ImportRun,
    rows: Iterable[ImportRow],
    findings: Iterable[ImportFinding],
    *,
    counts: Mapping[str, int],
    told: Mapping[str, Any],
) -> None:
    """The plan in place of an earlier one. A warning that was accepted before and is still the same stays accepted."""
    with transaction.atomic():
        before = {
            _same(one): one for one in run.findings.exclude(accepted_at=None).select_related(None).iterator(AT_ONCE)
        }
        run.rows.all().delete()
        run.findings.all().delete()
        ImportRow.objects.bulk_create(rows, AT_ONCE)
        ImportFinding.objects.bulk_create((_accepted_as(one, before) for one in findings), AT_ONCE)
        settle(run, PLANNED, counts=dict(counts), told=dict(told))


def _same(one: ImportFinding) -> tuple[Any, ...]:
    return one.row, one.field, one.code, one.value


def _accepted_as(one: ImportFinding, before: Mapping[tuple[Any, ...], ImportFinding]) -> ImportFinding:
    if one.severity == "warning" and (earlier := before.get(_same(one))):
        one.accepted_by_id, one.accepted_at = earlier.accepted_by_id, earlier.accepted_at
    return one


def settle(run: ImportRun, state: str, **columns: Any) -> None:
    """The run in a new state, with what else is now known of it."""
    for name, value in columns.items():
        setattr(run, name, value)
    run.state, run.state_at, run.cancel_asked = state, timezone.now(), False
    run.save(update_fields=[*columns, "state", "state_at", "cancel_asked"])


def findings_of(run: ImportRun, *, severity: str = "", code: str = "") -> QuerySet[ImportFinding]:
    """The findings of a plan, by severity and code."""
    wanted = Q()
    if severity:
        wanted &= Q(severity=severity)
    if code:
        wanted &= Q(code=code)
    return run.findings.filter(wanted).order_by("row", "id")
