"""Queryables and schema are true: every feature fits the schema, every queryable can be asked by, and nothing internal is told."""

from typing import Any

import jsonschema
import pytest
from django.test import Client

from gisapi.collections import COLLECTIONS
from gisapi.fields import fields_of
from gisapi.queries.compose import source
from tests.gisapi.asking import read
from tests.network import Network

pytestmark = pytest.mark.django_db


def schema_of(browser: Client, name: str, what: str) -> Any:
    return read(browser, f"/api/collections/{name}/{what}")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_feature_fits_the_schema(engineer: Client, net: Network, recorded: None, commune: Any, name: str) -> None:
    told = schema_of(engineer, name, "schema")
    jsonschema.Draft202012Validator.check_schema(told)
    properties = {key: value for key, value in told["properties"].items() if key != "geometry"}
    features = read(engineer, f"/api/collections/{name}/items", limit="1000")["features"]
    assert features
    for feature in features:
        whole = read(engineer, f"/api/collections/{name}/items/{feature['id']}")["properties"]
        assert set(whole) == set(properties)
        known = {key: value for key, value in whole.items() if value is not None and value != ""}
        jsonschema.validate(
            known, {"type": "object", "properties": properties}, format_checker=jsonschema.FormatChecker()
        )


@pytest.mark.parametrize("name", COLLECTIONS)
def test_everything_that_is_queryable_can_be_asked_by_and_sorted_by(
    client: Client, net: Network, recorded: None, commune: Any, name: str
) -> None:
    items = f"/api/collections/{name}/items"
    for key, told in schema_of(client, name, "queryables")["properties"].items():
        if key == "geometry" or told["type"] == "array":
            continue
        assert read(client, items, filter=f"{key} IS NULL OR {key} = {key}", sortby=f"-{key}")["numberReturned"] > 0, (
            key
        )


def test_codes_come_with_their_words_in_both_languages(client: Client) -> None:
    told = schema_of(client, "bridges", "queryables")["properties"]["condition"]
    assert (told["title"], told["x-title-en"]) == ("Tình trạng", "Condition")
    assert {"const": "XAU", "title": "Xấu", "x-title-en": "Poor"} in told["oneOf"]


def test_what_is_internal_is_not_told(client: Client, engineer: Client) -> None:
    for what in ("queryables", "schema"):
        assert "note" not in schema_of(client, "bridges", what)["properties"]
        assert "note" in schema_of(engineer, "bridges", what)["properties"]


def test_what_is_derived_is_read_only(client: Client) -> None:
    told = schema_of(client, "bridges", "schema")["properties"]
    assert [told[name].get("readOnly", False) for name in ("public_id", "commune", "width_m", "chainage")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_table_of_fields_and_the_source_are_of_one_mind(name: str) -> None:
    """Every field is a column of the source, and every asset column is a field or book-keeping."""
    text = source(COLLECTIONS[name])
    missing = [field for field in fields_of(name) if f" AS {field}" not in text and f".{field}" not in text]
    assert missing == []
