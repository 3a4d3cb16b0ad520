"""What a row's properties are written as is what row_to_json says of it, whatever stands in its texts."""

import json
from typing import Any

import pytest

from gisapi.collections import COLLECTIONS
from gisapi.fields import Field
from gisapi.queries import compose
from gisapi.queries.conditions import Conditions
from gisapi.queries.properties import properties
from gisapi.queries.statements import run
from infra.models import (
    AdministrativeUnit,
    Bridge,
    Culvert,
    Inspection,
    KmPost,
    Posting,
    Road,
    Section,
    SharedStretch,
    Waterway,
    Work,
)

pytestmark = pytest.mark.django_db
MODELS = (Road, KmPost, Section, Bridge, Culvert, Inspection, Posting, Work, SharedStretch, Waterway)
TEXTS = ("Cầu Hộ Phòng", "", 'nói "được"', "C:\\cầu", "hai\ndòng", "\x01", "\x1f", "\x7f", "/'{}%&\u2028", "null")


def written(name: str, fields: list[Field]) -> list[tuple[str, str]]:
    """The properties of every feature of a collection as they are written, and as row_to_json writes them."""
    lateral = f", LATERAL (SELECT {', '.join(f'page.{field.name}' for field in fields)}) AS p"
    shown = [f"{properties(fields)} AS ours", "row_to_json(p)::text AS theirs"]
    selected = Conditions(parameters={"signed_in": True})
    made = compose.rows(COLLECTIONS[name], selected, [field.name for field in fields], shown, lateral=lateral)
    return [(row["ours"], row["theirs"]) for row in run(made.text, made.parameters)]


@pytest.mark.parametrize("text", TEXTS)
def test_every_field_of_every_collection(recorded: None, commune: Any, text: str) -> None:
    for model in MODELS:
        assert model._default_manager.update(source=text)
    AdministrativeUnit.objects.filter(pk=commune.pk).update(name_vi=text)
    for name, collection in COLLECTIONS.items():
        rows = written(name, list(collection.fields.values()))
        assert rows, name
        for ours, theirs in rows:
            assert ours == theirs
        assert any(text in json.loads(ours).values() for ours, _ in rows)


@pytest.mark.parametrize("kind", ["integer", "number", "boolean", "date", "instant"])
def test_a_row_without_texts(recorded: None, kind: str) -> None:
    fields = [field for field in COLLECTIONS["bridges"].fields.values() if field.kind == kind]
    for ours, theirs in written("bridges", fields):
        assert ours == theirs
