"""Every field has its place on a page."""

from collections import Counter

import pytest

from gisapi.collections import COLLECTIONS
from gisapi.pages.arrangement import GROUPS, MAIN, grouped, telling_first


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_field_is_in_one_group(name: str) -> None:
    fields = list(COLLECTIONS[name].fields.values())
    held = [field.name for _, group in grouped(fields) for field in group]
    assert Counter(held) == Counter(field.name for field in fields), (
        "put it into a group of gisapi/pages/arrangement.py"
    )


def test_no_group_names_what_no_collection_has() -> None:
    known = {field for row in COLLECTIONS.values() for field in row.fields}
    assert {name for group in GROUPS for name in group.names} <= known


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_telling_columns_come_first_and_none_is_lost(name: str) -> None:
    fields = list(COLLECTIONS[name].fields.values())
    ordered = telling_first(name, fields)
    assert [field.name for field in ordered[: len(MAIN[name])]] == list(MAIN[name])
    assert sorted(field.name for field in ordered) == sorted(field.name for field in fields)
