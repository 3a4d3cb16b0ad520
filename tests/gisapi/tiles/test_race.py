"""Writers and readers at once: no tile held under a token, or at a version, differs from what is drawn at that instant.

`max(id)` for a token must be caught by the same harness: a commit that comes late leaves it unchanged.
"""

import random
import threading
import time
from typing import Any

import mapbox_vector_tile
import psycopg2
import pytest
from django.db import connection, connections, transaction
from django.test import Client

from gisapi.tiles import render as rendering
from gisapi.tiles import token as tokens
from gisapi.tiles.catalogue import LAYERS
from gisapi.tiles.keeping import room
from infra.models import Bridge, Section
from infra.services.tile_marks import compact_marks
from tests import network
from tests.gisapi.tiles.test_render import tile_of
from tests.network import up

SECONDS, ENOUGH, AT_MOST = 4, 20, 60
"""It races so long, and until so many tiles were compared and a wrong token is caught, but no longer than the last."""

SPOTS = [f"{z}/{x}/{y}" for z in (8, 14) for x, y in [tile_of(105.5, up(500).y, z)]]
ADDRESSES = [f"/tiles/bridges,sections/{spot}.mvt" for spot in SPOTS]

OUTSIDE = (tile_of(105.5, up(500).y, 14)[0] / 2**14 * 360 - 180 - 0.00001, up(500).y)
"""A metre west of the z14 tile: in its buffer."""


def edit(cursor: Any, chance: random.Random, bridges: list[int], sections: list[int]) -> None:
    """One edit of some kind."""
    codes = ("TOT", "KHA", "TB", "XAU", "RAT_XAU")
    act = chance.random()
    if act < 0.6:
        cursor.execute("update bridge set condition = %s where id = %s", [chance.choice(codes), chance.choice(bridges)])  # fmt: skip
    elif act < 0.8:
        cursor.execute("update section set condition = %s where id = %s", [chance.choice(codes), chance.choice(sections)])  # fmt: skip
    elif act < 0.85:
        cursor.execute("insert into bridge (located_by, geom, source, note, name) values ('coordinates', ST_SetSRID(ST_MakePoint(%s, %s), 4326), 'x', '', 'thêm')", OUTSIDE)  # fmt: skip
    elif act < 0.9:
        cursor.execute(
            "insert into bridge (road_id, located_by, at_m, source, note, name) select road_id, 'chainage', 450, 'x', '', 'thêm' from section limit 1"
        )
    else:
        cursor.execute("delete from bridge where name = 'thêm'")


def write(stop: threading.Event, faults: list[str], seed: int, bridges: list[int], sections: list[int]) -> None:
    """One writer over its own connection: some edits, a pause, a commit or not. One of them also empties the table.

    It does so first in its transaction: PostgreSQL refuses to where foreign keys of the same one still wait to be judged.
    """
    chance, settings = random.Random(seed), connection.get_connection_params()
    client = psycopg2.connect(
        **{k: settings[k] for k in ("dbname", "user", "password", "host", "port") if settings.get(k)}
    )
    if seed % 2:
        client.set_session(isolation_level="REPEATABLE READ")
    while not stop.is_set():
        try:
            with client.cursor() as cursor:
                if seed == 2 and chance.random() < 0.03:
                    cursor.execute("truncate bridge cascade")
                for _ in range(chance.randint(1, 2)):
                    edit(cursor, chance, bridges, sections)
                time.sleep(chance.random() * 0.03)
            client.rollback() if chance.random() < 0.2 else client.commit()
        except (psycopg2.errors.SerializationFailure, psycopg2.errors.DeadlockDetected):
            client.rollback()
        except psycopg2.Error as error:
            faults.append(str(error))
            client.rollback()
    client.close()


def read(stop: threading.Event, faults: list[str], seed: int) -> None:
    """One reader over the view: plain addresses, and those TileJSON names."""
    browser, chance = Client(), random.Random(seed)
    while not stop.is_set():
        address = chance.choice(ADDRESSES)
        if chance.random() < 0.5:
            told = browser.get("/tiles/bridges,sections.json").json()["tiles"][0]
            address += "?v=" + told.split("?v=")[1]
        answer = browser.get(address)
        if answer.status_code not in (200, 204):
            faults.append(f"{address}: {answer.status_code}")
        if seed == 0 and chance.random() < 0.2:
            compact_marks()
    connections.close_all()


def stale(right: bool) -> tuple[int, int, list[str]]:
    """(tiles compared, tiles held under the token of now that are not what is drawn now, faults)."""
    stop, faults, compared, wrong = threading.Event(), list[str](), 0, 0
    bridges, sections = list(Bridge.objects.values_list("pk", flat=True)), list(Section.objects.values_list("pk", flat=True))  # fmt: skip
    threads = [threading.Thread(target=write, args=(stop, faults, n, bridges, sections)) for n in range(8)]
    threads += [threading.Thread(target=read, args=(stop, faults, n)) for n in range(8)]
    for thread in threads:
        thread.start()
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < SECONDS or (
        passed < AT_MOST and (compared <= ENOUGH or not (right or wrong))
    ):
        for key, held in list(room()._held.items()):
            layers = [LAYERS[name] for name in key[0]]  # type: ignore[attr-defined]
            token, body = drawn(rendering.Picture(layers, key[1], "mvt", signed_in=False))  # type: ignore[arg-type]
            compared += token == held.token
            wrong += token == held.token and meant(body) != meant(held.sent(accepts_gzip=False).body)
    stop.set()
    for thread in threads:
        thread.join()
    return compared, wrong, faults


def drawn(picture: rendering.Picture) -> tuple[str, bytes]:
    """(token, body) of one instant for certain.

    TRUNCATE does not keep old snapshots whole: a statement that waited for its lock sees the table empty and the marks as
    before. A reader so served holds a tile newer than its token, under a token that is no longer asked for; a judge must not.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table bridge, section in access share mode")
        token, _, body = rendering.render(picture)
    return token, body


def meant(body: bytes) -> list[str]:
    """What a tile shows, whatever the order of its features."""
    told = mapbox_vector_tile.decode(body) if body else {}
    return sorted(repr((name, f["properties"], f["geometry"])) for name, row in told.items() for f in row["features"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("right", [True, False], ids=["sum of marks", "max(id)"])
def test_nothing_stale_is_held(right: bool, code_lists: None, monkeypatch: pytest.MonkeyPatch) -> None:
    network.build()
    if not right:
        last = "(select max(hid)::text from history.bridge) || '.' || (select max(hid) from history.section)"
        wrong_one = f"coalesce({last}, '') || left(%(token_layers)s::text, 0)"  # a statement has parameters
        monkeypatch.setattr(rendering, "FRESHNESS", wrong_one)
        monkeypatch.setattr(tokens, "FRESHNESS", wrong_one)
    rendering._statement.cache_clear()
    try:
        compared, wrong, faults = stale(right)
    finally:
        rendering._statement.cache_clear()
    assert faults == []
    assert compared > ENOUGH
    assert (wrong == 0) is right
