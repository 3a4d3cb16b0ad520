"""Sections of one road share their ends, whatever sum the ends come from, and never overlap otherwise."""

import pytest
from django.db import IntegrityError, transaction

from infra.models import Road, Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def road() -> Road:
    return Road.objects.create(code="ĐT.6T", road_class_id="DT", source="x")


def add(road: Road, from_m: float, to_m: float) -> Section:
    return Section.objects.create(road=road, from_m=from_m, to_m=to_m, source="x")


@pytest.mark.parametrize("end_m", [1000.0005, 1000.00049999, 1000.00050001, 0.1 + 0.2, 1000 / 3])
@pytest.mark.parametrize("error_m", [0, 1e-9, -1e-9, 5e-4, -5e-4])
def test_an_end_shared_but_for_a_rounding_error_is_shared(road: Road, end_m: float, error_m: float) -> None:
    add(road, 0, end_m)
    add(road, end_m + error_m, 2000)
    assert Section.objects.filter(road=road).count() == 2


@pytest.mark.parametrize(("from_m", "to_m"), [(999.998, 2000), (500, 600), (500.0001, 500.0004), (0, 1000)])
def test_an_overlap_is_refused_also_that_of_a_sliver(road: Road, from_m: float, to_m: float) -> None:
    add(road, 0, 1000)
    with pytest.raises(IntegrityError, match="section_no_overlap"), transaction.atomic():
        add(road, from_m, to_m)


def test_a_shared_end_moves_in_one_statement_or_in_two(road: Road) -> None:
    first, second = add(road, 0, 1000), add(road, 1000, 2000)
    Section.objects.filter(pk=second.pk).update(from_m=1100)
    Section.objects.filter(pk=first.pk).update(to_m=1100)
    with pytest.raises(IntegrityError, match="section_no_overlap"), transaction.atomic():
        Section.objects.filter(pk=first.pk).update(to_m=1200)
