"""Tiles after each of many acts on the network, operations and undoings among them: what a client who asks whether its copy is still true
ends up with is what is drawn from nothing, with the lines of the low zooms built anew."""

import random
from typing import Any

import mapbox_vector_tile
import pytest
from django.test import Client

from gisapi.tiles.keeping import room
from tests import network
from tests.gisapi.tiles.test_render import tile_of
from tests.infra.services.test_network_at_once import act, asked_for
from tests.infra.services.test_undoing_everything import REFUSED, something_else
from tests.network import up
from tests.sql import rows

ACTS = 14
PLACES = [
    (z, *tile_of(105.5, up(at).y, z))
    for z, at in ((5, 0), (7, 2500), (9, 2500), (11, 2500), (14, 500), (14, 2500), (14, 4200))
]
ADDRESSES = [
    f"/tiles/{layers}/{z}/{x}/{y}.mvt"
    for layers in ("roads,sections,bridges", "culverts", "km-posts")
    for z, x, y in PLACES
]


class Reader:
    """A client with a store of its own: it asks whether what it holds is still true."""

    def __init__(self) -> None:
        self.client, self.held = Client(), dict[str, Any]()

    def sees(self, address: str) -> bytes:
        held = self.held.get(address)
        answer = self.client.get(address, headers={"If-None-Match": held["ETag"]} if held is not None else {})
        if answer.status_code != 304:
            self.held[address] = answer
        return bytes(self.held[address].content)


def drawn(body: bytes) -> dict[str, list[str]]:
    """Layer → its features, in an order of their own."""
    layers = mapbox_vector_tile.decode(body) if body else {}
    return {name: sorted(map(repr, layer["features"])) for name, layer in layers.items()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(2))
def test_after_each_act_a_reader_has_what_is_drawn_from_nothing(code_lists: None, seed: int) -> None:
    network.record(network.build())
    reader, chance, done = Reader(), random.Random(seed), 0
    while done < ACTS:
        try:
            act(asked_for(chance, None)) if chance.random() < 0.6 else something_else(chance)
        except REFUSED:
            continue
        done += 1
        seen = {address: drawn(reader.sees(address)) for address in ADDRESSES}
        room().clear()
        if done % 4 == 0:
            rows("select low.rebuild()")
        assert {address: drawn(Reader().sees(address)) for address in ADDRESSES} == seen
