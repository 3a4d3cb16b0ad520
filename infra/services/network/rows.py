"""Rows along a road written by an operation: a few statements a kind, whatever their number, the rights asked before and after."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg2 import sql
from psycopg2.extras import execute_values

from infra.models import KINDS
from infra.models.access import CHANGE, CREATE, DELETE
from infra.network.carrying import Stretch
from infra.services.network.running import Work
from infra.services.rights import require_right_to_all

_NOT_COPIED = {"id", "public_id", "recorded_from", "geom", "geom_3857", "road_id", "from_m", "to_m", "sheet_written_at"}


def update(
    work: Work, kind: str, columns: Sequence[str], types: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Set these columns of many rows of a kind (id, then a value a column) in one statement, the rights asked before and after. Raises Forbidden."""
    if not rows:
        return
    ids = [row[0] for row in rows]
    require(work, kind, ids, CHANGE, "was")
    sets = sql.SQL(", ").join(sql.SQL("{0} = u.{0}").format(sql.Identifier(column)) for column in columns)
    template = f"(%s::bigint, {', '.join(f'%s::{kind_of}' for kind_of in types)})"
    statement = sql.SQL("update {table} t set {sets} from (values %s) u (id, {columns}) where t.id = u.id").format(
        table=sql.Identifier(kind), sets=sets, columns=sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, connection.wrap_database_errors:
        execute_values(cursor.cursor, statement, rows, template=template, page_size=len(rows))
    require(work, kind, ids, CHANGE, "becomes")


def copy(work: Work, kind: str, copies: Sequence[tuple[int, Stretch]]) -> list[int]:
    """New rows for the further parts of what was cut: the same in all but id and place; findings go along, costs are shared. Their ids, in order."""
    if not copies:
        return []
    columns = [field.column for field in KINDS[kind]._meta.concrete_fields if field.column not in _NOT_COPIED]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    cost = sql.SQL("round(t.cost_vnd * u.share)::bigint")
    values = sql.SQL(", ").join(
        cost if name == "cost_vnd" else sql.SQL("t.{}").format(sql.Identifier(name)) for name in columns
    )
    statement = sql.SQL(
        "insert into {table} ({names}, road_id, from_m, to_m)"
        " select {values}, u.road, u.from_m, u.to_m from (values %s) u (n, id, road, from_m, to_m, share) join {table} t on t.id = u.id order by u.n returning id"
    ).format(table=sql.Identifier(kind), names=names, values=values)
    rows = [(n, row_id, to.road, to.from_m, to.to_m, to.share) for n, (row_id, to) in enumerate(copies)]
    with connection.cursor() as cursor, connection.wrap_database_errors:
        made = [
            made_id for (made_id,) in execute_values(cursor.cursor, statement, rows, page_size=len(rows), fetch=True)
        ]
        if kind == "work":
            cursor.execute(_LESS_COST, [[row_id for row_id, _ in copies], made])
        if kind == "inspection":
            cursor.execute(_FINDINGS, [[row_id for row_id, _ in copies], made])
    for new_id, (row_id, _) in zip(made, copies, strict=True):
        work.noted.copies[kind, new_id] = work.before.things[kind, row_id].public_id
    require(work, kind, made, CREATE, "becomes")
    return made


_LESS_COST = """
update work w set cost_vnd = w.cost_vnd - c.cost
  from (select u.was, sum(n.cost_vnd) as cost from unnest(%s::bigint[], %s::bigint[]) u (was, made) join work n on n.id = u.made group by u.was) c
 where w.id = c.was and w.cost_vnd is not null and c.cost is not null
"""
"""The first part of a work that was cut bears what the others do not: together they cost what it did."""

_FINDINGS = """
insert into finding (inspection_id, component, defect, recommendation, priority)
select u.made, f.component, f.defect, f.recommendation, f.priority
  from unnest(%s::bigint[], %s::bigint[]) u (was, made) join finding f on f.inspection_id = u.was order by f.id
"""


def delete(work: Work, kind: str, ids: Sequence[int], behaviour: str) -> None:
    """Delete rows; history keeps them."""
    if not ids:
        return
    require(work, kind, ids, DELETE, "was")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("delete from {} where id = any(%s)").format(sql.Identifier(kind)), [list(ids)])
    for row_id in ids:
        work.noted.behaviours[kind, row_id] = behaviour


def require(work: Work, kind: str, ids: Sequence[int], act: str, version: str) -> None:
    """Raises Forbidden unless whoever acts may do this to every one of these rows."""
    require_right_to_all(work.by, KINDS[kind]._default_manager.filter(pk__in=ids), act, version=version)
