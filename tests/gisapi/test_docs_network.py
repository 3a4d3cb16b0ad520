"""Every example in docs/network-operations.md is shown on the tiny network and tells what the page says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import MultiLineString
from django.test import Client

from infra.models import ManagingUnit, Road
from infra.network.behaviours import TABLE
from tests.network import Network, line

PAGE = (Path(__file__).parents[2] / "docs" / "network-operations.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    POST (\S+dry-run=true)\n    (\{.*\})\n    → (.+)$", PAGE, re.MULTILINE)


@pytest.fixture
def ids(net: Network) -> dict[str, str]:
    """R-000001 is QL.9T, R-000002 goes on where it ends; there is a managing unit HUYEN."""
    follows = MultiLineString(line(5000, 5500), srid=4326)
    other = Road.objects.create(code="ĐT.3T", road_class_id="DT", source="x", centreline=follows)
    ManagingUnit.objects.create(code="HUYEN", name_vi="Huyện", name_en="District", valid_from="2020-01-01", source="x")
    return {"R-000001": net.ql.public_id, "R-000002": other.public_id}


def test_there_is_an_example_of_every_operation() -> None:
    shown = {path.partition("?")[0].rpartition("/")[2] for path, _, _ in EXAMPLES}
    assert shown == {*TABLE} - {"open"}, "nothing to open on this network"


@pytest.mark.parametrize(("path", "body", "told"), EXAMPLES, ids=[path.split("/")[-1] for path, *_ in EXAMPLES])
def test_an_example_tells_what_the_page_says(
    engineer: Client, ids: dict[str, str], path: str, body: str, told: str
) -> None:
    def real(text: str) -> str:
        return re.sub(r"R-00000\d", lambda found: ids[found[0]], text)

    answer = engineer.generic("POST", real(path), real(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert _told(json.loads(answer.content)) == real(told)


def _told(answer: Any) -> str:
    roads = [f"{road['name']} {_ends(road['after'])}" for road in answer["roads"]]
    return " · ".join([*roads, f"{answer['undecided']} undecided"])


def _ends(road: dict[str, Any] | None) -> str:
    """Chainages of the ends, to the metre."""
    if road is None:
        return "–"
    return re.sub(r"\.\d+", "", f"{road['from'] or ''}–{road['to']}")
