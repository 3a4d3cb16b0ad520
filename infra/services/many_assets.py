"""Many new assets in few statements: what `create_asset` does, for a set of one kind."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection
from django.db.models import Field
from psycopg2 import sql

from infra.history import acting_as
from infra.models import ASSETS, Asset
from infra.services.assets import filled
from infra.services.checking import check_values
from infra.services.placing import Ground
from infra.services.proposals import refuse_errors
from infra.services.rights import require_right_to_all, require_writer
from infra.services.writing import database_promises

_INSERT = """
insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, %s::json) with ordinality order by ordinality
returning id
"""
"""All rows by one parameter, each column read by its own type; a thousand rows of fifty parameters are dearer to write out than to insert."""


def create_assets(kind: str, many: Sequence[dict[str, Any]], *, by: Any, reason: str, ground: Ground) -> list[Asset]:
    """All of them, or none, each with the id and the place it has in the database. Raises what `create_asset` raises of the first that is wrong.

    It does not say which of them is wrong, nor everything that is: whoever needs to know makes them one by one.
    What else the database makes of a row (public id, version) is not read back.
    """
    require_writer(by, kind, "create")
    model = ASSETS[kind]
    rows = []
    for facts in many:
        row = model()
        columns = filled(row, kind, facts, ground)
        check_values(row, columns)
        refuse_errors(row, columns)
        rows.append(row)
    with acting_as(by, reason), database_promises():
        _insert(kind, rows)
        connection.check_constraints()  # keys are looked up at the commit otherwise, and a dry run never comes to it
        made = model._default_manager.filter(pk__in=[row.pk for row in rows])
        require_right_to_all(by, made, "create", version="becomes")
        _place(rows)
    return rows


def _insert(kind: str, rows: Sequence[Asset]) -> None:
    """Write the rows in their order and set their ids."""
    columns = _given(kind)
    told = [{one.column: getattr(row, one.attname) for one in columns} for row in rows]
    names = sql.SQL(", ").join(sql.Identifier(one.column) for one in columns)
    statement = sql.SQL(_INSERT).format(table=sql.Identifier(kind), columns=names)
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(told, default=_exact, ensure_ascii=False)])
        for row, (row_id,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = row_id


@cache
def _given(kind: str) -> tuple[Field, ...]:
    """The columns of a new row that are not the database's own (ids, versions, generated ones)."""
    fields = ASSETS[kind]._meta.concrete_fields
    return tuple(one for one in fields if one.editable and not one.generated and not one.primary_key)


def _exact(value: object) -> str:
    """What JSON has no word for, as its column reads it without loss."""
    return value.hexewkb.decode() if isinstance(value, GEOSGeometry) else str(value)


def _place(rows: Sequence[Asset]) -> None:
    """Read the points that the database made of measures."""
    without: dict[int, Any] = {row.pk: row for row in rows if row.geom is None}
    if without:
        places = type(rows[0])._default_manager.filter(pk__in=without, geom__isnull=False).values_list("pk", "geom")
        for row_id, point in places:
            without[row_id].geom = point
