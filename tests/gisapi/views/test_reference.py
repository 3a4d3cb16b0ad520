"""Code lists as the API tells them."""

import pytest
from django.test import Client

from infra.models import CODE_LISTS
from tests.gisapi.asking import read


@pytest.mark.django_db
def test_every_code_list_is_told(client: Client) -> None:
    """A list left out of the statement would leave its codes without a word on the map."""
    told = read(client, "/api/code-lists")["lists"]
    assert set(told) == set(CODE_LISTS)
    assert next(row for row in told["component"] if row["code"] == "MO")["label_vi"] == "Mố"
