"""How changes of rows are told: columns by their names, internal ids by public ones, shapes apart from the facts."""

from collections.abc import Iterable, Sequence
from typing import Any

from gisapi.collections import collection_of
from gisapi.queries.histories import REFERENCES, names_of
from infra.change_sets import RowChange, SetTold
from infra.history import FieldChange, Meaning, differences

SHAPES = ("geom", "centreline")


def fields_told(changes: Sequence[Iterable[FieldChange]]) -> list[list[dict[str, Any]]]:
    """The changed fields of each change, `{field, before, after}`, in one query for all their names."""
    found = [field for fields in changes for field in fields if field.field in REFERENCES]
    pairs = {(field.field, value) for field in found for value in (field.before, field.after) if value is not None}
    names = names_of(pairs) if pairs else {}

    def named(column: str, value: Any) -> Any:
        return names.get((column, value)) if column in REFERENCES else value

    return [
        [
            {
                "field": field.field.removesuffix("_id"),
                "before": named(field.field, field.before),
                "after": named(field.field, field.after),
            }
            for field in fields
            if field.field != "public_id"
        ]
        for fields in changes
    ]


def rows_told(rows: Sequence[RowChange]) -> list[dict[str, Any]]:
    """`{collection, id, op, label, changes: [{field, before, after}], geometry: {before, after}}` of each row; `op` null: made and deleted again."""
    changes = [[one for one in differences(row.before, row.after) if one.field not in SHAPES] for row in rows]
    return [
        {
            "collection": collection_of(row.kind).name,
            "id": row.id,
            "op": row.op,
            "label": label_of(row.after or row.before or {}),
            "changes": told,
            "geometry": {"before": _shape(row.before), "after": _shape(row.after)},
        }
        for row, told in zip(rows, fields_told(changes), strict=True)
    ]


def set_head(one: SetTold) -> dict[str, Any]:
    """Who, when, why."""
    return {
        "n": one.n,
        "at": one.at,
        "by": one.by,
        "db_user": one.db_user,
        "reason": one.reason or "",
        "client": one.client or "",
        **meaning_told(one.meaning),
    }


def meaning_told(meaning: Meaning | None) -> dict[str, Any]:
    """`as` (`change`, `correction`, null: not said) and `on`, the day the world changed."""
    return {"as": meaning.meant if meaning else None, "on": meaning.happened_on if meaning else None}


def label_of(content: dict[str, Any]) -> str:
    """What people call a row: its name or code, else what a record says first."""
    words = (content.get(name) for name in ("name", "code", "title", "done_on", "sign"))
    km = content.get("km")
    return next((str(word) for word in words if word), "" if km is None else f"Km{km}")


def newer_told(newer: dict[str, Any]) -> dict[str, Any]:
    """What stands in the way, its kinds by their collections."""
    changes = [{"collection": collection_of(row["kind"]).name, **row} for row in newer["changes"]]
    return {"count": newer["count"], "changes": changes}


def _shape(content: dict[str, Any] | None) -> Any:
    return next((content[name] for name in SHAPES if content and content.get(name)), None)
