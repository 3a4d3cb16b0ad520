"""The tiny network, and a connection that both ways share."""

import pytest

from config.short_way import items, tiles
from tests import network
from tests.network import Network


@pytest.fixture
def net(db: None) -> Network:
    return network.build()


@pytest.fixture(autouse=True)
def _in_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its connection is kept, as Django's test client keeps it."""
    for module in (items, tiles):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
