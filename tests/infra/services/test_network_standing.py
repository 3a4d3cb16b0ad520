"""What stands along a road reads the same however its rows lie in the table: a token stands for it."""

from itertools import pairwise

import pytest
from django.db import connection

from infra.models import Section
from infra.services.network.standing import standing
from tests import network


@pytest.mark.django_db
def test_metres_of_sections_are_added_in_the_order_of_the_road() -> None:
    road = network.build().ql
    Section.objects.filter(road=road).delete()
    ends = [52.5, 452.8, 866.9, 986.3, 1117.9, 1876.3, 2175.0, 2295.8, 3603.6, 3665.4]
    for from_m, to_m in pairwise(ends):
        Section.objects.create(road=road, from_m=from_m, to_m=to_m, source=network.SOURCE)
    with connection.cursor() as cursor:  # rows as they lie
        cursor.execute("set local enable_indexscan = off; set local enable_bitmapscan = off")
    read = standing([road.pk]).roads[road.pk].sections_m
    for section in Section.objects.filter(road=road).order_by("from_m")[:5]:
        Section.objects.filter(pk=section.pk).update(note="chép lại")  # the row now lies behind the others
        assert standing([road.pk]).roads[road.pk].sections_m == read
