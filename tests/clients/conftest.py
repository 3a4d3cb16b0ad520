"""A running server with the tiny network and more culverts than one page may hold, for clients that nobody here wrote."""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from infra.models import AdministrativeUnit, Culvert
from tests import network
from tests.network import SOURCE, Network, up
from tests.sql import rows

MANY = 10_050


@pytest.fixture(autouse=True)
def uncounted(settings: Any) -> None:
    """Thousands of requests from one address, exports among them: counted, a client that minds Retry-After waits for minutes."""
    settings.RATES = dict.fromkeys(settings.RATES)


@pytest.fixture
def served(transactional_db: None, code_lists: None, live_server: Any) -> Network:
    """The tiny network, committed, with one commune."""
    built = network.build()
    network.record(built)
    box = Polygon.from_bbox((105.45, 9.19, 105.55, up(2000).y))
    AdministrativeUnit.objects.create(
        code="99001", name_vi="Xã Thử Đông", level_id="COMMUNE", geom=MultiPolygon(box, srid=4326),
        valid_from=date(2025, 7, 1), source=SOURCE,
    )  # fmt: skip
    return built


@pytest.fixture
def many_culverts(served: Network) -> int:
    """As many culverts as are in the database: more than `limit` may ask."""
    rows(
        "insert into culvert (road_id, located_by, at_m, name, cells, source) "
        "select %s, 'chainage', n * 5000.0 / %s, 'Cống ' || n, n %% 50 + 1, %s from generate_series(0, %s - 1) n",
        served.ql.pk, MANY, SOURCE, MANY,
    )  # fmt: skip
    return Culvert.objects.count()


@pytest.fixture
def api(live_server: Any) -> str:
    return f"{live_server.url}/api"


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """A program to its end: what it printed, and a failure that shows it."""

    def ran(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
            env={**os.environ, "no_proxy": "*", **environment},
        )
        assert done.returncode == 0, (words, done.stdout[-2000:], done.stderr[-2000:])
        return done

    return ran
