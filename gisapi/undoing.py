"""What undoing has in common, of a set or out of the bin: whether a token reaches so far, what stands in the way, what was put back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gisapi.change_answers import newer_told
from gisapi.collections import collection_of
from gisapi.rights import require_editor
from infra.change_sets import RowChange
from infra.errors import RuleBroken
from infra.history import CREATED, DELETED

_ACT = {CREATED: "delete", DELETED: "create"}
_BACK = {CREATED: DELETED, DELETED: CREATED}


def require_may_undo(request: Any, rows: Sequence[RowChange]) -> None:
    """Raises what `require_editor` raises of any kind among the rows: rights somewhere, and the scopes of a token."""
    for kind, op in dict.fromkeys((row.kind, row.op) for row in rows if row.op is not None):
        require_editor(request, collection_of(kind), _ACT.get(op, "change"))


@contextmanager
def told_by_collection() -> Iterator[None]:
    """What stands in the way, told by collections as everything else is."""
    try:
        yield
    except RuleBroken as broken:
        if "newer" in broken.facts:
            broken.facts["newer"] = newer_told(broken.facts["newer"])
        raise


def undone_told(rows: Sequence[RowChange]) -> list[dict[str, Any]]:
    """`{collection, id, op}` of each row: what was made is deleted now, what was deleted is back."""
    return [
        {"collection": collection_of(row.kind).name, "id": row.id, "op": _BACK.get(row.op, row.op)}
        for row in rows
        if row.op is not None
    ]
