"""The pages of what happened: the change feed, the history of one feature."""

from typing import Any

from gisapi.collections import Collection
from gisapi.pages.documents import Page, items_of, trail_of
from gisapi.pages.values import UNKNOWN, Meanings, Shown, instant, plain, shown
from infra.history import CHANGED, CREATED, DELETED

ACTS = {CREATED: ("Tạo mới", "Created"), CHANGED: ("Sửa", "Changed"), DELETED: ("Xoá", "Deleted")}
MEANT = {"change": ("Thực địa thay đổi", "The world changed"), "correction": ("Sửa sai sót", "The record was wrong")}
SHAPES = frozenset({"geom", "centreline"})


def changes(told: dict[str, Any]) -> Page:
    """`/api/changes`: one set of changes after the other."""
    sets = [
        {
            **one,
            "when": instant(str(one["at"])),
            "features": [{**row, "act": ACTS[row["op"]]} for row in one["features"]],
        }
        for one in told["changes"]
    ]
    following = next(row["href"] for row in told["links"] if row["rel"] == "next")
    return Page("changes", "Thay đổi", "Changes", facts={"told": told, "sets": sets, "next": following})


def history(told: dict[str, Any], *, of: Collection, feature_id: str, meanings: Meanings) -> Page:
    """`/items/{id}/history`: who, when, why, before and after."""
    entries = [
        {
            **one,
            "when": instant(str(one["at"])),
            "act": ACTS[one["op"]],
            "meant": MEANT.get(one["as"]),
            "changes": [_change(of, row, meanings) for row in one["changes"]],
        }
        for one in told["changes"]
    ]
    above = (f"/api/collections/{of.name}/items/{feature_id}", feature_id, "")
    return Page("history", "Lịch sử", "History", trail_of(of, items_of(of), above), {"told": told, "entries": entries})


def _change(of: Collection, row: dict[str, Any], meanings: Meanings) -> dict[str, Any]:
    """One field of a change; a column that is no property is told by its own name, a shape by the fact alone."""
    if row["field"] in SHAPES:
        return {"title": ("Hình học", "Geometry"), "before": UNKNOWN, "after": Shown("đã đổi", "changed")}
    field = of.fields.get(row["field"])
    told = {
        side: shown(field, row[side], meanings) if field else Shown(plain(row[side])) for side in ("before", "after")
    }
    return told | {"title": (field.title_vi, field.title_en) if field else (row["field"], "")}
