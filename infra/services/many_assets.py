"""Many assets in few statements: what `create_asset` and `change_asset` do, for a set of one kind."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection
from django.db.models import Field
from psycopg2 import sql

from infra.errors import NotFound, Stale
from infra.history import acting_as
from infra.models import ASSETS, Asset
from infra.services.assets import STRUCTURES, filled
from infra.services.checking import check_values
from infra.services.placing import Ground
from infra.services.proposals import refuse_errors
from infra.services.rights import require_right_to_all, require_writer
from infra.services.writing import database_promises

_INSERT = """
insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, %s::json) with ordinality order by ordinality
returning id
"""
_UPDATE = """
update {table} set ({columns}) = row ({given}) from json_populate_recordset(null::{table}, %s::json) given where {table}.id = given.id
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
        with _by_index():
            _insert(kind, rows)
            connection.check_constraints()  # keys are looked up at the commit otherwise, and a dry run never comes to it
        made = model._default_manager.filter(pk__in=[row.pk for row in rows])
        require_right_to_all(by, made, "create", version="becomes")
        if kind in STRUCTURES:
            _place(rows)
    return rows


def change_assets(
    kind: str, many: Sequence[tuple[Asset, dict[str, Any]]], *, by: Any, reason: str, ground: Ground
) -> None:
    """Apply to each asset its changes, all of them or none; each must be at the version it was read at. Raises what `change_asset` raises of the first that is wrong.

    What is wrong besides it does not say: whoever needs to know changes them one by one.
    """
    require_writer(by, kind, "change")
    touched = ASSETS[kind]._default_manager.filter(pk__in=[asset.pk for asset, _ in many])
    with acting_as(by, reason), database_promises():
        rows = _still(kind, [asset for asset, _ in many])
        require_right_to_all(by, touched.all(), "change", version="was")
        for row, (_, changes) in zip(rows, many, strict=True):
            columns = filled(row, kind, changes, ground)
            check_values(row, columns)
            refuse_errors(row, columns)
        with _by_index():
            _update(kind, rows)
            connection.check_constraints()
        require_right_to_all(by, touched.all(), "change", version="becomes")


@contextmanager
def _by_index() -> Iterator[None]:
    """What keys and triggers ask of each row is planned once a session, often while the tables are small: a scan of few rows then would be one of
    all that the same import has written since (50,000 roads took a second for a hundred)."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        yield
        cursor.execute("set local enable_seqscan = on")  # where it fails, the savepoint puts it back


def _still(kind: str, assets: Sequence[Asset]) -> list[Asset]:
    """The rows locked, in this order, if all are the versions that were read. Raises NotFound, Stale."""
    locked = ASSETS[kind]._default_manager.select_for_update(no_key=True).order_by("pk")
    found = {row.pk: row for row in locked.filter(pk__in=[asset.pk for asset in assets])}
    for asset in assets:
        if asset.pk not in found:
            raise NotFound(None, kind=kind, id=asset.public_id)
        if (current := found[asset.pk].recorded_from) != asset.recorded_from:
            raise Stale(None, current=current.isoformat(), expected=asset.recorded_from.isoformat())
    return [found[asset.pk] for asset in assets]


def _insert(kind: str, rows: Sequence[Asset]) -> None:
    """Write the rows in their order and set their ids."""
    names = sql.SQL(", ").join(sql.Identifier(one.column) for one in _given(kind))
    statement = sql.SQL(_INSERT).format(table=sql.Identifier(kind), columns=names)
    with connection.cursor() as cursor:
        cursor.execute(statement, [_told(kind, rows)])
        for row, (row_id,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = row_id


def _update(kind: str, rows: Sequence[Asset]) -> None:
    """Write the rows as they stand."""
    names = [sql.Identifier(one.column) for one in _given(kind)]
    given = sql.SQL(", ").join(sql.SQL("given.{}").format(name) for name in names)
    words = {"table": sql.Identifier(kind), "columns": sql.SQL(", ").join(names), "given": given}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_UPDATE).format(**words), [_told(kind, rows)])


def _told(kind: str, rows: Sequence[Asset]) -> str:
    """The rows as JSON, column by column, with the ids of those that have one."""
    columns = _given(kind)
    told = [{"id": row.pk, **{one.column: getattr(row, one.attname) for one in columns}} for row in rows]
    return json.dumps(told, default=_exact, ensure_ascii=False)


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
