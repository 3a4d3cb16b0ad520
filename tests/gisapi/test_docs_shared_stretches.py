"""Every request of docs/assets/shared-stretch.md is run on the tests' network, in order, and its answer compared."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.network import Network, guest_of

PAGE = (Path(__file__).parents[2] / "docs" / "assets" / "shared-stretch.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    (GET|POST) (\S+)\n(?:    (\{.*)\n)?    → (\d+) (.+)$", PAGE, re.MULTILINE)


def holds(wanted: Any, found: Any) -> bool:
    """Whether an answer says all that the page says of it."""
    if isinstance(wanted, dict):
        found = found | found.get("properties", {})
        return all(name in found and holds(value, found[name]) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(wanted) == len(found) and all(map(holds, wanted, found))
    return bool(found == (pytest.approx(wanted, abs=0.002) if isinstance(wanted, float) else wanted))


def test_the_documented_requests_answer_as_they_say(engineer: Client, net: Network) -> None:
    guest = guest_of(net.ql)
    assert len(EXAMPLES) == 4
    for verb, path, body, status, answer in EXAMPLES:
        address = path.replace("R-000004", guest.public_id)
        told = engineer.generic(verb, address, body, content_type="application/geo+json")
        assert told.status_code == int(status), (address, told.content)
        assert holds(json.loads(answer), json.loads(told.content)), (address, told.content)
