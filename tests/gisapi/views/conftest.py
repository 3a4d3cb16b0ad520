"""One bridge to edit: its address and the ETag an engineer has read."""

import pytest
from django.test import Client

from tests.network import Network

BRIDGES = "/api/collections/bridges/items"


@pytest.fixture
def address(net: Network) -> str:
    return f"{BRIDGES}/{net.near_bridge.public_id}"


@pytest.fixture
def etag(engineer: Client, address: str) -> str:
    return str(engineer.get(address)["ETag"])
