"""Every layer has its SQL, its collection, and says which class appears from which zoom."""

import pytest

from gisapi.collections import COLLECTIONS
from gisapi.tiles.catalogue import FOLDER, LAYERS


def test_one_file_a_layer_and_no_other() -> None:
    assert {path.stem.replace("_", "-") for path in FOLDER.glob("*.sql")} == set(LAYERS)


def test_every_collection_is_drawn() -> None:
    assert {layer.collection for layer in LAYERS.values() if layer.collection} == set(COLLECTIONS)


@pytest.mark.parametrize("name", LAYERS)
def test_no_layer_drops_rows_to_fit(name: str) -> None:
    sql = LAYERS[name].sql.lower()
    assert sql.startswith("-- ")
    assert "limit" not in sql
    assert "tablesample" not in sql


@pytest.mark.django_db
def test_every_road_class_appears_at_some_zoom() -> None:
    from infra.models.codes import RoadClass

    codes = set(RoadClass.objects.values_list("code", flat=True))
    assert set(LAYERS["roads"].classes) == set(LAYERS["sections"].classes) == codes


def test_the_first_class_appears_with_its_layer() -> None:
    for layer in LAYERS.values():
        if layer.classes:
            assert min(layer.classes.values()) == layer.min_zoom
