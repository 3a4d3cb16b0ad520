"""The worked examples of docs/queries.md: each request is run on the sample province and its answer compared with the one printed."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from fixtures.draw import draw
from fixtures.load import load
from tests.gisapi.asking import read

TEXT = (Path(__file__).parents[2] / "docs/queries.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    GET (/\S+?)\?(.+)\n    → (.+)$", TEXT, re.MULTILINE)


def contained(wanted: Any, told: Any) -> bool:
    """Whether an answer says all that the document does: objects may say more, lists may not."""
    if isinstance(wanted, dict):
        return isinstance(told, dict) and all(
            name in told and contained(value, told[name]) for name, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(told, list) and len(told) == len(wanted) and all(map(contained, wanted, told))
    return bool(wanted == told)


@pytest.mark.django_db
def test_every_example_answers_as_it_says(client: Client) -> None:
    load(draw())
    wrong = []
    for path, query, answer in EXAMPLES:
        told = read(client, path, **dict(parse_qsl(query.replace("+", "%2B"), keep_blank_values=True)))
        if "features" in told:
            told["features"] = [feature["properties"] for feature in told["features"]]
        if not contained(json.loads(answer), told):
            wrong.append((path, query, {name: told[name] for name in json.loads(answer)}))
    assert wrong == []


def test_there_are_examples_of_everything() -> None:
    assert len(EXAMPLES) >= 24
    assert TEXT.count("    GET ") == len(EXAMPLES), "an example without its answer"
    for word in (
        "near=",
        "overlap=",
        "bbox-crs",
        "S_DWITHIN",
        "T_AFTER",
        "A_CONTAINS",
        "accenti",
        "cql2-json",
        "sortby",
        "datetime",
        "statistics",
    ):
        assert any(word in query or word in path for path, query, _ in EXAMPLES), word
