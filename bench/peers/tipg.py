"""tipg: OGC API Features and Tiles by FastAPI and asyncpg."""

from urllib.parse import quote, urlencode

from bench import cluster
from bench.lists import Box, Tile
from bench.plan import WORKERS
from bench.subjects import Peer, python_environment

PACKAGES = ("tipg==1.6.1", "uvicorn==0.54.0", "uvloop==0.23.0", "httptools==0.9.0")
"""uvloop, because asyncio leaves Nagle's algorithm on for a listening socket shared by workers: 40 ms a tile."""


class Tipg(Peer):
    """tipg under uvicorn. Tiles without its feature cap; its catalogue, which runs ST_Extent, is read at the start only."""

    name = "tipg"
    title = "tipg 1.6.1"

    def install(self) -> None:
        self.home = python_environment("tipg", PACKAGES)

    def command(self) -> list[str]:
        options = ["--port", str(self.port), "--workers", str(WORKERS), "--no-access-log"]
        return [str(self.home / "bin/uvicorn"), "tipg.main:app", *options]

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"postgresql://bench@{quote(cluster.socket_folder(), safe='')}:5432/cauduong",
            "TIPG_DB_SCHEMAS": '["peer"]',
            "TIPG_MAX_FEATURES_PER_TILE": "100000000",
            "TIPG_CATALOG_TTL": "100000000",
        }

    def tile(self, tile: Tile) -> str:
        z, x, y = tile
        return f"/collections/peer.road_section/tiles/WebMercatorQuad/{z}/{x}/{y}"

    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str:
        asked = {"bbox": ",".join(box), "limit": str(limit), "f": "geojson"}
        if conditions:
            asked["filter"] = f"condition IN ({','.join(map(repr, conditions))})"
        return f"/collections/peer.road_section/items?{urlencode(asked, safe=',')}"
