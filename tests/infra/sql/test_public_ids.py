"""Public ids come from the database only: what a writer brings along is refused before it can meet a later row."""

import pytest
from django.db import IntegrityError, connection, transaction

from infra.models import Bridge, Road

pytestmark = pytest.mark.django_db


def next_number() -> int:
    """The number the next bridge would draw."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(pg_sequence_last_value('public_id_b'), 0) + 1")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("written", ["B-{next:06}", "B-999999", "B-0{next:06}", "C-000001", "Cầu 7", "B-", "B-000000"])
def test_an_id_nobody_drew_is_refused(written: str) -> None:
    Bridge.objects.create(source="x")
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Bridge.objects.create(public_id=written.format(next=next_number()), source="x")
    assert broken.value.__cause__.diag.constraint_name == "public_id_drawn"
    assert Bridge.objects.create(source="x").public_id == f"B-{next_number() - 1:06}"


def test_a_bulk_load_may_not_bring_ids_along() -> None:
    """As COPY of a table exported elsewhere would: nothing of it is kept, and the next row gets its id."""
    first = next_number()
    with pytest.raises(IntegrityError, match="drawn by the database"), transaction.atomic():
        Bridge.objects.bulk_create(Bridge(public_id=f"B-{first + i:06}", source="x") for i in range(3))
    assert Bridge.objects.create(source="x").public_id == f"B-{first:06}"


def test_an_id_does_not_change_hands() -> None:
    road = Road.objects.create(code="ĐT.8T", road_class_id="DT", source="x")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update road set id = id + 1000 where id = %s", [road.pk])
    gone = Bridge.objects.create(source="x")
    given = gone.public_id
    gone.delete()
    with pytest.raises(IntegrityError, match="was given before"), transaction.atomic():
        Bridge.objects.create(public_id=given, source="x")
