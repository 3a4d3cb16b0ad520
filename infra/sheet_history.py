"""The sheets of an inspection as its history has them: a change of a line is told line by line, not by the stamp it left on the inspection."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from infra.history import Change, FieldChange

FIELD = "findings"
_STAMP = "sheet_written_at"
_SHEETS = """
with line as (
  select h.hid, f.* from history.inspection h, history.finding_as_at(upper(h.recorded) - interval '1 microsecond') f
   where h.id = %(id)s and h.op <> 'I' and not isempty(h.recorded) and f.inspection_id = h.id
  union all select null, f.* from finding f where f.inspection_id = %(id)s)
select l.hid, json_agg(json_build_object('component', l.component, 'defect', l.defect, 'recommendation', l.recommendation, 'priority', l.priority)
                       order by k.sort, l.id)::text
  from line l join code_component k on k.code = l.component group by l.hid
"""


def with_sheets(inspection_id: int, changes: Sequence[Change]) -> list[Change]:
    """Changes of an inspection, newest first, each with its sheet before and after where that differs: field `findings`, lists of
    `{component, defect, recommendation, priority}`."""
    with connection.cursor() as cursor:
        cursor.execute(_SHEETS, {"id": inspection_id})
        sheets = {n: json.loads(lines) for n, lines in cursor.fetchall()}
    told, after = [], sheets.get(None, [])
    for change in changes:
        before = sheets.get(change.n, [])
        told.append(_with_sheet(change, before, after))
        after = before
    return told


def _with_sheet(change: Change, before: list[Any], after: list[Any]) -> Change:
    fields = tuple(one for one in change.changes if one.field != _STAMP)
    return replace(change, changes=(*fields, FieldChange(FIELD, before, after)) if before != after else fields)
