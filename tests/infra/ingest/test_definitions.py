"""Forms as data: every definition is one we can read; a wrong one stops the program and says where; a unit makes the figures ours."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from infra.ingest.cells import CodeList
from infra.ingest.draft import Draft
from infra.ingest.forms import FORMS
from infra.ingest.forms.definitions import definition
from infra.ingest.mapping import Source
from infra.ingest.reading import PLACE, READ
from infra.models import ASSETS, CODE_LISTS

JOINED = {"note"}
FORM = {
    "code": "so-cong", "version": "2026", "kind": "culvert", "title": "Sổ cống của huyện", "ignored": {}, "fields": [
        {"column": "ly_trinh", "target": "chainage", "read": "chainage", "required": True},
        {"column": "khau_do_cm", "target": "diameter_m", "read": "number", "unit": "cm"},
    ],
}  # fmt: skip


def test_there_are_the_forms_we_know() -> None:
    assert {one.code for one in FORMS} >= {"culvert-form", "km-post-form", "vec-bridges", "osm-roads"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.code))
def test_a_definition_speaks_of_what_there_is(form: Source) -> None:
    columns = {field.name for field in ASSETS[form.kind]._meta.concrete_fields}
    for one in form.fields:
        assert one.read in READ, one
        assert one.target in columns | PLACE | JOINED, one
        assert not one.list or one.list in CODE_LISTS, one
    assert form.version
    assert not set(form.ignored) & {one.column for one in form.fields}


def written(folder: Path, **changed: Any) -> Path:
    path = folder / "so_cong.json"
    path.write_text(json.dumps({**FORM, **changed}), encoding="utf-8")
    return path


def test_a_form_is_one_file_more_and_centimetres_become_metres(tmp_path: Path) -> None:
    form = definition(written(tmp_path))
    draft = Draft(1, dict[str, CodeList]())
    assert READ["number"]("125", form.fields[1], draft) == Decimal("1.25")
    assert READ["number"]("125", replace(form.fields[1], scale=Decimal(1)), draft) == Decimal(125)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"colour": "red"}, "so_cong.json: nobody knows colour"),
        ({"fields": [{"column": "a", "target": "name", "wide": 1}]}, "so_cong.json: a: nobody knows wide"),
        ({"fields": [{"column": "a", "target": "height_m", "unit": "inch"}]}, "so_cong.json: a: no unit inch"),
        ({"fields": [{"column": "a", "target": "name"}, {"column": "a", "target": "code"}]}, "told twice: a"),
    ],
)
def test_a_wrong_definition_says_where(tmp_path: Path, changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match="so_cong") as wrong:
        definition(written(tmp_path, **changed))
    assert told in str(wrong.value)
