"""An import as the API tells it: the run with its counts, and the rows of its report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from gisapi.collections import COLLECTIONS
from gisapi.fields import Field, fields_of
from gisapi.queries.reference import meanings
from infra.crs import SRIDS
from infra.models import ImportFinding, ImportRow, ImportRun
from infra.services.import_runs import is_interrupted, unaccepted

COLLECTION_OF = {row.kind: row.name for row in COLLECTIONS.values()}
_COUNTED = ("severity", "code")
SPLIT = {
    "km": ("Km", "Kilometre"),
    "m": ("m lẻ", "Metres"),
    "from_km": ("Từ Km", "From kilometre"),
    "from_plus_m": ("Từ: m lẻ", "From: metres"),
    "to_km": ("Đến Km", "To kilometre"),
    "to_plus_m": ("Đến: m lẻ", "To: metres"),
    "lon": ("Kinh độ / Y (đông)", "Longitude / east"),
    "lat": ("Vĩ độ / X (bắc)", "Latitude / north"),
    "stretch": ("Từ lý trình – đến lý trình", "From – to"),
}
"""Fields of a file that are no property of their own → their titles."""


def told_run(run: ImportRun, *, whole: bool = False) -> dict[str, Any]:
    """`whole`: also what its findings come to, and those about the file."""
    told = {
        "id": run.pk,
        "file": run.file_name,
        "digest": run.digest,
        "size_bytes": run.size_bytes,
        "file_kept": bool(run.kept_as),
        "wish": run.wish,
        "state": run.state,
        "state_at": run.state_at,
        "interrupted": is_interrupted(run),
        "cancelling": run.cancel_asked,
        "made_by": run.made_by.get_username() if run.made_by else None,
        "made_at": run.made_at,
        "loaded_at": run.loaded_at,
        "loaded_by": run.loaded_by.get_username() if run.loaded_by else None,
        "progress": {"done": run.done, "total": run.total},
        "collection": COLLECTION_OF.get(run.told.get("kind", "")),
        "form": run.told.get("form"),
        "counts": run.counts,
        "problem": _told_problem(run.problem),
        "changeset": run.changeset,
        "fixes": run.fixes,
    }
    if not whole:
        return told
    grouped = run.findings.values(*_COUNTED).annotate(count=Count("id")).order_by(*_COUNTED)
    about_file = [told_finding(one) for one in run.findings.filter(row=None).order_by("id")]
    return {**told, "unaccepted": unaccepted(run).count(), "codes": list(grouped), "about_file": about_file}


def _told_problem(problem: Any) -> Any:
    """A refusal; a question about columns names kinds as collections, and says what each field is called."""
    if not problem or problem["facts"].get("reason") != "columns-to-confirm":
        return problem
    evidence = [_told_proposal(one) for one in problem["facts"]["evidence"]]
    return {**problem, "facts": {**problem["facts"], "evidence": evidence}}


def _told_proposal(one: dict[str, Any]) -> dict[str, Any]:
    collection = COLLECTION_OF[one["kind"]]
    fields = fields_of(collection)
    titles = [(name, *_titles(fields, name)) for name in one["targets"]]
    targets = [{"name": name, "title_vi": vi, "title_en": en} for name, vi, en in titles]
    systems = [{"srid": srid, "name": SRIDS[srid].name} for srid in sorted(SRIDS)]
    return {**one, "kind": collection, "targets": targets, "systems": systems}


def _titles(fields: Mapping[str, Field], name: str) -> tuple[str, str]:
    """What a field of a file is called in Vietnamese and English; its own name where nothing says it."""
    field = fields.get(name)
    return (field.title_vi, field.title_en) if field else SPLIT.get(name, (name, name))


@dataclass(frozen=True, slots=True)
class Meanings:
    """What people call a collection's fields, and the codes in them: list → code → label in Vietnamese and English."""

    fields: Mapping[str, Field]
    codes: Mapping[str, Mapping[str, tuple[str, str]]]


def meanings_of(run: ImportRun) -> Meanings:
    """Those of what a run imports."""
    collection = COLLECTION_OF.get(run.told.get("kind", ""))
    return Meanings(fields_of(collection) if collection else {}, meanings())


def _told_difference(one: Mapping[str, str], known: Meanings) -> dict[str, Any]:
    """A column that a row changes, by its title; a code in it with its label (Vietnamese, English)."""
    field = known.fields.get(one["field"])
    labels = known.codes.get(field.codes, {}) if field else {}
    told = {f"{side}_label": labels[one[side]] for side in ("before", "after") if one[side] in labels}
    return {**one, "title": _titles(known.fields, one["field"]), **told}


def told_row(row: ImportRow, findings: list[ImportFinding], known: Meanings) -> dict[str, Any]:
    """One row: what becomes of it, why, and where it stands (degrees, null: nowhere); of a road its line, to be shown."""
    return {
        "row": row.row,
        "outcome": row.outcome,
        "public_id": row.public_id or None,
        "title": row.title,
        "differences": [_told_difference(one, known) for one in row.differences],
        "position": [row.geom.x, row.geom.y] if row.geom else None,
        "line": json.loads(row.line.geojson) if row.line else None,
        "findings": [told_finding(one) for one in findings],
    }


def told_finding(one: ImportFinding) -> dict[str, Any]:
    """One finding: where, what, and what cures it. `columns`: what a fix names."""
    return {
        "id": one.pk,
        "row": one.row,
        "field": one.field,
        "code": one.code,
        "severity": one.severity,
        "value": one.value,
        "cure": one.cure,
        "cells": one.cells,
        "columns": one.columns,
        "facts": one.facts,
        "accepted_by": one.accepted_by.get_username() if one.accepted_by else None,
        "accepted_at": one.accepted_at,
    }
