"""Code lists as the API tells them."""

import pytest
from django.test import Client

from infra.models import CODE_LISTS, ManagingUnit
from tests.gisapi.asking import read


@pytest.mark.django_db
def test_every_code_list_is_told(client: Client) -> None:
    """A list left out of the statement would leave its codes without a word on the map; managing units are chosen like codes."""
    ManagingUnit.objects.create(
        code="HAT3", name_vi="Hạt 3", name_en="Unit 3", valid_from="2020-01-01", valid_to="2025-06-30", source="x"
    )
    told = read(client, "/api/code-lists")["lists"]
    assert set(told) == {*CODE_LISTS, "managing_unit"}
    assert next(row for row in told["component"] if row["code"] == "MO")["label_vi"] == "Mố"
    (unit,) = told["managing_unit"]
    assert (unit["code"], unit["label_vi"], unit["valid_to"]) == ("HAT3", "Hạt 3", "2025-06-30")
