"""What every write of a row is made of: the version it rests on, the columns it may set, the promises of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, IntegrityError, transaction

from infra.errors import NotFound, RuleBroken, Stale, Unreadable
from infra.models import Asset

Row = TypeVar("Row", bound=Asset)
_READ_ONLY = {"id", "public_id", "recorded_from", "geom_3857"}


def still(asset: Row, expected: datetime | None) -> Row:
    """The row locked, if it is still the version the writer had read. Raises NotFound, Stale."""
    current: Row | None = type(asset)._default_manager.select_for_update(no_key=True).filter(pk=asset.pk).first()
    if current is None:
        raise NotFound(None, kind=asset._meta.db_table, id=asset.public_id)
    if current.recorded_from != expected:
        raise Stale(None, current=current.recorded_from.isoformat(), expected=expected and expected.isoformat())
    return current


def attribute_of(asset: Asset, column: str) -> str:
    """The attribute a column is set by. Raises Unreadable for a column that is not there or not the writer's."""
    try:
        field = asset._meta.get_field(column)
    except FieldDoesNotExist:
        field = None
    if field is None or not getattr(field, "editable", True) or column in _READ_ONLY:
        raise Unreadable(column, value=column, expected=sorted(f.name for f in asset._meta.fields if f.editable))
    is_code = field.is_relation and field.related_model is not None and field.target_field.name == "code"
    return field.attname if is_code else field.name


_FIELD_OF = {
    "event_within_road": "at_m",
    "line_in_use": "geometry",
    "offset_beside_road": "offset_m",
    "place_on_earth": "geometry",
    "point_follows_measure": "geometry",
    "section_follows_road": "geometry",
    "section_no_overlap": "from_m",
    "road_plain_code": "code",
    "record_follows_asset": "geometry",
    "posting_unit": "sign",
    "shared_apart": "host",
    "shared_counted_once": "from_m",
    "shared_line": "host",
    "shared_no_overlap": "from_m",
    "shared_with_a_guest": "host",
    "shared_with_itself": "host",
}
"""Constraint only the database can check → the field a person would change."""


@contextmanager
def database_promises() -> Iterator[None]:
    """Turn a constraint the database holds into a RuleBroken that names it; `acting_as` around it undoes what was written."""
    try:
        with transaction.atomic(savepoint=False):
            yield
    except (IntegrityError, DataError) as broken:
        diagnosis = getattr(broken.__cause__, "diag", None)
        if diagnosis is None:
            raise
        name = diagnosis.constraint_name or "value"
        field = _FIELD_OF.get(name, diagnosis.column_name)
        raise RuleBroken(field, rule=name, message=diagnosis.message_primary, hint=diagnosis.message_hint) from broken
