"""Asks every check of some rows of one kind, as they are in the database at this moment (also within a transaction that will be taken back)."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg2 import sql

from infra.models import CODE_LISTS, AcceptedFinding
from infra.quality.registry import CHECKS, QUESTIONS, REFUSING, RULES, SEVERITIES, STRUCTURES
from infra.rules.doubts import Doubt, Known

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One doubt about one row: `row_id` its internal, `id` its public id; `place`: a GeoJSON point (EPSG:4326) or None.

    `accepted`: why somebody let it stand (see `infra.services.acceptances`), None while nobody has.
    """

    code: str
    severity: str
    kind: str
    row_id: int
    id: str
    field: str | None
    facts: dict[str, Any]
    fix: dict[str, Any] | None
    place: dict[str, Any] | None
    accepted: str | None = None


def known_at(as_at: date) -> Known:
    """The thresholds in force on a day, and the loads that are stated in tonnes. Two queries."""
    rows = CODE_LISTS["check_threshold"]._default_manager.values_list("code", "valid_from", "valid_to", "facts")
    limits = {
        code: float(facts["value"])
        for code, since, until, facts in rows
        if (since is None or since <= as_at) and (until is None or as_at <= until)
    }
    loads = CODE_LISTS["load"]._default_manager.filter(facts__has_key="gross_t").values_list("code", "facts")
    return Known(as_at, limits, {code: Decimal(str(facts["gross_t"])) for code, facts in loads})


def findings_of(kind: str, ids: Collection[int], known: Known) -> list[QualityFinding]:
    """Everything doubtful about these rows, worst first within a row. Two statements, and one a question of the kind."""
    if not ids:
        return []
    asked = {"ids": list(ids), "as_at": known.as_at, **known.limits}
    rows = _facts(kind, asked)
    public_ids = {row["id"]: row["public_id"] for row in rows}
    found = [
        _found(kind, row["id"], row["public_id"], doubt, _read(row["place"]))
        for row in rows
        for doubt in _doubts(kind, row, known)
    ]
    for question in QUESTIONS[kind]:
        for row_id, code, field, facts, fix, place in _rows(_statement(f"questions/{question}"), asked):
            doubt = Doubt(code, field, facts or {}, fix)
            found.append(_found(kind, row_id, public_ids[row_id], doubt, _read(place)))
    return sorted(
        _accepted(kind, found), key=lambda one: (one.row_id, SEVERITIES.index(one.severity), one.code, one.field or "")
    )


def _accepted(kind: str, found: list[QualityFinding]) -> list[QualityFinding]:
    """The findings, with the reason beside those that somebody let stand as they are."""
    ids = {one.row_id for one in found}
    rows = (
        AcceptedFinding.objects.filter(kind=kind, row_id__in=ids).values_list("row_id", "code", "facts", "reason")
        if ids
        else ()
    )
    reasons = {(row_id, code, json.dumps(facts, sort_keys=True)): reason for row_id, code, facts, reason in rows}
    return [
        replace(one, accepted=reasons.get((one.row_id, one.code, json.dumps(one.facts, sort_keys=True))))
        for one in found
    ]


def errors_of(kind: str, facts: dict[str, Any], as_at: date) -> list[Doubt]:
    """The errors in the facts of one row, by its own columns alone; no query."""
    known = Known(as_at)
    doubts = [doubt for rule in REFUSING.get(kind, ()) for doubt in rule(facts, known)]
    return [doubt for doubt in doubts if CHECKS[doubt.code].severity == SEVERITIES[0]]


def _found(kind: str, row_id: int, public_id: str, doubt: Doubt, place: dict[str, Any] | None) -> QualityFinding:
    severity = CHECKS[doubt.code].severity
    return QualityFinding(doubt.code, severity, kind, row_id, public_id, doubt.field, doubt.facts, doubt.fix, place)


def _doubts(kind: str, row: dict[str, Any], known: Known) -> Iterator[Doubt]:
    for rule in RULES[kind]:
        yield from rule(row, known)


def _facts(kind: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    if kind in STRUCTURES:
        names = {"table": sql.Identifier(kind), "subject": sql.Identifier(f"{kind}_id")}
        return _dicts(sql.SQL(_statement("facts/structure")).format(**names), asked)
    return _dicts(_statement(f"facts/{kind}"), asked)


@cache
def _statement(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _rows(statement: Any, asked: dict[str, Any]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _dicts(statement: Any, asked: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _read(place: str | None) -> dict[str, Any] | None:
    return None if place is None else json.loads(place)
