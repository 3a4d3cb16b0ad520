"""Code lists as rows: read `fixtures/code_lists.csv` and write it to the reference tables."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "code_lists.csv"


def code_rows(file: Path = FILE) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of the file as (list name, column values). Dates stay ISO text, `facts` is parsed."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = row.pop("list")
            row["valid_from"], row["valid_to"] = row["valid_from"] or None, row["valid_to"] or None
            yield name, {**row, "sort": int(row["sort"]), "facts": json.loads(row["facts"] or "{}")}


def load_code_lists(code_lists: dict[str, type[models.Model]], file: Path = FILE) -> int:
    """Insert or refresh every code; codes are never deleted (assets may hold them). Returns the count.

    `code_lists`: list name → model: `infra.models.CODE_LISTS`, or in a migration the lists there are so far; the
    others are filled by the migration that makes their tables.
    """
    grouped: dict[str, list[models.Model]] = {}
    for name, columns in code_rows(file):
        if name in code_lists:
            grouped.setdefault(name, []).append(code_lists[name](**columns))
    for name, rows in grouped.items():
        model = code_lists[name]
        changeable = [field.name for field in model._meta.fields if not field.primary_key]
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=changeable
        )
    return sum(map(len, grouped.values()))
