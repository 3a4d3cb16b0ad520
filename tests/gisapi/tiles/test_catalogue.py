"""Every layer has its SQL, its collection, and says which class appears from which zoom."""

import re
from pathlib import Path

import pytest
from django.db import connection

from gisapi.collections import COLLECTIONS
from gisapi.publication import PUBLIC
from gisapi.tiles.catalogue import EXACT, FOLDER, ID_DIGITS, LAYERS
from infra.models import CODE_LISTS, RECORDS

DRAWN = {name for name, collection in COLLECTIONS.items() if collection.kind not in RECORDS}


def names(folder: Path) -> set[str]:
    return {path.stem.replace("_", "-") for path in folder.glob("*.sql")}


def test_one_file_a_layer_and_no_other() -> None:
    assert names(FOLDER) == set(LAYERS)
    assert names(FOLDER / "low") == {layer.name for layer in LAYERS.values() if layer.full_zoom}


def test_every_collection_is_drawn_but_records_of_what_is() -> None:
    assert {layer.collection for layer in LAYERS.values() if layer.collection} == DRAWN


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("is_low", [False, True])
def test_no_layer_drops_rows_to_fit(name: str, is_low: bool) -> None:
    sql = LAYERS[name].rows(is_low=is_low and bool(LAYERS[name].low)).lower()
    assert sql.startswith("-- ")
    assert "limit" not in sql
    assert "tablesample" not in sql


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_tiles_carry_public_attributes_only(name: str) -> None:
    """Three have names of their own in a tile, of values that are public."""
    own = {"id", "km", "name"}
    assert {*LAYERS[name].choosable} - own <= PUBLIC[name]


@pytest.mark.parametrize("name", [name for name, layer in LAYERS.items() if layer.full_zoom])
def test_thinned_rows_have_some_of_the_fields(name: str) -> None:
    layer = LAYERS[name]
    assert layer.fields_at(layer.exact_zoom - 1) == [name for name in layer.fields if name in layer.low]
    assert layer.fields_at(layer.exact_zoom) == list(layer.fields)
    assert set(layer.low) <= set(layer.choosable)


def test_the_first_class_appears_with_its_layer() -> None:
    for layer in LAYERS.values():
        if layer.classes:
            assert min(layer.classes.values()) == layer.min_zoom


@pytest.mark.django_db
def test_the_database_keeps_the_classes_and_bands_that_are_drawn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select road_class, from_z from low.class")
        assert dict(cursor.fetchall()) == LAYERS["roads"].classes
        cursor.execute("select array_agg(band order by band) from low.band")
        assert cursor.fetchone()[0] == list(range(LAYERS["roads"].min_zoom, EXACT))
        cursor.execute("select low.whole_from_z()")
        assert cursor.fetchone()[0] == LAYERS["roads"].full_zoom
    for name, layer in LAYERS.items():
        known = CODE_LISTS["waterway_kind"]._default_manager.values_list("code", flat=True)
        assert set(layer.classes) <= set(known if name == "waterways" else LAYERS["roads"].classes)


def test_the_map_makes_the_same_ids_of_the_numbers() -> None:
    source = Path("maps/src/map/tileData.ts").read_text("utf-8")
    (letters,) = re.findall(r"LETTERS: .*? = \{(.*?)\};", source)
    (digits,) = re.findall(r"ID_DIGITS = (\d+);", source)
    assert dict(re.findall(r"'?([\w-]+)'?: '(\w)'", letters)) == {
        row.name: row.letter for row in LAYERS.values() if row.letter
    }
    assert int(digits) == ID_DIGITS
