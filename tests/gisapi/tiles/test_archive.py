"""The archive holds what a visitor who is not signed in gets from the view, all of it, of one instant, or is not written."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pmtiles.reader import MmapSource, Reader, all_tiles

from gisapi.tiles.archive import write_archive
from gisapi.tiles.catalogue import LAYERS
from infra.models import Bridge
from tests import network
from tests.gisapi.tiles.test_render import layers_of, tile_of
from tests.network import Network, up
from tests.sql import another_client

ALL = "communes,roads,sections,bridges,culverts,km-posts"
ZOOM = 12
AROUND = (105.2, 9.0, 105.8, 9.5)
"""West, south, east, north: everything of the tiny network and room around it."""


def tiles_of(file: Path) -> dict[tuple[int, int, int], bytes]:
    with file.open("rb") as opened:
        return {address: gzip.decompress(body) for address, body in all_tiles(MmapSource(opened))}


def shown(tiles: dict[tuple[int, int, int], bytes]) -> dict[tuple[int, int, int], list[str]]:
    """What each tile shows, whatever the order of its features."""
    return {
        address: sorted(
            repr((name, feature)) for name, layer in layers_of(body).items() for feature in layer["features"]
        )
        for address, body in tiles.items()
    }


def seen(client: Client, layers: str) -> dict[tuple[int, int, int], bytes]:
    """Every tile around the network that the view has something for."""
    found = {}
    for z in range(ZOOM + 1):
        (x0, y1), (x1, y0) = tile_of(AROUND[0], AROUND[1], z), tile_of(AROUND[2], AROUND[3], z)
        for x in range(x0, x1 + 1):
            for y in range(y0, y1 + 1):
                answer = client.get(f"/tiles/{layers}/{z}/{x}/{y}.mvt")
                if answer.status_code == 200:
                    found[z, x, y] = answer.content
    return found


@pytest.mark.django_db(transaction=True)
class TestArchive:
    @pytest.fixture
    def net(self, code_lists: None) -> Network:
        return network.build()

    @pytest.fixture
    def other(self, net: Network) -> Iterator[Any]:
        client = another_client()
        client.autocommit = True
        yield client
        client.close()

    def test_it_holds_what_anyone_gets_from_the_view_and_nothing_else(
        self, client: Client, net: Network, commune: Any, tmp_path: Path
    ) -> None:
        Bridge.objects.filter(pk=net.far_bridge.pk).update(is_published=False)
        out = tmp_path / "all.pmtiles"
        call_command("export_pmtiles", str(out), "--max-zoom", str(ZOOM), "--attribution", "Sở thử")
        written = tiles_of(out)
        assert shown(written) == shown(seen(client, ALL))
        assert {z for z, _, _ in written} == set(range(5, ZOOM + 1))
        drawn = [
            feature
            for body in written.values()
            for feature in layers_of(body).get("bridges", {"features": []})["features"]
        ]
        ids = {feature["public_id"] for feature in drawn}
        assert net.near_bridge.public_id in ids
        assert net.far_bridge.public_id not in ids

    def test_it_says_what_is_in_it(self, net: Network, tmp_path: Path) -> None:
        out = tmp_path / "bridges.pmtiles"
        call_command(
            "export_pmtiles", str(out), "--layers", "bridges,roads", "--max-zoom", "9", "--attribution", "Sở thử"
        )
        with out.open("rb") as opened:
            reader = Reader(MmapSource(opened))
            header, told = reader.header(), reader.metadata()
        assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (5, 9, True)
        assert (header["tile_type"].name, header["tile_compression"].name) == ("MVT", "GZIP")
        assert header["min_lon_e7"] < 105.5e7 < header["max_lon_e7"]
        assert header["min_lat_e7"] < up(0).y * 1e7 < header["max_lat_e7"]
        assert (told["attribution"], [row["id"] for row in told["vector_layers"]]) == ("Sở thử", ["bridges", "roads"])
        assert told["vector_layers"][0]["fields"] == LAYERS["bridges"].fields

    def test_it_shows_one_instant_whatever_is_edited_meanwhile(
        self, client: Client, net: Network, other: Any, tmp_path: Path
    ) -> None:
        before, out, edits = seen(client, "bridges"), tmp_path / "one.pmtiles", []

        def edit(*_: int) -> None:
            with other.cursor() as cursor:
                cursor.execute("update bridge set name = 'sửa giữa chừng ' || %s", [len(edits)])
            edits.append(1)

        write_archive(out, [LAYERS["bridges"]], max_zoom=ZOOM, attribution="", progress=edit)
        assert len(edits) > ZOOM
        assert shown(tiles_of(out)) == shown(before)
        assert shown(seen(client, "bridges")) != shown(before)

    def test_what_fails_leaves_the_earlier_file_and_nothing_half_written(self, net: Network, tmp_path: Path) -> None:
        out = tmp_path / "kept.pmtiles"
        out.write_bytes(b"earlier")

        def fail(*_: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_archive(out, [LAYERS["bridges"]], max_zoom=9, attribution="", progress=fail)
        Bridge.objects.update(is_published=False)
        with pytest.raises(CommandError, match="bridges"):
            call_command("export_pmtiles", str(out), "--layers", "bridges")
        assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("kept.pmtiles", b"earlier")]

    @pytest.mark.parametrize(("option", "value"), [("--layers", "tunnels"), ("--max-zoom", "23"), ("--max-zoom", "-1")])
    def test_wrong_options_are_told(self, option: str, value: str, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=value.removeprefix("-")):
            call_command("export_pmtiles", str(tmp_path / "x"), f"{option}={value}")
