"""A file whose coordinates cannot be where it says: told with the systems in which they could be, loaded as confirmed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from infra.crs import WGS84, transform
from infra.models import Culvert
from tests import network
from tests.infra.ingest.conftest import Run
from tests.infra.ingest.forms import table

Import = Callable[..., Run]
PLACES = {500: "Km10+500", 1500: "Km11+500", 2500: "Km12+365"}


def turned(folder: Path) -> Path:
    """Three culverts of QL.9T in TM-3 of 105°, X = north in the first column, as surveyors write them."""
    rows = []
    for n, (metres, chainage) in enumerate(PLACES.items()):
        point = network.up(metres)
        east, north = transform(point.x, point.y, WGS84, 5897)
        rows.append(
            {"road": "QL.9T", "chainage": chainage, "name": f"Cống {n}", "lon": f"{north:.2f}", "lat": f"{east:.2f}"}
        )
    return table(folder / "f.csv", *rows)


@pytest.mark.django_db
def test_axes_that_are_swapped_are_told_and_read_as_confirmed(import_file: Import, tmp_path: Path) -> None:
    network.build()
    path = turned(tmp_path)
    refused = import_file(path, "--kind", "culverts", "--srid", "5897")
    assert refused.code == 2
    assert "crs-to-confirm" in refused.err
    assert "--srid 5897 --swap-axes" in refused.err
    before = Culvert.objects.count()
    assert import_file(path, "--kind", "culverts", "--srid", "5897", "--swap-axes").code == 0
    assert Culvert.objects.count() == before + len(PLACES)
    for n, metres in enumerate(PLACES):
        place = Culvert.objects.get(name=f"Cống {n}").geom
        assert place.distance(network.up(metres)) < 1e-6
